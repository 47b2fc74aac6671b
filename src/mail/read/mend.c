#include "mail/read/mend.h"

#include <string.h>

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

GMimeContentType *mend_type(struct ctx *cx, GMimeObject *o)
{
	struct str meant = with_semicolon(cx, o);

	return meant.len > 0 ? g_mime_content_type_parse(NULL, str_c(cx->arena, meant)) : NULL;
}

GMimeObject *mend_multipart(struct ctx *cx, GMimeMultipart *m)
{
	struct str meant = with_semicolon(cx, GMIME_OBJECT(m));
	const char *text = g_mime_multipart_get_prologue(m);

	if (meant.len == 0 || text == NULL)
		return NULL;
	GMimeStream *stream = g_mime_stream_mem_new();
	g_mime_stream_printf(stream, "Content-Type: %.*s\n\n", STR_ARG(meant));
	g_mime_stream_write_string(stream, text);
	g_mime_stream_reset(stream);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeObject *o = g_mime_parser_construct_part(parser, NULL);
	g_object_unref(parser);
	g_object_unref(stream);
	return o;
}

/* GMime takes the line end before a boundary to be as the one after it. */
void mend_end(GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GMimeStream *stream = content != NULL ? g_mime_data_wrapper_get_stream(content) : NULL;

	if (stream == NULL || !GMIME_IS_STREAM_MEM(stream))
		return;
	GByteArray *all = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	int64_t start = stream->bound_start, end = stream->bound_end;
	if (all == NULL || end <= start || end + 1 >= (int64_t)all->len)
		return;
	const guint8 *at = all->data + end;
	if (at[0] != '\r' && at[0] != '\n' && at[1] == '\n')
		end++;
	else if (at[-1] == '\r' && at[0] == '\n')
		end--;
	else
		return;
	g_mime_stream_set_bounds(stream, start, end);
}

static bool is_base64(unsigned char c)
{
	return str_is_alpha((char)c) || str_is_digit((char)c) || c == '+' || c == '/' ||
		str_is_space((char)c);
}

void mend_encoding(GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	char probe[PROBE];

	if (content == NULL ||
		g_mime_data_wrapper_get_encoding(content) != GMIME_CONTENT_ENCODING_BASE64)
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
