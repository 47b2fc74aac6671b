#include "mail/read/auto/auto.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "mail/read/header.h"
#include "mail/read/reply/phrase.h"

static struct str because(struct ctx *cx, const char *what, struct str value)
{
	return str_printf(cx->arena, "%s: %.*s", what, STR_ARG(utf8_cut(value, LIMIT_NAME)));
}

/* "auto-replied; owner=..."; "no" is a person. */
static struct str submitted(struct ctx *cx, GMimeObject *g)
{
	struct str value = header_get(cx, g, "Auto-Submitted");
	bool person = value.len == 0 || phrase_is(value, "no") || phrase_is(value, "no;*") ||
		phrase_is(value, "no (*");

	return person ? STR("") : because(cx, "Auto-Submitted", value);
}

static struct str marked(struct ctx *cx, GMimeObject *g)
{
	for (const struct auto_field *f = auto_fields; f->name != NULL; f++) {
		if (!header_has(g, f->name))
			continue;
		struct str value = header_get(cx, g, f->name);
		bool hit = f->values == NULL ? value.len > 0 : phrase_is_any(value, f->values);
		if (hit)
			return because(cx, f->name, value);
	}
	return STR("");
}

static struct str sender(struct ctx *cx, const struct mail *m)
{
	if (str_eq(m->return_path, STR("<>")))
		return STR("Return-Path: <>");
	for (size_t i = 0; i < m->from.len; i++) {
		struct str address = m->from.at[i].address;
		ptrdiff_t at = str_rfind_char(address, '@');
		struct str local = at >= 0 ? str_sub(address, 0, (size_t)at) : address;
		if (phrase_is_any(local, auto_senders))
			return because(cx, "From", address);
	}
	return STR("");
}

static struct str report(struct ctx *cx, GMimeObject *g, const struct mail *m)
{
	struct str type = header_get(cx, g, "Content-Type");

	if (m->reports.len > 0)
		return STR("delivery report");
	return phrase_is(type, "multipart/report*") ? because(cx, "Content-Type", type) : STR("");
}

void auto_read(struct ctx *cx, GMimeMessage *g, struct mail *out)
{
	GMimeObject *o = GMIME_OBJECT(g);

	out->auto_reason = report(cx, o, out);
	if (out->auto_reason.len == 0)
		out->auto_reason = submitted(cx, o);
	if (out->auto_reason.len == 0)
		out->auto_reason = marked(cx, o);
	if (out->auto_reason.len == 0)
		out->auto_reason = sender(cx, out);
	if (out->auto_reason.len == 0 && phrase_is_any(out->subject, auto_subjects))
		out->auto_reason = because(cx, "Subject", out->subject);
}
