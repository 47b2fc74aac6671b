#include "mail/smtp_client.h"

#include "base/buf.h"
#include "mail/ascii_host.h"

/* An address stands in RCPT once as it is, and once with three bytes for each. */
enum { ADDRESS_MAX = 400, COMMAND_MAX = 5 * ADDRESS_MAX, PIECE = 16 * 1024 };

struct offers {
	bool reports, eight_bit, size, utf8;
};

struct smtp_client {
	struct smtp_link link;
	struct offers offers;
};

/* While a letter is given. */
struct giving {
	struct smtp_client *client;
	struct arena *arena;
	const struct settings *settings;
	struct smtp_letter letter;
	struct smtp_reply reply;
	bool dot; /* the last dot may have gone out */
};

struct smtp_client *smtp_client_make(struct arena *a)
{
	struct smtp_client *c = arena_new(a, struct smtp_client);

	*c = (struct smtp_client){ 0 };
	return c;
}

void smtp_client_end(struct smtp_client *c)
{
	smtp_link_close(&c->link);
}

/* --- the greeting --- */

/* "SIZE 1000": a word of the server's EHLO. */
static void note_offer(void *arg, struct str line)
{
	struct offers *o = arg;
	struct str word = line, rest = line;

	if (str_cut(&rest, ' ', &word))
		line = word;
	o->reports = o->reports || str_eq_nocase(line, STR("DSN"));
	o->eight_bit = o->eight_bit || str_eq_nocase(line, STR("8BITMIME"));
	o->size = o->size || str_eq_nocase(line, STR("SIZE"));
	o->utf8 = o->utf8 || str_eq_nocase(line, STR("SMTPUTF8"));
}

static bool say(struct giving *g, struct str command)
{
	g->reply = (struct smtp_reply){ 0 };
	return smtp_link_send(&g->client->link, command) &&
		smtp_link_hear(&g->client->link, &g->reply, NULL, NULL);
}

/* libcurl has greeted, and keeps what was offered to itself. */
static bool greet(struct giving *g)
{
	struct smtp_client *c = g->client;
	struct str hello = str_printf(g->arena, "EHLO %.*s\r\n", STR_ARG(g->settings->escalation_host));

	c->offers = (struct offers){ 0 };
	return smtp_link_send(&c->link, hello) &&
		smtp_link_hear(&c->link, &g->reply, note_offer, &c->offers);
}

/* --- the letter --- */

static bool is_ascii(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] >= 0x80)
			return false;
	return true;
}

/* What would end the command or its address. */
static bool is_sayable(struct str address)
{
	for (size_t i = 0; i < address.len; i++) {
		unsigned char c = (unsigned char)address.at[i];
		if (c <= ' ' || c == 0x7f || c == '<' || c == '>')
			return false;
	}
	return address.len < ADDRESS_MAX;
}

/* RFC 3461, 4: xtext. */
static void put_xtext(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '+' || s.at[i] == '=')
			buf_printf(b, "+%02X", (unsigned)(unsigned char)s.at[i]);
		else
			buf_char(b, s.at[i]);
	}
}

static struct str mail_command(struct giving *g)
{
	const struct offers *o = &g->client->offers;
	const struct smtp_letter *l = &g->letter;
	struct buf b = buf_new(g->arena, COMMAND_MAX);

	buf_printf(&b, "MAIL FROM:<%.*s>", STR_ARG(l->from));
	if (o->size)
		buf_printf(&b, " SIZE=%zu", l->message.len);
	if (o->eight_bit && !is_ascii(l->message))
		buf_put(&b, STR(" BODY=8BITMIME"));
	if (o->utf8 && !(is_ascii(l->from) && is_ascii(l->to)))
		buf_put(&b, STR(" SMTPUTF8"));
	if (o->reports)
		buf_put(&b, STR(" RET=HDRS"));
	buf_put(&b, STR("\r\n"));
	return buf_str(&b);
}

static struct str rcpt_command(struct giving *g)
{
	struct str to = g->letter.to;
	struct buf b = buf_new(g->arena, COMMAND_MAX);

	buf_printf(&b, "RCPT TO:<%.*s>", STR_ARG(to));
	/* To nobody nothing is reported. */
	if (g->client->offers.reports && g->letter.from.len > 0)
		buf_put(&b, STR(" NOTIFY=FAILURE,DELAY"));
	if (g->client->offers.reports && is_ascii(to)) {
		buf_put(&b, STR(" ORCPT=rfc822;"));
		put_xtext(&b, to);
	}
	buf_put(&b, STR("\r\n"));
	return buf_str(&b);
}

