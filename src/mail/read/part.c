#include "mail/read/part.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "mail/read/bounce/bounce.h"
#include "mail/read/charset.h"
#include "mail/read/content.h"
#include "mail/read/header.h"
#include "mail/read/mend.h"
#include "mail/read/unpack.h"

/* Of a message that came back, its head is enough. */
enum { REPORTED_MAX = 64 * 1024 };

struct walk {
	struct ctx *cx;
	const struct entity_tree *tree;
	const struct mail_sink *sink;
	struct mail *mail;
	struct body *body;
	size_t text_left; /* bytes of text that may still be kept */
	int64_t sunk;     /* bytes that went to the sink */
	struct tnef packed; /* the last that was unpacked */
};

/* Where in the tree: RFC 8621, 4.1.4. */
struct place {
	struct str multipart; /* subtype of the parent, empty at the root */
	bool first, in_alternative;
	bool text, html;      /* which bodies are still built here */
};

struct str part_name(struct str name)
{
	for (size_t i = name.len; i > 0; i--)
		if (name.at[i - 1] == '/' || name.at[i - 1] == '\\') {
			name = str_skip(name, i);
			break;
		}
	while (name.len > 0 && name.at[0] == '.')
		name = str_skip(name, 1);
	return str_trim(utf8_cut(name, LIMIT_MAIL_FILE_NAME));
}

static struct str file_name(struct ctx *cx, GMimeObject *o)
{
	const char *raw = NULL;

	if (GMIME_IS_PART(o))
		raw = g_mime_part_get_filename(GMIME_PART(o));
	if (raw == NULL)
		raw = g_mime_object_get_content_disposition_parameter(o, "filename");
	return part_name(raw != NULL ? charset_header(cx->arena, raw, LIMIT_MAIL_HEADER)
				      : mend_parameter(cx, o, "name"));
}

static struct str type_of(struct ctx *cx, const struct entity *e)
{
	GMimeContentType *type = g_mime_object_get_content_type(e->object);
	char *text = type != NULL ? g_mime_content_type_get_mime_type(type) : NULL;
	struct str clean = charset_header(cx->arena, text, LIMIT_NAME);

	g_free(text);
	if (e->in_digest && !header_has(e->object, "Content-Type"))
		return STR("message/rfc822");
	return clean.len > 0 ? str_lower(cx->arena, clean) : STR("text/plain");
}

static bool is_media(struct str type)
{
	return str_starts(type, STR("image/")) || str_starts(type, STR("audio/")) ||
		str_starts(type, STR("video/"));
}

static bool is_text(struct str type)
{
	return str_starts(type, STR("text/"));
}

/* Is it read in the text, or does it hang on it? */
static bool is_body(const struct mail_part *p, struct str disposition, const struct place *at)
{
	bool shown = str_eq(p->type, STR("text/plain")) || str_eq(p->type, STR("text/html")) ||
		is_media(p->type);

	if (str_eq(disposition, STR("attachment")) || !shown)
		return false;
	if (at->first)
		return true;
	return !str_eq(at->multipart, STR("related")) &&
		(is_media(p->type) || p->name.len == 0);
}

static void put_body(struct walk *w, const struct mail_part *p, size_t n, struct place *at)
{
	bool plain = str_eq(p->type, STR("text/plain")), html = str_eq(p->type, STR("text/html"));

	if (str_eq(at->multipart, STR("alternative"))) {
		if (plain && at->text)
			*arena_push(w->cx->arena, &w->body->text) = n;
		if (html && at->html)
			*arena_push(w->cx->arena, &w->body->html) = n;
		return;
	}
	if (at->in_alternative && plain)
		at->html = false;
	if (at->in_alternative && html)
		at->text = false;
	if (at->text)
		*arena_push(w->cx->arena, &w->body->text) = n;
	if (at->html)
		*arena_push(w->cx->arena, &w->body->html) = n;
}

static void unref_content(GMimeDataWrapper **content)
{
	g_object_unref(*content);
}

/* What cannot be unpacked stays an attachment as it is. */
static error read_packed(struct walk *w, GMimeDataWrapper *content, size_t n)
{
	struct buf keep = buf_new(w->cx->arena, UNPACK_MAX);
	struct content c = { .cx = w->cx, .keep = &keep, .part = n };

	TRY(content_read(&c, content));
	bool packed = !keep.overflow && tnef_read(w->cx->arena, buf_str(&keep), &w->packed);
	if (!packed) {
		c = (struct content){ .cx = w->cx, .sink = w->sink, .part = n };
		TRY(content_read(&c, content));
	}
	struct mail_part *p = &w->mail->parts.at[n];
	p->attached = !packed;
	p->size = c.size;
	p->offset = c.sink != NULL ? w->sunk : -1;
	w->sunk += c.sink != NULL ? c.size : 0;
	memcpy(p->sha256, c.sha256, sizeof p->sha256);
	return packed ? unpack_files(w->cx, &w->packed, w->sink, &w->sunk, w->mail) : OK;
}

