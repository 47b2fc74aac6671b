/* smtp_command.c - the commands, a table */
#include <inttypes.h>

#include "base/utf8.h"
#include "mail/in/smtp_part.h"

/* --- saying hello --- */

static void say_extensions(struct smtp *s)
{
	buf_printf(&s->out, "250-%.*s\r\n250-PIPELINING\r\n250-SIZE %" PRId64 "\r\n250-8BITMIME\r\n"
		"250-SMTPUTF8\r\n250-CHUNKING\r\n", STR_ARG(s->config->host), s->config->size_max);
	if (s->config->tls && !s->secured)
		buf_put(&s->out, STR("250-STARTTLS\r\n"));
	buf_put(&s->out, STR("250 ENHANCEDSTATUSCODES\r\n"));
}

static enum smtp_event hello(struct smtp *s, struct str args, bool extended)
{
	bool began = s->began;

	if (str_is_blank(args)) {
		smtp_blame(s, STR("501 5.5.4 Say who you are: a host name"));
		return SMTP_MORE;
	}
	smtp_reset(s);
	s->hello = true;
	if (extended)
		say_extensions(s);
	else
		buf_printf(&s->out, "250 %.*s\r\n", STR_ARG(s->config->host));
	return began ? SMTP_DROP : SMTP_MORE;
}

static enum smtp_event ehlo(struct smtp *s, struct str args)
{
	if (!s->config->lmtp)
		return hello(s, args, true);
	smtp_blame(s, STR("500 5.5.1 This is LMTP: say LHLO"));
	return SMTP_MORE;
}

static enum smtp_event helo(struct smtp *s, struct str args)
{
	if (!s->config->lmtp)
		return hello(s, args, false);
	return ehlo(s, args);
}

static enum smtp_event lhlo(struct smtp *s, struct str args)
{
	if (s->config->lmtp)
		return hello(s, args, true);
	smtp_blame(s, STR("500 5.5.1 This is SMTP: say EHLO"));
	return SMTP_MORE;
}

/* --- addresses --- */

static bool is_path(struct str p)
{
	if (p.len > SMTP_PATH_MAX || !utf8_is_text(p))
		return false;
	for (size_t i = 0; i < p.len; i++)
		if ((unsigned char)p.at[i] <= ' ' || p.at[i] == 0x7f)
			return false;
	return true;
}

/* "FROM:<path> parameters": takes word and path off. A route before the address goes. */
static bool take_path(struct str *args, struct str word, struct str *out)
{
	struct str rest = *args;

	if (rest.len < word.len || !str_eq_nocase(str_sub(rest, 0, word.len), word))
		return false;
	rest = str_trim(str_skip(rest, word.len));
	ptrdiff_t end = str_find_char(rest, '>');
	if (rest.len < 2 || rest.at[0] != '<' || end < 0)
		return false;
	struct str path = str_sub(rest, 1, (size_t)end - 1);
	ptrdiff_t colon = str_find_char(path, ':');
	if (path.len > 0 && path.at[0] == '@' && colon > 0)
		path = str_skip(path, (size_t)colon + 1);
	*args = str_trim(str_skip(rest, (size_t)end + 1));
	*out = path;
	return is_path(path);
}

/* An answer when a parameter of MAIL is not known, or too much is announced. */
static struct str check_parameters(struct smtp *s, struct str args)
{
	struct str part, key;
	int64_t size;

	while (str_cut(&args, ' ', &part)) {
		struct str value = part;
		if (part.len == 0 || str_eq_nocase(part, STR("SMTPUTF8")))
			continue;
		str_cut(&value, '=', &key);
		if (str_eq_nocase(key, STR("BODY")) || str_eq_nocase(key, STR("AUTH")) ||
			str_eq_nocase(key, STR("RET")) || str_eq_nocase(key, STR("ENVID")))
			continue;
		if (!str_eq_nocase(key, STR("SIZE")))
			return STR("555 5.5.4 This parameter is not known here");
		if (!str_int(value, &size) || size < 0)
			return STR("501 5.5.4 SIZE is a number of bytes");
		if (size > s->config->size_max)
			return STR("552 5.3.4 The message is too large");
	}
	return STR("");
}

static enum smtp_event mail(struct smtp *s, struct str args)
{
	struct str path, wrong;

	if (!s->hello || s->has_from) {
		smtp_blame(s, s->hello ? STR("503 5.5.1 There is a sender already; say RSET first")
				       : STR("503 5.5.1 Say hello first"));
		return SMTP_MORE;
	}
	if (!take_path(&args, STR("FROM:"), &path)) {
		smtp_blame(s, STR("501 5.1.7 Write MAIL FROM:<address>"));
		return SMTP_MORE;
	}
	wrong = check_parameters(s, args);
	if (wrong.len > 0) {
		smtp_blame(s, wrong);
		return SMTP_MORE;
	}
	s->from = str_copy(s->mail, path);
	s->has_from = true;
	smtp_say(s, STR("250 2.1.0 Ok"));
	return SMTP_MORE;
}

