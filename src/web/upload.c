#include "web/upload.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "web/engine/worker.h"
#include "web/http/multipart.h"

enum { SEGMENTS = 64 };

/* A run of the buffer that belongs to one file. */
struct segment {
	struct upload_file *file;
	size_t from, len;
};

struct upload {
	const struct upload_sink *sink; /* NULL: a form that takes no files */
	struct upload_file files[UPLOAD_FILES];
	size_t count;
	struct multipart *parts;   /* NULL: the body is the file */
	bool ended;                /* the closing boundary has passed */
	bool in_file;
	struct multipart_part part;
	struct buf text;           /* of the field that is being read */
	size_t text_total;
	bool token_checked;
	char *buffer;              /* made with the first file */
	size_t len;
	struct segment segments[SEGMENTS];
	size_t segment_count;
	error failed;
};

/* --- bytes of files: collected here, written on the pool --- */

static bool is_full(const struct upload *u)
{
	return u->len >= LIMIT_UPLOAD_BUFFER || u->segment_count == SEGMENTS;
}

static void collect(struct web *w, struct upload_file *file, struct str bytes)
{
	struct upload *u = w->upload;
	if (u->buffer == NULL)
		u->buffer = arena_bytes(w->cx.arena, LIMIT_UPLOAD_BUFFER + LIMIT_CONNECTION_MEMORY);
	check(u->len + bytes.len <= LIMIT_UPLOAD_BUFFER + LIMIT_CONNECTION_MEMORY);
	memcpy(u->buffer + u->len, bytes.at, bytes.len);
	size_t n = u->segment_count;
	if (n == 0 || u->segments[n - 1].file != file) {
		check(n < SEGMENTS);
		u->segments[n] = (struct segment){ .file = file, .from = u->len };
		u->segment_count++;
	}
	u->segments[u->segment_count - 1].len += bytes.len;
	u->len += bytes.len;
}

error upload_write(struct web *w)
{
	struct upload *u = w->upload;
	error e = u->failed;
	for (size_t i = 0; i < u->segment_count && e == OK; i++) {
		struct segment *s = &u->segments[i];
		e = u->sink->chunk(w, s->file, str_of(u->buffer + s->from, s->len));
	}
	u->len = u->segment_count = 0;
	u->failed = e;
	return e;
}

/* --- files --- */

static error begin_here(struct web *w)
{
	struct upload *u = w->upload;
	return u->sink->begin(w, &u->files[u->count]);
}

static error begin_file(struct web *w, struct upload_file file)
{
	struct upload *u = w->upload;
	if (u->count == UPLOAD_FILES)
		return err_person(&w->cx, ERR_LIMIT, "At most 20 files at once. Send the rest after.");
	if (!u->token_checked && !w->route->api)
		TRY(csrf_check(w));
	u->token_checked = true;
	u->files[u->count] = file;
	TRY(dispatch_with_reader(w, begin_here));
	u->count++;
	return OK;
}

void upload_abandon(struct web *w)
{
	struct upload *u = w->upload;
	for (size_t i = 0; i < u->count; i++)
		u->sink->abandon(&u->files[i]);
	u->count = 0;
}

/* --- parts of a form --- */

static bool fail(struct upload *u, error e)
{
	u->failed = e;
	return e == OK;
}

static bool part_begin(void *arg, const struct multipart_part *part)
{
	struct web *w = arg;
	struct upload *u = w->upload;
	u->part = *part;
	u->in_file = part->is_file && part->filename.len > 0;
	u->text = buf_new(w->cx.arena, LIMIT_FORM_BODY - u->text_total);
	if (!u->in_file)
		return true;
	if (u->sink == NULL)
		return fail(u, err_person(&w->cx, ERR_INVALID, "This form takes no files."));
	return fail(u, begin_file(w, (struct upload_file){ .field = part->name,
				      .filename = part->filename, .type = part->type, .offset = -1,
				      .length = -1 }));
}