/* A line that begins with a dot gets another (RFC 5321, 4.5.2). */
static bool send_message(struct giving *g)
{
	struct str rest = g->letter.message;
	struct buf b = buf_new(g->arena, 2 * PIECE);
	bool start = true, good = true;

	while (rest.len > 0 && good) {
		struct str piece = str_sub(rest, 0, PIECE);
		buf_clear(&b);
		for (size_t i = 0; i < piece.len; i++) {
			if (start && piece.at[i] == '.')
				buf_char(&b, '.');
			buf_char(&b, piece.at[i]);
			start = piece.at[i] == '\n';
		}
		good = smtp_link_send(&g->client->link, buf_str(&b));
		rest = str_skip(rest, piece.len);
	}
	return good && (start || smtp_link_send(&g->client->link, STR("\r\n")));
}

/* True when it was answered, by a refusal too. */
static bool give(struct giving *g)
{
	if (!say(g, mail_command(g)) || g->reply.status / 100 != 2)
		return g->reply.status != 0;
	if (!say(g, rcpt_command(g)) || g->reply.status / 100 != 2)
		return g->reply.status != 0;
	if (!say(g, STR("DATA\r\n")) || g->reply.status / 100 != 3)
		return g->reply.status != 0;
	g->reply = (struct smtp_reply){ 0 };
	if (!send_message(g))
		return false;
	g->dot = true;
	return say(g, STR(".\r\n"));
}

static struct smtp_outcome broken(struct giving *g)
{
	struct smtp_link *l = &g->client->link;
	struct smtp_outcome o = { .code = l->code, .status = g->reply.status,
		.why = str_copy(g->arena, str_from(g->reply.line[0] != '\0' ? g->reply.line : l->fault)) };

	smtp_link_drop(l);
	return o;
}

static struct smtp_outcome answered(struct giving *g)
{
	struct smtp_outcome o = { .status = g->reply.status,
		.why = str_copy(g->arena, str_from(g->reply.line)) };

	o.delivered = g->dot && o.status / 100 == 2;
	/* 421: the server goes. A refusal leaves the letter open; DATA answered by 2xx is nonsense. */
	if (!o.delivered && (o.status == 421 || o.status / 100 == 2 || !say(g, STR("RSET\r\n")) ||
		g->reply.status / 100 != 2))
		smtp_link_drop(&g->client->link);
	return o;
}

static bool open_link(struct giving *g, int64_t deadline_us)
{
	struct smtp_link *l = &g->client->link;

	smtp_link_close(l);
	if (!smtp_link_open(l, g->settings, deadline_us, &g->reply) || !greet(g))
		return false;
	return g->reply.status / 100 == 2;
}

static struct smtp_outcome refuse(const char *why)
{
	return (struct smtp_outcome){ .status = 553, .why = str_from(why) };
}

struct smtp_outcome smtp_client_give(struct smtp_client *c, struct arena *a,
	const struct settings *s, const struct smtp_letter *given, int time_s)
{
	struct giving g = { .client = c, .arena = a, .settings = s, .letter = *given };
	int64_t deadline_us = monotonic_us() + time_s * US_PER_SECOND;

	if (!is_ascii(given->from))
		g.letter.from = with_ascii_host(a, given->from);
	if (!is_ascii(given->to))
		g.letter.to = with_ascii_host(a, given->to);
	if (!is_sayable(g.letter.from) || !is_sayable(g.letter.to))
		return refuse("553 5.1.3 this is no address");
	bool old = smtp_link_is_fit(&c->link, s);
	c->link.deadline_us = deadline_us;
	if (!old && !open_link(&g, deadline_us))
		return broken(&g);
	if (!c->offers.utf8 && !(is_ascii(g.letter.from) && is_ascii(g.letter.to)))
		return refuse("553 5.6.7 the mail server takes no addresses with letters beyond ASCII");
	bool said = give(&g);
	/* It hung up between two letters, or as this one began. */
	if (old && !g.dot && (!said || g.reply.status == 421)) {
		smtp_link_drop(&c->link);
		if (!open_link(&g, deadline_us))
			return broken(&g);
		said = give(&g);
	}
	return said ? answered(&g) : broken(&g);
}
