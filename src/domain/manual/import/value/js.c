#include "domain/manual/import/value/js.h"

#include "base/buf.h"
#include "domain/manual/import/value/js_part.h"

const struct js_value *js_get(const struct js_value *v, struct str name)
{
	for (size_t i = 0; v != NULL && v->kind == JS_OBJECT && i < v->members.len; i++)
		if (str_eq(v->members.at[i].name, name))
			return &v->members.at[i].value;
	return NULL;
}

struct str js_text(const struct js_value *v, struct str name)
{
	const struct js_value *member = js_get(v, name);
	return member != NULL && member->kind == JS_STRING ? member->text : STR("");
}

struct str js_shown(const struct js_value *v)
{
	if (v == NULL)
		return STR("");
	if (v->kind == JS_BOOL)
		return v->yes ? STR("true") : STR("false");
	return v->kind == JS_STRING || v->kind == JS_NUMBER ? v->text : STR("");
}

bool js_is_true(const struct js_value *v)
{
	if (v == NULL || v->kind == JS_UNDEFINED || v->kind == JS_NULL)
		return false;
	if (v->kind == JS_BOOL)
		return v->yes;
	if (v->kind == JS_NUMBER)
		return !str_eq(v->text, STR("0"));
	return v->kind != JS_STRING || v->text.len > 0;
}

static const struct js_value *element(const struct js_value *v, struct str name)
{
	int64_t n;

	if (v->kind != JS_ARRAY)
		return js_get(v, name);
	if (!str_int(name, &n) || n < 0 || (size_t)n >= v->members.len)
		return NULL;
	return &v->members.at[n].value;
}

const struct js_value *js_path(const struct js_value *v, struct str path)
{
	const struct js_value *whole;

	while (v != NULL && path.len > 0) {
		struct str part = STR("");
		whole = element(v, path);
		if (whole != NULL)
			return whole;
		(void)str_cut(&path, '.', &part);
		v = element(v, part);
	}
	return v;
}

/* --- texts --- */

void js_blank(struct str *rest)
{
	for (;;) {
		ptrdiff_t end = -1;
		while (rest->len > 0 && str_is_space(rest->at[0]))
			*rest = str_skip(*rest, 1);
		if (str_starts(*rest, STR("//")))
			end = str_find_char(*rest, '\n');
		else if (str_starts(*rest, STR("/*")))
			end = str_find(str_skip(*rest, 2), STR("*/")) + 3;
		else
			return;
		*rest = str_skip(*rest, end < 3 ? rest->len : (size_t)end + 1);
	}
}

size_t js_quoted(struct str s)
{
	if (s.len == 0 || (s.at[0] != '"' && s.at[0] != '\'' && s.at[0] != '`'))
		return 0;
	for (size_t i = 1; i < s.len; i++) {
		if (s.at[i] == '\\')
			i++;
		else if (s.at[i] == s.at[0])
			return i + 1;
		else if (s.at[i] == '\n' && s.at[0] != '`')
			return 0;
	}
	return 0;
}

enum { NESTING_MAX = 64 };

static char partner(char open)
{
	return open == '(' ? ')' : open == '[' ? ']' : '}';
}

size_t js_balanced(struct str s)
{
	char open[NESTING_MAX];
	size_t depth = 0, i = 0;

	while (i < s.len) {
		char c = s.at[i];
		size_t quoted = js_quoted(str_skip(s, i));
		if (quoted > 0) {
			i += quoted;
			continue;
		}
		if (c == '(' || c == '[' || c == '{') {
			if (depth == NESTING_MAX)
				return 0;
			open[depth++] = partner(c);
		} else if ((c == ')' || c == ']' || c == '}') && depth > 0) {
			if (open[--depth] != c)
				return 0;
		}
		i++;
		if (depth == 0)
			return i > 1 ? i : 0;
	}
	return 0;
}

size_t js_name_len(struct str s)
{
	size_t i = 0;

	while (i < s.len && (str_is_alpha(s.at[i]) || s.at[i] == '_' || s.at[i] == '$' ||
				    (i > 0 && str_is_digit(s.at[i]))))
		i++;
	return i;
}

static void put_utf8(struct buf *b, uint32_t c)
{
	if (c < 0x80) {
		buf_char(b, (char)c);
	} else if (c < 0x800) {
		buf_char(b, (char)(0xC0 | c >> 6));
		buf_char(b, (char)(0x80 | (c & 0x3F)));
	} else {
		buf_char(b, (char)(0xE0 | c >> 12));
		buf_char(b, (char)(0x80 | (c >> 6 & 0x3F)));
		buf_char(b, (char)(0x80 | (c & 0x3F)));
	}
}

