#include "base/csv.h"

#include "base/buf.h"

static size_t count(struct str s, char c)
{
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++)
		n += s.at[i] == c;
	return n;
}

struct csv csv_begin(struct str text)
{
	struct str rest, first = STR("");

	if (str_starts(text, STR("\xef\xbb\xbf")))
		text = str_skip(text, 3);
	rest = text;
	(void)str_cut(&rest, '\n', &first);
	return (struct csv){ .rest = text, .next_line = 1,
		.separator = count(first, ';') > count(first, ',') ? ';' : ',' };
}

/* A field in quotes; false when they do not close. */
static bool quoted(struct csv *c, struct arena *a, struct str *out)
{
	size_t i = 1;
	struct buf b = buf_new(a, c->rest.len);

	for (; i < c->rest.len; i++) {
		char at = c->rest.at[i];
		bool doubled = at == '"' && i + 1 < c->rest.len && c->rest.at[i + 1] == '"';
		if (at == '"' && !doubled)
			break;
		i += doubled;
		c->next_line += at == '\n';
		buf_char(&b, at);
	}
	if (i >= c->rest.len)
		return false;
	c->rest = str_skip(c->rest, i + 1);
	*out = buf_str(&b);
	return true;
}

static struct str plain(struct csv *c)
{
	size_t i = 0;

	while (i < c->rest.len && c->rest.at[i] != c->separator && c->rest.at[i] != '\n')
		i++;
	struct str field = str_sub(c->rest, 0, i);
	c->rest = str_skip(c->rest, i);
	return field;
}

static enum csv_step row(struct csv *c, struct arena *a, str_list *out)
{
	for (;;) {
		struct str field;
		if (out->len == CSV_COLUMNS_MAX)
			return CSV_TOO_WIDE;
		if (str_starts(c->rest, STR("\""))) {
			if (!quoted(c, a, &field))
				return CSV_OPEN_QUOTE;
			(void)plain(c); /* what stands behind the quotes: a carriage return */
		} else {
			field = plain(c);
		}
		*arena_push(a, out) = str_trim(field);
		if (c->rest.len == 0 || c->rest.at[0] == '\n')
			break;
		c->rest = str_skip(c->rest, 1);
	}
	c->rest = str_skip(c->rest, 1);
	c->next_line++;
	return CSV_ROW;
}

enum csv_step csv_next(struct csv *c, struct arena *a, str_list *out)
{
	while (c->rest.len > 0) {
		*out = (str_list){ 0 };
		c->line = c->next_line;
		enum csv_step step = row(c, a, out);
		if (step != CSV_ROW) {
			c->rest = STR("");
			return step;
		}
		if (out->len > 1 || out->at[0].len > 0)
			return CSV_ROW;
	}
	return CSV_END;
}
