/*
 * export_pages.c - articles as a ZIP file: their Markdown, and the pictures that they show
 *
 * One, or all that are not retired. The file is made in memory, so a large Knowledge Base
 * is left to the command.
 */
#include "web/knowledge/edit/export_pages.h"

#include "base/limits.h"
#include "base/map.h"
#include "domain/knowledge/export/export.h"
#include "os/file.h"
#include "store/files.h"
#include "web/manual/zip.h"

struct bundle {
	struct ctx *cx;
	struct buf *out;
	struct zip zip;
	struct map pictures; /* by path: two articles may show the same */
};

static void begin(struct web *w, struct bundle *b)
{
	struct ctx *cx = web_ctx(w);
	struct civil day = civil_from(cx->now);

	*b = (struct bundle){ .cx = cx, .out = web_text(w, HTTP_OK, "application/zip"),
		.pictures = map_new(cx->arena) };
	b->zip = zip_begin(b->out, day.year, day.month, day.day);
}

static error add_picture(struct ctx *cx, struct bundle *b, const struct article_picture *p)
{
	struct str path = article_export_picture(cx->arena, p), bytes;
	struct file_hash hash;

	if (map_get(&b->pictures, path) != NULL)
		return OK;
	if (!file_hash_from(p->sha256, &hash))
		return err_new(cx, ERR_INTERNAL, "a picture has no hash");
	TRY(file_read_all(cx, files_path(cx, cx->files, &hash), LIMIT_PICTURE, &bytes));
	zip_add(&b->zip, path, bytes);
	map_put(&b->pictures, str_copy(b->cx->arena, path), b);
	return OK;
}

/* Text and pictures live only until they are in the file. */
static error add_article(struct bundle *b, struct str number)
{
	AUTO_ARENA arena = arena_create();
	struct ctx cx = *b->cx;
	struct article_export e;

	cx.arena = arena;
	TRY_KEEP(b->cx->arena, article_export(&cx, number, &e));
	zip_add(&b->zip, e.name, e.text);
	for (size_t i = 0; i < e.pictures.len && !b->out->overflow; i++)
		TRY_KEEP(b->cx->arena, add_picture(&cx, b, &e.pictures.at[i]));
	return OK;
}

static error add_all(struct bundle *b)
{
	struct q_article_export_numbers_list list;
	article_id after = { 0 };

	do {
		TRY(article_export_numbers(b->cx, after, &list));
		for (size_t i = 0; i < list.len && !b->out->overflow; i++)
			TRY(add_article(b, list.at[i].number));
		if (list.len > 0)
			after = list.at[list.len - 1].id;
	} while (list.len > 0 && !b->out->overflow);
	return OK;
}

static error finish(struct web *w, struct bundle *b, struct str name, error wrong)
{
	zip_end(&b->zip);
	TRY(wrong);
	if (b->out->overflow)
		return err_person(b->cx, ERR_LIMIT, "The articles and their pictures are larger than "
			"16 MB. An administrator can export them: mainstay export kb.");
	web_set_header(w, "Content-Disposition", str_printf(b->cx->arena,
		"attachment; filename=\"%.*s.zip\"", STR_ARG(name)));
	return OK;
}

static error export(struct web *w)
{
	struct bundle b;
	struct article a;

	TRY(article_find(web_ctx(w), web_path_text(w, "number"), &a));
	begin(w, &b);
	return finish(w, &b, a.number, add_article(&b, a.number));
}

static error export_all(struct web *w)
{
	struct bundle b;

	begin(w, &b);
	return finish(w, &b, STR("articles"), add_all(&b));
}

const struct route export_routes[] = {
	GET("/kb/export.zip", export_all, .may = MAY_WRITE_ARTICLE, .slow = true),
	GET("/kb/{number}/export", export, .may = MAY_WRITE_ARTICLE),
	ROUTES_END
};
