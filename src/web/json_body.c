/*
 * json_body.c - a JSON object as a form (RFC 8259), read strictly
 *
 * Members that no field has, members given twice, wrong types and too much nesting are
 * refused, each by name.
 */
#include <jansson.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "web/engine/exchange.h"
#include "web/form.h"

static error wrong(struct web *w, const char *field, struct str text)
{
	return err_person_(&w->cx, ERR_INVALID, field, text, __FILE__, __LINE__);
}

/* Brackets outside of strings: the library would recurse into them. */
static bool is_shallow(struct str s)
{
	int depth = 0;
	bool quoted = false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		if (quoted && c == '\\')
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == '{' || c == '['))
			depth++;
		else if (!quoted && (c == '}' || c == ']'))
			depth--;
		if (depth > LIMIT_JSON_DEPTH)
			return false;
	}
	return true;
}

static error read_object(struct web *w, json_t **out)
{
	struct ctx *cx = &w->cx;
	struct str body = web_body(w);
	json_error_t why;
	if (str_is_blank(body))
		return err_person(cx, ERR_MALFORMED, "The body is empty: send a JSON object.");
	if (!utf8_is_valid(body))
		return err_person(cx, ERR_MALFORMED, "The body is not valid UTF-8 text.");
	if (!is_shallow(body))
		return err_person(cx, ERR_MALFORMED, "The JSON is nested more than 32 levels deep.");
	json_t *root = json_loadb(body.at, body.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL,
		&why);
	if (root == NULL)
		return err_person_(cx, ERR_MALFORMED, "",
			str_printf(cx->arena, "The body is not valid JSON: line %d, column %d: %s.",
				why.line, why.column, why.text),
			__FILE__, __LINE__);
	if (!json_is_object(root)) {
		json_decref(root);
		return err_person(cx, ERR_MALFORMED, "The body must be a JSON object.");
	}
	*out = root;
	return OK;
}

static void put(struct web *w, const char *name, struct str value)
{
	*arena_push(w->cx.arena, &w->form) = (struct pair){ str_from(name), value };
}

static struct str text_of(struct web *w, const json_t *v)
{
	return str_copy(w->cx.arena, str_of(json_string_value(v), json_string_length(v)));
}

/* An array of strings, as a repeated field. */
static error put_texts(struct web *w, const struct field *f, const json_t *v)
{
	if (!json_is_array(v))
		return wrong(w, f->name, SAY("This must be an array of strings."));
	for (size_t i = 0; i < json_array_size(v); i++) {
		const json_t *one = json_array_get(v, i);
		if (!json_is_string(one))
			return wrong(w, f->name, SAY("This must be an array of strings."));
		if (w->form.len >= LIMIT_FORM_FIELDS)
			return wrong(w, f->name, SAY("These are too many: at most 200."));
		put(w, f->name, text_of(w, one));
	}
	return OK;
}

/* The member in the words of a form; its limits are checked there. */
static error put_member(struct web *w, const struct field *f, const json_t *v)
{
	switch (f->kind) {
	case FIELD_TEXT_:
		if (!json_is_string(v))
			return wrong(w, f->name, SAY("This must be a string."));
		put(w, f->name, text_of(w, v));
		return OK;
	case FIELD_INT_:
		if (!json_is_integer(v))
			return wrong(w, f->name, SAY("This must be a whole number."));
		put(w, f->name, str_printf(w->cx.arena, "%" JSON_INTEGER_FORMAT, json_integer_value(v)));
		return OK;
	case FIELD_BOOL_:
		if (!json_is_boolean(v))
			return wrong(w, f->name, SAY("This must be true or false."));
		put(w, f->name, json_is_true(v) ? STR("1") : STR("0"));
		return OK;
	case FIELD_TEXTS_:
		return put_texts(w, f, v);
	case FIELD_END_:
		break;
	}
	return OK;
}

static const struct field *field_of(const struct field *fields, const char *name)
{
	while (fields->kind != FIELD_END_ && strcmp(fields->name, name) != 0)
		fields++;
	return fields->kind != FIELD_END_ ? fields : NULL;
}

static error put_members(struct web *w, const struct field *fields, json_t *root)
{
	error all = OK;
	const char *name;
	json_t *value;
	json_object_foreach(root, name, value) {
		const struct field *f = field_of(fields, name);
		error e = OK;
		if (f == NULL)
			e = wrong(w, str_c(w->cx.arena, str_sub(str_from(name), 0, LIMIT_NAME)),
				SAY("There is no such member here."));
		else if (!json_is_null(value)) /* as if it were not given */
			e = put_member(w, f, value);
		all = err_also(&w->cx, all, e);
	}
	return all;
}

static bool has_field(error e, struct str field)
{
	const struct err_at_field *f = e != OK ? e->fields : NULL;
	while (f != NULL && !str_eq(f->field, field))
		f = f->next;
	return f != NULL;
}

/* One of the fields of an error. */
static error alone(struct web *w, error e, const struct err_at_field *f)
{
	struct err *one = arena_new(w->cx.arena, struct err);
	struct err_at_field *field = arena_new(w->cx.arena, struct err_at_field);
	*one = *e;
	*field = *f;
	field->next = NULL;
	one->fields = field;
	return one;
}

/* All that is wrong, each field once: what is no number is not missing besides. */
static error join(struct web *w, error members, error values)
{
	error all = members;
	for (const struct err_at_field *f = values != OK ? values->fields : NULL; f != NULL;
		f = f->next)
		if (!has_field(members, f->field))
			all = err_also(&w->cx, all, alone(w, values, f));
	return all;
}

static bool is_json(struct str type)
{
	ptrdiff_t semicolon = str_find_char(type, ';');
	struct str name = str_trim(semicolon < 0 ? type : str_sub(type, 0, (size_t)semicolon));
	return type.len == 0 || str_eq_nocase(name, STR("application/json")) ||
		str_ends(name, STR("+json"));
}

error web_json(struct web *w, const struct field *fields, void *out)
{
	json_t *root;
	if (!is_json(w->known[HEADER_CONTENT_TYPE]))
		return err_person(&w->cx, ERR_MEDIA,
			"The body is not JSON: send Content-Type: application/json.");
	TRY(read_object(w, &root));
	w->form = (pair_list){ 0 };
	w->form_read = true;
	error members = put_members(w, fields, root);
	json_decref(root);
	error values = web_form(w, fields, out);
	return join(w, members, values);
}
