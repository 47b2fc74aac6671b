/*
 * intake_pages.c - devices that send files: PUT /u/SECRET/NAME
 *
 * `curl -T show-tech.tgz https://host/u/SECRET/` sends the name after the slash. What was
 * sent before the line dropped is kept: with Content-Range the client goes on from there.
 */
#include "web/casefile/intake_pages.h"

#include "base/limits.h"
#include "domain/account/secret.h"
#include "store/files.h"
#include "store/store.h"
#include "web/api/api.h"
#include "web/casefile/files.html.h"
#include "web/upload.h"

static error show_page(struct web *w, int status, struct intake_view *v)
{
	TRY(intake_list(web_ctx(w), &v->c, &v->list));
	v->origin = web_origin(w);
	intake_page(web_html(w, status), v);
	return OK;
}

static error find(struct web *w, struct casefile *out)
{
	return casefile_find(web_ctx(w), web_path_text(w, "case"), out);
}

static error intakes(struct web *w)
{
	struct intake_view v = { 0 };

	TRY(find(w, &v.c));
	return show_page(w, HTTP_OK, &v);
}

struct intake_form {
	struct str name;
	int64_t hours;
};

static const struct field intake_fields[] = {
	FIELD_TEXT(struct intake_form, name, .max = LIMIT_NAME),
	FIELD_INT(struct intake_form, hours, .min = 1, .max = INTAKE_HOURS_MAX),
	FIELDS_END
};

static error make_intake(struct web *w)
{
	struct intake_view v = { 0 };
	struct intake_form f = { 0 };
	intake_id id;

	TRY(find(w, &v.c));
	error wrong = web_form(w, intake_fields, &f);
	v.name = f.name;
	v.hours = f.hours;
	struct intake_new n = { f.name, f.hours };
	if (wrong == OK)
		wrong = intake_create(web_ctx(w), &v.c, &n, &v.secret, &id);
	if (wrong != OK && !form_is_refused(wrong))
		return wrong;
	v.errors = wrong != OK ? wrong->fields : NULL;
	return show_page(w, wrong != OK ? err_http_status(wrong->kind) : HTTP_CREATED, &v);
}

static error end_intake(struct web *w)
{
	struct casefile c;

	TRY(find(w, &c));
	TRY(intake_end(web_ctx(w), &c, (intake_id){ web_path_id(w, "intake") }));
	web_notice(w, MSG("The address has ended."));
	return web_see_other(w, "/cases/%.*s/intake", STR_ARG(c.number));
}

/* --- the same for programs --- */

static error api_list(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct casefile c;
	struct intake_list list;
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);

	TRY(find(w, &c));
	TRY(intake_list(cx, &c, &list));
	jw_object(&j);
	jw_key(&j, STR("addresses"));
	jw_array(&j);
	for (size_t n = 0; n < list.len; n++) {
		const struct intake *i = &list.at[n];
		jw_object(&j);
		jw_put_int(&j, "id", i->id.v);
		jw_put_str(&j, "name", i->name);
		jw_put_str(&j, "made_by", i->creator_name);
		jw_put_bool(&j, "works", intake_works(i, cx->now));
		jw_put_instant(&j, "expires_at", i->expires_at);
		jw_put_instant(&j, "used_at", i->used_at);
		jw_put_int(&j, "files", i->files);
		jw_put_int(&j, "bytes", i->bytes);
		jw_object_end(&j);
	}
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

static error api_make(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct intake_form f = { 0 };
	struct casefile c;
	struct str secret;
	intake_id id;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(find(w, &c));
	TRY(web_json(w, intake_fields, &f));
	TRY(intake_create(cx, &c, &(struct intake_new){ f.name, f.hours }, &secret, &id));
	return api_reply(w, HTTP_CREATED, STR(""), str_printf(cx->arena,
		"{\"id\":%" PRId64 ",\"address\":\"%.*s/u/%.*s/\"}", id.v, STR_ARG(web_origin(w)),
		STR_ARG(secret)));
}

static error api_end(struct web *w)
{
	struct casefile c;

	TRY(find(w, &c));
	TRY(intake_end(web_ctx(w), &c, (intake_id){ web_path_id(w, "intake") }));
	return api_reply(w, HTTP_OK, STR(""), STR("{\"works\":false}"));
}

/* --- the device --- */

enum { RANGE_TEXT_MAX = 80 };

/* "bytes 100-199/200"; with a star for the bytes it asks: *ret_from is -1. */
static error read_range(struct web *w, int64_t *ret_from, int64_t *ret_whole)
{
	struct str text = web_header(w, "Content-Range"), part;
	int64_t to = 0;

	*ret_from = 0;
	*ret_whole = -1;
	if (!web_has_header(w, "Content-Range"))
		return OK;
	bool good = text.len < RANGE_TEXT_MAX && str_starts(text, STR("bytes "));
	text = good ? str_skip(text, 6) : text;
	bool asks = good && str_starts(text, STR("*/"));
	if (asks)
		*ret_from = -1;
	else
		good = good && str_cut(&text, '-', &part) && str_int(part, ret_from) &&
			*ret_from >= 0;
	good = good && str_cut(&text, '/', &part) && (asks || str_int(part, &to)) &&
		str_int(text, ret_whole) && *ret_from <= to && to < *ret_whole;
	if (!good)
		return err_person(web_ctx(w), ERR_MALFORMED,
			"Content-Range must be like \"bytes 1000-1999/2000\".");
	return OK;
}

/* curl adds the name of the file where the address ends with a slash. */
static struct str name_of(struct web *w)
{
	struct str after = str_skip(web_path(w), strlen("/u/"));
	return str_find_char(after, '/') >= 0 ? web_path_text(w, "name") : STR("file");
}

