#include "mail/read/codec.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "mail/read/html/html_check.h"

enum { CODE_MAX = 128 * 1024 * 1024 };

/* One way or the other: the same functions go over the same fields. */
struct coder {
	struct arena *arena;
	bool reading, bad;
	struct buf out;
	struct str in;
};

static void code_bytes(struct coder *c, void *at, size_t size)
{
	if (!c->reading) {
		buf_put(&c->out, str_of(at, size));
		return;
	}
	if (c->bad || c->in.len < size) {
		c->bad = true;
		memset(at, 0, size);
		return;
	}
	memcpy(at, c->in.at, size);
	c->in = str_skip(c->in, size);
}

static void code_int(struct coder *c, int64_t *value, int64_t least, int64_t most)
{
	code_bytes(c, value, sizeof *value);
	if (*value < least || *value > most) {
		c->bad = true;
		*value = least;
	}
}

static void code_bool(struct coder *c, bool *value)
{
	int64_t n = *value;

	code_int(c, &n, 0, 1);
	*value = n == 1;
}

static void code_str(struct coder *c, struct str *s)
{
	int64_t len = (int64_t)s->len;

	code_int(c, &len, 0, CODE_MAX);
	if (!c->reading) {
		buf_put(&c->out, *s);
		return;
	}
	*s = str_sub(c->in, 0, (size_t)len);
	c->bad = c->bad || s->len != (size_t)len || !utf8_is_text(*s);
	c->in = str_skip(c->in, s->len);
	if (c->bad)
		*s = STR("");
}

/* The length of a list; nothing more is read of one that is not sound. */
static size_t code_count(struct coder *c, size_t len, int64_t most)
{
	int64_t n = (int64_t)len;

	code_int(c, &n, 0, most);
	return c->bad ? 0 : (size_t)n;
}

static void code_addresses(struct coder *c, mail_address_list *list)
{
	size_t n = code_count(c, list->len, LIMIT_MAIL_ADDRESSES);

	for (size_t i = 0; i < n; i++) {
		struct mail_address *a = c->reading ? arena_push(c->arena, list) : &list->at[i];
		code_str(c, &a->name);
		code_str(c, &a->address);
	}
}

static void code_ids(struct coder *c, str_list *list)
{
	size_t n = code_count(c, list->len, LIMIT_MAIL_REFERENCES);

	for (size_t i = 0; i < n; i++) {
		struct str *id = c->reading ? arena_push(c->arena, list) : &list->at[i];
		code_str(c, id);
	}
}

static void code_part(struct coder *c, struct mail_part *p)
{
	code_str(c, &p->name);
	code_str(c, &p->type);
	code_str(c, &p->charset);
	code_str(c, &p->content_id);
	code_int(c, &p->size, 0, LIMIT_MAIL);
	code_int(c, &p->offset, -1, LIMIT_MAIL);
	code_bytes(c, p->sha256, sizeof p->sha256);
	code_bool(c, &p->is_text);
	code_bool(c, &p->attached);
	code_bool(c, &p->in_line);
	code_bool(c, &p->flowed);
	code_bool(c, &p->delsp);
	if (str_find_char(p->name, '/') >= 0 || p->name.len > LIMIT_MAIL_FILE_NAME)
		c->bad = true;
}

static void code_parts(struct coder *c, mail_part_list *list)
{
	size_t n = code_count(c, list->len, LIMIT_MAIL_PARTS);

	for (size_t i = 0; i < n; i++) {
		struct mail_part *p = c->reading ? arena_push(c->arena, list) : &list->at[i];
		if (c->reading)
			*p = (struct mail_part){ 0 };
		code_part(c, p);
	}
}

static void code_reports(struct coder *c, mail_report_list *list)
{
	size_t n = code_count(c, list->len, LIMIT_MAIL_REPORTS);

	for (size_t i = 0; i < n; i++) {
		struct mail_report *r = c->reading ? arena_push(c->arena, list) : &list->at[i];
		int64_t action = c->reading ? 0 : (int64_t)r->action;
		code_int(c, &action, MAIL_FAILED, MAIL_COMPLAINT);
		r->action = (enum mail_action)action;
		code_str(c, &r->recipient);
		code_str(c, &r->status);
		code_str(c, &r->reason);
		code_str(c, &r->diagnostic);
		code_bool(c, &r->hard);
	}
}

static void code_seal(struct coder *c, struct mail *m)
{
	struct mail_seal *s = &m->seal;

	code_int(c, &s->signed_at, 0, LIMIT_MAIL);
	code_int(c, &s->signed_size, 0, LIMIT_MAIL);
	code_str(c, &s->signature);
	code_bool(c, &s->sealed);
	code_int(c, &s->part, 0, LIMIT_MAIL_PARTS);
	code_bool(c, &s->sealed_text);
	code_bool(c, &s->signed_text);
	if (c->reading && s->sealed && ((size_t)s->part >= m->parts.len || m->parts.at[s->part].offset < 0))
		c->bad = true;
}

static void code_mail(struct coder *c, struct mail *m)
{
	code_addresses(c, &m->from);
	code_addresses(c, &m->to);
	code_addresses(c, &m->cc);
	code_addresses(c, &m->reply_to);
	code_str(c, &m->return_path);
	code_str(c, &m->subject);
	code_int(c, &m->date.us, INT64_MIN, INT64_MAX);
	code_str(c, &m->message_id);
	code_ids(c, &m->in_reply_to);
	code_ids(c, &m->references);
	code_str(c, &m->text);
	code_str(c, &m->reply);
	code_str(c, &m->html);
	code_str(c, &m->clean_html);
	c->bad = c->bad || (c->reading && !html_is_clean(m->clean_html));
	code_bool(c, &m->html_present);
	code_parts(c, &m->parts);
	code_str(c, &m->auto_reason);
	code_reports(c, &m->reports);
	code_str(c, &m->reported_id);
	code_seal(c, m);
}

error mail_encode(struct ctx *cx, const struct mail *m, struct str *out)
{
	struct coder c = { .arena = cx->arena, .out = buf_new(cx->arena, CODE_MAX) };
	struct mail copy = *m;

	code_mail(&c, &copy);
	if (c.out.overflow || c.bad)
		return err_new(cx, ERR_LIMIT, "the texts of the message are too long together");
	*out = buf_str(&c.out);
	return OK;
}

error mail_decode(struct ctx *cx, struct str bytes, struct mail *out)
{
	struct coder c = { .arena = cx->arena, .reading = true, .in = bytes };
	struct mail m = { 0 };

	code_mail(&c, &m);
	if (c.bad || c.in.len > 0)
		return err_new(cx, ERR_MALFORMED, "a mail from the parse role is not sound");
	*out = m;
	return OK;
}
