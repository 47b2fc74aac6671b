#include "mail/in/smtp.h"

#include "mail/in/smtp_part.h"

void smtp_say(struct smtp *s, struct str text)
{
	buf_put(&s->out, text);
	buf_put(&s->out, STR("\r\n"));
}

void smtp_blame(struct smtp *s, struct str text)
{
	s->errors++;
	smtp_say(s, text);
}

void smtp_reset(struct smtp *s)
{
	arena_reset(s->mail);
	s->from = STR("");
	s->to = (str_list){ 0 };
	s->has_from = s->began = s->by_chunks = s->last = s->dropping = false;
	s->size = 0;
	s->fault = STR("");
}

static void greet(struct smtp *s)
{
	buf_printf(&s->out, "220 %.*s %s Mainstay\r\n", STR_ARG(s->config->host),
		s->config->lmtp ? "LMTP" : "ESMTP");
}

void smtp_open(struct smtp *s, const struct smtp_config *config, struct arena *talk,
	struct arena *mail)
{
	*s = (struct smtp){ .config = config, .mail = mail, .out = buf_new(talk, SMTP_OUT_MAX),
		.line = buf_new(talk, SMTP_LINE_MAX), .text = buf_new(talk, 2 * SMTP_READ + 16) };
	smtp_reset(s);
	greet(s);
}

void smtp_secured(struct smtp *s)
{
	smtp_reset(s);
	buf_clear(&s->line);
	s->secured = true;
	s->hello = false;
	s->state = SMTP_COMMAND;
}

void smtp_end(struct smtp *s, struct str why)
{
	smtp_say(s, why);
	s->state = SMTP_OVER;
}

/* --- lines --- */

/* A caller that ends lines in its own way may mean two things by one text. */
static enum smtp_event hang_up(struct smtp *s, struct str why)
{
	smtp_end(s, why);
	return s->began ? SMTP_DROP : SMTP_CLOSE;
}

/* True when s->line has a whole one, without its end. */
static bool take_line(struct smtp *s, struct str *bytes)
{
	ptrdiff_t end = str_find_char(*bytes, '\n');
	struct str part = end < 0 ? *bytes : str_sub(*bytes, 0, (size_t)end + 1);

	buf_put(&s->line, part);
	*bytes = str_skip(*bytes, part.len);
	return end >= 0;
}

static enum smtp_event take_command(struct smtp *s, struct str *bytes)
{
	if (!take_line(s, bytes))
		return SMTP_MORE;
	struct str line = buf_str(&s->line);
	bool too_long = s->line.overflow;
	bool sound = too_long || (line.len >= 2 && line.at[line.len - 2] == '\r');

	line = str_sub(line, 0, line.len >= 2 ? line.len - 2 : 0);
	if (!sound || str_find_char(line, '\r') >= 0)
		return hang_up(s, STR("500 5.5.2 A line ends with CR LF, and has neither inside"));
	enum smtp_event e = SMTP_MORE;
	if (too_long)
		smtp_blame(s, STR("500 5.5.2 The line is too long"));
	else if (str_find_char(line, '\0') >= 0)
		smtp_blame(s, STR("500 5.5.2 The line is not text"));
	else
		e = smtp_command(s, line);
	/* RFC 3207, 4: what was sent before the lock counts for nothing. */
	if (e == SMTP_STARTTLS && bytes->len > 0)
		return hang_up(s, STR("554 5.5.1 Nothing may follow STARTTLS"));
	buf_clear(&s->line);
	if (s->errors > SMTP_ERRORS_MAX || s->idle > SMTP_IDLE_COMMANDS_MAX)
		return hang_up(s, STR("421 4.7.0 Too many errors; call again later"));
	return e;
}

/* --- a mail --- */

static void answer_all(struct smtp *s, struct str answer)
{
	size_t n = s->config->lmtp && s->to.len > 0 ? s->to.len : 1;

	while (n-- > 0)
		smtp_say(s, answer);
}

static enum smtp_event end_of_mail(struct smtp *s)
{
	s->state = SMTP_ASKED;
	if (s->fault.len == 0)
		return SMTP_END;
	s->errors++;
	answer_all(s, s->fault);
	smtp_reset(s);
	s->state = SMTP_COMMAND;
	return SMTP_DROP;
}

