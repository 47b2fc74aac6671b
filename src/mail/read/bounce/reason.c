#include "mail/read/bounce/reason.h"

#include <string.h>

/* Is `words` in s? Blanks of any length, line ends too, are one; ASCII case is none. */
static bool has_words(struct str s, const char *words)
{
	for (size_t i = 0; i < s.len; i++) {
		size_t at = i;
		const char *w = words;
		while (*w != '\0' && at < s.len) {
			if (*w == ' ' && str_is_space(s.at[at])) {
				while (at < s.len && str_is_space(s.at[at]))
					at++;
			} else if (str_lower_char(s.at[at]) == *w) {
				at++;
			} else {
				break;
			}
			w++;
		}
		if (*w == '\0')
			return true;
	}
	return false;
}

const struct reason_phrase *reason_in(struct str words)
{
	for (const struct reason_phrase *p = reason_phrases; p->words != NULL; p++)
		if (has_words(words, p->words))
			return p;
	return NULL;
}

struct str reason_of_status(struct str status)
{
	for (const struct reason_status *r = reason_statuses; r->status != NULL; r++) {
		struct str known = str_from(r->status);
		bool any = known.at[0] == 'x';
		if (status.len > 1 && str_eq(str_skip(status, any), str_skip(known, any)))
			return str_from(r->reason);
	}
	return STR("");
}
