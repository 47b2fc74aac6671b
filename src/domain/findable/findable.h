/*
 * findable.h - everything that the search can find
 *
 * The one list of sources: a domain that has something to be found is added here.
 */
#pragma once

#include "domain/search/source.h"

/* NULL-terminated; for search_open and the indexer. */
extern const struct search_source *const findable[];
