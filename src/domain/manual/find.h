/* find.h - documentation as the search sees it: each section is a document */
#pragma once

#include "domain/search/source.h"

extern const struct search_source manual_source;
