#include "domain/findable/findable.h"

#include "domain/document/document.h"

const struct search_source *const findable[] = {
	&document_source,
	NULL,
};
