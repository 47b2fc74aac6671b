#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct str str_from(const char *c)
{
	return (struct str){ c ? c : "", c ? strlen(c) : 0 };
}

struct str str_of(const void *at, size_t len)
{
	return (struct str){ at, len };
}

char *str_c(struct arena *a, struct str s)
{
	char *c = arena_bytes(a, s.len + 1);
	if (s.len > 0)
		memcpy(c, s.at, s.len);
	c[s.len] = '\0';
	return c;
}

struct str str_copy(struct arena *a, struct str s)
{
	return (struct str){ str_c(a, s), s.len };
}

struct str str_printf(struct arena *a, const char *fmt, ...)
{
	va_list args, again;
	va_start(args, fmt);
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	check(len >= 0);
	char *at = arena_bytes(a, (size_t)len + 1);
	vsnprintf(at, (size_t)len + 1, fmt, again);
	va_end(again);
	return (struct str){ at, (size_t)len };
}

struct str str_concat(struct arena *a, struct str left, struct str right)
{
	char *at = arena_bytes(a, left.len + right.len + 1);
	if (left.len > 0)
		memcpy(at, left.at, left.len);
	if (right.len > 0)
		memcpy(at + left.len, right.at, right.len);
	at[left.len + right.len] = '\0';
	return (struct str){ at, left.len + right.len };
}

bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

char str_lower_char(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool str_eq_nocase(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (str_lower_char(a.at[i]) != str_lower_char(b.at[i]))
			return false;
	return true;
}

int str_cmp(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int order = n > 0 ? memcmp(a.at, b.at, n) : 0;
	if (order != 0)
		return order;
	return a.len < b.len ? -1 : a.len > b.len;
}

bool str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && str_eq(str_sub(s, 0, prefix.len), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len && str_eq(str_skip(s, s.len - suffix.len), suffix);
}

bool str_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

bool str_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool str_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool str_is_blank(struct str s)
{
	return str_trim(s).len == 0;
}

struct str str_trim(struct str s)
{
	while (s.len > 0 && str_is_space(s.at[0]))
		s = str_skip(s, 1);
	while (s.len > 0 && str_is_space(s.at[s.len - 1]))
		s.len--;
	return s;
}

struct str str_sub(struct str s, size_t from, size_t len)
{
	if (from > s.len)
		from = s.len;
	if (len > s.len - from)
		len = s.len - from;
	return (struct str){ len > 0 || from > 0 ? s.at + from : s.at, len };
}

struct str str_skip(struct str s, size_t n)
{
	return str_sub(s, n, SIZE_MAX);
}

ptrdiff_t str_find(struct str s, struct str needle)
{
	if (needle.len == 0)
		return 0;
	const char *hit = s.len > 0 ? memmem(s.at, s.len, needle.at, needle.len) : NULL;
	return hit ? hit - s.at : -1;
}

ptrdiff_t str_find_char(struct str s, char c)
{
	const char *hit = s.len > 0 ? memchr(s.at, c, s.len) : NULL;
	return hit ? hit - s.at : -1;
}

ptrdiff_t str_rfind_char(struct str s, char c)
{
	const char *hit = s.len > 0 ? memrchr(s.at, c, s.len) : NULL;
	return hit ? hit - s.at : -1;
}

bool str_cut(struct str *rest, char sep, struct str *ret_part)
{
	if (rest->len == 0) {
		*ret_part = STR("");
		return false;
	}
	ptrdiff_t at = str_find_char(*rest, sep);
	if (at < 0) {
		*ret_part = *rest;
		*rest = str_skip(*rest, rest->len);
		return true;
	}
	*ret_part = str_sub(*rest, 0, (size_t)at);
	*rest = str_skip(*rest, (size_t)at + 1);
	return true;
}

struct str str_lower(struct arena *a, struct str s)
{
	char *c = str_c(a, s);
	for (size_t i = 0; i < s.len; i++)
		c[i] = str_lower_char(c[i]);
	return (struct str){ c, s.len };
}

bool str_int(struct str s, int64_t *out)
{
	bool negative = s.len > 0 && s.at[0] == '-';
	if (negative)
		s = str_skip(s, 1);
	if (s.len == 0)
		return false;
	int64_t value = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (!str_is_digit(s.at[i]))
			return false;
		int digit = s.at[i] - '0';
		if (__builtin_mul_overflow(value, 10, &value))
			return false;
		if (__builtin_sub_overflow(value, digit, &value))
			return false;
	}
	/* Built downwards, since INT64_MIN has no positive twin. */
	if (!negative && value == INT64_MIN)
		return false;
	*out = negative ? value : -value;
	return true;
}

uint64_t str_hash(struct str s)
{
	uint64_t h = 0xcbf29ce484222325u;
	for (size_t i = 0; i < s.len; i++) {
		h ^= (unsigned char)s.at[i];
		h *= 0x100000001b3u;
	}
	return h;
}
