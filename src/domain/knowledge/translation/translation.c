#include "domain/knowledge/translation/translation.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/knowledge/related.h"
#include "domain/search/outbox.h"
#include "store/store.h"

enum { TAG_MIN = 2, TAG_MAX = 3 };

article_id article_root(const struct article *a)
{
	return a->translation_of.v != 0 ? a->translation_of : a->id;
}

struct str language_primary(struct str tag)
{
	ptrdiff_t dash = str_find_char(tag, '-');
	return dash < 0 ? tag : str_sub(tag, 0, (size_t)dash);
}

error article_languages(struct ctx *cx, const struct article *a, struct article_language_list *out)
{
	return q_article_languages(cx, article_root(a), cx->actor->audiences, out);
}

error article_twin(struct ctx *cx, const struct article *a, struct str language, article_id *out,
	bool *ret_found)
{
	struct q_article_twin_row row;

	TRY(q_article_twin(cx, article_root(a), language, cx->actor->audiences, &row, ret_found));
	*out = row.id;
	return OK;
}

error article_translations_behind(struct ctx *cx, bool mine,
	struct q_article_translations_behind_list *out)
{
	TRY(actor_may(cx, MAY_WRITE_ARTICLE, RELATION_NONE));
	return q_article_translations_behind(cx, !mine, cx->actor->person, LIMIT_LIST_PAGE, out);
}

/* --- which article it translates --- */

static error find_root(struct ctx *cx, struct str number, article_id own, struct article *out)
{
	struct q_article_translations_list below = { 0 };
	bool found;

	error e = article_find(cx, number, out);
	if (e == OK && out->translation_of.v != 0)
		TRY(q_article_by_id(cx, out->translation_of, out, &found));
	if (err_is(e, ERR_NOT_FOUND) || (e == OK && out->id.v == own.v))
		return err_field(cx, "translation_of", "No other article has this number.");
	TRY(e);
	if (own.v != 0)
		TRY(q_article_translations(cx, own, &below));
	if (below.len > 0)
		return err_field(cx, "translation_of",
			"This article has translations itself. Make them translations of the other one first.");
	return OK;
}

static bool is_tag(struct str s)
{
	if (s.len < TAG_MIN || s.len > TAG_MAX)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!str_is_alpha(s.at[i]))
			return false;
	return true;
}

static error check_language(struct ctx *cx, const struct article *of, article_id own,
	const struct article_new *n)
{
	struct q_article_translation_other_row other;
	bool taken;

	if (!is_tag(n->language))
		return err_field(cx, "language",
			"Write the language of the translation as its code, like de or fr.");
	if (str_eq_nocase(language_primary(of->language), n->language))
		return err_field(cx, "language", "The article itself is in this language.");
	TRY(q_article_translation_other(cx, of->id, n->language, own, &other, &taken));
	if (taken)
		return err_field(cx, "language", "There is a translation into this language already.");
	return OK;
}

/* --- what is the article's alone --- */

static error take_lists(struct ctx *cx, article_id of, struct article_new *n)
{
	struct article_applies_list applies;
	struct q_article_keywords_list words;

	n->applies.len = n->errors.len = n->defects.len = 0;
	n->applies.at = NULL;
	n->errors.at = n->defects.at = NULL;
	n->related = (str_list){ 0 };
	TRY(q_article_applies(cx, of, &applies));
	for (size_t i = 0; i < applies.len; i++)
		*arena_push(cx->arena, &n->applies) = (struct applies_new){
			applies.at[i].product_name, applies.at[i].release_from,
			applies.at[i].release_to };
	TRY(q_article_keywords(cx, of, &words));
	for (size_t i = 0; i < words.len; i++) {
		if (words.at[i].kind == KEYWORD_ERROR)
			*arena_push(cx->arena, &n->errors) = words.at[i].keyword;
		else if (words.at[i].kind == KEYWORD_DEFECT)
			*arena_push(cx->arena, &n->defects) = words.at[i].keyword;
	}
	return OK;
}

error article_translation_take(struct ctx *cx, article_id own, struct article_new *n,
	struct article *ret_of)
{
	*ret_of = (struct article){ 0 };
	if (n->translation_of.len == 0)
		return OK;
	n->language = str_lower(cx->arena, n->language);
	TRY(find_root(cx, n->translation_of, own, ret_of));
	TRY(check_language(cx, ret_of, own, n));
	n->translation_of = ret_of->number;
	if (n->translated == TRANSLATED_NEWEST)
		n->translated = ret_of->published_version;
	n->type = (enum article_type)ret_of->type;
	n->audience = (enum audience)ret_of->audience;
	n->issue = (enum article_issue)ret_of->issue_state;
	n->fixed_in = ret_of->fixed_in;
	return take_lists(cx, ret_of->id, n);
}

/* --- what follows it --- */

static error changed(struct ctx *cx, article_id id)
{
	TRY(search_changed(cx, SEARCH_ARTICLE, id.v));
	TRY(article_related_changed(cx, id));
	return store_announce(cx, STR("article"), id.v);
}

error article_family_changed(struct ctx *cx, article_id id)
{
	struct q_article_translations_list list;

	TRY(changed(cx, id));
	TRY(q_article_translations(cx, id, &list));
	for (size_t i = 0; i < list.len; i++)
		TRY(changed(cx, list.at[i].id));
	return OK;
}

error article_translations_follow(struct ctx *cx, article_id id)
{
	struct q_article_translations_list list;
	struct article a;
	bool found;

	TRY(q_article_translations(cx, id, &list));
	if (list.len == 0)
		return changed(cx, id);
	TRY(q_article_by_id(cx, id, &a, &found));
	check(found);
	TRY(q_article_follow(cx, id, a.type, a.audience, a.issue_state, a.fixed_in));
	for (size_t i = 0; i < list.len; i++) {
		TRY(q_article_applies_clear(cx, list.at[i].id));
		TRY(q_article_applies_copy(cx, id, list.at[i].id));
		TRY(q_article_keyword_uncopy(cx, list.at[i].id));
		TRY(q_article_keyword_copy(cx, id, list.at[i].id));
	}
	return article_family_changed(cx, id);
}