static enum smtp_event rcpt(struct smtp *s, struct str args)
{
	if (!s->has_from || s->began) {
		smtp_blame(s, STR("503 5.5.1 Say MAIL first"));
		return SMTP_MORE;
	}
	if (!take_path(&args, STR("TO:"), &s->path) || s->path.len == 0) {
		smtp_blame(s, STR("501 5.1.3 Write RCPT TO:<address>"));
		return SMTP_MORE;
	}
	if (s->to.len >= s->config->recipients_max) {
		smtp_say(s, STR("452 4.5.3 Too many recipients; send the others with another mail"));
		return SMTP_MORE;
	}
	s->path = str_copy(s->mail, s->path);
	s->state = SMTP_ASKED;
	return SMTP_RECIPIENT;
}

/* --- the message --- */

static enum smtp_event data(struct smtp *s, struct str args)
{
	if (args.len > 0 || s->began) {
		smtp_blame(s, args.len > 0 ? STR("501 5.5.4 DATA has no arguments")
					   : STR("503 5.5.1 It was begun with BDAT"));
		return SMTP_MORE;
	}
	if (s->to.len == 0) {
		smtp_blame(s, s->has_from ? STR("554 5.5.1 No recipient was taken")
					  : STR("503 5.5.1 Say MAIL and RCPT first"));
		return SMTP_MORE;
	}
	s->state = SMTP_ASKED;
	return SMTP_BEGIN;
}

static enum smtp_event bdat(struct smtp *s, struct str args)
{
	struct str size;

	str_cut(&args, ' ', &size);
	bool last = str_eq_nocase(str_trim(args), STR("LAST"));
	if (!str_int(size, &s->chunk) || s->chunk < 0 || (args.len > 0 && !last)) {
		/* How much follows is not known: the rest cannot be told from commands. */
		smtp_end(s, STR("501 5.5.4 Write BDAT size, or BDAT size LAST"));
		return s->began ? SMTP_DROP : SMTP_CLOSE;
	}
	s->state = SMTP_CHUNK;
	s->dropping = s->to.len == 0;
	if (s->dropping)
		return SMTP_MORE;
	s->last = last;
	s->by_chunks = true;
	if (s->began)
		return SMTP_MORE;
	s->state = SMTP_ASKED;
	return SMTP_BEGIN;
}

/* --- the rest --- */

static enum smtp_event rset(struct smtp *s, struct str args)
{
	bool began = s->began;

	(void)args;
	smtp_reset(s);
	smtp_say(s, STR("250 2.0.0 Ok"));
	return began ? SMTP_DROP : SMTP_MORE;
}

static enum smtp_event noop(struct smtp *s, struct str args)
{
	(void)args;
	smtp_say(s, STR("250 2.0.0 Ok"));
	return SMTP_MORE;
}

static enum smtp_event vrfy(struct smtp *s, struct str args)
{
	(void)args;
	smtp_say(s, STR("252 2.5.2 Send a mail and see"));
	return SMTP_MORE;
}

static enum smtp_event help(struct smtp *s, struct str args)
{
	(void)args;
	smtp_say(s, STR("214 2.0.0 RFC 5321"));
	return SMTP_MORE;
}

static enum smtp_event starttls(struct smtp *s, struct str args)
{
	if (args.len > 0 || !s->config->tls || s->secured) {
		smtp_blame(s, s->secured ? STR("503 5.5.1 TLS is on already")
				: args.len > 0 ? STR("501 5.5.4 STARTTLS has no arguments")
					       : STR("502 5.5.1 There is no TLS here"));
		return SMTP_MORE;
	}
	bool began = s->began;
	smtp_reset(s);
	if (began) {
		smtp_end(s, STR("503 5.5.1 Not within a message"));
		return SMTP_DROP;
	}
	smtp_say(s, STR("220 2.0.0 Begin"));
	s->state = SMTP_ASKED;
	return SMTP_STARTTLS;
}

static enum smtp_event quit(struct smtp *s, struct str args)
{
	(void)args;
	smtp_end(s, STR("221 2.0.0 Good bye"));
	return s->began ? SMTP_DROP : SMTP_CLOSE;
}

static const struct {
	struct str word;
	enum smtp_event (*run)(struct smtp *, struct str args);
	bool idle; /* may go on for ever without a mail */
} commands[] = {
	{ STR_INIT("EHLO"), ehlo, true },
	{ STR_INIT("HELO"), helo, true },
	{ STR_INIT("LHLO"), lhlo, true },
	{ STR_INIT("MAIL"), mail, true },
	{ STR_INIT("RCPT"), rcpt, false },
	{ STR_INIT("DATA"), data, false },
	{ STR_INIT("BDAT"), bdat, false },
	{ STR_INIT("RSET"), rset, true },
	{ STR_INIT("NOOP"), noop, true },
	{ STR_INIT("VRFY"), vrfy, true },
	{ STR_INIT("HELP"), help, true },
	{ STR_INIT("STARTTLS"), starttls, true },
	{ STR_INIT("QUIT"), quit, false },
};

enum smtp_event smtp_command(struct smtp *s, struct str line)
{
	struct str rest = line, word;

	str_cut(&rest, ' ', &word);
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		if (!str_eq_nocase(word, commands[i].word))
			continue;
		s->idle += commands[i].idle;
		return commands[i].run(s, str_trim(rest));
	}
	smtp_blame(s, STR("500 5.5.1 This command is not known here"));
	return SMTP_MORE;
}
