/*
 * attachment_pages.c - files of a case: sent by a form or in parts, and fetched
 *
 * A form sends up to UPLOAD_FILES files at once, streamed. A program makes an upload,
 * then PATCHes parts at Upload-Offset, as often as the line drops.
 */
#include "base/limits.h"
#include "domain/casefile/attachment.h"
#include "domain/casefile/content_type.h"
#include "store/files.h"
#include "store/store.h"
#include "web/api/api.h"
#include "web/casefile/case_files.h"
#include "web/casefile/casefile_pages.h"

static error find(struct web *w, struct casefile *out)
{
	return casefile_find(web_ctx(w), web_path_text(w, "case"), out);
}

/* --- a form's files --- */

static error form_begin(struct web *w, struct upload_file *f)
{
	struct casefile c;

	TRY(find(w, &c));
	TRY(attachment_may_add(web_ctx(w), &c));
	return form_file_begin(w, f, LIMIT_ATTACHMENT);
}

static const struct upload_sink form_sink = { form_begin, form_file_append, form_file_abandon };

struct str case_file_type(struct web *w, const struct file_hash *hash, struct str name)
{
	struct ctx *cx = web_ctx(w);

	return content_type(cx, web_parse_role(w), files_path(cx, cx->files, hash), name);
}

error case_take_files(struct web *w, case_files *out)
{
	struct ctx *cx = web_ctx(w);
	struct form_file_list files = { 0 };

	TRY(form_files_finish(w, &files));
	for (size_t i = 0; i < files.len; i++) {
		struct form_file *f = &files.at[i];
		*arena_push(cx->arena, out) = (struct attachment_new){ .name = f->name,
			.sha256 = str_of(f->hash.bytes, sizeof f->hash.bytes),
			.type = case_file_type(w, &f->hash, f->name), .size = f->size };
	}
	return OK;
}

error case_attach(struct ctx *cx, const struct casefile *c, const case_files *files)
{
	struct casefile now;
	attachment_id last;

	for (size_t i = 0; i < files->len; i++) {
		TRY(casefile_load(cx, c->id, &now));
		TRY(attachment_add(cx, &now, &files->at[i], &last));
	}
	return OK;
}

struct attach {
	struct casefile c;
	case_files files;
};

static error attach_all(struct ctx *cx, void *arg)
{
	struct attach *a = arg;

	return case_attach(cx, &a->c, &a->files);
}

static error attach_form(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct attach a = { 0 };

	TRY(find(w, &a.c));
	TRY(case_take_files(w, &a.files));
	if (a.files.len == 0)
		return err_field(cx, "file", "Choose a file first.");
	TRY(store_write(store_of(cx), cx, attach_all, &a));
	web_notice(w, MSG("The files are attached."));
	return web_see_other(w, "/cases/%.*s", STR_ARG(a.c.number));
}

static error fetch(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct casefile c;
	struct attachment a;
	struct file_hash hash;

	TRY(find(w, &c));
	TRY(attachment_find(cx, &c, (attachment_id){ web_path_id(w, "file") }, &a));
	if (cx->files == NULL || !file_hash_from(a.sha256, &hash))
		return err_new(cx, ERR_INTERNAL, "attachment %" PRId64 " has no file", a.id.v);
	return web_file(w, files_path(cx, cx->files, &hash), a.name, a.type, false);
}

/* --- in parts, by a program --- */

struct begin_body {
	struct str name;
	int64_t size;
};

static const struct field begin_fields[] = {
	FIELD_TEXT(struct begin_body, name, .max = 4 * LIMIT_NAME, .required = true),
	FIELD_INT(struct begin_body, size, .min = 0, .max = LIMIT_ATTACHMENT, .required = true),
	FIELDS_END
};

static error begin(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct begin_body b = { 0 };
	struct casefile c;
	struct str secret;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(find(w, &c));
	TRY(web_json(w, begin_fields, &b));
	TRY(resumable_begin(cx, &c, b.name, b.size, &secret));
	struct str path = str_printf(cx->arena, "/api/v1/uploads/%.*s", STR_ARG(secret));
	return api_reply(w, HTTP_CREATED, path,
		str_printf(cx->arena, "{\"upload\":\"%.*s\",\"offset\":0}", STR_ARG(path)));
}

/* The same for a page: assets/js/upload.js. */
static error begin_page(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct begin_body b = { 0 };
	struct casefile c;
	struct str secret;

	TRY(find(w, &c));
	TRY(web_form(w, begin_fields, &b));
	TRY(resumable_begin(cx, &c, b.name, b.size, &secret));
	buf_printf(web_text(w, HTTP_CREATED, "application/json"),
		"{\"upload\":\"/uploads/%.*s\",\"offset\":0}", STR_ARG(secret));
	return OK;
}

