/*
 * synonym.h - words that are looked for together
 *
 * An author says that "psu" also means "power" and "supply". A search for the word then
 * finds the others, weighted as if they were one word; not the other way round. A
 * change is followed within SYNONYM_REREAD_S seconds.
 */
#pragma once

#include <pthread.h>

#include "base/ctx.h"
#include "base/map.h"

enum { SYNONYM_REREAD_S = 10, SYNONYM_WORDS_MAX = 20 };

/* What the table had a few seconds ago; of struct search. */
struct synonyms {
	pthread_mutex_t mutex;
	struct arena *arena;
	struct map words; /* word to str_list */
	int64_t read_us;  /* 0: never */
};
void synonyms_init(struct synonyms *);
void synonyms_end(struct synonyms *);

/* Words that are looked for together with `word`. */
NODISCARD error synonyms_of(struct ctx *, struct str word, str_list *out);

/*
 * On a writer, for MAY_PUBLISH_ARTICLE. `word` must be one word; `same` words apart by
 * blanks or commas, empty to take the synonym back. ERR_INVALID names the field.
 */
NODISCARD error synonym_set(struct ctx *, struct str word, struct str same);
