#include "domain/knowledge/export/export.h"

#include "base/json.h"
#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/knowledge/export/words.h"
#include "domain/knowledge/import/sections.h"
#include "store/files.h"

enum { HEX = 2 * FILE_HASH_BYTES, BATCH = 500 };

static const struct {
	struct str type, ending;
} endings[] = {
	{ STR_INIT("image/png"), STR_INIT(".png") },
	{ STR_INIT("image/jpeg"), STR_INIT(".jpg") },
	{ STR_INIT("image/gif"), STR_INIT(".gif") },
	{ STR_INIT("image/webp"), STR_INIT(".webp") },
};

/* What a translation says: all that its article does, or less. */
static const struct str current = STR_INIT("current"), older = STR_INIT("older");

_Static_assert(ARTICLE_RETIRED == 4, "export.sql says so too");

/* --- pictures --- */

struct str article_export_picture(struct arena *a, const struct article_picture *p)
{
	struct buf path = buf_new(a, LIMIT_NAME);

	buf_put(&path, STR("pictures/"));
	buf_hex(&path, p->sha256);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (str_eq(p->type, endings[i].type))
			buf_put(&path, endings[i].ending);
	return buf_str(&path);
}

size_t article_export_is_picture(struct str text)
{
	static const struct str folder = STR_INIT("pictures/");
	struct file_hash hash;

	if (!str_starts(text, folder) || !file_hash_of_hex(str_sub(text, folder.len, HEX), &hash))
		return 0;
	struct str rest = str_skip(text, folder.len + HEX);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (str_starts(rest, endings[i].ending))
			return folder.len + HEX + endings[i].ending.len;
	return 0;
}

struct str article_export_picture_type(struct str path)
{
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (str_ends(path, endings[i].ending))
			return endings[i].type;
	return STR("");
}

static struct str replaced(struct arena *a, struct str text, struct str from, struct str to,
	bool *ret_found)
{
	struct buf b = buf_new(a, 2 * LIMIT_ARTICLE);

	*ret_found = false;
	for (ptrdiff_t at; (at = str_find(text, from)) >= 0; *ret_found = true) {
		buf_put(&b, str_sub(text, 0, (size_t)at));
		buf_put(&b, to);
		text = str_skip(text, (size_t)at + from.len);
	}
	buf_put(&b, text);
	return *ret_found ? buf_str(&b) : text;
}

/* The text with paths of files; *kept are those that it shows. */
static struct str with_files(struct ctx *cx, struct str number, struct str text,
	const struct article_picture_list *all, struct article_picture_list *kept)
{
	kept->at = arena_array(cx->arena, struct article_picture, all->len);
	kept->len = 0;
	for (size_t i = 0; i < all->len; i++) {
		const struct article_picture *p = &all->at[i];
		bool found;
		text = replaced(cx->arena, text,
			article_picture_address(cx->arena, number, p->sha256),
			article_export_picture(cx->arena, p), &found);
		if (found)
			kept->at[kept->len++] = *p;
	}
	return text;
}

/* --- the head --- */

/* A JSON string is a YAML scalar in double quotes, too. */
static void put_text(struct buf *out, const char *key, struct str value)
{
	struct json_writer j = jw_new(out);

	if (value.len == 0)
		return;
	buf_printf(out, "%s: ", key);
	jw_str(&j, value);
	buf_char(out, '\n');
}

static void put_day(struct buf *out, struct arena *a, const char *key, instant at)
{
	if (instant_is_set(at))
		put_text(out, key, instant_iso(a, at));
}

static void put_list(struct buf *out, const char *key, const str_list *list)
{
	struct json_writer j = jw_new(out);

	if (list->len > 0)
		buf_printf(out, "%s:\n", key);
	for (size_t i = 0; i < list->len; i++) {
		buf_put(out, STR("- "));
		j = jw_new(out);
		jw_str(&j, list->at[i]);
		buf_char(out, '\n');
	}
}

/* "NB-R8200|26.1R1|26.2R1": releases have no '|'. */
static str_list applies_of(struct arena *a, const struct article_new *n)
{
	str_list list = { 0 };

	for (size_t i = 0; i < n->applies.len; i++) {
		const struct applies_new *r = &n->applies.at[i];
		*arena_push(a, &list) = str_printf(a, "%.*s|%.*s|%.*s", STR_ARG(r->product),
			STR_ARG(r->from), STR_ARG(r->to));
	}
	return list;
}

