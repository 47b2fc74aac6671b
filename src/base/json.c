#include "base/json.h"

#include "base/utf8.h"

struct json_writer jw_new(struct buf *out)
{
	return (struct json_writer){ .out = out };
}

static void value(struct json_writer *j)
{
	if (j->comma)
		buf_char(j->out, ',');
	j->comma = true;
}

static void open(struct json_writer *j, char c)
{
	value(j);
	buf_char(j->out, c);
	j->comma = false;
	j->depth++;
}

static void close(struct json_writer *j, char c)
{
	check(j->depth > 0);
	buf_char(j->out, c);
	j->comma = true;
	j->depth--;
}

void jw_object(struct json_writer *j)
{
	open(j, '{');
}

void jw_object_end(struct json_writer *j)
{
	close(j, '}');
}

void jw_array(struct json_writer *j)
{
	open(j, '[');
}

void jw_array_end(struct json_writer *j)
{
	close(j, ']');
}

static void escape(struct buf *out, unsigned char c)
{
	switch (c) {
	case '"':
		buf_put(out, STR("\\\""));
		break;
	case '\\':
		buf_put(out, STR("\\\\"));
		break;
	case '\n':
		buf_put(out, STR("\\n"));
		break;
	case '\r':
		buf_put(out, STR("\\r"));
		break;
	case '\t':
		buf_put(out, STR("\\t"));
		break;
	default:
		buf_printf(out, "\\u%04x", c);
	}
}

static void text(struct buf *out, struct str s)
{
	buf_char(out, '"');
	size_t from = 0;
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];
		if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
			continue;
		buf_put(out, str_sub(s, from, i - from));
		escape(out, c);
		from = i + 1;
	}
	buf_put(out, str_skip(s, from));
	buf_char(out, '"');
}

void jw_str(struct json_writer *j, struct str s)
{
	value(j);
	if (utf8_is_valid(s)) {
		text(j->out, s);
		return;
	}
	text(j->out, utf8_clean(j->out->arena, s));
}

void jw_key(struct json_writer *j, struct str key)
{
	jw_str(j, key);
	buf_char(j->out, ':');
	j->comma = false;
}

void jw_int(struct json_writer *j, int64_t n)
{
	value(j);
	buf_int(j->out, n);
}

void jw_double(struct json_writer *j, double d)
{
	value(j);
	buf_printf(j->out, "%.6g", d);
}

void jw_bool(struct json_writer *j, bool b)
{
	value(j);
	buf_put(j->out, b ? STR("true") : STR("false"));
}

void jw_null(struct json_writer *j)
{
	value(j);
	buf_put(j->out, STR("null"));
}

void jw_instant(struct json_writer *j, instant t)
{
	if (!instant_is_set(t)) {
		jw_null(j);
		return;
	}
	value(j);
	buf_char(j->out, '"');
	buf_put(j->out, instant_iso(j->out->arena, t));
	buf_char(j->out, '"');
}

/* Names that the program gives are text: nothing is looked for but what is escaped. */
static void name(struct json_writer *j, const char *key)
{
	value(j);
	text(j->out, str_from(key));
	buf_char(j->out, ':');
	j->comma = false;
}

void jw_put_str(struct json_writer *j, const char *key, struct str s)
{
	name(j, key);
	jw_str(j, s);
}

void jw_put_int(struct json_writer *j, const char *key, int64_t n)
{
	name(j, key);
	jw_int(j, n);
}

void jw_put_bool(struct json_writer *j, const char *key, bool b)
{
	name(j, key);
	jw_bool(j, b);
}

void jw_put_instant(struct json_writer *j, const char *key, instant t)
{
	name(j, key);
	jw_instant(j, t);
}

void jw_put_opt(struct json_writer *j, const char *key, struct str s)
{
	name(j, key);
	if (s.len > 0)
		jw_str(j, s);
	else
		jw_null(j);
}
