#include "domain/knowledge/find.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "domain/knowledge/article.h"
#include "domain/knowledge/find.sql.h"
#include "domain/knowledge/translation/translation.h"
#include "html/plain.h"

static bool is_readable(const struct ctx *cx, const struct article *a)
{
	return a->state == ARTICLE_PUBLISHED && a->forward_to.v == 0 &&
		((unsigned)a->audience & cx->actor->audiences) != 0;
}

/* The first of each kind. */
static void keep_answer(const struct article_section *s, struct str text, struct search_document *out)
{
	struct search_answer *to = s->kind == PART_SOLUTION ? &out->solution
		: s->kind == PART_WORKAROUND ? &out->workaround : NULL;

	if (to == NULL || to->text.len > 0)
		return;
	text = str_trim(text);
	to->text = utf8_cut(text, SEARCH_ANSWER_MAX);
	to->more = to->text.len < text.len;
}

/* Section texts under their headings, each a place that a hit may link to. */
static error add_body(struct ctx *cx, const struct article *a, struct search_document *out)
{
	struct article_section_list sections;
	struct buf body = buf_new(cx->arena, LIMIT_MARKDOWN_OUT);
	TRY(q_article_sections(cx, a->id, a->published_version, &sections));
	buf_put(&body, a->summary);
	for (size_t i = 0; i < sections.len; i++) {
		const struct article_section *s = &sections.at[i];
		struct search_section place = { s->heading, s->anchor, 0 };
		if (place.heading.len == 0)
			place.heading = article_part_name((enum article_part)s->kind);
		if (body.len > 0)
			buf_char(&body, '\n');
		place.at = body.len;
		if (s->anchor.len > 0)
			*arena_push(cx->arena, &out->sections) = place;
		if (s->heading.len > 0) {
			buf_put(&body, s->heading);
			buf_char(&body, '\n');
		}
		struct str text = plain_text(cx->arena, safe_html_stored(s->markup));
		buf_put(&body, text);
		keep_answer(s, text, out);
	}
	out->body = buf_str(&body);
	return OK;
}

static error add_keywords(struct ctx *cx, article_id id, struct search_document *out)
{
	struct q_article_keywords_list rows;
	struct buf words = buf_new(cx->arena, LIMIT_ARTICLE);
	TRY(q_article_keywords(cx, id, &rows));
	for (size_t i = 0; i < rows.len; i++) {
		buf_put(&words, rows.at[i].keyword);
		buf_char(&words, '\n');
	}
	out->keywords = buf_str(&words);
	return OK;
}

static bool has(const str_list *list, struct str s)
{
	for (size_t i = 0; i < list->len; i++)
		if (str_eq(list->at[i], s))
			return true;
	return s.len == 0;
}

static error add_applies(struct ctx *cx, article_id id, struct search_document *out)
{
	struct article_applies_list rows;
	TRY(q_article_applies(cx, id, &rows));
	for (size_t i = 0; i < rows.len; i++) {
		const struct article_applies *r = &rows.at[i];
		if (!has(&out->products, r->product_name))
			*arena_push(cx->arena, &out->products) = r->product_name;
		if (!has(&out->releases, r->release_from))
			*arena_push(cx->arena, &out->releases) = r->release_from;
		if (!has(&out->releases, r->release_to))
			*arena_push(cx->arena, &out->releases) = r->release_to;
	}
	return OK;
}

/* An article and its translations are one hit. */
static struct str group_of(struct arena *a, const struct article *article)
{
	bool alone = article->translation_of.v == 0 && article->translations == 0;
	article_id root = article->translation_of.v != 0 ? article->translation_of : article->id;

	return alone ? STR("") : str_printf(a, "article/%" PRId64, root.v);
}

static error load(struct ctx *cx, int64_t id, bool brief, struct search_document *out,
	bool *ret_found)
{
	struct article a;
	TRY(q_article_by_id(cx, (article_id){ id }, &a, ret_found));
	*ret_found = *ret_found && is_readable(cx, &a);
	if (!*ret_found)
		return OK;
	*out = (struct search_document){
		.kind = SEARCH_ARTICLE, .id = id, .number = a.number, .title = a.title,
		.summary = a.summary, .language = a.language,
		.path = str_printf(cx->arena, "/kb/%.*s/%.*s", STR_ARG(a.number), STR_ARG(a.slug)),
		.type = article_type_name((enum article_type)a.type),
		.solved = a.issue_state == ISSUE_FIXED,
		.date = instant_is_set(a.published_at) ? a.published_at : a.changed_at,
		.audience = (enum audience)a.audience, .group = group_of(cx->arena, &a),
	};
	TRY(add_applies(cx, a.id, out));
	if (brief)
		return OK;
	TRY(add_keywords(cx, a.id, out));
	return add_body(cx, &a, out);
}

static error twin(struct ctx *cx, int64_t id, struct str language, int64_t *out, bool *ret_found)
{
	struct article a;
	article_id other;

	TRY(q_article_by_id(cx, (article_id){ id }, &a, ret_found));
	if (*ret_found)
		TRY(article_twin(cx, &a, language, &other, ret_found));
	if (*ret_found)
		*out = other.v;
	return OK;
}

static error list(struct ctx *cx, int64_t after, int64_t limit, search_ids *out)
{
	struct q_article_find_ids_list rows;
	TRY(q_article_find_ids(cx, after, limit, &rows));
	*out = (search_ids){ arena_array(cx->arena, int64_t, rows.len), rows.len };
	for (size_t i = 0; i < rows.len; i++)
		out->at[i] = rows.at[i].id;
	return OK;
}

static error count(struct ctx *cx, int64_t *out)
{
	struct q_article_find_count_row row;
	TRY(q_article_find_count(cx, &row));
	*out = row.n;
	return OK;
}

const struct search_source article_source = {
	.kind = SEARCH_ARTICLE, .load = load, .twin = twin, .list = list,
	.count = count,
};
