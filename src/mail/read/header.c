#include "mail/read/header.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "mail/read/charset.h"

static GMimeHeader *field(GMimeObject *o, const char *name)
{
	return g_mime_header_list_get_header(g_mime_object_get_header_list(o), name);
}

bool header_has(GMimeObject *o, const char *name)
{
	return field(o, name) != NULL;
}

struct str header_get(struct ctx *cx, GMimeObject *o, const char *name)
{
	GMimeHeader *h = field(o, name);

	return charset_header(cx->arena, h != NULL ? g_mime_header_get_value(h) : NULL,
		LIMIT_MAIL_HEADER);
}

struct str header_raw(struct ctx *cx, GMimeObject *o, const char *name)
{
	GMimeHeader *h = field(o, name);
	struct str raw = str_from(h != NULL ? g_mime_header_get_raw_value(h) : NULL);

	return utf8_clean(cx->arena, utf8_cut(raw, LIMIT_MAIL_HEADER));
}

static void add_addresses(struct ctx *cx, InternetAddressList *list, mail_address_list *out,
	int depth)
{
	int n = list != NULL ? internet_address_list_length(list) : 0;

	for (int i = 0; i < n && out->len < LIMIT_MAIL_ADDRESSES; i++) {
		InternetAddress *one = internet_address_list_get_address(list, i);
		if (INTERNET_ADDRESS_IS_GROUP(one) && depth < 2) {
			add_addresses(cx, internet_address_group_get_members(
				INTERNET_ADDRESS_GROUP(one)), out, depth + 1);
			continue;
		}
		if (!INTERNET_ADDRESS_IS_MAILBOX(one))
			continue;
		struct mail_address *a = arena_push(cx->arena, out);
		a->name = charset_header(cx->arena, internet_address_get_name(one),
			LIMIT_MAIL_HEADER);
		a->address = charset_header(cx->arena,
			internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one)),
			LIMIT_MAIL_HEADER);
	}
}

static mail_address_list addresses(struct ctx *cx, GMimeMessage *m, GMimeAddressType type)
{
	mail_address_list out = { 0 };

	add_addresses(cx, g_mime_message_get_addresses(m, type), &out, 0);
	return out;
}

/* The oldest tells the thread, the newest what is answered: both ends stay. */
static str_list ids(struct ctx *cx, GMimeObject *m, const char *name)
{
	struct str raw = header_raw(cx, m, name);
	GMimeReferences *refs = g_mime_references_parse(NULL, str_c(cx->arena, raw));
	int n = refs != NULL ? g_mime_references_length(refs) : 0;
	str_list out = { 0 };

	for (int i = 0; i < n; i++) {
		if (i == 1 && n > LIMIT_MAIL_REFERENCES)
			i = n - LIMIT_MAIL_REFERENCES + 1;
		struct str id = charset_header(cx->arena,
			g_mime_references_get_message_id(refs, i), LIMIT_MAIL_HEADER);
		if (id.len > 0)
			*arena_push(cx->arena, &out) = id;
	}
	if (refs != NULL)
		g_mime_references_free(refs);
	return out;
}

/* A date that no calendar has is none. */
static instant date_of(GMimeMessage *m)
{
	GDateTime *date = g_mime_message_get_date(m);

	if (date == NULL || !header_has(GMIME_OBJECT(m), "Date"))
		return (instant){ 0 };
	return (instant){ g_date_time_to_unix(date) * US_PER_SECOND };
}

static struct str return_path(struct ctx *cx, GMimeMessage *m)
{
	struct str raw = str_trim(header_raw(cx, GMIME_OBJECT(m), "Return-Path"));

	if (str_starts(raw, STR("<")) && str_ends(raw, STR(">")) && raw.len > 2)
		return str_sub(raw, 1, raw.len - 2);
	return raw;
}

void header_read(struct ctx *cx, GMimeMessage *m, struct mail *out)
{
	out->from = addresses(cx, m, GMIME_ADDRESS_TYPE_FROM);
	if (out->from.len == 0)
		out->from = addresses(cx, m, GMIME_ADDRESS_TYPE_SENDER);
	out->to = addresses(cx, m, GMIME_ADDRESS_TYPE_TO);
	out->cc = addresses(cx, m, GMIME_ADDRESS_TYPE_CC);
	out->reply_to = addresses(cx, m, GMIME_ADDRESS_TYPE_REPLY_TO);
	out->return_path = return_path(cx, m);
	out->subject = header_get(cx, GMIME_OBJECT(m), "Subject");
	out->date = date_of(m);
	out->message_id = charset_header(cx->arena, g_mime_message_get_message_id(m),
		LIMIT_MAIL_HEADER);
	out->in_reply_to = ids(cx, GMIME_OBJECT(m), "In-Reply-To");
	out->references = ids(cx, GMIME_OBJECT(m), "References");
}
