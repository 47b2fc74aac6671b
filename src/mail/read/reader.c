#include "mail/read/read.h"

#include <gmime/gmime.h>
#include <pthread.h>
#include <string.h>

#include "mail/read/auto/auto.h"
#include "mail/read/bounce/bounce.h"
#include "mail/read/charset.h"
#include "mail/read/entity.h"
#include "mail/read/header.h"
#include "mail/read/part.h"
#include "mail/read/seal.h"
#include "mail/read/text.h"

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
	CLEANUP(entity_tree_free) struct entity_tree tree = { 0 };
	struct mail mail = { 0 };
	struct body body;

	pthread_once(&started, start);
	bytes = skip_envelope(bytes);
	TRY(entity_tree_read(cx, bytes, has_header(bytes), &tree));
	header_read(cx, tree.message, &mail);
	TRY(parts_read(cx, &tree, sink, &mail, &body));
	text_choose(cx, &body, &mail);
	TRY(seal_read(cx, &tree, &mail));
	bounce_read(cx, tree.message, &mail);
	auto_read(cx, tree.message, &mail);
	*out = mail;
	return OK;
}

bool mail_is_bounce(const struct mail *m)
{
	return m->reports.len > 0 && (m->reports.at[0].action == MAIL_FAILED ||
		m->reports.at[0].action == MAIL_DELAYED ||
		m->reports.at[0].action == MAIL_COMPLAINT);
}
