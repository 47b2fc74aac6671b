#include "domain/findable/findable.h"

#include "domain/casefile/find.h"
#include "domain/defect/defect.h"
#include "domain/document/document.h"
#include "domain/knowledge/find.h"
#include "domain/manual/find.h"

const struct search_source *const findable[] = {
	&article_source,
	&casefile_note_source,
	&casefile_source,
	&defect_source,
	&document_source,
	&manual_source,
	NULL,
};
