#include "web/http/multipart.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"

enum { BOUNDARY_MAX = 70 };

enum state {
	PREAMBLE, /* up to and with the first boundary */
	AFTER,    /* a boundary has passed: CRLF or "--" follows */
	HEADERS,
	BODY,
	EPILOGUE,
};

struct multipart {
	struct arena *arena;
	struct str mark; /* CRLF "--" boundary */
	const struct multipart_sink *sink;
	void *arg;
	enum state state;
	size_t parts;
	/*
	 * What could not be decided yet: the start of a mark, the two bytes after it, or
	 * headers. At most LIMIT_PART_HEADERS.
	 */
	struct buf held;
};

/* --- the Content-Type --- */

/* The value of a parameter `name=` in "x; a=b; c=\"d\""; false when it is not there. */
static bool parameter(struct arena *a, struct str header, struct str name, struct str *out)
{
	struct buf b = buf_new(a, LIMIT_PART_HEADERS);
	for (size_t i = 0; i < header.len; i++) {
		/* to the next ';' outside of quotes */
		bool quoted = false;
		for (; i < header.len && (quoted || header.at[i] != ';'); i++)
			quoted ^= header.at[i] == '"';
		struct str rest = str_trim(str_skip(header, i + 1));
		if (rest.len <= name.len || rest.at[name.len] != '=' ||
			!str_eq_nocase(str_sub(rest, 0, name.len), name))
			continue;
		rest = str_skip(rest, name.len + 1);
		if (rest.len > 0 && rest.at[0] == '"') {
			for (size_t j = 1; j < rest.len && rest.at[j] != '"'; j++) {
				bool escape = rest.at[j] == '\\' && j + 1 < rest.len &&
					(rest.at[j + 1] == '"' || rest.at[j + 1] == '\\');
				buf_char(&b, rest.at[j += escape]);
			}
			*out = buf_str(&b);
		} else {
			ptrdiff_t end = str_find_char(rest, ';');
			*out = str_trim(end < 0 ? rest : str_sub(rest, 0, (size_t)end));
		}
		return true;
	}
	return false;
}

struct str multipart_boundary(struct arena *a, struct str content_type)
{
	struct str boundary;
	ptrdiff_t semicolon = str_find_char(content_type, ';');
	if (semicolon < 0 ||
		!str_eq_nocase(str_trim(str_sub(content_type, 0, (size_t)semicolon)),
			STR("multipart/form-data")) ||
		!parameter(a, content_type, STR("boundary"), &boundary) ||
		boundary.len > BOUNDARY_MAX || !utf8_is_text(boundary) ||
		str_find_char(boundary, '\n') >= 0 || str_find_char(boundary, '\r') >= 0)
		return STR("");
	return boundary;
}

/* --- the headers of a part --- */

/* Browsers write a quote in a name as %22. */
static struct str field_text(struct arena *a, struct str s)
{
	ptrdiff_t at = str_find(s, STR("%22"));
	if (at < 0)
		return s;
	struct buf b = buf_new(a, s.len);
	for (; at >= 0; at = str_find(s, STR("%22"))) {
		buf_put(&b, str_sub(s, 0, (size_t)at));
		buf_char(&b, '"');
		s = str_skip(s, (size_t)at + 3);
	}
	buf_put(&b, s);
	return buf_str(&b);
}

static struct str last_of_path(struct str s)
{
	for (size_t i = s.len; i-- > 0;)
		if (s.at[i] == '/' || s.at[i] == '\\')
			return str_skip(s, i + 1);
	return s;
}

static bool read_part(struct multipart *m, struct str headers, struct multipart_part *out)
{
	bool named = false;
	for (struct str line; str_cut(&headers, '\n', &line);) {
		struct str value = line, name;
		if (!str_cut(&value, ':', &name))
			continue;
		name = str_trim(name);
		value = str_trim(value);
		if (str_eq_nocase(name, STR("Content-Type"))) {
			out->type = str_copy(m->arena, value);
		} else if (str_eq_nocase(name, STR("Content-Disposition"))) {
			struct str text;
			named = parameter(m->arena, value, STR("name"), &text);
			if (named)
				out->name = str_copy(m->arena, field_text(m->arena, text));
			out->is_file = parameter(m->arena, value, STR("filename"), &text);
			if (out->is_file)
				out->filename = str_copy(m->arena,
					last_of_path(field_text(m->arena, text)));
		}
	}
	return named && utf8_is_text(out->name) && utf8_is_text(out->filename) &&
		utf8_is_text(out->type);
}

/* --- the pieces --- */

struct multipart *multipart_new(struct arena *a, struct str boundary,
	const struct multipart_sink *sink, void *arg)
{
	struct multipart *m = arena_new(a, struct multipart);
	*m = (struct multipart){ .arena = a, .sink = sink, .arg = arg,
		.held = buf_new(a, LIMIT_PART_HEADERS) };
	m->mark = str_printf(a, "\r\n--%.*s", STR_ARG(boundary));
	/* The first boundary may be at the very start: as if a line break came before. */
	buf_put(&m->held, STR("\r\n"));
	return m;
}

static bool emit(struct multipart *m, struct str bytes)
{
	return m->state != BODY || bytes.len == 0 || m->sink->data(m->arg, bytes);
}

