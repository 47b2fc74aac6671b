#include "web/http/range.h"

static bool number(struct str s, int64_t *out)
{
	return s.len > 0 && str_is_digit(s.at[0]) && str_int(s, out);
}

enum range_outcome range_parse(struct str header, int64_t size, struct range *out)
{
	*out = (struct range){ 0, size };
	struct str unit, rest = str_trim(header);
	int64_t first = 0, last = size - 1;
	if (!str_cut(&rest, '=', &unit) || !str_eq_nocase(str_trim(unit), STR("bytes")) ||
		str_find_char(rest, ',') >= 0)
		return RANGE_WHOLE;
	rest = str_trim(rest);
	ptrdiff_t dash = str_find_char(rest, '-');
	if (dash < 0)
		return RANGE_WHOLE;
	struct str a = str_sub(rest, 0, (size_t)dash), b = str_skip(rest, (size_t)dash + 1);
	if (a.len == 0) { /* the last so many bytes */
		int64_t tail;
		if (!number(b, &tail))
			return RANGE_WHOLE;
		first = tail < size ? size - tail : 0;
		if (tail == 0)
			return RANGE_UNSATISFIABLE;
	} else if (!number(a, &first) || (b.len > 0 && (!number(b, &last) || last < first))) {
		return RANGE_WHOLE;
	}
	if (first >= size)
		return RANGE_UNSATISFIABLE;
	if (last >= size)
		last = size - 1;
	*out = (struct range){ first, last - first + 1 };
	return RANGE_PART;
}
