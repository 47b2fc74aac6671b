#include "mail/read/charset.h"

#include <errno.h>
#include <gmime/gmime.h>
#include <string.h>

#include "base/utf8.h"

/* Names that mean more than their letters: what mail calls them, what they hold. */
static const struct {
	struct str name, as;
} aliases[] = {
	{ STR_INIT("iso-8859-1"), STR_INIT("cp1252") },
	{ STR_INIT("iso8859-1"), STR_INIT("cp1252") },
	{ STR_INIT("iso_8859-1"), STR_INIT("cp1252") },
	{ STR_INIT("latin1"), STR_INIT("cp1252") },
	{ STR_INIT("l1"), STR_INIT("cp1252") },
	{ STR_INIT("windows-1252"), STR_INIT("cp1252") },
	{ STR_INIT("ansi_x3.4-1968"), STR_INIT("") },
	{ STR_INIT("iso-8859-9"), STR_INIT("cp1254") },
	{ STR_INIT("iso-8859-8-i"), STR_INIT("iso-8859-8") },
	{ STR_INIT("iso-8859-8-e"), STR_INIT("iso-8859-8") },
	{ STR_INIT("iso-8859-6-i"), STR_INIT("iso-8859-6") },
	{ STR_INIT("tis-620"), STR_INIT("cp874") },
	{ STR_INIT("iso-8859-11"), STR_INIT("cp874") },
	{ STR_INIT("gb2312"), STR_INIT("gb18030") },
	{ STR_INIT("gbk"), STR_INIT("gb18030") },
	{ STR_INIT("x-gbk"), STR_INIT("gb18030") },
	{ STR_INIT("cp936"), STR_INIT("gb18030") },
	{ STR_INIT("euc-cn"), STR_INIT("gb18030") },
	{ STR_INIT("hz-gb-2312"), STR_INIT("hz") },
	{ STR_INIT("big5"), STR_INIT("big5-hkscs") },
	{ STR_INIT("x-x-big5"), STR_INIT("big5-hkscs") },
	{ STR_INIT("ks_c_5601-1987"), STR_INIT("cp949") },
	{ STR_INIT("ksc5601"), STR_INIT("cp949") },
	{ STR_INIT("euc-kr"), STR_INIT("cp949") },
	{ STR_INIT("windows-949"), STR_INIT("cp949") },
	{ STR_INIT("shift_jis"), STR_INIT("cp932") },
	{ STR_INIT("shift-jis"), STR_INIT("cp932") },
	{ STR_INIT("sjis"), STR_INIT("cp932") },
	{ STR_INIT("x-sjis"), STR_INIT("cp932") },
	{ STR_INIT("windows-31j"), STR_INIT("cp932") },
	{ STR_INIT("ms_kanji"), STR_INIT("cp932") },
	{ STR_INIT("x-euc-jp"), STR_INIT("euc-jp") },
	{ STR_INIT("iso-2022-jp-1"), STR_INIT("iso-2022-jp-2") },
	{ STR_INIT("cp50220"), STR_INIT("iso-2022-jp-2") },
	{ STR_INIT("cp50221"), STR_INIT("iso-2022-jp-2") },
	{ STR_INIT("iso-2022-jp"), STR_INIT("iso-2022-jp-2") },
	{ STR_INIT("x-mac-roman"), STR_INIT("macintosh") },
	{ STR_INIT("x-mac-cyrillic"), STR_INIT("mac-cyrillic") },
	{ STR_INIT("macroman"), STR_INIT("macintosh") },
	{ STR_INIT("cp-850"), STR_INIT("cp850") },
	{ STR_INIT("unicode-1-1-utf-7"), STR_INIT("utf-7") },
	{ STR_INIT("utf7"), STR_INIT("utf-7") },
	{ STR_INIT("ucs-2"), STR_INIT("utf-16") },
	{ STR_INIT("unicode"), STR_INIT("utf-16") },
};

/* Declared, but says nothing. */
static const char *const empty_names[] = { "", "us-ascii", "ascii", "ansi_x3.4-1968",
	"unknown-8bit", "unknown", "x-unknown", "default", "default_charset", "none", "binary",
	"7bit", "8bit", "utf-8", "utf8", "utf_8", "unicode-1-1-utf-8", "x-user-defined",
	"iso-10646", "utf-8-mac" };

static struct str canonical(struct arena *a, struct str name)
{
	struct str s = str_lower(a, str_trim(name));

	while (s.len > 0 && (s.at[0] == '"' || s.at[0] == '\''))
		s = str_skip(s, 1);
	while (s.len > 0 && strchr("\"';", s.at[s.len - 1]) != NULL)
		s.len--;
	if (str_starts(s, STR("cp-")))
		s = str_concat(a, STR("cp"), str_skip(s, 3));
	for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
		if (str_eq(s, aliases[i].name))
			return aliases[i].as;
	return s;
}

static bool says_nothing(struct str name)
{
	for (size_t i = 0; i < sizeof empty_names / sizeof *empty_names; i++)
		if (str_eq(name, str_from(empty_names[i])))
			return true;
	return false;
}

/* Without a mark, the byte that is zero for Latin text tells which comes first. */
static struct str utf16_order(struct str bytes)
{
	size_t even = 0, odd = 0;

