#include "mail/message.h"

#include <gmime/gmime.h>

#include "domain/mailin/support_address.h"
#include "domain/notify/mail_token.h"

static void release(void *at)
{
	GObject **object = at;
	if (*object != NULL)
		g_object_unref(*object);
}
#define AUTO_GOBJECT CLEANUP(release)

enum { HEADER_MAX = 900 };

void mail_library_start(void)
{
	g_mime_init();
}

/* UTF-8 always: GMime's own text parts choose older charsets where those suffice. */
static GMimeObject *part(const char *subtype, struct str text)
{
	GMimePart *p = g_mime_part_new_with_type("text", subtype);
	AUTO_GOBJECT GMimeStream *stream = g_mime_stream_mem_new_with_buffer(text.at, text.len);
	AUTO_GOBJECT GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream(stream,
		GMIME_CONTENT_ENCODING_DEFAULT);

	g_mime_part_set_content(p, content);
	g_mime_object_set_content_type_parameter(GMIME_OBJECT(p), "charset", "utf-8");
	g_mime_part_set_content_encoding(p, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
	return GMIME_OBJECT(p);
}

static void add_address(struct arena *a, InternetAddressList *list, struct str name,
	struct str address)
{
	AUTO_GOBJECT InternetAddress *one = internet_address_mailbox_new(
		name.len > 0 ? str_c(a, name) : NULL, str_c(a, address));

	internet_address_set_charset(one, "utf-8");
	internet_address_list_add(list, one);
}

/*
 * What tells programs that a program wrote it: no robot answers, no list passes it on, and
 * this center knows its own mail when it comes back.
 */
static void mark(struct arena *a, const struct settings *s, GMimeObject *m)
{
	g_mime_object_append_header(m, "Auto-Submitted", "auto-generated", "utf-8");
	g_mime_object_append_header(m, "X-Auto-Response-Suppress", "OOF, AutoReply", "utf-8");
	g_mime_object_append_header(m, "X-Mainstay-Loop", str_c(a, s->escalation_host), "utf-8");
}

static void set_body(GMimeMessage *m, const struct outgoing *o)
{
	AUTO_GOBJECT GMimeObject *text = part("plain", o->text);

	if (o->html.len == 0) {
		g_mime_message_set_mime_part(m, text);
		return;
	}
	AUTO_GOBJECT GMimeObject *html = part("html", o->html);
	AUTO_GOBJECT GMimeMultipart *both = g_mime_multipart_new_with_subtype("alternative");
	g_mime_multipart_add(both, text);
	g_mime_multipart_add(both, html);
	g_mime_message_set_mime_part(m, GMIME_OBJECT(both));
}

static void set_date(GMimeMessage *m, instant at)
{
	GDateTime *date = g_date_time_new_from_unix_utc(at.us / US_PER_SECOND);

	g_mime_message_set_date(m, date);
	g_date_time_unref(date);
}

/* Of ASCII, and shorter than a line of SMTP may be. */
static bool is_plain(struct str value)
{
	for (size_t i = 0; i < value.len; i++)
		if (value.at[i] < ' ' || value.at[i] > '~')
			return false;
	return value.len <= HEADER_MAX;
}

/*
 * GMime would make encoded words of a long address, which no program reads in
 * List-Unsubscribe (RFC 2047, 5): what is plain goes as it stands.
 */
static void add_header(struct arena *a, GMimeObject *m, struct str name, struct str value)
{
	const char *key = str_c(a, name);

	g_mime_object_append_header(m, key, str_c(a, value), "utf-8");
	if (!is_plain(value))
		return;
	GMimeHeaderList *list = g_mime_object_get_header_list(m);
	int last = g_mime_header_list_get_count(list) - 1;
	g_mime_header_set_raw_value(g_mime_header_list_get_header_at(list, last),
		str_c(a, str_printf(a, " %.*s\n", STR_ARG(value))));
}

static void add_headers(struct arena *a, GMimeObject *m, struct str lines)
{
	struct str line, name;

	while (str_cut(&lines, '\n', &line))
		if (str_cut(&line, ':', &name) && name.len > 0)
			add_header(a, m, str_trim(name), str_trim(line));
}

static struct str text_of(struct arena *a, GMimeMessage *m)
{
	AUTO_GOBJECT GMimeStream *stream = g_mime_stream_mem_new();
	GMimeFormatOptions *format = g_mime_format_options_new();

	g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS);
	g_mime_object_write_to_stream(GMIME_OBJECT(m), format, stream);
	g_mime_format_options_free(format);
	GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	return str_copy(a, str_of(bytes->data, bytes->len));
}

/*
 * Where the answer goes: to the support address with a token that says which case and who.
 * Only where mail for it comes to us: else a plus in the address may lead nowhere.
 */
static error add_reply_to(struct ctx *cx, const struct settings *s, const struct outgoing *o,
	GMimeMessage *m)
{
	bool internal = str_eq(o->purpose, STR("note")) || str_eq(o->purpose, STR("escalation"));
	struct mail_token t = { internal ? MAIL_TOKEN_NOTE : MAIL_TOKEN_REPLY, o->casefile.v, o->person.v };
	struct support_address from;
	struct str token;
	bool found;

	if (cx->db == NULL || o->casefile.v == 0 || o->person.v == 0)
		return OK;
	TRY(support_address_find(cx, s->mail_from, &from, &found));
	TRY(mail_token_make(cx, &t, &token));
	if (found && from.plus && token.len > 0)
		add_address(cx->arena, g_mime_message_get_reply_to(m), s->center_name,
			mail_token_address(cx->arena, s->mail_from, token));
	return OK;
}

error mail_compose(struct ctx *cx, const struct settings *s, const struct outgoing *o,
	struct str *out)
{
	struct arena *a = cx->arena;
	AUTO_GOBJECT GMimeMessage *m = g_mime_message_new(FALSE);

	add_address(a, g_mime_message_get_from(m), s->center_name, s->mail_from);
	add_address(a, g_mime_message_get_to(m), STR(""), o->recipient);
	g_mime_message_set_subject(m, str_c(a, o->subject), "utf-8");
	g_mime_message_set_message_id(m, str_c(a, o->message_id));
	set_date(m, o->created_at);
	mark(a, s, GMIME_OBJECT(m));
	TRY(add_reply_to(cx, s, o, m));
	add_headers(a, GMIME_OBJECT(m), o->headers);
	set_body(m, o);
	*out = text_of(a, m);
	if (out->len == 0)
		return err_new(cx, ERR_INTERNAL, "message %" PRId64 " could not be composed", o->id.v);
	return OK;
}