static bool part_data(void *arg, struct str bytes)
{
	struct web *w = arg;
	struct upload *u = w->upload;
	if (u->in_file)
		collect(w, &u->files[u->count - 1], bytes);
	else if (!u->part.is_file)
		buf_put(&u->text, bytes);
	return !u->text.overflow ||
		fail(u, err_person(&w->cx, ERR_LIMIT, "The text of the form is larger than 4 MB."));
}

static bool part_end(void *arg)
{
	struct web *w = arg;
	struct upload *u = w->upload;
	if (u->part.is_file)
		return true;
	struct str value = buf_str(&u->text);
	if (!utf8_is_valid(value))
		return fail(u, err_person(&w->cx, ERR_MALFORMED, "The form is not valid UTF-8 text."));
	u->text_total += value.len;
	*arena_push(w->cx.arena, &w->form) = (struct pair){ u->part.name, value };
	return true;
}

static const struct multipart_sink part_sink = { part_begin, part_data, part_end };

static error part_outcome(struct web *w, enum multipart_outcome o)
{
	switch (o) {
	case MULTIPART_MORE:
	case MULTIPART_DONE:
		w->upload->ended = o == MULTIPART_DONE;
		break;
	case MULTIPART_MALFORMED:
		return err_person(&w->cx, ERR_MALFORMED, "The form is not well-formed multipart data.");
	case MULTIPART_TOO_MANY:
		return err_person(&w->cx, ERR_LIMIT, "The form has more than 200 fields.");
	case MULTIPART_STOPPED:
		return w->upload->failed;
	}
	return OK;
}

/* --- the body --- */

error upload_begin(struct web *w)
{
	struct upload *u = w->upload = arena_new(w->cx.arena, struct upload);
	u->sink = w->route->upload;
	struct str boundary = multipart_boundary(w->cx.arena, w->known[HEADER_CONTENT_TYPE]);
	if (boundary.len > 0) {
		u->parts = multipart_new(w->cx.arena, boundary, &part_sink, w);
		return OK;
	}
	struct upload_file file = { .type = w->known[HEADER_CONTENT_TYPE],
		.length = w->content_length };
	TRY(web_upload_offset(w, &file.offset));
	w->form_read = true; /* there is no form */
	return begin_file(w, file);
}

error upload_take(struct web *w, struct str piece, bool *ret_full)
{
	struct upload *u = w->upload;
	if (u->parts != NULL)
		TRY(part_outcome(w, multipart_feed(u->parts, piece)));
	else
		collect(w, &u->files[0], piece);
	*ret_full = is_full(u);
	return OK;
}

error upload_ended(struct web *w)
{
	struct upload *u = w->upload;
	if (u->parts != NULL && !u->ended)
		return part_outcome(w, MULTIPART_MALFORMED);
	w->form_read = true;
	return OK;
}

error upload_read_form(struct web *w, struct str boundary)
{
	struct upload *u = w->upload = arena_new(w->cx.arena, struct upload);
	u->parts = multipart_new(w->cx.arena, boundary, &part_sink, w);
	error e = part_outcome(w, multipart_feed(u->parts, buf_str(&w->body)));
	if (e == OK && !u->ended)
		e = part_outcome(w, MULTIPART_MALFORMED);
	w->upload = NULL;
	return e;
}

/* --- what handlers ask --- */

const struct upload_file *web_upload(struct web *w, size_t n)
{
	return w->upload != NULL && n < w->upload->count ? &w->upload->files[n] : NULL;
}

error web_upload_offset(struct web *w, int64_t *ret_offset)
{
	struct str given = web_header(w, "Upload-Offset");
	*ret_offset = -1;
	if (given.len > 0 && (!str_int(given, ret_offset) || *ret_offset < 0))
		return err_person(&w->cx, ERR_MALFORMED, "Upload-Offset must be a number of bytes.");
	return OK;
}