static error open_part(struct web *w, struct upload *u, struct files_upload *out)
{
	struct ctx *cx = web_ctx(w);
	struct str secret = web_path_text(w, "upload");

	TRY(resumable_find(cx, secret, u));
	if (instant_is_set(u->finished_at))
		return err_person(cx, ERR_CONFLICT, "This upload is complete and attached.");
	check(cx->files != NULL);
	return files_upload_open(cx, cx->files, secret, u->size, out);
}

static error reply_offset(struct web *w, int64_t offset, bool complete)
{
	struct ctx *cx = web_ctx(w);
	web_set_header(w, "Upload-Offset", str_printf(cx->arena, "%" PRId64, offset));
	struct buf *b = web_text(w, HTTP_OK, "application/json");
	buf_printf(b, "{\"offset\":%" PRId64 ",\"complete\":%s}", offset, complete ? "true" : "false");
	return OK;
}

static error offset(struct web *w)
{
	struct upload u;
	AUTO_UPLOAD part = { .fd = -1 };

	TRY(resumable_find(web_ctx(w), web_path_text(w, "upload"), &u));
	if (instant_is_set(u.finished_at))
		return reply_offset(w, u.size, true);
	TRY(open_part(w, &u, &part));
	return reply_offset(w, part.size, false);
}

/* What came so far goes. */
static error cancel(struct web *w)
{
	struct upload u;
	struct files_upload part;

	TRY(open_part(w, &u, &part));
	TRY(files_upload_discard(web_ctx(w), &part));
	TRY(resumable_cancel(web_ctx(w), &u));
	return web_no_content(w);
}

static error part_begin(struct web *w, struct upload_file *f)
{
	struct ctx *cx = web_ctx(w);
	struct files_upload *part = arena_new(cx->arena, struct files_upload);
	struct upload u;

	part->fd = -1;
	f->state = part;
	TRY(open_part(w, &u, part));
	if (f->offset == part->size)
		return OK;
	files_upload_close(part);
	return err_person(cx, ERR_CONFLICT,
		"Upload-Offset is not where this upload is. Ask by HEAD, then go on from there.");
}

static void part_abandon(struct upload_file *f)
{
	struct files_upload *part = f->state;
	AUTO_ARENA arena = arena_create();
	struct ctx cx = { .arena = arena, .now = instant_now() };
	if (part == NULL || part->fd < 0)
		return;
	error e = files_upload_sync(&cx, part);
	(void)e; /* what did not reach the disk is sent again */
	files_upload_close(part);
}

static const struct upload_sink part_sink = { part_begin, form_file_append, part_abandon };

struct complete {
	struct upload u;
	struct str sha256, type;
	attachment_id made;
};

static error attach_upload(struct ctx *cx, void *arg)
{
	struct complete *done = arg;
	return resumable_attach(cx, &done->u, done->sha256, done->type, &done->made);
}

static error take_part(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	const struct upload_file *f = web_upload(w, 0);
	struct complete done = { 0 };
	struct file_hash hash;

	if (f == NULL)
		return err_person(cx, ERR_MALFORMED, "Send the bytes as the body of the request.");
	struct files_upload *part = f->state;
	TRY(resumable_find(cx, web_path_text(w, "upload"), &done.u));
	int64_t size = part->size;
	if (size < done.u.size) {
		TRY(files_upload_sync(cx, part));
		files_upload_close(part);
		return reply_offset(w, size, false);
	}
	TRY(files_upload_finish(cx, part, &hash));
	done.sha256 = str_of(hash.bytes, sizeof hash.bytes);
	done.type = case_file_type(w, &hash, done.u.name);
	TRY(store_write(store_of(cx), cx, attach_upload, &done));
	return reply_offset(w, size, true);
}

const struct route attachment_routes[] = {
	POST("/cases/{case}/files", attach_form, .may = MAY_UPDATE_CASE, .upload = &form_sink),
	GET("/cases/{case}/files/{file}/{name}", fetch, .may = MAY_READ_CASE),
	POST("/api/v1/cases/{case}/uploads", begin, .may = MAY_UPDATE_CASE, .api = true),
	GET("/api/v1/uploads/{upload}", offset, .may = MAY_UPDATE_CASE, .api = true),
	DELETE("/api/v1/uploads/{upload}", cancel, .may = MAY_UPDATE_CASE, .api = true),
	PATCH("/api/v1/uploads/{upload}", take_part, .may = MAY_UPDATE_CASE, .api = true,
		.upload = &part_sink),
	POST("/cases/{case}/uploads", begin_page, .may = MAY_UPDATE_CASE),
	GET("/uploads/{upload}", offset, .may = MAY_UPDATE_CASE),
	POST("/uploads/{upload}", take_part, .may = MAY_UPDATE_CASE, .upload = &part_sink),
	POST("/uploads/{upload}/cancel", cancel, .may = MAY_UPDATE_CASE),
	GET("/api/v1/cases/{case}/files/{file}/{name}", fetch, .may = MAY_READ_CASE, .api = true),
	ROUTES_END
};
