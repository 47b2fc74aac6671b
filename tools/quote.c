/* quote.c - text as a C string literal, for the generators */
#include "tools/quote.h"

#include "base/buf.h"

struct str c_quote(struct arena *a, struct str s)
{
	struct buf b = buf_new(a, s.len * 4 + 16);
	buf_char(&b, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];
		if (c == '"' || c == '\\')
			buf_printf(&b, "\\%c", c);
		else if (c == '\n')
			buf_put(&b, STR("\\n"));
		else if (c < 0x20 || c == 0x7f || c == '?')
			buf_printf(&b, "\\%03o", c);
		else
			buf_char(&b, (char)c);
	}
	buf_char(&b, '"');
	return buf_str(&b);
}
