/* js_eval.c - one expression of values, by recursive descent */
#include "domain/manual/import/value/js_part.h"

#include "base/buf.h"

enum { DEPTH_MAX = 64, MEMBERS_MAX = 20000 };

static bool ternary(struct js_reader *r, struct js_value *out);

static bool mark(struct js_reader *r, struct str s)
{
	js_blank(&r->rest);
	if (!str_starts(r->rest, s))
		return false;
	r->rest = str_skip(r->rest, s.len);
	return true;
}

static struct js_value text_value(struct str s)
{
	return (struct js_value){ .kind = JS_STRING, .text = s };
}

static struct js_value bool_value(bool yes)
{
	return (struct js_value){ .kind = JS_BOOL, .yes = yes };
}

/* Deeper than this it is not settings. */
static bool nested(struct js_reader *r, struct js_value *out)
{
	bool ok;

	if (r->depth >= DEPTH_MAX)
		return false;
	r->depth++;
	ok = ternary(r, out);
	r->depth--;
	return ok;
}

/* --- texts and numbers --- */

/* `a ${b} c` */
static bool template(struct js_reader *r, struct str s, struct js_value *out)
{
	struct buf b = buf_new(r->cx->arena, 64 * 1024);

	while (s.len > 0) {
		ptrdiff_t hole = str_find(s, STR("${"));
		struct js_value v;
		buf_put(&b, js_unescape(r, str_sub(s, 0, hole < 0 ? s.len : (size_t)hole)));
		if (hole < 0)
			break;
		struct js_reader inner = { r->cx, r->scope, str_skip(s, (size_t)hole + 2), r->depth };
		if (!nested(&inner, &v) || !mark(&inner, STR("}")))
			return false;
		buf_put(&b, js_shown(&v));
		s = inner.rest;
	}
	*out = text_value(buf_str(&b));
	return !b.overflow;
}

static bool quoted(struct js_reader *r, struct js_value *out)
{
	size_t n = js_quoted(r->rest);
	struct str inner = str_sub(r->rest, 1, n > 1 ? n - 2 : 0);
	bool whole = n > 0 && r->rest.at[0] == '`';

	if (n == 0)
		return false;
	r->rest = str_skip(r->rest, n);
	if (whole)
		return template(r, inner, out);
	*out = text_value(js_unescape(r, inner));
	return true;
}

static bool number(struct js_reader *r, struct js_value *out)
{
	size_t n = str_starts(r->rest, STR("-"));

	if (n >= r->rest.len || !str_is_digit(r->rest.at[n]))
		return false;
	while (n < r->rest.len && (str_is_digit(r->rest.at[n]) || str_is_alpha(r->rest.at[n]) ||
					  r->rest.at[n] == '.'))
		n++;
	*out = (struct js_value){ .kind = JS_NUMBER, .text = str_sub(r->rest, 0, n) };
	r->rest = str_skip(r->rest, n);
	return true;
}

/* --- objects and lists --- */

static bool add(struct js_reader *r, struct js_value *to, struct str name,
	const struct js_value *v)
{
	if (to->members.len >= MEMBERS_MAX)
		return false;
	*arena_push(r->cx->arena, &to->members) = (struct js_member){ name, *v };
	return true;
}

/* ...other */
static bool spread(struct js_reader *r, struct js_value *to)
{
	struct js_value v;

	if (!nested(r, &v))
		return false;
	for (size_t i = 0; i < v.members.len; i++)
		if (!add(r, to, v.members.at[i].name, &v.members.at[i].value))
			return false;
	return true;
}

static bool member_name(struct js_reader *r, struct js_value *out)
{
	size_t n;

	js_blank(&r->rest);
	if (quoted(r, out) || number(r, out))
		return true;
	n = js_name_len(r->rest);
	*out = text_value(str_sub(r->rest, 0, n));
	r->rest = str_skip(r->rest, n);
	return n > 0;
}

static bool member(struct js_reader *r, struct js_value *to)
{
	struct js_value name, v;

	if (to->kind == JS_ARRAY)
		return nested(r, &v) && add(r, to, STR(""), &v);
	if (!member_name(r, &name))
		return false;
	if (mark(r, STR(":")))
		return nested(r, &v) && add(r, to, name.text, &v);
	/* { name } is { name: name } */
	const struct js_value *known = r->scope->name != NULL
		? r->scope->name(r->scope->arg, name.text) : NULL;
	v = known != NULL ? *known : (struct js_value){ 0 };
	return add(r, to, name.text, &v);
}

static bool members(struct js_reader *r, enum js_kind kind, struct str end, struct js_value *out)
{
	struct js_value made = { .kind = kind };

	while (!mark(r, end)) {
		bool ok = mark(r, STR("...")) ? spread(r, &made) : member(r, &made);
		if (!ok)
			return false;
		if (mark(r, STR(",")))
			continue;
		if (!mark(r, end))
			return false;
		break;
	}
	*out = made;
	return true;
}

/* --- names --- */

/* (a, b): what a function is given and does is not for here. */
static bool call(struct js_reader *r, struct js_value *v)
{
	size_t n = js_balanced(r->rest);

	r->rest = str_skip(r->rest, n);
	*v = (struct js_value){ 0 };
	return n > 0;
}

static void go_to(struct js_value *v, struct str name)
{
	const struct js_value *to = NULL;

	if (v->kind == JS_OBJECT || v->kind == JS_ARRAY)
		to = js_path(v, name);
	*v = to != NULL ? *to : (struct js_value){ 0 };
}

