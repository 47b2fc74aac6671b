#include "domain/document/document.h"

#include <jansson.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "domain/account/permission.h"
#include "domain/document/document.sql.h"
#include "domain/search/outbox.h"

/* A JSON value that is given back at the end of its scope. */
static void json_give_back(json_t **v)
{
	json_decref(*v);
}
#define AUTO_JSON CLEANUP(json_give_back) json_t *

struct line {
	struct ctx *cx;
	const json_t *object;
	struct q_document_put_args *into;
	struct document_line *out;
};

static const char *const members[] = {
	"id", "kind", "title", "body", "audience", "product", "release", "language", "solved", "date",
};

static error wrong(struct ctx *cx, const char *member, struct str text)
{
	return err_person_(cx, ERR_INVALID, member, text, __FILE__, __LINE__);
}

/* Text of a member; empty when it is absent or null. */
static error text_of(struct line *l, const char *member, size_t max, struct str *out)
{
	const json_t *v = json_object_get(l->object, member);
	*out = STR("");
	if (v == NULL || json_is_null(v))
		return OK;
	if (!json_is_string(v))
		return wrong(l->cx, member, SAY("Give text in quotation marks."));
	*out = str_copy(l->cx->arena, str_of(json_string_value(v), json_string_length(v)));
	if (out->len > max)
		return wrong(l->cx, member, SAY("This is too long."));
	if (!utf8_is_text(*out))
		return wrong(l->cx, member, SAY("This has control characters."));
	return OK;
}

static error read_name(struct line *l)
{
	const json_t *v = json_object_get(l->object, "id");
	if (json_is_integer(v))
		l->into->name = str_printf(l->cx->arena, "%" PRId64, (int64_t)json_integer_value(v));
	else
		TRY(text_of(l, "id", DOCUMENT_NAME_MAX, &l->into->name));
	if (str_is_blank(l->into->name))
		return wrong(l->cx, "id", SAY("Every document needs an id: text or a whole number."));
	return OK;
}

static error read_kind(struct line *l)
{
	struct str name;
	TRY(text_of(l, "kind", DOCUMENT_NAME_MAX, &name));
	l->into->kind = name.len == 0 ? SEARCH_DOCUMENT : search_kind_by_name(name);
	if (l->into->kind == SEARCH_NONE)
		return wrong(l->cx, "kind", SAY("Give one of article, manual, topic, blog, release, file, "
			"advisory, casefile, entry, document."));
	return OK;
}

static error read_audience(struct line *l)
{
	struct str name;
	TRY(text_of(l, "audience", DOCUMENT_NAME_MAX, &name));
	l->out->no_audience = name.len == 0;
	l->into->audience = name.len == 0 ? AUDIENCE_PUBLIC : audience_by_name(name);
	if ((unsigned)l->into->audience == 0)
		return wrong(l->cx, "audience",
			SAY("Give one of public, registered, customer, partner, internal."));
	return OK;
}

/* A text or a list of texts, as lines. */
static error read_names(struct line *l, const char *member, struct str *out)
{
	const json_t *v = json_object_get(l->object, member);
	if (!json_is_array(v))
		return text_of(l, member, DOCUMENT_NAME_MAX, out);
	struct buf lines = buf_new(l->cx->arena, DOCUMENT_NAMES_MAX * (DOCUMENT_NAME_MAX + 1));
	if (json_array_size(v) > DOCUMENT_NAMES_MAX)
		return wrong(l->cx, member, SAY("Give at most 15 names."));
	for (size_t i = 0; i < json_array_size(v); i++) {
		const json_t *one = json_array_get(v, i);
		struct str name = str_of(json_string_value(one), json_string_length(one));
		if (!json_is_string(one) || name.len > DOCUMENT_NAME_MAX ||
			!utf8_is_text(name) || str_find_char(name, '\n') >= 0)
			return wrong(l->cx, member, SAY("Give names in quotation marks."));
		buf_put(&lines, name);
		buf_char(&lines, '\n');
	}
	*out = buf_str(&lines);
	return OK;
}

