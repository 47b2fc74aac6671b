#include "mail/read/bound.h"

#include <string.h>

#include "base/limits.h"

/* A boundary is told by its first bytes; with too many of them every "--" counts. */
enum { HINTS_MAX = 32, HINT_LEN = 6 };

struct hints {
	struct str at[HINTS_MAX];
	size_t len;
	bool any;
};

struct count {
	struct hints hints;
	int64_t boundaries, lines, bytes;
	int blocks; /* blocks of headers that are still to come */
};

static const char *find_nocase(const char *at, const char *end, const char *word, size_t len)
{
	while (at + len <= end) {
		const char *low = memchr(at, word[0], (size_t)(end - at));
		const char *high = memchr(at, word[0] - 'a' + 'A',
			(size_t)((low != NULL ? low : end) - at));
		const char *hit = high != NULL ? high : low;
		if (hit == NULL || hit + len > end)
			return NULL;
		if (str_eq_nocase(str_of(hit, len), str_of(word, len)))
			return hit;
		at = hit + 1;
	}
	return NULL;
}

static struct str skip_blank(struct str s)
{
	while (s.len > 0 && str_is_space(s.at[0]))
		s = str_skip(s, 1);
	return s;
}

/* What follows "boundary": a value to know boundaries by, or anything goes. */
static void add_hint(struct hints *h, struct str rest)
{
	rest = skip_blank(rest);
	if (rest.len > 0 && (rest.at[0] == '*' || rest.at[0] == '('))
		h->any = true;
	if (rest.len == 0 || rest.at[0] != '=')
		return;
	rest = skip_blank(str_skip(rest, 1));
	if (rest.len > 0 && rest.at[0] == '"')
		rest = str_skip(rest, 1);
	struct str value = str_sub(rest, 0, HINT_LEN);
	for (size_t i = 0; i < value.len; i++)
		if (str_is_space(value.at[i]) || strchr("\"\\(=?", value.at[i]) != NULL)
			value.len = i;
	for (size_t i = 0; i < h->len; i++)
		if (str_eq(h->at[i], value))
			return;
	if (h->len == HINTS_MAX || value.len == 0)
		h->any = true;
	else
		h->at[h->len++] = value;
}

static void find_hints(struct hints *h, struct str bytes)
{
	static const char word[] = "boundary";
	const char *at = bytes.at, *end = bytes.at + bytes.len;

	while (!h->any && (at = find_nocase(at, end, word, sizeof word - 1)) != NULL) {
		at += sizeof word - 1;
		add_hint(h, str_of(at, (size_t)(end - at)));
	}
}

static bool may_be_boundary(const struct hints *h, struct str line)
{
	if (!str_starts(line, STR("--")))
		return false;
	struct str rest = str_skip(line, 2);
	for (size_t i = 0; i < h->len && !h->any; i++)
		if (str_starts(rest, h->at[i]))
			return true;
	return h->any;
}

static void count_line(struct count *c, struct str line)
{
	if (may_be_boundary(&c->hints, line)) {
		c->boundaries++;
		c->blocks = 1;
		return;
	}
	if (c->blocks == 0)
		return;
	if (str_is_blank(line)) {
		c->blocks--;
		return;
	}
	c->lines++;
	c->bytes += (int64_t)line.len;
	/* The content of a message begins with headers, too. */
	if (find_nocase(line.at, line.at + line.len, "message/", 8) != NULL)
		c->blocks = 2;
}

error bound_check(struct ctx *cx, struct str bytes)
{
	struct count c = { .blocks = 1 };
	struct str rest = bytes, line;

	if (bytes.len > LIMIT_MAIL)
		return err_new(cx, ERR_LIMIT, "the message has %zu bytes, at most %d are read",
			bytes.len, LIMIT_MAIL);
	find_hints(&c.hints, bytes);
	while (str_cut(&rest, '\n', &line)) {
		count_line(&c, line);
		if (c.boundaries > LIMIT_MAIL_BOUNDARIES)
			return err_new(cx, ERR_LIMIT, "the message has more than %d lines that may "
				"separate parts", LIMIT_MAIL_BOUNDARIES);
		if (c.lines > LIMIT_MAIL_HEADER_LINES || c.bytes > LIMIT_MAIL_HEADERS)
			return err_new(cx, ERR_LIMIT, "the message has more than %d header lines or "
				"%d bytes of headers", LIMIT_MAIL_HEADER_LINES, LIMIT_MAIL_HEADERS);
	}
	return OK;
}