/* A file on its way in: kept under a name that the address, its name and size give. */
struct arrival {
	struct files_upload part;
	struct intake intake;
	int64_t whole; /* -1: what this request has */
};

static struct str place_of(struct web *w, int64_t whole)
{
	struct ctx *cx = web_ctx(w);
	return secret_mac(cx->arena, web_path_text(w, "secret"),
		str_printf(cx->arena, "%" PRId64 " %.*s", whole, STR_ARG(name_of(w))));
}

static error device_begin(struct web *w, struct upload_file *f)
{
	struct ctx *cx = web_ctx(w);
	struct arrival *a = arena_new(cx->arena, struct arrival);
	struct casefile c;
	int64_t from;

	a->part.fd = -1;
	f->state = a;
	TRY(read_range(w, &from, &a->whole));
	TRY(intake_enter(cx, web_path_text(w, "secret"), &a->intake, &c));
	if (a->whole > LIMIT_ATTACHMENT)
		return err_person(cx, ERR_LIMIT, "A file has at most 16 GB. Split it.");
	int64_t size = a->whole >= 0 ? a->whole : f->length;
	TRY(files_upload_open(cx, cx->files, place_of(w, size),
		a->whole >= 0 ? a->whole : LIMIT_ATTACHMENT, &a->part));
	if (from == a->part.size)
		return OK;
	if (from == 0) { /* from the start again */
		TRY(files_upload_discard(cx, &a->part));
		return files_upload_open(cx, cx->files, place_of(w, size),
			a->whole >= 0 ? a->whole : LIMIT_ATTACHMENT, &a->part);
	}
	files_upload_close(&a->part);
	return err_person(cx, ERR_CONFLICT, "The file is not there up to this byte. Send nothing "
		"with Content-Range: bytes */SIZE; Upload-Offset then says where to go on.");
}

static error device_append(struct web *w, struct upload_file *f, struct str bytes)
{
	struct arrival *a = f->state;
	return files_upload_append(web_ctx(w), &a->part, bytes);
}

/* What came is kept: the device may go on. */
static void device_abandon(struct upload_file *f)
{
	struct arrival *a = f->state;
	AUTO_ARENA arena = arena_create();
	struct ctx cx = { .arena = arena, .now = instant_now() };
	if (a == NULL || a->part.fd < 0)
		return;
	error e = files_upload_sync(&cx, &a->part);
	(void)e; /* what did not reach the disk is sent again */
	files_upload_close(&a->part);
}

static const struct upload_sink device_sink = { device_begin, device_append, device_abandon };

struct arrived {
	const struct intake *intake;
	struct attachment_new file;
};

static error attach(struct ctx *cx, void *arg)
{
	struct arrived *a = arg;
	return intake_attach(cx, a->intake, &a->file);
}

static error reply_progress(struct web *w, int status, int64_t size, bool complete)
{
	struct ctx *cx = web_ctx(w);

	web_set_header(w, "Upload-Offset", str_printf(cx->arena, "%" PRId64, size));
	buf_put(web_text(w, status, "application/json"),
		str_printf(cx->arena, "{\"offset\":%" PRId64 ",\"complete\":%s}\n", size,
			complete ? "true" : "false"));
	return OK;
}

/* Without bytes: how much of the file is there. */
static error tell(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	AUTO_UPLOAD part = { .fd = -1 };
	struct intake i;
	struct casefile c;
	int64_t from, whole;

	TRY(intake_enter(cx, web_path_text(w, "secret"), &i, &c));
	TRY(read_range(w, &from, &whole));
	if (from >= 0)
		return err_person(cx, ERR_MALFORMED, "Send the bytes as the body of the request.");
	TRY(files_upload_open(cx, cx->files, place_of(w, whole), whole, &part));
	return reply_progress(w, HTTP_ACCEPTED, part.size, false);
}

static error take(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	const struct upload_file *f = web_upload(w, 0);
	struct casefile c;
	struct file_hash hash;

	if (f == NULL)
		return tell(w);
	struct arrival *a = f->state;
	TRY(intake_enter(cx, web_path_text(w, "secret"), &a->intake, &c)); /* it may have ended */
	int64_t size = a->part.size;
	if (size < a->whole) {
		TRY(files_upload_sync(cx, &a->part));
		files_upload_close(&a->part);
		return reply_progress(w, HTTP_ACCEPTED, size, false);
	}
	TRY(files_upload_finish(cx, &a->part, &hash));
	struct arrived n = { &a->intake, { .name = name_of(w), .size = size,
		.sha256 = str_of(hash.bytes, sizeof hash.bytes) } };
	TRY(store_write(store_of(cx), cx, attach, &n));
	return reply_progress(w, HTTP_CREATED, size, true);
}

const struct route intake_routes[] = {
	GET("/cases/{case}/intake", intakes, .may = MAY_UPDATE_CASE),
	POST("/cases/{case}/intake", make_intake, .may = MAY_UPDATE_CASE),
	POST("/cases/{case}/intake/{intake}/end", end_intake, .may = MAY_UPDATE_CASE),
	GET("/api/v1/cases/{case}/upload-addresses", api_list, .may = MAY_UPDATE_CASE, .api = true),
	POST("/api/v1/cases/{case}/upload-addresses", api_make, .may = MAY_UPDATE_CASE, .api = true),
	DELETE("/api/v1/cases/{case}/upload-addresses/{intake}", api_end, .may = MAY_UPDATE_CASE,
		.api = true),
	PUT("/u/{secret}", take, .may = MAY_ANYONE, .api = true, .upload = &device_sink),
	PUT("/u/{secret}/{name}", take, .may = MAY_ANYONE, .api = true, .upload = &device_sink),
	ROUTES_END
};