static bool hex4(struct str s, uint32_t *out)
{
	*out = 0;
	for (size_t i = 0; i < 4; i++) {
		char c = i < s.len ? str_lower_char(s.at[i]) : 'x';
		if (!str_is_digit(c) && (c < 'a' || c > 'f'))
			return false;
		*out = *out * 16 + (uint32_t)(str_is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	return true;
}

/* What follows a backslash; how much of it was taken. */
static size_t escape(struct buf *b, struct str s)
{
	uint32_t code;

	if (s.len == 0)
		return 0;
	switch (s.at[0]) {
	case 'n':
		buf_char(b, '\n');
		return 1;
	case 't':
		buf_char(b, '\t');
		return 1;
	case 'r':
	case '\n':
		return 1;
	case 'u':
		/* Halves of pairs and control characters are left out. */
		if (!hex4(str_skip(s, 1), &code))
			return 1;
		if (code >= 0x20 && (code < 0xD800 || code > 0xDFFF))
			put_utf8(b, code);
		return 5;
	default:
		buf_char(b, s.at[0]);
		return 1;
	}
}

struct str js_unescape(struct js_reader *r, struct str s)
{
	struct buf b = buf_new(r->cx->arena, s.len + 1);

	if (str_find_char(s, '\\') < 0)
		return s;
	for (size_t i = 0; i < s.len;) {
		if (s.at[i] != '\\') {
			buf_char(&b, s.at[i++]);
			continue;
		}
		i += 1 + escape(&b, str_skip(s, i + 1));
	}
	return buf_str(&b);
}

/* --- files --- */

struct module {
	struct ctx *cx;
	const struct js_scope *outer;
	struct map names;
};

static const struct js_value *known(void *arg, struct str name)
{
	struct module *m = arg;
	const struct js_value *v = map_get(&m->names, name);

	return v != NULL || m->outer->name == NULL ? v : m->outer->name(m->outer->arg, name);
}

static const struct js_value *required(void *arg, struct str path)
{
	struct module *m = arg;
	return m->outer->require != NULL ? m->outer->require(m->outer->arg, path) : NULL;
}

static bool word(struct str *rest, struct str w)
{
	if (!str_starts(*rest, w) || js_name_len(str_skip(*rest, w.len)) > 0)
		return false;
	*rest = str_skip(*rest, w.len);
	js_blank(rest);
	return true;
}

/* To behind the end of a statement that is not understood. */
static void pass_over(struct str *rest)
{
	while (rest->len > 0 && rest->at[0] != '\n' && rest->at[0] != ';') {
		size_t n = js_quoted(*rest);
		if (n == 0 && (rest->at[0] == '(' || rest->at[0] == '[' || rest->at[0] == '{'))
			n = js_balanced(*rest);
		*rest = str_skip(*rest, n > 0 ? n : 1);
	}
	*rest = str_skip(*rest, rest->len > 0);
}

/* import name from 'path' */
static bool import(struct module *m, struct str *rest)
{
	struct str name = str_sub(*rest, 0, js_name_len(*rest));
	size_t quoted;

	*rest = str_skip(*rest, name.len);
	js_blank(rest);
	if (name.len == 0 || !word(rest, STR("from")) || (quoted = js_quoted(*rest)) == 0)
		return false;
	const struct js_value *v = required(m, str_sub(*rest, 1, quoted - 2));
	*rest = str_skip(*rest, quoted);
	if (v != NULL)
		map_put(&m->names, name, (void *)(uintptr_t)v);
	return true;
}

static bool assign(struct module *m, const struct js_scope *scope, struct str *rest,
	struct str name)
{
	struct js_value *v = arena_new(m->cx->arena, struct js_value);

	if (!js_expression(m->cx, scope, rest, v))
		return false;
	map_put(&m->names, name, v);
	return true;
}

static bool statement(struct module *m, const struct js_scope *scope, struct str *rest)
{
	struct str name;

	if (word(rest, STR("import")))
		return import(m, rest);
	(void)word(rest, STR("export"));
	if (word(rest, STR("default")))
		return assign(m, scope, rest, STR("default"));
	if (str_starts(*rest, STR("module.exports"))) {
		*rest = str_skip(*rest, 14);
		name = STR("default");
	} else if (word(rest, STR("const")) || word(rest, STR("let")) || word(rest, STR("var"))) {
		name = str_sub(*rest, 0, js_name_len(*rest));
		*rest = str_skip(*rest, name.len);
	} else {
		return false;
	}
	js_blank(rest);
	if (name.len == 0 || !str_starts(*rest, STR("=")) || str_starts(*rest, STR("==")))
		return false;
	*rest = str_skip(*rest, 1);
	return assign(m, scope, rest, name);
}

struct map js_module(struct ctx *cx, const struct js_scope *outer, struct str text)
{
	struct module m = { .cx = cx, .outer = outer, .names = map_new(cx->arena) };
	struct js_scope scope = { known, required, &m };
	struct str rest = text;

	for (js_blank(&rest); rest.len > 0; js_blank(&rest)) {
		if (statement(&m, &scope, &rest))
			continue;
		pass_over(&rest);
	}
	return m.names;
}
