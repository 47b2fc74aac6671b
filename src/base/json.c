#include "base/json.h"

#include "base/utf8.h"

struct json json_new(struct buf *out)
{
	return (struct json){ .out = out };
}

static void value(struct json *j)
{
	if (j->comma)
		buf_char(j->out, ',');
	j->comma = true;
}

static void open(struct json *j, char c)
{
	value(j);
	buf_char(j->out, c);
	j->comma = false;
	j->depth++;
}

static void close(struct json *j, char c)
{
	check(j->depth > 0);
	buf_char(j->out, c);
	j->comma = true;
	j->depth--;
}

void json_object(struct json *j)
{
	open(j, '{');
}

void json_object_end(struct json *j)
{
	close(j, '}');
}

void json_array(struct json *j)
{
	open(j, '[');
}

void json_array_end(struct json *j)
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

void json_str(struct json *j, struct str s)
{
	value(j);
	if (utf8_is_valid(s)) {
		text(j->out, s);
		return;
	}
	text(j->out, utf8_clean(j->out->arena, s));
}

void json_key(struct json *j, struct str key)
{
	json_str(j, key);
	buf_char(j->out, ':');
	j->comma = false;
}

void json_int(struct json *j, int64_t n)
{
	value(j);
	buf_int(j->out, n);
}

void json_double(struct json *j, double d)
{
	value(j);
	buf_printf(j->out, "%.6g", d);
}

void json_bool(struct json *j, bool b)
{
	value(j);
	buf_put(j->out, b ? STR("true") : STR("false"));
}

void json_null(struct json *j)
{
	value(j);
	buf_put(j->out, STR("null"));
}

void json_instant(struct json *j, instant t)
{
	if (instant_is_set(t))
		json_str(j, instant_iso(j->out->arena, t));
	else
		json_null(j);
}

void json_put_str(struct json *j, const char *key, struct str s)
{
	json_key(j, str_from(key));
	json_str(j, s);
}

void json_put_int(struct json *j, const char *key, int64_t n)
{
	json_key(j, str_from(key));
	json_int(j, n);
}

void json_put_bool(struct json *j, const char *key, bool b)
{
	json_key(j, str_from(key));
	json_bool(j, b);
}

void json_put_instant(struct json *j, const char *key, instant t)
{
	json_key(j, str_from(key));
	json_instant(j, t);
}

void json_put_opt(struct json *j, const char *key, struct str s)
{
	json_key(j, str_from(key));
	if (s.len > 0)
		json_str(j, s);
	else
		json_null(j);
}
