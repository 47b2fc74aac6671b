#include "mail/read/read.h"

#include <gmime/gmime.h>
#include <pthread.h>
#include <string.h>

#include "mail/read/auto/auto.h"
#include "mail/read/bound.h"
#include "mail/read/bounce/bounce.h"
#include "mail/read/charset.h"
#include "mail/read/header.h"
#include "mail/read/part.h"
#include "mail/read/text.h"

/* Tried for bytes above 127 in a header that say nothing of themselves. */
static const char *fallbacks[] = { "utf-8", "windows-1252", NULL };

static GMimeParserOptions *options_new(void)
{
	GMimeParserOptions *o = g_mime_parser_options_new();

	g_mime_parser_options_set_address_compliance_mode(o, GMIME_RFC_COMPLIANCE_LOOSE);
	g_mime_parser_options_set_parameter_compliance_mode(o, GMIME_RFC_COMPLIANCE_LOOSE);
	g_mime_parser_options_set_rfc2047_compliance_mode(o, GMIME_RFC_COMPLIANCE_LOOSE);
	g_mime_parser_options_set_allow_addresses_without_domain(o, true);
	g_mime_parser_options_set_fallback_charsets(o, fallbacks);
	return o;
}

/* Fields that mails have: without one of them what looks like a header is none. */
static const char *const known_fields[] = { "From", "To", "Cc", "Subject", "Date", "Sender",
	"Received", "Return-Path", "Message-ID", "MIME-Version", "Reply-To", "Delivered-To",
	"In-Reply-To", "References", "Content-", "X-", "DKIM-", "ARC-", "List-", "Resent-",
	"Authentication-Results", "Auto-Submitted", "Envelope-To", "Thread-", "Precedence" };

static bool is_known_field(struct str line)
{
	for (size_t i = 0; i < sizeof known_fields / sizeof *known_fields; i++) {
		struct str name = str_from(known_fields[i]);
		struct str rest = str_trim(str_skip(line, name.len));
		bool family = str_ends(name, STR("-"));
		if (str_eq_nocase(str_sub(line, 0, name.len), name) &&
			(family || str_starts(rest, STR(":"))))
			return true;
	}
	return false;
}

/* A text alone, as a pipe may bring it, has no header: all of it is the text. */
static bool has_header(struct str bytes)
{
	struct str line;

	while (str_cut(&bytes, '\n', &line) && !str_is_blank(line))
		if (is_known_field(line))
			return true;
	return false;
}

/* A mailbox file puts a line of its own before each message. */
static struct str skip_envelope(struct str bytes)
{
	struct str line, rest = bytes;

	if (!str_starts(bytes, STR("From ")) && !str_starts(bytes, STR(">From ")))
		return bytes;
	str_cut(&rest, '\n', &line);
	return has_header(rest) ? rest : bytes;
}

/* GMime reads the caller's bytes where they are; they must outlive the message. */
struct parsed {
	GByteArray *bytes;
	GMimeMessage *message; /* NULL: GMime makes nothing of it */
};

static GMimeMessage *parse_stream(GMimeStream *stream)
{
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeParserOptions *options = options_new();
	GMimeMessage *m = g_mime_parser_construct_message(parser, options);

	g_mime_parser_options_free(options);
	g_object_unref(parser);
	return m;
}

static GMimeMessage *text_alone(GMimeStream *stream)
{
	GMimeMessage *m = g_mime_message_new(false);
	GMimePart *part = g_mime_part_new_with_type("text", "plain");
	GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream(stream,
		GMIME_CONTENT_ENCODING_DEFAULT);

	g_mime_part_set_content(part, content);
	g_mime_message_set_mime_part(m, GMIME_OBJECT(part));
	g_object_unref(content);
	g_object_unref(part);
	return m;
}

static struct parsed parse(struct str bytes)
{
	struct parsed p = { .bytes = g_byte_array_new_take((guint8 *)bytes.at, bytes.len) };
	GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(p.bytes);

	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), false);
	if (has_header(bytes))
		p.message = parse_stream(stream);
	if (p.message == NULL) {
		g_mime_stream_reset(stream);
		p.message = text_alone(stream);
	}
	g_object_unref(stream);
	return p;
}

static void parsed_free(struct parsed *p)
{
	g_object_unref(p->message);
	g_byte_array_steal(p->bytes, NULL);
	g_byte_array_unref(p->bytes);
}

static pthread_once_t started = PTHREAD_ONCE_INIT;

static void start(void)
{
	g_mime_init();
	/* A message inside is bytes to keep as they are, broken or not; bounces read it anew. */
	g_mime_object_register_type("message", "rfc822", g_mime_part_get_type());
	g_mime_object_register_type("message", "global", g_mime_part_get_type());
	g_mime_object_register_type("message", "news", g_mime_part_get_type());
}

void mail_read_prepare(void)
{
	pthread_once(&started, start);
	charset_prepare();
}

error mail_read(struct ctx *cx, struct str bytes, const struct mail_sink *sink, struct mail *out)
{
	struct mail mail = { 0 };
	struct body body;

	pthread_once(&started, start);
	TRY(bound_check(cx, bytes));
	bytes = skip_envelope(bytes);
	CLEANUP(parsed_free) struct parsed p = parse(bytes);
	header_read(cx, p.message, &mail);
	TRY(parts_read(cx, p.message, sink, &mail, &body));
	text_choose(cx, &body, &mail);
	bounce_read(cx, p.message, &mail);
	auto_read(cx, p.message, &mail);
	*out = mail;
	return OK;
}

bool mail_is_bounce(const struct mail *m)
{
	return m->reports.len > 0 && (m->reports.at[0].action == MAIL_FAILED ||
		m->reports.at[0].action == MAIL_DELAYED ||
		m->reports.at[0].action == MAIL_COMPLAINT);
}
