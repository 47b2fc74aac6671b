/* article_api.c - articles of the Knowledge Base and their languages, as JSON */
#include "base/limits.h"
#include "domain/knowledge/export/words.h"
#include "domain/knowledge/translation/translation.h"
#include "web/api/api.h"

static struct str address(struct web *w, struct str number, struct str slug)
{
	return str_printf(web_ctx(w)->arena, "/kb/%.*s/%.*s", STR_ARG(number), STR_ARG(slug));
}

static void put_language(struct web *w, struct json_writer *j, const struct article_language *l,
	const struct article_view *v)
{
	int64_t newest = v->source != NULL ? v->source->published_version
		: v->article.published_version;
	bool original = l->id.v == v->article.id.v ? v->source == NULL : l == v->source;

	jw_object(j);
	jw_put_str(j, "language", l->language);
	jw_put_str(j, "number", l->number);
	jw_put_str(j, "title", l->title);
	jw_put_str(j, "path", address(w, l->number, l->slug));
	jw_put_bool(j, "original", original);
	jw_put_bool(j, "behind", !original && l->translated_version < newest);
	jw_object_end(j);
}

static void put_sections(struct json_writer *j, const struct article_section_list *list)
{
	jw_key(j, STR("sections"));
	jw_array(j);
	for (size_t i = 0; i < list->len; i++) {
		const struct article_section *s = &list->at[i];
		jw_object(j);
		jw_put_str(j, "heading", s->heading.len > 0 ? s->heading
			: article_part_name((enum article_part)s->kind));
		jw_put_str(j, "text", s->markdown);
		jw_object_end(j);
	}
	jw_array_end(j);
}

static void put_applies(struct json_writer *j, const struct article_applies_list *list)
{
	jw_key(j, STR("applies_to"));
	jw_array(j);
	for (size_t i = 0; i < list->len; i++) {
		jw_object(j);
		jw_put_str(j, "product", list->at[i].product_name);
		jw_put_opt(j, "from", list->at[i].release_from);
		jw_put_opt(j, "to", list->at[i].release_to);
		jw_object_end(j);
	}
	jw_array_end(j);
}

static void put_related(struct web *w, struct json_writer *j, const struct article_item_list *list)
{
	jw_key(j, STR("related"));
	jw_array(j);
	for (size_t i = 0; i < list->len; i++) {
		const struct article_item *a = &list->at[i];
		jw_object(j);
		jw_put_str(j, "number", a->number);
		jw_put_str(j, "title", a->title);
		jw_put_str(j, "path", address(w, a->number, a->slug));
		jw_object_end(j);
	}
	jw_array_end(j);
}

static error show(struct web *w)
{
	struct buf b = buf_new(web_ctx(w)->arena, LIMIT_MARKDOWN_OUT);
	struct json_writer j = jw_new(&b);
	struct article_view v;

	TRY(article_view(web_ctx(w), web_path_text(w, "article"), &v));
	const struct article *a = &v.article;
	jw_object(&j);
	jw_put_str(&j, "number", a->number);
	jw_put_str(&j, "type", article_word(WORDS_TYPE, a->type));
	jw_put_str(&j, "title", a->title);
	jw_put_opt(&j, "summary", a->summary);
	jw_put_str(&j, "language", a->language);
	jw_put_str(&j, "audience", article_word(WORDS_AUDIENCE, a->audience));
	jw_put_str(&j, "path", address(w, a->number, a->slug));
	jw_put_opt(&j, "forward", v.forward);
	jw_put_int(&j, "version", a->published_version);
	jw_put_instant(&j, "published_at", a->published_at);
	put_applies(&j, &v.applies);
	put_sections(&j, &v.sections);
	put_related(w, &j, &v.related);
	jw_key(&j, STR("languages"));
	jw_array(&j);
	for (size_t i = 0; i < v.languages.len; i++)
		put_language(w, &j, &v.languages.at[i], &v);
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

static void put_item(struct web *w, struct json_writer *j, const struct article_item *a)
{
	jw_object(j);
	jw_put_str(j, "number", a->number);
	jw_put_str(j, "type", article_word(WORDS_TYPE, a->type));
	jw_put_str(j, "title", a->title);
	jw_put_opt(j, "summary", a->summary);
	jw_put_str(j, "language", a->language);
	jw_put_str(j, "audience", article_word(WORDS_AUDIENCE, a->audience));
	jw_put_str(j, "path", address(w, a->number, a->slug));
	jw_put_instant(j, "published_at", a->published_at);
	jw_object_end(j);
}

static error list(struct web *w)
{
	struct buf b = buf_new(web_ctx(w)->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct str type = web_query(w, "type"), language = web_query(w, "language");
	instant before = { 0 }; /* a page goes on below the last row of the one before */
	article_id before_id = { 0 };
	struct article_item_list all;
	int64_t of_type = -1;

	if (type.len > 0 && article_word_read(web_ctx(w), WORDS_TYPE, type, &of_type) != OK)
		return err_field(web_ctx(w), "type", "There is no such type of article.");
	if (language.len > LIMIT_LANGUAGE)
		return err_field(web_ctx(w), "language", "Name a language by its code, like de.");
	TRY(web_query_number(w, "before", 0, INT64_MAX, &before.us));
	TRY(web_query_number(w, "before_id", 0, INT64_MAX, &before_id.v));
	TRY(article_list(web_ctx(w), language, of_type, before, before_id, &all));
	jw_object(&j);
	jw_key(&j, STR("articles"));
	jw_array(&j);
	for (size_t i = 0; i < all.len; i++)
		put_item(w, &j, &all.at[i]);
	jw_array_end(&j);
	if (all.len == LIMIT_LIST_PAGE) {
		jw_put_int(&j, "before", all.at[all.len - 1].published_at.us);
		jw_put_int(&j, "before_id", all.at[all.len - 1].id.v);
	}
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

const struct route article_api_routes[] = {
	GET("/api/v1/articles", list, .may = MAY_USE_API, .api = true),
	GET("/api/v1/articles/{article}", show, .may = MAY_USE_API, .api = true),
	ROUTES_END
};
