#include "mail/read/bounce/bounce.h"

#include "base/limits.h"
#include "mail/read/bounce/notice.h"
#include "mail/read/bounce/reason.h"
#include "mail/read/bounce/status_report.h"
#include "mail/read/header.h"
#include "mail/read/reply/phrase.h"

bool bounce_reads_part(struct str type)
{
	return str_eq(type, STR("message/rfc822")) || str_eq(type, STR("message/global")) ||
		str_eq(type, STR("message/global-headers")) || str_eq(type, STR("message/partial")) ||
		str_eq(type, STR("message/feedback-report")) || str_ends(type, STR("/delivery-status")) ||
		str_ends(type, STR("/global-delivery-status"));
}

/* The head of the mail that could not be delivered. */
struct original {
	struct str id, to;
	struct str complainer; /* a provider without RFC 5965 names who complains there */
};

static struct original read_original(struct ctx *cx, struct str text)
{
	struct original o = { 0 };
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(text.at, text.len);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *m = g_mime_parser_construct_message(parser, NULL);

	if (m != NULL) {
		struct mail mail = { 0 };
		header_read(cx, m, &mail);
		o.id = mail.message_id;
		o.complainer = header_get(cx, GMIME_OBJECT(m), "X-HmXmrOriginalRecipient");
		o.to = mail.to.len > 0 ? mail.to.at[0].address : STR("");
		g_object_unref(m);
	}
	g_object_unref(parser);
	g_object_unref(stream);
	return o;
}

static struct str original_part(const struct mail *m)
{
	for (size_t i = 0; i < m->parts.len; i++) {
		struct str type = m->parts.at[i].type;
		if (str_eq(type, STR("message/rfc822")) || str_eq(type, STR("text/rfc822-headers")) ||
			str_starts(type, STR("message/global")) || str_eq(type, STR("message/partial")))
			if (!str_ends(type, STR("delivery-status")))
				return m->parts.at[i].text;
	}
	return STR("");
}

/* ---- is it a mail system that writes? ---- */

static const char *const system_names[] = { "mailer-daemon*", "mailerdaemon*", "mail-daemon*",
	"postmaster*", "maildaemon*", "mail delivery *", "mdaemon*", "*mailer-daemon*",
	"system administrator", "mail administrator", "mail system*", NULL };

static bool from_system(struct ctx *cx, GMimeMessage *g, const struct mail *m)
{
	/* "MAILER-DAEMON <>" is no address to GMime. */
	if (m->from.len == 0)
		return phrase_is_any(header_get(cx, GMIME_OBJECT(g), "From"), system_names);
	const struct mail_address *from = &m->from.at[0];
	ptrdiff_t at = str_rfind_char(from->address, '@');
	struct str local = at >= 0 ? str_sub(from->address, 0, (size_t)at) : from->address;
	return phrase_is_any(local, system_names) || phrase_is_any(from->name, system_names);
}

static struct str first_address(struct arena *a, struct str s)
{
	return notice_recipient(a, s, STR(""));
}

struct evidence {
	struct notice notice;
	struct original original;
	struct str failed; /* X-Failed-Recipients */
	bool system;       /* a mail system writes */
	bool fields;       /* it calls itself a report */
	bool inside;       /* the original is a part of its own */
};

static struct evidence gather(struct ctx *cx, GMimeMessage *g, const struct mail *m)
{
	struct evidence e = { .notice = notice_split(m->text) };
	struct str type = str_lower(cx->arena, header_get(cx, GMIME_OBJECT(g), "Content-Type"));
	struct str inside = original_part(m);

	e.failed = first_address(cx->arena, header_get(cx, GMIME_OBJECT(g), "X-Failed-Recipients"));
	e.fields = str_starts(type, STR("multipart/report"));
	e.system = from_system(cx, g, m) || str_eq(m->return_path, STR("<>")) || e.failed.len > 0 ||
		e.fields;
	e.inside = inside.len > 0;
	if (!e.inside)
		inside = e.notice.original;
	if (inside.len > 0)
		e.original = read_original(cx, inside);
	return e;
}

