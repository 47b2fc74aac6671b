/* export_pages.c - an article as a ZIP file: its Markdown, and the pictures that it shows */
#include "web/knowledge/edit/export_pages.h"

#include "base/limits.h"
#include "domain/knowledge/export/export.h"
#include "os/file.h"
#include "store/files.h"
#include "web/manual/zip.h"

static error add_picture(struct ctx *cx, struct zip *zip, const struct article_picture *p)
{
	struct file_hash hash;
	struct str bytes;

	if (!file_hash_from(p->sha256, &hash))
		return err_new(cx, ERR_INTERNAL, "a picture has no hash");
	TRY(file_read_all(cx, files_path(cx, cx->files, &hash), LIMIT_PICTURE, &bytes));
	zip_add(zip, article_export_picture(cx->arena, p), bytes);
	return OK;
}

static error export(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct article_export e;
	error wrong = OK;

	TRY(article_export(cx, web_path_text(w, "number"), &e));
	struct buf *out = web_text(w, HTTP_OK, "application/zip");
	struct civil day = civil_from(cx->now);
	struct zip zip = zip_begin(out, day.year, day.month, day.day);
	zip_add(&zip, e.name, e.text);
	for (size_t i = 0; i < e.pictures.len && wrong == OK && !out->overflow; i++)
		wrong = add_picture(cx, &zip, &e.pictures.at[i]);
	zip_end(&zip);
	TRY(wrong);
	if (out->overflow)
		return err_person(cx, ERR_LIMIT, "The article and its pictures are larger than 16 MB. "
			"An administrator can export it: mainstay export kb.");
	struct str name = str_sub(e.name, 0, e.name.len - 3);
	web_set_header(w, "Content-Disposition", str_printf(cx->arena,
		"attachment; filename=\"%.*s.zip\"", STR_ARG(name)));
	return OK;
}

const struct route export_routes[] = {
	GET("/kb/{number}/export", export, .may = MAY_WRITE_ARTICLE),
	ROUTES_END
};