static void put_head(struct buf *out, struct arena *a, const struct article_new *n)
{
	str_list applies = applies_of(a, n);

	buf_put(out, STR("---\nmainstay: 1\n"));
	put_text(out, "number", n->number);
	put_text(out, "title", n->title);
	put_text(out, "description", n->summary);
	put_text(out, "type", article_word(WORDS_TYPE, n->type));
	put_text(out, "audience", article_word(WORDS_AUDIENCE, n->audience));
	put_text(out, "confidence", article_word(WORDS_CONFIDENCE, n->confidence));
	put_text(out, "governance", article_word(WORDS_GOVERNANCE, n->governance));
	put_text(out, "issue", article_word(WORDS_ISSUE, n->issue));
	put_text(out, "fixed_in", n->fixed_in);
	put_text(out, "language", n->language);
	put_text(out, "translation_of", n->translation_of);
	if (n->translation_of.len > 0)
		put_text(out, "translation", n->translated == TRANSLATED_EARLIER ? older : current);
	put_day(out, a, "date", n->published_at);
	put_day(out, a, "created", n->created_at);
	put_day(out, a, "review", n->review_at);
	put_day(out, a, "retire", n->ends_at);
	put_list(out, "applies_to", &applies);
	put_list(out, "keywords", &n->keywords);
	put_list(out, "errors", &n->errors);
	put_list(out, "defects", &n->defects);
	put_list(out, "related", &n->related);
	buf_put(out, STR("---\n"));
}

struct str article_export_text(struct arena *a, const struct article_new *n)
{
	struct buf text = buf_new(a, LIMIT_MARKDOWN_OUT);

	put_head(&text, a, n);
	buf_put(&text, article_text(a, n));
	return buf_str(&text);
}

/* Numbers of versions are this center's: a file says whether it is the newest one. */
static error say_translated(struct ctx *cx, struct article_new *n)
{
	struct article of;

	if (n->translation_of.len == 0)
		return OK;
	error e = article_find(cx, n->translation_of, &of);
	if (err_is(e, ERR_NOT_FOUND))
		return OK;
	TRY(e);
	n->translated = n->translated < of.published_version ? TRANSLATED_EARLIER : TRANSLATED_NEWEST;
	return OK;
}

error article_export_version(struct ctx *cx, struct article_edit *e)
{
	int64_t published = e->article.published_version;

	if (published > 0 && published != e->version)
		TRY(article_edit_load(cx, e->article.number, published, e));
	e->text.number = e->article.number;
	e->text.created_at = e->article.created_at;
	e->text.published_at = e->article.published_at;
	return say_translated(cx, &e->text);
}

error article_export(struct ctx *cx, struct str number, struct article_export *out)
{
	struct article_edit e;
	struct article_picture_list all;

	TRY(article_edit_load(cx, number, 0, &e));
	TRY(article_export_version(cx, &e));
	TRY(article_pictures(cx, e.article.id, &all));
	out->text = with_files(cx, e.article.number, article_export_text(cx->arena, &e.text), &all,
		&out->pictures);
	out->name = str_concat(cx->arena, e.article.number, STR(".md"));
	return OK;
}

error article_export_numbers(struct ctx *cx, article_id after,
	struct q_article_export_numbers_list *out)
{
	TRY(actor_may(cx, MAY_WRITE_ARTICLE, RELATION_NONE));
	return q_article_export_numbers(cx, after, BATCH, out);
}

/* --- and back --- */

static struct str last_part(struct str *text)
{
	ptrdiff_t bar = str_rfind_char(*text, '|');
	struct str part = bar < 0 ? STR("") : str_skip(*text, (size_t)bar + 1);

	if (bar >= 0)
		*text = str_sub(*text, 0, (size_t)bar);
	return part;
}

error article_export_read(struct ctx *cx, const struct front_matter *head, struct str number,
	struct str body, struct article_new *out)
{
	int64_t type, audience, confidence, governance, issue;

	if (head->related.len > LIMIT_RELATED)
		return err_new(cx, ERR_INVALID, "it names more than %d related articles",
			LIMIT_RELATED);
	TRY(article_word_read(cx, WORDS_TYPE, head->topic, &type));
	TRY(article_word_read(cx, WORDS_AUDIENCE, head->audience, &audience));
	TRY(article_word_read(cx, WORDS_CONFIDENCE, head->confidence, &confidence));
	TRY(article_word_read(cx, WORDS_GOVERNANCE, head->governance, &governance));
	TRY(article_word_read(cx, WORDS_ISSUE, head->issue, &issue));
	*out = (struct article_new){ .number = number, .title = head->title,
		.summary = head->description, .language = head->language,
		.type = (enum article_type)type, .audience = (enum audience)audience,
		.confidence = (enum article_confidence)confidence,
		.governance = (enum article_governance)governance,
		.issue = (enum article_issue)issue, .fixed_in = head->fixed_in,
		.created_at = head->created, .published_at = head->date,
		.review_at = head->review, .ends_at = head->retire,
		.keywords = head->keywords, .errors = head->errors, .defects = head->defects,
		.related = head->related };
	for (size_t i = 0; i < head->applies.len; i++) {
		struct applies_new r = { .product = head->applies.at[i] };
		r.to = last_part(&r.product);
		r.from = last_part(&r.product);
		*arena_push(cx->arena, &out->applies) = r;
	}
	out->translation_of = head->translation_of;
	out->translated = str_eq(head->translation, older) ? TRANSLATED_EARLIER : TRANSLATED_NEWEST;
	kb_sections(cx->arena, body, out);
	return OK;
}
