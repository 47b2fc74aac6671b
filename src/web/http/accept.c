#include "web/http/accept.h"

static unsigned coding_of(struct str name)
{
	if (str_eq_nocase(name, STR("gzip")) || str_eq_nocase(name, STR("x-gzip")))
		return CODING_GZIP;
	return str_eq_nocase(name, STR("br")) ? CODING_BR : 0;
}

/* "q=0", "q=0.000" */
static bool is_refused(struct str params)
{
	for (struct str one; str_cut(&params, ';', &one);) {
		one = str_trim(one);
		if (!str_starts(one, STR("q=")) && !str_starts(one, STR("Q=")))
			continue;
		one = str_skip(one, 2);
		for (size_t i = 0; i < one.len; i++)
			if (one.at[i] != '0' && one.at[i] != '.')
				return false;
		return one.len > 0;
	}
	return false;
}

unsigned accept_codings(struct str header)
{
	unsigned taken = 0;
	for (struct str one; str_cut(&header, ',', &one);) {
		ptrdiff_t semicolon = str_find_char(one, ';');
		struct str name = str_trim(semicolon < 0 ? one : str_sub(one, 0, (size_t)semicolon));
		struct str params = semicolon < 0 ? STR("") : str_skip(one, (size_t)semicolon + 1);
		if (!is_refused(params))
			taken |= coding_of(name);
	}
	return taken;
}
