/*
 * stopwords.h - words that say nothing about what is looked for
 *
 * They are indexed (phrases hold them) and left out of queries, unless the query has
 * no other word.
 */
#pragma once

#include "base/str.h"

/* `folded` as fold_word() gives it; `language` "en" or "de", others have none. */
bool is_stopword(struct str folded, struct str language);
