#include "tests/unit/smtp_sink.h"

static bool say(FILE *to, const char *line)
{
	return line != NULL && fprintf(to, "%s\r\n", line) > 0 && fflush(to) == 0;
}

/* "MAIL FROM:<a@b> SIZE=1" */
static void take_address(char *to, size_t size, const char *line)
{
	const char *start = strchr(line, '<'), *end = start ? strchr(start, '>') : NULL;

	if (end != NULL)
		(void)snprintf(to, size, "%.*s", (int)(end - start - 1), start + 1);
}

static void take_text(struct smtp_sink *s, FILE *in)
{
	char line[4096];
	size_t len = 0;
	char *text = s->mails[s->count].text;

	while (fgets(line, sizeof line, in) != NULL && strcmp(line, ".\r\n") != 0) {
		const char *from = line[0] == '.' ? line + 1 : line;
		size_t n = strlen(from);
		if (len + n < SINK_MAIL_MAX) {
			memcpy(text + len, from, n);
			len += n;
		}
	}
	text[len] = '\0';
}

/* Of one connection. */
struct talk {
	struct smtp_sink *s;
	FILE *in, *out;
	int greeted, letters;
};

static bool take_mail(struct talk *k)
{
	struct smtp_sink *s = k->s;

	if (!say(k->out, s->answer_go) || s->answer_go[0] != '3')
		return s->answer_go != NULL;
	take_text(s, k->in);
	bool kept = s->answer_data == NULL || s->answer_data[0] == '2';
	s->taken += kept;
	s->count += s->count < SINK_MAILS_MAX - 1 && kept;
	return say(k->out, s->answer_data) && ++k->letters != s->letters;
}

static bool command(struct talk *k, const char *line)
{
	struct smtp_sink *s = k->s;

	if (strncmp(line, "EHLO", 4) == 0)
		return say(k->out, s->answer_ehlo[k->greeted++ > 0]);
	if (strncmp(line, "MAIL", 4) == 0) {
		take_address(s->mails[s->count].from, 256, line);
		(void)snprintf(s->mails[s->count].mail, 512, "%.511s", line);
		return say(k->out, s->answer_mail);
	}
	if (strncmp(line, "RCPT", 4) == 0) {
		take_address(s->mails[s->count].to, 256, line);
		(void)snprintf(s->mails[s->count].rcpt, 512, "%.511s", line);
		return say(k->out, s->answer_rcpt);
	}
	if (strncmp(line, "DATA", 4) == 0)
		return take_mail(k);
	if (strncmp(line, "QUIT", 4) == 0)
		return say(k->out, "221 bye"), false;
	return say(k->out, "250 ok");
}

static void serve(void *of, FILE *in, FILE *out)
{
	struct smtp_sink *s = of;
	struct talk k = { .s = s, .in = in, .out = out };
	char line[4096];
	bool go = say(k.out, s->greeting);

	s->connections++;
	while (go && fgets(line, sizeof line, k.in) != NULL)
		go = command(&k, line);
}

struct smtp_sink *smtp_sink_open(struct test *t)
{
	struct smtp_sink *s = arena_new(t->arena, struct smtp_sink);

	s->greeting = "220 sink";
	s->answer_ehlo[0] = s->answer_ehlo[1] = s->answer_mail = s->answer_rcpt = s->answer_data = "250 ok";
	s->answer_go = "354 go on";
	sink_open(t, &s->sink, serve, s);
	return s;
}

void smtp_sink_close(struct smtp_sink *s)
{
	sink_close(&s->sink);
}

struct str smtp_sink_url(struct test *t, const struct smtp_sink *s)
{
	return str_printf(t->arena, "smtp://127.0.0.1:%d", s->sink.port);
}