static error read_date(struct line *l)
{
	struct str text;
	TRY(text_of(l, "date", DOCUMENT_NAME_MAX, &text));
	if (text.len > 0 && !instant_parse(text, &l->into->dated_at))
		return wrong(l->cx, "date", SAY("Give a date like 2026-11-23 or a time like "
			"2026-11-23T09:00:00Z."));
	return OK;
}

static error read_solved(struct line *l)
{
	const json_t *v = json_object_get(l->object, "solved");
	if (v != NULL && !json_is_boolean(v))
		return wrong(l->cx, "solved", SAY("Give true or false."));
	l->into->solved = json_is_true(v);
	return OK;
}

static void note_unknown(struct line *l)
{
	const char *name;
	json_t *value;
	json_object_foreach((json_t *)(uintptr_t)l->object, name, value) {
		bool known = false;
		for (size_t i = 0; i < sizeof members / sizeof *members; i++)
			known = known || strcmp(name, members[i]) == 0;
		if (!known)
			*arena_push(l->cx->arena, &l->out->unknown) =
				str_copy(l->cx->arena, str_from(name));
	}
}

static error read_line(struct line *l)
{
	TRY(read_name(l));
	TRY(read_kind(l));
	TRY(read_audience(l));
	TRY(text_of(l, "title", DOCUMENT_TITLE_MAX, &l->into->title));
	TRY(text_of(l, "body", LIMIT_ARTICLE, &l->into->body));
	if (str_is_blank(l->into->title) && str_is_blank(l->into->body))
		return wrong(l->cx, "title", SAY("A document needs a title or a body."));
	TRY(read_names(l, "product", &l->into->product));
	TRY(read_names(l, "release", &l->into->release));
	TRY(text_of(l, "language", DOCUMENT_NAME_MAX, &l->into->language));
	if (l->into->language.len == 0)
		l->into->language = STR("en");
	TRY(read_solved(l));
	TRY(read_date(l));
	note_unknown(l);
	return OK;
}

static bool is_same(const struct document *a, const struct q_document_put_args *b)
{
	return a->kind == b->kind && str_eq(a->title, b->title) && str_eq(a->body, b->body) &&
		a->audience == b->audience && str_eq(a->product, b->product) &&
		str_eq(a->release, b->release) && str_eq(a->language, b->language) &&
		a->solved == b->solved && a->dated_at.us == b->dated_at.us;
}

static error parse(struct ctx *cx, struct str line, json_t **out)
{
	json_error_t bad;
	if (line.len > LIMIT_IMPORT_LINE)
		return err_person(cx, ERR_LIMIT, "The line is longer than 8 MB.");
	*out = json_loadb(line.at, line.len, JSON_REJECT_DUPLICATES, &bad);
	if (*out == NULL)
		return err_person_(cx, ERR_MALFORMED, "",
			str_printf(cx->arena, "Not JSON: %s.", bad.text), __FILE__, __LINE__);
	if (!json_is_object(*out))
		return err_person(cx, ERR_MALFORMED, "The line is no JSON object.");
	return OK;
}

error document_import(struct ctx *cx, struct str text, bool dry, struct document_line *out)
{
	AUTO_JSON object = NULL;
	struct q_document_put_args put = { .now = cx->now };
	struct line line = { .cx = cx, .into = &put, .out = out };
	struct q_document_put_row row;
	struct document old;
	bool found;
	*out = (struct document_line){ 0 };
	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	TRY(parse(cx, text, &object));
	line.object = object;
	TRY(read_line(&line));
	TRY(q_document_by_name(cx, put.name, &old, &found));
	if (found && is_same(&old, &put)) {
		out->outcome = DOCUMENT_KEPT;
		return OK;
	}
	out->outcome = found ? DOCUMENT_CHANGED : DOCUMENT_ADDED;
	if (dry)
		return OK;
	TRY(q_document_put(cx, &put, &row));
	return search_changed(cx, SEARCH_DOCUMENT, row.id.v);
}