/* .name, ?.name, [...], (...) after a value */
static bool places(struct js_reader *r, struct js_value *v)
{
	for (;;) {
		struct js_value at;
		(void)(str_starts(r->rest, STR("?.")) && mark(r, STR("?")));
		if (str_starts(r->rest, STR("."))) {
			size_t n = js_name_len(str_skip(r->rest, 1));
			if (n == 0)
				return false;
			go_to(v, str_sub(r->rest, 1, n));
			r->rest = str_skip(r->rest, n + 1);
		} else if (str_starts(r->rest, STR("["))) {
			r->rest = str_skip(r->rest, 1);
			if (!nested(r, &at) || !mark(r, STR("]")))
				return false;
			go_to(v, js_shown(&at));
		} else if (str_starts(r->rest, STR("("))) {
			if (!call(r, v))
				return false;
		} else {
			return true;
		}
	}
}

static bool require(struct js_reader *r, struct js_value *out)
{
	struct js_value path;
	const struct js_value *v = NULL;

	if (!mark(r, STR("(")) || !nested(r, &path) || !mark(r, STR(")")))
		return false;
	if (r->scope->require != NULL)
		v = r->scope->require(r->scope->arg, path.text);
	*out = v != NULL ? *v : (struct js_value){ 0 };
	return true;
}

static bool named(struct js_reader *r, struct js_value *out)
{
	size_t n = js_name_len(r->rest);
	struct str name = str_sub(r->rest, 0, n);
	const struct js_value *v = NULL;

	if (n == 0)
		return false;
	r->rest = str_skip(r->rest, n);
	if (str_eq(name, STR("require")))
		return require(r, out);
	*out = (struct js_value){ 0 };
	if (str_eq(name, STR("true")) || str_eq(name, STR("false")))
		*out = bool_value(name.at[0] == 't');
	else if (str_eq(name, STR("null")))
		out->kind = JS_NULL;
	else if (r->scope->name != NULL)
		v = r->scope->name(r->scope->arg, name);
	if (v != NULL)
		*out = *v;
	return true;
}

static bool primary(struct js_reader *r, struct js_value *out)
{
	js_blank(&r->rest);
	if (quoted(r, out) || number(r, out) || named(r, out))
		return places(r, out);
	if (mark(r, STR("{")))
		return members(r, JS_OBJECT, STR("}"), out) && places(r, out);
	if (mark(r, STR("[")))
		return members(r, JS_ARRAY, STR("]"), out) && places(r, out);
	if (mark(r, STR("(")))
		return nested(r, out) && mark(r, STR(")")) && places(r, out);
	return false;
}

/* --- what is decided --- */

static bool unary(struct js_reader *r, struct js_value *out)
{
	bool ok;

	js_blank(&r->rest);
	if (!str_starts(r->rest, STR("!")) || str_starts(r->rest, STR("!=")))
		return primary(r, out);
	if (r->depth >= DEPTH_MAX)
		return false;
	r->rest = str_skip(r->rest, 1);
	r->depth++;
	ok = unary(r, out);
	r->depth--;
	if (ok)
		*out = bool_value(!js_is_true(out));
	return ok;
}

static bool sum(struct js_reader *r, struct js_value *out)
{
	struct js_value other;

	if (!unary(r, out))
		return false;
	while (js_blank(&r->rest), str_starts(r->rest, STR("+")) && !str_starts(r->rest, STR("++"))) {
		r->rest = str_skip(r->rest, 1);
		if (!unary(r, &other))
			return false;
		*out = text_value(str_concat(r->cx->arena, js_shown(out), js_shown(&other)));
	}
	return true;
}

static bool comparison(struct js_reader *r, struct js_value *out)
{
	struct js_value other;
	bool differ;

	if (!sum(r, out))
		return false;
	if (mark(r, STR("===")) || mark(r, STR("==")))
		differ = false;
	else if (mark(r, STR("!==")) || mark(r, STR("!=")))
		differ = true;
	else
		return true;
	if (!sum(r, &other))
		return false;
	bool same = out->kind == other.kind && str_eq(js_shown(out), js_shown(&other));
	*out = bool_value(same != differ);
	return true;
}

static bool both(struct js_reader *r, struct js_value *out)
{
	struct js_value other;

	if (!comparison(r, out))
		return false;
	while (mark(r, STR("&&"))) {
		if (!comparison(r, &other))
			return false;
		if (js_is_true(out))
			*out = other;
	}
	return true;
}

static bool either(struct js_reader *r, struct js_value *out)
{
	struct js_value other;

	if (!both(r, out))
		return false;
	while (mark(r, STR("||"))) {
		if (!both(r, &other))
			return false;
		if (!js_is_true(out))
			*out = other;
	}
	return true;
}

static bool ternary(struct js_reader *r, struct js_value *out)
{
	struct js_value yes, no;

	if (!either(r, out))
		return false;
	js_blank(&r->rest);
	if (!str_starts(r->rest, STR("?")) || str_starts(r->rest, STR("?.")))
		return true;
	r->rest = str_skip(r->rest, 1);
	if (!nested(r, &yes) || !mark(r, STR(":")) || !nested(r, &no))
		return false;
	*out = js_is_true(out) ? yes : no;
	return true;
}

bool js_expression(struct ctx *cx, const struct js_scope *scope, struct str *rest,
	struct js_value *out)
{
	struct js_reader r = { .cx = cx, .scope = scope, .rest = *rest };
	bool ok = ternary(&r, out);

	*rest = r.rest;
	return ok;
}