static enum smtp_event take_text(struct smtp *s, struct str *bytes)
{
	if (s->last) { /* the end was seen with the bytes before */
		s->last = false;
		return end_of_mail(s);
	}
	s->last = smtp_text_take(s, bytes);
	s->bytes = buf_str(&s->text);
	if (s->bytes.len > 0 && s->fault.len == 0)
		return SMTP_BYTES;
	if (!s->last)
		return SMTP_MORE;
	s->last = false;
	return end_of_mail(s);
}

static enum smtp_event end_of_chunk(struct smtp *s)
{
	s->state = SMTP_COMMAND;
	if (s->dropping) { /* a chunk that nobody asked for */
		s->dropping = false;
		smtp_blame(s, STR("503 5.5.1 Give MAIL and RCPT first"));
		return SMTP_MORE;
	}
	if (s->last)
		return end_of_mail(s);
	smtp_say(s, s->fault.len > 0 ? s->fault : STR("250 2.0.0 Go on"));
	return SMTP_MORE;
}

static enum smtp_event take_chunk(struct smtp *s, struct str *bytes)
{
	if (s->chunk == 0)
		return end_of_chunk(s);
	size_t len = (int64_t)bytes->len < s->chunk ? bytes->len : (size_t)s->chunk;
	s->bytes = str_sub(*bytes, 0, len);
	*bytes = str_skip(*bytes, len);
	s->chunk -= (int64_t)len;
	if (!s->dropping)
		smtp_count(s, len);
	return len > 0 && !s->dropping && s->fault.len == 0 ? SMTP_BYTES : SMTP_MORE;
}

/* Whether a call without bytes would do something. */
static bool has_more(const struct smtp *s, struct str bytes)
{
	return bytes.len > 0 || (s->state == SMTP_TEXT && s->last) ||
		(s->state == SMTP_CHUNK && s->chunk == 0);
}

enum smtp_event smtp_take(struct smtp *s, struct str *bytes)
{
	check(s->state != SMTP_ASKED && bytes->len <= SMTP_READ);
	while (s->state != SMTP_OVER && has_more(s, *bytes)) {
		enum smtp_event e = s->state == SMTP_TEXT ? take_text(s, bytes)
			: s->state == SMTP_CHUNK	  ? take_chunk(s, bytes)
							  : take_command(s, bytes);
		if (e != SMTP_MORE)
			return e;
	}
	return s->state == SMTP_OVER ? SMTP_CLOSE : SMTP_MORE;
}

/* --- answers of the program --- */

void smtp_recipient(struct smtp *s, enum smtp_verdict v)
{
	s->state = SMTP_COMMAND;
	if (v == SMTP_YES) {
		*arena_push(s->mail, &s->to) = str_copy(s->mail, s->path);
		smtp_say(s, STR("250 2.1.5 Ok"));
	} else if (v == SMTP_NO) {
		smtp_blame(s, STR("550 5.1.1 No mail is taken for this address"));
	} else {
		smtp_say(s, STR("451 4.3.0 Not now; try again later"));
	}
}

static struct str refusal(enum smtp_verdict v)
{
	return v == SMTP_FULL ? STR("452 4.3.1 The disk is full; try again later")
		: v == SMTP_NO ? STR("550 5.7.1 Refused")
			       : STR("451 4.3.0 It could not be stored; try again later");
}

void smtp_begun(struct smtp *s, enum smtp_verdict v)
{
	s->began = true;
	if (v != SMTP_YES)
		smtp_fault(s, refusal(v));
	if (s->by_chunks) {
		s->state = SMTP_CHUNK;
		return;
	}
	if (v != SMTP_YES) { /* nothing needs to be sent in vain */
		smtp_say(s, s->fault);
		smtp_reset(s);
		s->state = SMTP_COMMAND;
		return;
	}
	smtp_text_begin(s);
	smtp_say(s, STR("354 Send the message; end it with a line of one dot"));
	s->state = SMTP_TEXT;
}

void smtp_lost(struct smtp *s, enum smtp_verdict v)
{
	smtp_fault(s, refusal(v));
}

void smtp_accepted(struct smtp *s, enum smtp_verdict v)
{
	answer_all(s, v == SMTP_YES ? STR("250 2.6.0 It is stored") : refusal(v));
	s->idle = 0;
	smtp_reset(s);
	s->state = SMTP_COMMAND;
}
