/*
 * engine.h - the open index, for the parts of the search
 */
#pragma once

#include "domain/search/index/index.h"
#include "domain/search/query.h"
#include "domain/search/source.h"
#include "domain/search/synonym.h"

enum { SUGGEST_WEIGHED = 20000 };

struct search {
	struct arena *arena; /* of its life */
	struct index_pool *pool;
	const struct search_source *const *sources;
	struct synonyms synonyms;
	uint32_t suggest_weighed; /* so many titles are weighed while somebody types; of more, some are taken */
};

/* A reader of the index for the time of one search; ERR_UNAVAILABLE without an index. */
struct engine {
	struct index_pool *pool;
	struct xindex *index;
};
NODISCARD error engine_borrow(struct ctx *, struct engine *out);
void engine_return(struct engine *);
#define AUTO_ENGINE CLEANUP(engine_return) struct engine