/* How much of the end of `s` may be the beginning of the mark. */
static size_t open_tail(struct str s, struct str mark)
{
	size_t most = s.len < mark.len - 1 ? s.len : mark.len - 1;
	for (size_t n = most; n > 0; n--)
		if (str_eq(str_skip(s, s.len - n), str_sub(mark, 0, n)))
			return n;
	return 0;
}

/*
 * A mark that lies across two pieces: sought in what is held and a little more. MORE
 * when the piece is used up, STOPPED, or DONE; then the mark may be still to come.
 */
static enum multipart_outcome across(struct multipart *m, struct str *piece, bool *ret_found)
{
	char room[2 * (BOUNDARY_MAX + 8)];
	size_t held = m->held.len;
	struct str more = str_sub(*piece, 0, m->mark.len), joined = { room, held + more.len };
	check(joined.len <= sizeof room);
	memcpy(room, m->held.at, held);
	memcpy(room + held, more.at, more.len);
	buf_clear(&m->held);

	ptrdiff_t at = str_find(joined, m->mark);
	*ret_found = at >= 0 && (size_t)at < held;
	size_t len = *ret_found ? (size_t)at : held;
	if (at < 0 && more.len == piece->len) {
		size_t tail = open_tail(joined, m->mark);
		len = joined.len - tail;
		buf_put(&m->held, str_skip(joined, len));
		*piece = STR("");
	} else if (*ret_found) {
		*piece = str_skip(*piece, (size_t)at + m->mark.len - held);
	}
	if (!emit(m, str_sub(joined, 0, len)))
		return MULTIPART_STOPPED;
	return piece->len == 0 && !*ret_found ? MULTIPART_MORE : MULTIPART_DONE;
}

/* Text up to a mark, in the preamble or a body. Takes what it decides off *piece. */
static enum multipart_outcome to_mark(struct multipart *m, struct str *piece)
{
	bool found = false;
	if (m->held.len > 0) {
		enum multipart_outcome o = across(m, piece, &found);
		if (o != MULTIPART_DONE || found)
			return o;
	}
	ptrdiff_t at = str_find(*piece, m->mark);
	size_t tail = at >= 0 ? 0 : open_tail(*piece, m->mark);
	size_t len = at >= 0 ? (size_t)at : piece->len - tail;
	if (!emit(m, str_sub(*piece, 0, len)))
		return MULTIPART_STOPPED;
	if (at < 0)
		buf_put(&m->held, str_skip(*piece, len));
	*piece = at >= 0 ? str_skip(*piece, len + m->mark.len) : STR("");
	return at >= 0 ? MULTIPART_DONE : MULTIPART_MORE;
}

/* After a boundary: "--" ends all, white space and a line break begin a part. */
static enum multipart_outcome after_mark(struct multipart *m, struct str *piece)
{
	while (piece->len > 0) {
		char c = piece->at[0];
		*piece = str_skip(*piece, 1);
		buf_char(&m->held, c);
		if (str_eq(buf_str(&m->held), STR("--"))) {
			buf_clear(&m->held);
			m->state = EPILOGUE;
			return MULTIPART_DONE;
		}
		if (c == '\n') {
			buf_clear(&m->held);
			m->state = HEADERS;
			return ++m->parts > LIMIT_FORM_FIELDS ? MULTIPART_TOO_MANY : MULTIPART_DONE;
		}
		if ((c != ' ' && c != '\t' && c != '\r' && c != '-') || m->held.overflow)
			return MULTIPART_MALFORMED;
	}
	return MULTIPART_MORE;
}

static enum multipart_outcome headers(struct multipart *m, struct str *piece)
{
	struct multipart_part part = { 0 };
	while (piece->len > 0) {
		buf_char(&m->held, piece->at[0]);
		*piece = str_skip(*piece, 1);
		struct str all = buf_str(&m->held);
		if (m->held.overflow)
			return MULTIPART_MALFORMED;
		if (!str_ends(all, STR("\r\n\r\n")) && !str_eq(all, STR("\r\n")))
			continue;
		if (!read_part(m, all, &part))
			return MULTIPART_MALFORMED;
		buf_clear(&m->held);
		m->state = BODY;
		return m->sink->begin(m->arg, &part) ? MULTIPART_DONE : MULTIPART_STOPPED;
	}
	return MULTIPART_MORE;
}

/* The end of a body or of the preamble. */
static enum multipart_outcome passed_mark(struct multipart *m)
{
	bool body = m->state == BODY;
	m->state = AFTER;
	return !body || m->sink->end(m->arg) ? MULTIPART_DONE : MULTIPART_STOPPED;
}

static enum multipart_outcome step(struct multipart *m, struct str *piece)
{
	enum multipart_outcome o;
	switch (m->state) {
	case PREAMBLE:
	case BODY:
		o = to_mark(m, piece);
		return o == MULTIPART_DONE ? passed_mark(m) : o;
	case AFTER:
		return after_mark(m, piece);
	case HEADERS:
		return headers(m, piece);
	case EPILOGUE:
		*piece = STR("");
		break;
	}
	return MULTIPART_DONE;
}

enum multipart_outcome multipart_feed(struct multipart *m, struct str piece)
{
	while (piece.len > 0) {
		enum multipart_outcome o = step(m, &piece);
		if (o != MULTIPART_DONE && o != MULTIPART_MORE)
			return o;
	}
	return m->state == EPILOGUE ? MULTIPART_DONE : MULTIPART_MORE;
}
