/* find.h - published articles, for the search */
#pragma once

#include "domain/search/source.h"

extern const struct search_source article_source;
