#include "domain/knowledge/related.h"

#include "base/limits.h"
#include "domain/knowledge/translation/translation.h"
#include "store/store.h"

/* Pages kept for visitors follow what they show; more than these only begin to show it later. */
enum { PAGES_TOLD = 1000 };

error article_related(struct ctx *cx, const struct article *a, struct article_item_list *out)
{
	return q_article_related_list(cx, article_root(a), cx->actor->audiences, a->language,
		LIMIT_RELATED, out);
}

/* --- what was typed --- */

/* The digits of "KB31842" or "31842"; ERR_INVALID of anything else. */
static error read_number(struct ctx *cx, struct str typed, int64_t *out)
{
	struct str digits = str_eq_nocase(str_sub(typed, 0, 2), STR("KB")) ? str_skip(typed, 2) : typed;

	if (!str_int(digits, out) || *out < 0)
		return err_field(cx, "related", "Write the number of an article a line, like KB31842.");
	return OK;
}

static bool is_named(const str_list *numbers, struct str number)
{
	for (size_t i = 0; i < numbers->len; i++)
		if (str_eq(numbers->at[i], number))
			return true;
	return false;
}

static error take(struct ctx *cx, article_id own, struct str typed, str_list *out)
{
	struct article a;
	int64_t number;
	bool found = true;

	TRY(read_number(cx, typed, &number));
	error e = article_find(cx, typed, &a);
	if (err_is(e, ERR_NOT_FOUND))
		return err_numbers(cx, "related", "No article has the number KB{1}.", number, 0);
	TRY(e);
	if (a.translation_of.v != 0)
		TRY(q_article_by_id(cx, a.translation_of, &a, &found));
	check(found);
	if (a.id.v == own.v)
		return err_numbers(cx, "related", "KB{1} is this article itself. Take it out.", number, 0);
	if (is_named(out, a.number))
		return OK;
	if (out->len == LIMIT_RELATED)
		return err_numbers(cx, "related", "An article names at most {1} related ones.",
			LIMIT_RELATED, 0);
	*arena_push(cx->arena, out) = a.number;
	return OK;
}

error article_related_take(struct ctx *cx, article_id own, struct article_new *n)
{
	str_list numbers = { 0 };
	error wrong = OK;

	for (size_t i = 0; i < n->related.len && wrong == OK; i++)
		wrong = take(cx, own, n->related.at[i], &numbers);
	TRY(wrong);
	n->related = numbers;
	return OK;
}

/* --- what is published --- */

/* *ret_added: 1 when there is such an article, and it was not named yet. */
static error put(struct ctx *cx, article_id id, struct str number, int64_t position,
	int64_t *ret_added)
{
	struct article to;

	*ret_added = 0;
	error e = article_find(cx, number, &to);
	if (err_is(e, ERR_NOT_FOUND))
		return OK;
	TRY(e);
	if (article_root(&to).v == id.v)
		return OK;
	return q_article_related_put(cx, id, article_root(&to), position, ret_added);
}

error article_related_save(struct ctx *cx, article_id id, const str_list *numbers)
{
	int64_t added;

	TRY(q_article_related_clear(cx, id));
	for (size_t i = 0; i < numbers->len; i++)
		TRY(put(cx, id, numbers->at[i], (int64_t)i, &added));
	return OK;
}

error article_related_add(struct ctx *cx, article_id id, struct str number, int64_t position)
{
	int64_t added;

	TRY(put(cx, id, number, position, &added));
	if (added == 0)
		return OK;
	TRY(store_announce(cx, STR("article"), id.v));
	return article_related_changed(cx, id);
}

error article_related_changed(struct ctx *cx, article_id id)
{
	struct q_article_related_pages_list pages;

	TRY(q_article_related_pages(cx, id, PAGES_TOLD, &pages));
	for (size_t i = 0; i < pages.len; i++)
		TRY(store_announce(cx, STR("article"), pages.at[i].id.v));
	return OK;
}
