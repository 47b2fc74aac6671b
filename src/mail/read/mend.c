#include "mail/read/mend.h"

#include "base/limits.h"
#include "mail/read/charset.h"
#include "mail/read/header.h"

enum { PROBE = 4096 };

/* With the semicolon, or empty when it is there or there is nothing after it. */
static struct str with_semicolon(struct ctx *cx, GMimeObject *o)
{
	struct str raw = str_trim(header_raw(cx, o, "Content-Type"));
	size_t end = 0;

	while (end < raw.len && !str_is_space(raw.at[end]))
		end++;
	struct str type = str_sub(raw, 0, end), rest = str_trim(str_skip(raw, end));
	if (str_find_char(type, ';') >= 0 || str_find_char(type, '/') < 0 || rest.len == 0 ||
		rest.at[0] == ';' || str_find_char(rest, '=') < 0)
		return STR("");
	return str_printf(cx->arena, "%.*s; %.*s", STR_ARG(type), STR_ARG(rest));
}

struct str mend_parameter(struct ctx *cx, GMimeObject *o, const char *name)
{
	struct str meant = with_semicolon(cx, o);
	GMimeContentType *mended = meant.len > 0
		? g_mime_content_type_parse(NULL, str_c(cx->arena, meant)) : NULL;
	struct str value = charset_header(cx->arena, mended != NULL
			? g_mime_content_type_get_parameter(mended, name)
			: g_mime_object_get_content_type_parameter(o, name), LIMIT_MAIL_HEADER);

	if (mended != NULL)
		g_object_unref(mended);
	return value;
}

static bool is_base64(unsigned char c)
{
	return str_is_alpha((char)c) || str_is_digit((char)c) || c == '+' || c == '/' ||
		str_is_space((char)c);
}

void mend_encoding(GMimeDataWrapper *content)
{
	char probe[PROBE];

	if (g_mime_data_wrapper_get_encoding(content) != GMIME_CONTENT_ENCODING_BASE64)
		return;
	GMimeStream *stream = g_mime_data_wrapper_get_stream(content);
	g_mime_stream_reset(stream);
	ssize_t n = g_mime_stream_read(stream, probe, sizeof probe);
	g_mime_stream_reset(stream);
	/* What follows the padding may be anything: lists add their footers there. */
	for (ssize_t i = 0; i < n && probe[i] != '='; i++)
		if (!is_base64((unsigned char)probe[i])) {
			g_mime_data_wrapper_set_encoding(content, GMIME_CONTENT_ENCODING_DEFAULT);
			return;
		}
}
