#include "mail/read/bounce/field.h"

enum { FIELD_MAX = 4096 };

static size_t name_len(struct str line)
{
	size_t n = 0;

	while (n < line.len && (str_is_alpha(line.at[n]) || str_is_digit(line.at[n]) ||
			line.at[n] == '-'))
		n++;
	return n > 0 && n < line.len && line.at[n] == ':' ? n : 0;
}

static bool is_folded(struct str rest)
{
	return rest.len > 0 && (rest.at[0] == ' ' || rest.at[0] == '\t');
}

bool field_next(struct arena *a, struct str *rest, struct field *out)
{
	struct str line;

	while (str_cut(rest, '\n', &line)) {
		size_t n = name_len(line);
		*out = (struct field){ 0 };
		if (str_is_blank(line))
			return true;
		if (n == 0)
			continue;
		struct buf value = buf_new(a, FIELD_MAX);
		out->name = str_sub(line, 0, n);
		buf_put(&value, str_trim(str_skip(line, n + 1)));
		while (is_folded(*rest) && str_cut(rest, '\n', &line) && !str_is_blank(line)) {
			buf_char(&value, ' ');
			buf_put(&value, str_trim(line));
		}
		out->value = buf_str(&value);
		return true;
	}
	return false;
}
