#include "domain/search/synonym.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/map.h"
#include "domain/account/permission.h"
#include "domain/search/engine.h"
#include "domain/search/search.sql.h"
#include "domain/search/words/tokens.h"
#include "store/store.h"

void synonyms_init(struct synonyms *known)
{
	*known = (struct synonyms){ .arena = arena_create() };
	pthread_mutex_init(&known->mutex, NULL);
}

void synonyms_end(struct synonyms *known)
{
	pthread_mutex_destroy(&known->mutex);
	arena_destroy(known->arena);
}

static str_list *list_of(struct arena *a, struct str words)
{
	str_list *list = arena_new(a, str_list);
	struct str one;
	while (str_cut(&words, ' ', &one))
		if (one.len > 0)
			*arena_push(a, list) = one;
	return list;
}

/* Under the mutex, with what calls it. */
static error reread(struct ctx *cx, struct synonyms *known)
{
	struct q_search_synonyms_list rows;

	TRY(q_search_synonyms(cx, &rows));
	arena_reset(known->arena);
	known->words = map_new(known->arena);
	for (size_t i = 0; i < rows.len; i++) {
		struct str same = str_copy(known->arena, rows.at[i].same);
		map_put(&known->words, rows.at[i].word, list_of(known->arena, same));
	}
	known->read_us = monotonic_us();
	return OK;
}

static error look_up(struct ctx *cx, struct synonyms *known, struct str word, str_list *out)
{
	int64_t age = monotonic_us() - known->read_us;

	if (known->read_us == 0 || age > SYNONYM_REREAD_S * US_PER_SECOND)
		TRY(reread(cx, known));
	const str_list *list = map_get(&known->words, word);
	for (size_t i = 0; list != NULL && i < list->len; i++)
		*arena_push(cx->arena, out) = str_copy(cx->arena, list->at[i]);
	return OK;
}

error synonyms_of(struct ctx *cx, struct str word, str_list *out)
{
	if (cx->db == NULL || cx->search == NULL)
		return OK;
	struct synonyms *known = &cx->search->synonyms;
	pthread_mutex_lock(&known->mutex);
	error failed = look_up(cx, known, word, out);
	pthread_mutex_unlock(&known->mutex);
	return failed;
}

/* Folded words of a text, apart by blanks. */
static struct str words_of(struct ctx *cx, struct str text, size_t *ret_count)
{
	struct tokens tokens = tokens_of(cx->arena, text);
	struct buf out = buf_new(cx->arena, LIMIT_TITLE);
	struct chunk c;
	*ret_count = 0;
	while (tokens_next(&tokens, &c))
		for (size_t i = 0; i < c.len; i++) {
			if (++*ret_count > 1)
				buf_char(&out, ' ');
			buf_put(&out, c.words[i].text);
		}
	return buf_str(&out);
}

error synonym_set(struct ctx *cx, struct str word, struct str same)
{
	size_t count, words;
	int64_t changes;
	TRY(actor_may(cx, MAY_PUBLISH_ARTICLE, RELATION_NONE));
	struct str folded = words_of(cx, word, &count);
	if (count != 1)
		return err_field(cx, "word", "Give one word, of letters and digits.");
	struct str list = words_of(cx, same, &words);
	if (words > SYNONYM_WORDS_MAX || same.len > LIMIT_TITLE)
		return err_field(cx, "same", "Give at most 20 words.");
	if (words == 0)
		return q_search_synonym_remove(cx, folded, &changes);
	return q_search_synonym_put(cx, folded, list, cx->now);
}
