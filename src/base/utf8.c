#include "base/utf8.h"

#include "base/buf.h"

enum { REPLACEMENT = 0xfffd };

/* Length of the well-formed character at the front, or 0. */
static size_t decode(struct str s, uint32_t *out)
{
	const unsigned char *p = (const unsigned char *)s.at;
	uint32_t c = p[0], least;
	size_t more;
	if (c < 0x80) {
		*out = c;
		return 1;
	} else if (c >= 0xc2 && c <= 0xdf) {
		more = 1, least = 0x80, c &= 0x1f;
	} else if (c >= 0xe0 && c <= 0xef) {
		more = 2, least = 0x800, c &= 0x0f;
	} else if (c >= 0xf0 && c <= 0xf4) {
		more = 3, least = 0x10000, c &= 0x07;
	} else {
		return 0;
	}
	if (s.len <= more)
		return 0;
	for (size_t i = 1; i <= more; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3f);
	}
	if (c < least || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return 0;
	*out = c;
	return more + 1;
}

bool utf8_next(struct str *rest, uint32_t *ret_char)
{
	if (rest->len == 0)
		return false;
	size_t n = decode(*rest, ret_char);
	if (n == 0) {
		*ret_char = REPLACEMENT;
		n = 1;
	}
	*rest = str_skip(*rest, n);
	return true;
}

/* What remains from the first byte that is not ASCII, eight at a time. */
static struct str skip_ascii(struct str s)
{
	uint64_t eight;
	size_t i = 0;
	for (; i + sizeof eight <= s.len; i += sizeof eight) {
		memcpy(&eight, s.at + i, sizeof eight);
		if ((eight & 0x8080808080808080) != 0)
			break;
	}
	while (i < s.len && (unsigned char)s.at[i] < 0x80)
		i++;
	return str_skip(s, i);
}

bool utf8_is_valid(struct str s)
{
	uint32_t c;
	while ((s = skip_ascii(s)).len > 0) {
		size_t n = decode(s, &c);
		if (n == 0)
			return false;
		s = str_skip(s, n);
	}
	return true;
}

static bool is_control(uint32_t c)
{
	return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
}

static struct str skip_printable(struct str s)
{
	size_t i = 0;
	while (i < s.len && s.at[i] >= 0x20 && s.at[i] < 0x7f)
		i++;
	return str_skip(s, i);
}

bool utf8_is_text(struct str s)
{
	uint32_t c;
	while ((s = skip_printable(s)).len > 0) {
		size_t n = decode(s, &c);
		if (n == 0 || is_control(c))
			return false;
		s = str_skip(s, n);
	}
	return true;
}

struct str utf8_cut(struct str s, size_t max)
{
	if (s.len <= max)
		return s;
	while (max > 0 && ((unsigned char)s.at[max] & 0xc0) == 0x80)
		max--;
	return str_sub(s, 0, max);
}

size_t utf8_len(struct str s)
{
	size_t count = 0;
	for (size_t i = 0; i < s.len; i++)
		count += ((unsigned char)s.at[i] & 0xc0) != 0x80;
	return count;
}

struct str utf8_clean(struct arena *a, struct str s)
{
	if (utf8_is_text(s))
		return str_copy(a, s);
	struct buf b = buf_new(a, s.len * 3);
	uint32_t c;
	for (struct str rest = s; rest.len > 0;) {
		struct str at = rest;
		size_t n = decode(rest, &c);
		rest = str_skip(rest, n > 0 ? n : 1);
		if (n == 0 || is_control(c))
			buf_put(&b, STR("\xef\xbf\xbd"));
		else
			buf_put(&b, str_sub(at, 0, n));
	}
	return buf_str(&b);
}
