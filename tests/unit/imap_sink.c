#include "tests/unit/imap_sink.h"

#include <sodium.h>

struct talk {
	struct imap_sink *s;
	FILE *in, *out;
	char tag[16];
};

static PRINTF(2, 3) bool line(struct talk *k, const char *fmt, ...)
{
	va_list list;

	va_start(list, fmt);
	(void)vfprintf(k->out, fmt, list);
	va_end(list);
	return fputs("\r\n", k->out) >= 0;
}

static bool end(struct talk *k, const char *answer)
{
	return line(k, "%s %s", k->tag, answer) && fflush(k->out) == 0;
}

/* Base64 of user=U^Aauth=Bearer T^A^A. */
static bool has_token(const char *given, const char *token)
{
	char text[8192] = "", wanted[512];
	size_t len = 0;

	(void)snprintf(wanted, sizeof wanted, "\1auth=Bearer %s\1", token);
	return sodium_base642bin((unsigned char *)text, sizeof text - 1, given, strlen(given), NULL, &len,
		NULL, sodium_base64_VARIANT_ORIGINAL) == 0 && strstr(text, wanted) != NULL;
}

static bool sign_in_by_token(struct talk *k)
{
	char given[16384];
	struct imap_sink *s = k->s;

	if (!line(k, "+ ") || fflush(k->out) != 0 || fgets(given, sizeof given, k->in) == NULL)
		return false;
	given[strcspn(given, "\r\n")] = '\0';
	if (s->token != NULL && has_token(given, s->token)) {
		s->sign_ins++;
		return end(k, "OK in");
	}
	s->refused++;
	return end(k, "NO [AUTHENTICATIONFAILED] expired");
}

static bool fetch(struct talk *k, int uid)
{
	struct imap_sink *s = k->s;
	char text[512];
	int head = snprintf(text, sizeof text, "From: ana@acme.example\r\nTo: support@vendor.example\r\n"
		"Message-ID: <%d.%d@acme.example>\r\nSubject: Mail %d\r\n\r\nText %d\r\n",
		s->validity, uid, uid, uid);
	long long size = uid == s->huge_uid ? s->huge : head;

	s->fetches++;
	line(k, "* 1 FETCH (UID %d BODY[] {%lld}", uid, size);
	(void)fwrite(text, 1, (size_t)head, k->out);
	for (long long n = head; n < size; n++)
		(void)fputc('x', k->out);
	line(k, ")");
	return end(k, "OK fetched");
}

static int number(const char *text)
{
	struct str rest = str_from(text), word;
	int64_t n = 0;

	str_cut(&rest, ' ', &word);
	ASSERT(str_int(str_trim(word), &n));
	return (int)n;
}

static bool uid_command(struct talk *k, const char *text)
{
	struct imap_sink *s = k->s;

	if (strncmp(text, "SEARCH", 6) == 0)
		return line(k, "* SEARCH %s", s->numbers) && end(k, "OK searched");
	if (strncmp(text, "FETCH ", 6) == 0)
		return fetch(k, number(text + 6));
	if (strncmp(text, "STORE ", 6) == 0 && s->deleted < IMAP_SINK_MAILS_MAX)
		s->gone[s->deleted++] = number(text + 6);
	return end(k, "OK done");
}

static bool command(struct talk *k, const char *text)
{
	struct imap_sink *s = k->s;
	int selected = s->validity_selected != 0 ? s->validity_selected : s->validity;

	if (strncmp(text, "CAPABILITY", 10) == 0)
		return line(k, "* CAPABILITY IMAP4rev1 %s", s->token != NULL ? "LOGINDISABLED AUTH=XOAUTH2" : "") &&
			end(k, "OK said");
	if (strncmp(text, "AUTHENTICATE", 12) == 0)
		return sign_in_by_token(k);
	if (strncmp(text, "STATUS", 6) == 0)
		return line(k, "* STATUS INBOX (UIDVALIDITY %d)", s->validity) && end(k, "OK said");
	if (strncmp(text, "SELECT", 6) == 0)
		return line(k, "* OK [UIDVALIDITY %d] valid", selected) && end(k, "OK [READ-WRITE] open");
	if (strncmp(text, "UID ", 4) == 0)
		return uid_command(k, text + 4);
	return end(k, "OK done");
}

static void serve(void *of, FILE *in, FILE *out)
{
	struct talk k = { .s = of, .in = in, .out = out };
	char text[4096];
	bool go = line(&k, "* OK sink") && fflush(k.out) == 0;

	while (go && fgets(text, sizeof text, k.in) != NULL) {
		const char *space = strchr(text, ' ');
		(void)snprintf(k.tag, sizeof k.tag, "%.*s", (int)(space - text), text);
		go = command(&k, space + 1);
	}
}

struct imap_sink *imap_sink_open(struct test *t)
{
	struct imap_sink *s = arena_new(t->arena, struct imap_sink);

	s->validity = 7;
	s->numbers = "";
	sink_open(t, &s->sink, serve, s);
	return s;
}

void imap_sink_close(struct imap_sink *s)
{
	sink_close(&s->sink);
}

struct str imap_sink_url(struct test *t, const struct imap_sink *s)
{
	return str_printf(t->arena, "imap://127.0.0.1:%d", s->sink.port);
}
