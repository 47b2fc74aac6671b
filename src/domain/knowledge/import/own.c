#include "domain/knowledge/import/own.h"

#include "base/limits.h"
#include "domain/knowledge/edit/edit.h"
#include "domain/knowledge/export/export.h"
#include "domain/source/digest.h"
#include "domain/source/path.h"
#include "os/file.h"
#include "store/files.h"

bool kb_is_own(const struct kb_file *f)
{
	return f->head.mainstay.len > 0;
}

static struct str hash_of(struct arena *a, const struct article_new *n)
{
	struct digest d = digest_new();

	text_digest(&d, article_export_text(a, n));
	return digest_end(&d, a);
}

error kb_own_find(struct ctx *cx, struct kb_tree *t, struct kb_file *f)
{
	struct article_edit here;
	struct str made, made_here;

	error e = article_edit_load(cx, f->wanted, 0, &here);
	if (err_is(e, ERR_NOT_FOUND))
		return OK;
	TRY(e);
	made = instant_iso(cx->arena, f->head.created);
	made_here = instant_iso(cx->arena, here.article.created_at);
	if (!str_eq(made, made_here))
		return OK;
	TRY(article_export_version(cx, &here));
	f->existing = here.article.id;
	f->number = str_copy(t->cx->arena, here.article.number);
	f->old_hash = str_copy(t->cx->arena, hash_of(cx->arena, &here.text));
	return OK;
}

/* Stores the file; its name says its hash, which is not believed. */
static error take_picture(struct ctx *cx, struct kb_import *im, struct kb_file *f, struct str path,
	struct article_picture_new *out)
{
	struct str full = path_join(cx, im->folder, source_join(cx->arena, source_folder(f->path), path));
	struct file_hash *hash = arena_new(cx->arena, struct file_hash);
	struct str bytes;

	TRY(file_read_all(cx, full, LIMIT_PICTURE, &bytes));
	check(im->files != NULL);
	TRY(files_put(cx, im->files, bytes, hash));
	*out = (struct article_picture_new){ .name = source_last_part(path),
		.type = article_export_picture_type(path), .size = (int64_t)bytes.len,
		.sha256 = str_of(hash->bytes, sizeof hash->bytes) };
	return OK;
}

static error put_picture(struct ctx *cx, struct kb_import *im, struct kb_file *f, struct str path,
	struct kb_article *out, struct buf *text)
{
	struct article_picture_new picture;

	error e = im->dry ? OK : take_picture(cx, im, f, path, &picture);
	if (err_is(e, ERR_NOT_FOUND) || err_is(e, ERR_LIMIT)) {
		kb_finding_add(&im->tree, KB_PICTURE_MISSING, f->path, 0, path);
		buf_put(text, path);
		return OK;
	}
	TRY(e);
	if (im->dry) {
		buf_put(text, path);
		return OK;
	}
	*arena_push(cx->arena, &out->pictures) = picture;
	buf_put(text, article_picture_address(cx->arena, f->number, picture.sha256));
	return OK;
}

/* The body with its pictures where this center has them. */
static error take_pictures(struct ctx *cx, struct kb_import *im, struct kb_file *f,
	struct kb_article *out, struct str *ret_body)
{
	struct buf text = buf_new(cx->arena, 2 * LIMIT_ARTICLE);
	struct str rest = f->body;

	for (ptrdiff_t at; (at = str_find(rest, STR("](pictures/"))) >= 0;) {
		buf_put(&text, str_sub(rest, 0, (size_t)at + 2));
		rest = str_skip(rest, (size_t)at + 2);
		size_t len = article_export_is_picture(rest);
		if (len > 0)
			TRY(put_picture(cx, im, f, str_sub(rest, 0, len), out, &text));
		rest = str_skip(rest, len);
	}
	buf_put(&text, rest);
	*ret_body = buf_str(&text);
	return OK;
}

/* The article's number here, which may be another than the file says. */
static error find_source(struct ctx *cx, struct kb_import *im, struct article_new *n)
{
	struct article here;
	const struct kb_file *f = map_get(&im->own, n->translation_of);

	if (n->translation_of.len == 0)
		return OK;
	if (f != NULL) {
		n->translation_of = f->number;
		return OK;
	}
	error e = article_find(cx, n->translation_of, &here);
	if (err_is(e, ERR_NOT_FOUND))
		return err_new(cx, ERR_INVALID, "it translates %.*s, which is neither in the folder nor here",
			STR_ARG(n->translation_of));
	return e;
}

/* Their numbers here; what is neither in the folder nor here is left out. */
static error find_related(struct ctx *cx, struct kb_import *im, const struct kb_file *of,
	struct article_new *n)
{
	str_list numbers = { 0 };
	struct article here;

	for (size_t i = 0; i < n->related.len; i++) {
		struct str number = n->related.at[i];
		const struct kb_file *f = map_get(&im->own, number);
		error e = f != NULL ? OK : article_find(cx, number, &here);
		if (err_is(e, ERR_NOT_FOUND)) {
			kb_finding_add(&im->tree, KB_RELATED_NOWHERE, of->path, 0, number);
			continue;
		}
		TRY(e);
		*arena_push(cx->arena, &numbers) = f != NULL ? f->number : here.number;
	}
	n->related = numbers;
	return OK;
}

error kb_own_compose(struct ctx *cx, struct kb_import *im, struct kb_file *f, struct kb_article *out)
{
	struct str body;

	*out = (struct kb_article){ .file = f };
	TRY(take_pictures(cx, im, f, out, &body));
	TRY(article_export_read(cx, &f->head, f->number, body, &out->text));
	TRY(find_source(cx, im, &out->text));
	TRY(find_related(cx, im, f, &out->text));
	out->hash = hash_of(cx->arena, &out->text);
	return OK;
}
