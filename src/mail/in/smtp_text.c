/* smtp_text.c - the text after DATA: dots, ends of lines, and where it ends */
#include "mail/in/smtp_part.h"

enum text_state { LINE_BEGINS, IN_LINE, AFTER_CR, AFTER_DOT, AFTER_DOT_CR };

void smtp_fault(struct smtp *s, struct str answer)
{
	if (s->fault.len == 0)
		s->fault = answer;
}

void smtp_count(struct smtp *s, size_t len)
{
	s->size += (int64_t)len;
	if (s->size > s->config->size_max)
		smtp_fault(s, STR("552 5.3.4 The message is too large"));
}

void smtp_text_begin(struct smtp *s)
{
	s->text_state = LINE_BEGINS;
	s->text_line = 0;
}

static void keep(struct smtp *s, char c)
{
	buf_char(&s->text, c);
	if (++s->text_line > SMTP_TEXT_LINE_MAX)
		smtp_fault(s, STR("550 5.6.0 A line of the message is too long"));
}

static enum text_state in_line(struct smtp *s, char c)
{
	if (c == '\r')
		return AFTER_CR;
	if (c == '\n')
		smtp_fault(s, STR("550 5.6.0 The message has a LF without CR; lines end with CR LF"));
	keep(s, c);
	return IN_LINE;
}

static enum text_state after_cr(struct smtp *s, char c)
{
	keep(s, '\r');
	if (c == '\n') {
		keep(s, c);
		s->text_line = 0;
		return LINE_BEGINS;
	}
	smtp_fault(s, STR("550 5.6.0 The message has a CR without LF; lines end with CR LF"));
	return in_line(s, c);
}

/* The first dot of a line is not of the message. *ret_end: it was the whole line. */
static enum text_state step(struct smtp *s, char c, bool *ret_end)
{
	switch ((enum text_state)s->text_state) {
	case LINE_BEGINS:
		return c == '.' ? AFTER_DOT : in_line(s, c);
	case IN_LINE:
		return in_line(s, c);
	case AFTER_CR:
		return after_cr(s, c);
	case AFTER_DOT:
		return c == '\r' ? AFTER_DOT_CR : in_line(s, c);
	case AFTER_DOT_CR:
		*ret_end = c == '\n';
		return *ret_end ? LINE_BEGINS : after_cr(s, c);
	}
	return IN_LINE;
}

bool smtp_text_take(struct smtp *s, struct str *bytes)
{
	bool end = false;
	size_t i = 0;

	buf_clear(&s->text);
	while (i < bytes->len && !end)
		s->text_state = (int)step(s, bytes->at[i++], &end);
	*bytes = str_skip(*bytes, i);
	smtp_count(s, s->text.len);
	return end;
}
