/*
 * js.h - the literals of JavaScript files: sidebars, variables, attributes of tags
 *
 * Documentation tools keep their settings as objects in JavaScript. This reads values:
 * objects, arrays, texts (also templates with ${name}), numbers, true, false, null; names
 * of what was read before, members of it (a.b, a['b'], a[0]); and what is decided by
 * values alone: === !== == != && || ! ?: + and parentheses. Nothing is run: a call of a
 * function, whatever it is, is JS_UNDEFINED, and so is a name that is not known.
 *
 * JSON is a part of it. Depth and size have limits.
 */
#pragma once

#include "base/ctx.h"
#include "base/map.h"

enum js_kind { JS_UNDEFINED, JS_NULL, JS_BOOL, JS_NUMBER, JS_STRING, JS_ARRAY, JS_OBJECT };

struct js_member;
struct js_value {
	enum js_kind kind;
	bool yes;         /* of JS_BOOL */
	struct str text;  /* of JS_STRING; of JS_NUMBER as it was written */
	SLICE(struct js_member) members; /* of JS_ARRAY and JS_OBJECT */
};
struct js_member {
	struct str name; /* "" in an array */
	struct js_value value;
};

/* What names mean: the value, or NULL. */
struct js_scope {
	const struct js_value *(*name)(void *arg, struct str name);
	/* require('./x.json'): the value of the file, or NULL. */
	const struct js_value *(*require)(void *arg, struct str path);
	void *arg;
};

/*
 * Reads one expression from the front of *rest. False, with *rest where it stopped, when
 * it is none of the above.
 */
bool js_expression(struct ctx *, const struct js_scope *, struct str *rest, struct js_value *out);

/*
 * A file: what `const name = ...`, `export const name = ...`, `export default` and
 * `module.exports =` give; other statements are passed over. "default" is the name of
 * the last two. Values are of type struct js_value.
 */
struct map js_module(struct ctx *, const struct js_scope *, struct str text);

/* NULL when it is no object or has no such member. */
const struct js_value *js_get(const struct js_value *, struct str name);
/* The text of a member, or "". */
struct str js_text(const struct js_value *, struct str name);
/* As it is written into a text: "" for nothing, objects and lists. */
struct str js_shown(const struct js_value *);
bool js_is_true(const struct js_value *);
/* "a.b.0.c": NULL when there is none. Names with dots in them are tried whole first. */
const struct js_value *js_path(const struct js_value *, struct str path);

/* White space and comments. */
void js_blank(struct str *rest);
/* The length of a quoted text or template at the front, quotes included; 0: it is none. */
size_t js_quoted(struct str);
/* The length of (...), [...] or {...} at the front, texts in it respected; 0: unbalanced. */
size_t js_balanced(struct str);
