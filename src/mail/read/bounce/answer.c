#include "mail/read/bounce/answer.h"

#include <string.h>

static size_t digits(struct str s)
{
	size_t n = 0;
	while (n < s.len && str_is_digit(s.at[n]))
		n++;
	return n;
}

size_t answer_status_len(struct str s)
{
	if (s.len < 5 || strchr("245", s.at[0]) == NULL || s.at[1] != '.')
		return 0;
	size_t subject = digits(str_skip(s, 2));
	if (subject < 1 || subject > 3 || 2 + subject >= s.len || s.at[2 + subject] != '.')
		return 0;
	size_t detail = digits(str_skip(s, 3 + subject));
	size_t len = 3 + subject + detail;
	bool ends = detail >= 1 && detail <= 3 &&
		(len == s.len || (s.at[len] != '.' && !str_is_digit(s.at[len])) ||
			(s.at[len] == '.' && (len + 1 == s.len || !str_is_digit(s.at[len + 1]))));
	return ends ? len : 0;
}

/* No part of a longer number, an address or a version before it. */
static bool is_free(struct str s, size_t i)
{
	return i == 0 || (!str_is_digit(s.at[i - 1]) && !str_is_alpha(s.at[i - 1]) &&
		strchr(".-_/=[@", s.at[i - 1]) == NULL);
}

/* A status may also follow its code: "550-5.1.1", and stand in "(#5.1.1)". */
static bool is_free_status(struct str s, size_t i)
{
	if (i > 3 && s.at[i - 1] == '-' && digits(str_sub(s, i - 4, 3)) == 3)
		return true;
	return is_free(s, i);
}

static int code_at(struct str s)
{
	if (digits(s) != 3 || (s.at[0] != '4' && s.at[0] != '5') || s.at[1] > '7')
		return 0;
	if (s.len > 3 && strchr(" -:\t\"'<,)#\n", s.at[3]) == NULL)
		return 0;
	return (s.at[0] - '0') * 100 + (s.at[1] - '0') * 10 + (s.at[2] - '0');
}

struct answer answer_find(struct str s)
{
	struct answer a = { 0 };

	for (size_t i = 0; i < s.len && (a.code == 0 || a.status.len == 0); i++) {
		if (s.at[i] != '4' && s.at[i] != '5')
			continue;
		size_t len = a.status.len == 0 && is_free_status(s, i)
			? answer_status_len(str_skip(s, i)) : 0;
		if (len > 0)
			a.status = str_sub(s, i, len);
		else if (a.code == 0 && is_free(s, i))
			a.code = code_at(str_skip(s, i));
	}
	return a;
}
