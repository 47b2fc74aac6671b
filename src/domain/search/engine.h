/*
 * engine.h - the open index, for the parts of the search
 */
#pragma once

#include "domain/search/index/index.h"
#include "domain/search/query.h"

/* A reader of the index for the time of one search; ERR_UNAVAILABLE without an index. */
NODISCARD error engine_borrow(struct ctx *, struct xindex **out);
void engine_return(struct xindex **);
#define AUTO_ENGINE CLEANUP(engine_return) struct xindex *

/* Words that are looked for together with `word`; see synonym.h. */
NODISCARD error synonyms_of(struct ctx *, struct str word, str_list *out);
