/*
 * synonym.h - words that are looked for together
 *
 * An author says that "psu" also means "power" and "supply". A search for the word then
 * finds the others, weighted as if they were one word; not the other way round. A
 * change is followed within SYNONYM_REREAD_S seconds.
 */
#pragma once

#include "domain/search/engine.h"

enum { SYNONYM_REREAD_S = 10, SYNONYM_WORDS_MAX = 20 };

/*
 * On a writer, for MAY_PUBLISH_ARTICLE. `word` must be one word; `same` words apart by
 * blanks or commas, empty to take the synonym back. ERR_INVALID names the field.
 */
NODISCARD error synonym_set(struct ctx *, struct str word, struct str same);
