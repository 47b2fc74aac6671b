#include "web/http/pairs.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "web/http/url.h"

enum pairs_outcome pairs_urlencoded(struct arena *a, struct str body, pair_list *out)
{
	*out = (pair_list){ 0 };
	for (struct str one; str_cut(&body, '&', &one);) {
		if (one.len == 0)
			continue;
		if (out->len == LIMIT_FORM_FIELDS)
			return PAIRS_TOO_MANY;
		ptrdiff_t equals = str_find_char(one, '=');
		struct str name = equals < 0 ? one : str_sub(one, 0, (size_t)equals);
		struct str value = equals < 0 ? STR("") : str_skip(one, (size_t)equals + 1);
		struct pair p;
		if (!url_decode(a, name, true, &p.name) || !url_decode(a, value, true, &p.value))
			return PAIRS_MALFORMED;
		*arena_push(a, out) = p;
	}
	return PAIRS_OK;
}

static bool is_cookie_text(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];
		if (c <= 0x20 || c >= 0x7f || c == '"' || c == ',' || c == ';' || c == '\\')
			return false;
	}
	return true;
}

enum pairs_outcome pairs_cookies(struct arena *a, struct str header, pair_list *out)
{
	*out = (pair_list){ 0 };
	for (struct str one; str_cut(&header, ';', &one);) {
		one = str_trim(one);
		ptrdiff_t equals = str_find_char(one, '=');
		if (equals <= 0)
			continue;
		struct pair p = { str_sub(one, 0, (size_t)equals),
			str_skip(one, (size_t)equals + 1) };
		if (!is_cookie_text(p.name) || !is_cookie_text(p.value))
			continue;
		if (out->len == LIMIT_FORM_FIELDS)
			return PAIRS_TOO_MANY;
		*arena_push(a, out) = p;
	}
	return PAIRS_OK;
}

bool pairs_get(const pair_list *list, struct str name, size_t nth, struct str *out)
{
	for (size_t i = 0; i < list->len; i++) {
		if (!str_eq(list->at[i].name, name) || nth-- > 0)
			continue;
		*out = list->at[i].value;
		return true;
	}
	return false;
}