static error read_content(struct walk *w, const struct entity *e, struct mail_part *p, size_t n)
{
	CLEANUP(unref_content) GMimeDataWrapper *content = entity_content(w->tree, e);
	bool text = is_text(p->type), reported = bounce_reads_part(p->type);
	size_t limit = reported && w->text_left > REPORTED_MAX ? REPORTED_MAX : w->text_left;
	struct buf keep = buf_new(w->cx->arena, limit);
	struct content c = { .cx = w->cx, .sink = p->attached ? w->sink : NULL, .part = n };

	if (p->attached && unpack_is_packed(p))
		return read_packed(w, content, n);
	if (text)
		mend_encoding(content);
	if (text || reported)
		c.keep = &keep;
	TRY(content_read(&c, content));
	/* What is too long to show stays whole as an attachment. */
	if (keep.overflow && text && !p->attached) {
		p->attached = true;
		c.keep = NULL;
		c.sink = w->sink;
		TRY(content_read(&c, content));
	}
	p->size = c.size;
	p->offset = c.sink != NULL ? w->sunk : -1;
	w->sunk += c.sink != NULL ? c.size : 0;
	memcpy(p->sha256, c.sha256, sizeof p->sha256);
	if (!text && !reported)
		return OK;
	p->is_text = text && !keep.overflow;
	w->text_left -= keep.len;
	p->text = charset_decode(w->cx->arena, buf_str(&keep), p->charset);
	return OK;
}

static error add_leaf(struct walk *w, const struct entity *e, struct place *at)
{
	struct ctx *cx = w->cx;
	GMimeObject *o = e->object;
	GMimeContentDisposition *d = g_mime_object_get_content_disposition(o);
	struct str disposition = str_lower(cx->arena, charset_header(cx->arena,
		d != NULL ? g_mime_content_disposition_get_disposition(d) : NULL, LIMIT_NAME));

	if (w->mail->parts.len == LIMIT_MAIL_PARTS)
		return err_new(cx, ERR_LIMIT, "the message has more than %d parts",
			LIMIT_MAIL_PARTS);
	size_t n = w->mail->parts.len;
	struct mail_part *p = arena_push(cx->arena, &w->mail->parts);
	*p = (struct mail_part){ .name = file_name(cx, o), .type = type_of(cx, e),
		.charset = mend_parameter(cx, o, "charset"), .content_id = charset_header(cx->arena,
			g_mime_object_get_content_id(o), LIMIT_MAIL_HEADER) };
	p->flowed = str_eq_nocase(mend_parameter(cx, o, "format"), STR("flowed"));
	p->delsp = str_eq_nocase(mend_parameter(cx, o, "delsp"), STR("yes"));
	bool body = is_body(p, disposition, at) && !GMIME_IS_MULTIPART(o);
	bool media = is_media(p->type);
	p->attached = !body || media;
	p->in_line = p->attached && (str_eq(disposition, STR("inline")) ||
		(disposition.len == 0 && media && (body || p->content_id.len > 0)));
	if (body)
		put_body(w, p, n, at);
	return read_content(w, e, p, n);
}

static error add_entity(struct walk *w, const struct entity *e, struct place *at);

static void copy_numbers(struct arena *a, part_numbers *to, const part_numbers *from, size_t n)
{
	for (; n < from->len; n++)
		*arena_push(a, to) = from->at[n];
}

static error add_multipart(struct walk *w, const struct entity *e, struct place *at)
{
	struct arena *a = w->cx->arena;
	struct body *b = w->body;
	size_t text = b->text.len, html = b->html.len;
	struct place in = *at;
	struct str type = type_of(w->cx, e);

	in.multipart = str_skip(type, 10);
	in.in_alternative = at->in_alternative || str_eq(in.multipart, STR("alternative"));
	for (size_t i = 0; i < e->children.len; i++) {
		in.first = i == 0;
		TRY(add_entity(w, e->children.at[i], &in));
	}
	/* One kind alone serves as the other. */
	if (str_eq(in.multipart, STR("alternative")) && in.text && in.html) {
		if (b->text.len == text)
			copy_numbers(a, &b->text, &b->html, html);
		else if (b->html.len == html)
			copy_numbers(a, &b->html, &b->text, text);
	}
	return OK;
}

/* A part that ends within its header has nothing to show, unless it tells a name. */
static bool is_nothing(struct ctx *cx, const struct entity *e)
{
	return !e->whole && str_is_blank(e->body) && file_name(cx, e->object).len == 0;
}

static error add_entity(struct walk *w, const struct entity *e, struct place *at)
{
	if (e->multipart)
		return add_multipart(w, e, at);
	return is_nothing(w->cx, e) ? OK : add_leaf(w, e, at);
}

/* A mail may have nothing but its winmail.dat. */
static void add_packed_texts(struct walk *w)
{
	size_t n = w->mail->parts.len;

	unpack_texts(w->cx, &w->packed, w->mail);
	for (; n < w->mail->parts.len; n++) {
		bool html = str_eq(w->mail->parts.at[n].type, STR("text/html"));
		*arena_push(w->cx->arena, html ? &w->body->html : &w->body->text) = n;
	}
}

error parts_read(struct ctx *cx, const struct entity_tree *tree, const struct mail_sink *sink,
	struct mail *out, struct body *ret_body)
{
	struct walk w = { .cx = cx, .tree = tree, .sink = sink, .mail = out,
		.body = ret_body, .text_left = LIMIT_MAIL_TEXT };
	struct place root = { .first = true, .text = true, .html = true };

	*ret_body = (struct body){ 0 };
	TRY(add_entity(&w, tree->root, &root));
	if (ret_body->text.len == 0 && ret_body->html.len == 0)
		add_packed_texts(&w);
	return OK;
}
