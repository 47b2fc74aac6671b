/*
 * picture_pages.c - pictures of articles: added in the editor, shown to readers
 *
 * The editor's form sends them with all that was typed, and comes back with it; a script
 * sends one alone, asks for JSON, and puts it where the caret stands.
 */
#include "web/knowledge/edit/picture_pages.h"

#include "base/json.h"
#include "base/limits.h"
#include "domain/casefile/content_type.h"
#include "domain/knowledge/edit/picture.h"
#include "store/files.h"
#include "store/store.h"
#include "web/form_files.h"
#include "web/knowledge/edit/edit_pages.h"

static error begin(struct web *w, struct upload_file *f)
{
	struct article a;

	TRY(article_picture_may_add(web_ctx(w), web_path_text(w, "number"), &a));
	return form_file_begin(w, f, LIMIT_PICTURE);
}

static error append(struct web *w, struct upload_file *f, struct str bytes)
{
	struct files_upload *u = f->state;

	if (u->size + (int64_t)bytes.len > LIMIT_PICTURE)
		return err_person(web_ctx(w), ERR_LIMIT,
			"A picture has at most 10 MB. Make it smaller, then add it again.");
	return form_file_append(w, f, bytes);
}

static const struct upload_sink sink = { begin, append, form_file_abandon };

struct add {
	article_id article;
	SLICE(struct article_picture_new) pictures;
};

static error add_all(struct ctx *cx, void *arg)
{
	const struct add *a = arg;

	for (size_t i = 0; i < a->pictures.len; i++)
		TRY(article_picture_add(cx, a->article, &a->pictures.at[i]));
	return OK;
}

static error take(struct web *w, struct add *out)
{
	struct ctx *cx = web_ctx(w);
	struct form_file_list files = { 0 };

	TRY(form_files_finish(w, &files));
	for (size_t i = 0; i < files.len; i++) {
		struct form_file *f = &files.at[i];
		if (f->size == 0)
			continue;
		struct str type = content_type(cx, web_parse_role(w),
			files_path(cx, cx->files, &f->hash), f->name);
		*arena_push(cx->arena, &out->pictures) = (struct article_picture_new){
			.name = f->name, .type = type, .size = f->size,
			.sha256 = str_of(f->hash.bytes, sizeof f->hash.bytes) };
	}
	if (out->pictures.len == 0)
		return err_field(cx, "picture", "Choose a picture first.");
	return store_write(store_of(cx), cx, add_all, out);
}

static struct str markdown_of(struct ctx *cx, struct str number, const struct add *added)
{
	struct buf text = buf_new(cx->arena, LIMIT_FORM_BODY);

	for (size_t i = 0; i < added->pictures.len; i++) {
		const struct article_picture_new *p = &added->pictures.at[i];
		struct str one = article_picture_markdown(cx->arena, number, p->name, p->sha256);
		buf_printf(&text, "%s%.*s", i > 0 ? "\n\n" : "", STR_ARG(one));
	}
	return buf_str(&text);
}

static error answer_script(struct web *w, struct str markdown)
{
	struct json_writer j = jw_new(web_text(w, HTTP_CREATED, "application/json"));

	jw_object(&j);
	jw_put_str(&j, "markdown", markdown);
	jw_object_end(&j);
	return OK;
}

static error add(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct edit_view v = { 0 };
	struct add added = { 0 };
	struct str number = web_path_text(w, "number");

	TRY(article_edit_load(cx, number, 0, &v.edit));
	added.article = v.edit.article.id;
	error wrong = take(w, &added);
	bool script = str_eq(web_header(w, "Accept"), STR("application/json"));
	if (script && wrong == OK)
		return answer_script(w, markdown_of(cx, v.edit.article.number, &added));
	if (script || (wrong != OK && !form_is_refused(wrong)))
		return wrong;
	article_form_typed(w, &v);
	if (wrong != OK)
		v.errors = wrong->fields;
	else
		v.form.text = str_printf(cx->arena, "%.*s\n\n%.*s\n", STR_ARG(str_trim(v.form.text)),
			STR_ARG(markdown_of(cx, v.edit.article.number, &added)));
	v.added = wrong == OK;
	return article_editor_show(w, wrong == OK ? HTTP_OK : err_http_status(wrong->kind), &v);
}

static error show(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct article_picture p;
	struct file_hash hash;

	if (!file_hash_of_hex(web_path_text(w, "hash"), &hash))
		return err_new(cx, ERR_NOT_FOUND, "not a hash");
	TRY(article_picture_find(cx, web_path_text(w, "number"),
		str_of(hash.bytes, sizeof hash.bytes), &p));
	return web_file(w, files_path(cx, cx->files, &hash), p.name, p.type, true);
}

const struct route picture_routes[] = {
	POST("/kb/{number}/pictures", add, .may = MAY_WRITE_ARTICLE, .upload = &sink),
	GET("/kb/{number}/pictures/{hash}", show, .may = MAY_ANYONE),
	ROUTES_END
};
