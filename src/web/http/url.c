#include "web/http/url.h"

#include "base/buf.h"
#include "base/utf8.h"

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte that the escape at `at` stands for; -1 when it is none. */
static int escaped(struct str s, size_t at)
{
	if (s.len - at < 3)
		return -1;
	int high = hex(s.at[at + 1]), low = hex(s.at[at + 2]);
	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

static bool is_plain(struct str s, bool plus)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] == '%' || (plus && s.at[i] == '+'))
			return false;
	return true;
}

static bool is_text(struct str s)
{
	return utf8_is_valid(s) && (s.len == 0 || memchr(s.at, 0, s.len) == NULL);
}

bool url_decode(struct arena *a, struct str raw, bool plus, struct str *out)
{
	if (is_plain(raw, plus)) {
		*out = raw;
		return is_text(raw);
	}
	char *to = arena_bytes(a, raw.len);
	size_t len = 0;
	for (size_t i = 0; i < raw.len; i++) {
		char c = raw.at[i];
		if (c == '%') {
			int byte = escaped(raw, i);
			if (byte < 0)
				return false;
			c = (char)byte;
			i += 2;
		} else if (plus && c == '+') {
			c = ' ';
		}
		to[len++] = c;
	}
	*out = str_of(to, len);
	return is_text(*out);
}

struct str url_encode(struct arena *a, struct str s)
{
	static const char digits[] = "0123456789ABCDEF";
	struct buf b = buf_new(a, s.len * 3);
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];
		if (str_is_alpha((char)c) || str_is_digit((char)c) || (c != 0 && strchr("-._~", c))) {
			buf_char(&b, (char)c);
		} else {
			char three[3] = { '%', digits[c >> 4], digits[c & 15] };
			buf_put(&b, str_of(three, 3));
		}
	}
	return buf_str(&b);
}

/* Empty, "." and "..", with dots spelled as they are or as %2e. */
static bool is_dots(struct str segment)
{
	size_t dots = 0;
	for (size_t i = 0; i < segment.len; i++) {
		if (segment.at[i] == '%' && escaped(segment, i) == '.')
			i += 2;
		else if (segment.at[i] != '.')
			return false;
		dots++;
	}
	return dots <= 2;
}

static bool segment_is_clean(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];
		if (c <= 0x20 || c >= 0x7f || c == '\\')
			return false;
		if (c != '%')
			continue;
		int byte = escaped(s, i);
		if (byte <= 0 || byte == '/' || byte == '\\')
			return false;
	}
	return !is_dots(s);
}

bool url_path_is_clean(struct str raw)
{
	if (raw.len == 0 || raw.at[0] != '/')
		return false;
	struct str rest = str_skip(raw, 1), segment;
	while (rest.len > 0) {
		str_cut(&rest, '/', &segment);
		if (!segment_is_clean(segment))
			return false;
	}
	return true;
}

bool url_is_local(struct str s)
{
	if (s.len == 0 || s.at[0] != '/')
		return false;
	if (s.len > 1 && (s.at[1] == '/' || s.at[1] == '\\'))
		return false;
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] <= 0x20 || s.at[i] == 0x7f)
			return false;
	return true;
}

struct str url_target_path(struct str target)
{
	ptrdiff_t scheme = str_find(target, STR("://"));
	if ((target.len > 0 && target.at[0] == '/') || scheme < 0)
		return target;
	struct str rest = str_skip(target, (size_t)scheme + 3);
	ptrdiff_t slash = str_find_char(rest, '/');
	return slash < 0 ? STR("/") : str_skip(rest, (size_t)slash);
}
