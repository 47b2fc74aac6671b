#include "domain/knowledge/edit/picture.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "domain/account/permission.h"
#include "domain/knowledge/edit/edit.h"
#include "store/db.h"

static bool is_shown(struct str type)
{
	static const struct str types[] = { STR_INIT("image/png"), STR_INIT("image/jpeg"),
		STR_INIT("image/gif"), STR_INIT("image/webp") };

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_eq(type, types[i]))
			return true;
	return false;
}

static struct str hex_of(struct arena *a, struct str sha256)
{
	struct buf hex = buf_new(a, sha256.len * 2);
	buf_hex(&hex, sha256);
	return buf_str(&hex);
}

error article_picture_may_add(struct ctx *cx, struct str number, struct article *out)
{
	struct q_article_picture_count_row row;

	TRY(article_find(cx, number, out));
	TRY(article_may_write(cx, out));
	TRY(q_article_picture_count(cx, out->id, &row));
	if (row.n >= LIMIT_PICTURES_PER_ARTICLE)
		return err_person(cx, ERR_LIMIT, "An article has at most 200 pictures.");
	return OK;
}

error article_picture_add(struct ctx *cx, article_id id, const struct article_picture_new *n)
{
	if (!is_shown(n->type))
		return err_field(cx, "picture", "This is no PNG, JPEG, GIF or WebP picture.");
	return q_article_picture_put(cx, id, n->sha256, utf8_cut(n->name, LIMIT_NAME), n->type, n->size,
		cx->actor->person, cx->now);
}

error article_pictures(struct ctx *cx, article_id id, struct article_picture_list *out)
{
	return q_article_pictures(cx, id, out);
}

error article_picture_find(struct ctx *cx, struct str number, struct str sha256,
	struct article_picture *out)
{
	struct q_article_picture_shown_row shown;
	struct article a;
	bool found;

	TRY(article_find(cx, number, &a));
	TRY(q_article_picture_of(cx, a.id, sha256, out, &found));
	if (found && !may(cx->actor, MAY_WRITE_ARTICLE)) {
		TRY(q_article_picture_shown(cx, a.id, a.published_version, hex_of(cx->arena, sha256),
			&shown));
		found = shown.n > 0;
	}
	return found ? OK : err_new(cx, ERR_NOT_FOUND, "no such picture, or not for the actor");
}

/* "core [A].png": "core A", without what Markdown reads. */
static struct str words_of(struct arena *a, struct str name)
{
	struct buf words = buf_new(a, LIMIT_NAME);
	ptrdiff_t dot = str_rfind_char(name, '.');

	if (dot > 0)
		name = str_sub(name, 0, (size_t)dot);
	name = utf8_cut(name, LIMIT_NAME);
	for (size_t i = 0; i < name.len; i++)
		if (memchr("[]\\`*_<>!", name.at[i], 9) == NULL && (unsigned char)name.at[i] >= 0x20)
			buf_char(&words, name.at[i]);
	return str_trim(buf_str(&words));
}

struct str article_picture_address(struct arena *a, struct str number, struct str sha256)
{
	return str_printf(a, "/kb/%.*s/pictures/%.*s", STR_ARG(number), STR_ARG(hex_of(a, sha256)));
}

struct str article_picture_markdown(struct arena *a, struct str number, struct str name,
	struct str sha256)
{
	struct str words = words_of(a, name);

	return str_printf(a, "![%.*s](%.*s)", STR_ARG(words),
		STR_ARG(article_picture_address(a, number, sha256)));
}
