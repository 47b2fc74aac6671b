#include "mail/read/delimiter.h"

#include <string.h>

enum {
	BOUNDARY_MAX = 1000,
	CHANCE_LEN = 12, /* "--" and ten: no word of a text */
	SEARCHES = 8,    /* times the message that is looked through for closing lines */
};

size_t line_next(struct str all, size_t at)
{
	const char *end = memchr(all.at + at, '\n', all.len - at);

	return end != NULL ? (size_t)(end - all.at) + 1 : all.len;
}

static bool is_dashes(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] != '-')
			return false;
	return true;
}

static struct str trim_end(struct str s)
{
	while (s.len > 0 && str_is_space(s.at[s.len - 1]))
		s.len--;
	return s;
}

bool delimiters_push(struct delimiters *d, struct arena *a, struct str boundary)
{
	struct str b = trim_end(boundary);

	if (d->depth == LIMIT_MAIL_DEPTH || b.len == 0 || b.len > BOUNDARY_MAX)
		return false;
	d->levels[d->depth++] = (struct delimiter_level){
		.boundary = str_concat(a, STR("--"), b), .whole_line = is_dashes(b) };
	return true;
}

void delimiters_pop(struct delimiters *d)
{
	check(d->depth > 0);
	d->depth--;
}

static size_t last_close(struct delimiters *d, struct str boundary, size_t from)
{
	struct str rest = str_skip(d->all, from);
	size_t last = 0;

	while (rest.len > 0) {
		const char *hit = memmem(rest.at, rest.len, boundary.at, boundary.len);
		if (hit == NULL)
			break;
		size_t at = (size_t)(hit - d->all.at);
		if ((at == 0 || d->all.at[at - 1] == '\n') &&
			str_starts(str_skip(d->all, at + boundary.len), STR("--")))
			last = at;
		rest = str_skip(d->all, at + boundary.len);
	}
	d->searched += d->all.len - from;
	return last;
}

/* May a line of an outer multipart end the inner ones? */
static bool is_believed(struct delimiters *d, int level, size_t at)
{
	struct delimiter_level *l = &d->levels[level];

	if (level == d->depth - 1)
		return true;
	if (!l->looked && d->searched / SEARCHES <= d->all.len) {
		l->closed_at = last_close(d, l->boundary, at);
		l->looked = true;
	}
	return !l->looked || l->closed_at >= at;
}

static bool is_of(const struct delimiter_level *l, struct str line, bool *ret_closes)
{
	if (!str_starts(line, l->boundary))
		return false;
	struct str rest = trim_end(str_skip(line, l->boundary.len));
	*ret_closes = str_starts(rest, STR("--"));
	return !l->whole_line || rest.len == 0 || str_eq(rest, STR("--"));
}

/* What stands before a delimiter ends before its line break. */
static size_t without_break(struct str all, size_t start, size_t at)
{
	if (at > start && all.at[at - 1] == '\n')
		at--;
	if (at > start && all.at[at - 1] == '\r')
		at--;
	return at;
}

/* "the last wordsofatext--boundary--" */
static bool is_glued(struct delimiters *d, size_t at, size_t next, struct delimiter *out)
{
	const struct delimiter_level *l = &d->levels[d->depth - 1];
	struct str line = trim_end(str_sub(d->all, at, next - at)), before = line;
	bool closes = !str_ends(line, l->boundary);

	if (l->whole_line || (closes && !str_ends(line, STR("--"))))
		return false;
	before.len -= closes ? 2 : 0;
	if (!str_ends(before, l->boundary))
		return false;
	bool last = closes && str_is_blank(str_skip(d->all, next));
	if (l->boundary.len < CHANCE_LEN && !last)
		return false;
	*out = (struct delimiter){ .level = d->depth - 1, .closes = closes,
		.content_end = at + before.len - l->boundary.len, .next = next };
	return true;
}

bool delimiter_at(struct delimiters *d, size_t start, size_t at, size_t next,
	struct delimiter *out)
{
	struct str line = str_sub(d->all, at, next - at);
	bool closes;

	if (d->depth == 0)
		return false;
	if (!str_starts(line, STR("--")))
		return is_glued(d, at, next, out);
	for (int level = d->depth - 1; level >= 0; level--)
		if (is_of(&d->levels[level], line, &closes) && is_believed(d, level, at)) {
			*out = (struct delimiter){ .level = level, .closes = closes,
				.content_end = without_break(d->all, start, at), .next = next };
			return true;
		}
	return false;
}

struct delimiter delimiter_find(struct delimiters *d, size_t start)
{
	struct delimiter found = { .level = -1, .content_end = d->all.len, .next = d->all.len };
	size_t next;

	for (size_t at = start; d->depth > 0 && at < d->all.len; at = next) {
		next = line_next(d->all, at);
		if (delimiter_at(d, start, at, next, &found))
			break;
	}
	return found;
}