/* ---- what it reports ---- */

static void read_fields(struct ctx *cx, const struct evidence *e, struct mail *m)
{
	for (size_t i = 0; i < m->parts.len; i++) {
		const struct mail_part *p = &m->parts.at[i];
		if (str_ends(p->type, STR("delivery-status")))
			status_report_read(cx->arena, p->text, &m->reports);
		if (str_eq(p->type, STR("message/feedback-report")))
			feedback_report_read(cx->arena, p->text, &m->reports);
	}
	if (m->reports.len == 0 && e->original.complainer.len > 0 && e->inside &&
		phrase_is(m->subject, "complaint about message*"))
		*arena_push(cx->arena, &m->reports) = (struct mail_report){ .action = MAIL_COMPLAINT,
			.reason = STR("complaint"), .recipient = e->original.complainer };
	if (m->reports.len > 0 || !e->system)
		return;
	/* Gateways leave the fields in a text. */
	for (size_t i = 0; i < m->parts.len && m->reports.len == 0; i++)
		if (str_starts(m->parts.at[i].type, STR("text/plain")))
			status_report_read(cx->arena, m->parts.at[i].text, &m->reports);
}

static struct str own_address(const struct mail *m)
{
	return m->to.len > 0 ? m->to.at[0].address : STR("");
}

static void read_prose(struct ctx *cx, const struct evidence *e, struct mail *m)
{
	struct arena *a = cx->arena;
	const struct notice *n = &e->notice;
	struct mail_report r = { .action = MAIL_FAILED, .recipient = e->failed };
	bool delay = notice_is_delay(a, n, m->subject);
	bool told = delay || notice_is_failure(a, n, m->subject) || e->failed.len > 0;

	if (r.recipient.len == 0)
		r.recipient = notice_recipient(a, n->text, own_address(m));
	if (r.recipient.len == 0 || str_eq_nocase(r.recipient, own_address(m)))
		r.recipient = e->original.to.len > 0 ? e->original.to : r.recipient;
	r.diagnostic = notice_answer(a, n->text, r.recipient);
	bool known = r.diagnostic.len > 0 || reason_in(n->text) != NULL || e->failed.len > 0;
	bool subject = notice_has_subject(m->subject);
	if (r.recipient.len == 0 || !told)
		return;
	if (!(e->system && (known || subject)) && !(subject && r.diagnostic.len > 0))
		return;
	if (delay)
		r.action = MAIL_DELAYED;
	report_judge(&r, n->text);
	*arena_push(a, &m->reports) = r;
}

/* What fields leave out is in the prose or in the mail sent back. */
static void complete(struct ctx *cx, const struct evidence *e, struct mail *m)
{
	for (size_t i = 0; i < m->reports.len; i++) {
		struct mail_report *r = &m->reports.at[i];
		if (r->recipient.len == 0)
			r->recipient = e->failed.len > 0 ? e->failed : e->original.to;
		if (r->diagnostic.len == 0 && r->action != MAIL_COMPLAINT) {
			r->diagnostic = notice_answer(cx->arena, e->notice.text, r->recipient);
			report_judge(r, e->notice.text);
		}
	}
}

static void failures_first(struct mail *m)
{
	for (size_t i = 0; i < m->reports.len; i++) {
		if (m->reports.at[i].action != MAIL_FAILED)
			continue;
		struct mail_report first = m->reports.at[0];
		m->reports.at[0] = m->reports.at[i];
		m->reports.at[i] = first;
		return;
	}
}

void bounce_read(struct ctx *cx, GMimeMessage *g, struct mail *out)
{
	struct evidence e = gather(cx, g, out);

	read_fields(cx, &e, out);
	if (out->reports.len == 0)
		read_prose(cx, &e, out);
	complete(cx, &e, out);
	failures_first(out);
	if (out->reports.len > 0)
		out->reported_id = e.original.id;
}