	if (str_starts(bytes, STR("\xff\xfe")))
		return STR("utf-16le");
	if (str_starts(bytes, STR("\xfe\xff")))
		return STR("utf-16be");
	for (size_t i = 0; i + 1 < bytes.len && i < 4096; i += 2) {
		even += bytes.at[i] == '\0';
		odd += bytes.at[i + 1] == '\0';
	}
	return odd > even ? STR("utf-16le") : STR("utf-16be");
}

/* Is a byte above 127 part of a character, anywhere? */
static bool has_multibyte(struct str s)
{
	uint32_t c;
	while (utf8_next(&s, &c))
		if (c >= 0x80 && c != 0xfffd)
			return true;
	return false;
}

/* Bytes that nobody named well. */
static struct str guess(struct str bytes)
{
	if (str_find(bytes, STR("\x1b$B")) >= 0 || str_find(bytes, STR("\x1b$@")) >= 0)
		return STR("iso-2022-jp-2");
	if (str_starts(bytes, STR("\xff\xfe")) || str_starts(bytes, STR("\xfe\xff")))
		return utf16_order(bytes);
	return utf8_is_valid(bytes) || has_multibyte(bytes) ? STR("") : STR("cp1252");
}

static void put_replacement(struct buf *out, struct str *rest, size_t step)
{
	buf_put(out, STR("\xef\xbf\xbd"));
	*rest = str_skip(*rest, step < rest->len ? step : rest->len);
}

static struct str convert(struct arena *a, struct str bytes, iconv_t cd, size_t step)
{
	struct buf out = buf_new(a, bytes.len * 3 + 64);
	char piece[8192];

	while (bytes.len > 0) {
		char *in = (char *)bytes.at, *to = piece;
		size_t in_left = bytes.len, to_left = sizeof piece;
		size_t done = g_mime_iconv(cd, &in, &in_left, &to, &to_left);
		int why = errno;
		buf_put(&out, str_of(piece, sizeof piece - to_left));
		bytes = str_skip(bytes, bytes.len - in_left);
		if (done == (size_t)-1 && why != E2BIG)
			put_replacement(&out, &bytes, why == EINVAL ? bytes.len : step);
	}
	char *to = piece;
	size_t to_left = sizeof piece;
	if (g_mime_iconv(cd, NULL, NULL, &to, &to_left) != (size_t)-1)
		buf_put(&out, str_of(piece, sizeof piece - to_left));
	return buf_str(&out);
}

static struct str to_utf8(struct arena *a, struct str bytes, struct str name)
{
	bool wide = str_starts(name, STR("utf-16")) || str_starts(name, STR("ucs-2"));

	if (name.len == 0)
		return bytes;
	/* Half a character at the end is what a line break left behind. */
	if (wide)
		bytes.len -= bytes.len % 2;
	iconv_t cd = g_mime_iconv_open("UTF-8", str_c(a, name));
	if (cd == (iconv_t)-1)
		cd = g_mime_iconv_open("UTF-8", g_mime_charset_iconv_name(str_c(a, name)));
	if (cd == (iconv_t)-1) {
		name = guess(bytes);
		cd = name.len > 0 ? g_mime_iconv_open("UTF-8", str_c(a, name)) : (iconv_t)-1;
	}
	if (cd == (iconv_t)-1)
		return bytes;
	struct str text = convert(a, bytes, cd, wide ? 2 : 1);
	g_mime_iconv_close(cd);
	return text;
}

/* CRLF and a lone CR end a line like LF does. */
static struct str end_lines(struct arena *a, struct str s)
{
	if (memchr(s.at, '\r', s.len) == NULL)
		return s;
	struct buf out = buf_new(a, s.len);
	for (size_t i = 0; i < s.len; i++) {
		bool pair = s.at[i] == '\r' && i + 1 < s.len && s.at[i + 1] == '\n';
		if (!pair)
			buf_char(&out, s.at[i] == '\r' ? '\n' : s.at[i]);
	}
	return buf_str(&out);
}

struct str charset_decode(struct arena *a, struct str bytes, struct str charset)
{
	if (bytes.len == 0)
		return STR("");
	struct str name = canonical(a, charset);
	if (says_nothing(name))
		name = guess(bytes);
	if (str_eq(name, STR("utf-16")))
		name = utf16_order(bytes);
	struct str text = to_utf8(a, bytes, name);
	if (str_starts(text, STR("\xef\xbb\xbf")))
		text = str_skip(text, 3);
	return utf8_clean(a, end_lines(a, text));
}

struct str charset_header(struct arena *a, const char *text, size_t limit)
{
	struct str s = utf8_clean(a, utf8_cut(str_from(text), limit));
	struct buf out = buf_new(a, s.len);
	bool blank = false;

	/* Folds and broken encodings leave line ends; a header is one line. */
	for (size_t i = 0; i < s.len; i++) {
		if (str_is_space(s.at[i])) {
			blank = out.len > 0;
			continue;
		}
		if (blank)
			buf_char(&out, ' ');
		blank = false;
		buf_char(&out, s.at[i]);
	}
	return buf_str(&out);
}
