/*
 * form.h - a form as a table
 *
 * The fields of a form are a const table over a struct: name, place, limits. One
 * constant bounds the rule, the form and the page. web_form reads, checks and
 * reports all that is wrong at once, each with its field.
 */
#pragma once

#include "base/ctx.h"

struct web;

enum field_kind { FIELD_END_, FIELD_INT_, FIELD_TEXT_, FIELD_BOOL_, FIELD_TEXTS_ };

struct field {
	const char *name;
	enum field_kind kind;
	size_t at;
	int64_t min, max; /* text: bytes; int: value */
	bool required;
	bool lines;       /* text may hold line breaks */
	bool secret;      /* never written to a page or a log */
};

#define FIELD_AT_(S, m, K, T, ...)                                                       \
	{ .name = #m, .kind = (K),                                                       \
		.at = offsetof(S, m) + 0 * sizeof(char[_Generic(((S *)0)->m, T: 1)]),    \
		__VA_ARGS__ }
#define FIELD_INT(S, m, ...) FIELD_AT_(S, m, FIELD_INT_, int64_t, __VA_ARGS__)
#define FIELD_TEXT(S, m, ...) FIELD_AT_(S, m, FIELD_TEXT_, struct str, __VA_ARGS__)
#define FIELD_BOOL(S, m, ...) FIELD_AT_(S, m, FIELD_BOOL_, bool, __VA_ARGS__)
/* A repeated field (checkboxes). */
#define FIELD_TEXTS(S, m, ...) FIELD_AT_(S, m, FIELD_TEXTS_, str_list, __VA_ARGS__)
#define FIELDS_END { 0 }

/*
 * Reads the body (application/x-www-form-urlencoded) into the struct. On ERR_INVALID
 * the struct still holds what was typed, so the page can show it again.
 */
NODISCARD error web_form(struct web *, const struct field *, void *out);
/* The same from a JSON object: unknown members are refused by name. */
NODISCARD error web_json(struct web *, const struct field *, void *out);

/*
 * Whether the page shows its form again for this error: something in it was wrong, or
 * cannot be done to what it is about (any more). Its status is err_http_status's.
 */
bool form_is_refused(error);

/*
 * Days, as <input type="date"> sends them: "2026-11-23", midnight UTC; empty is none.
 * ERR_INVALID on the field for anything else, and outside 1990 to 2199.
 */
NODISCARD error form_day(struct ctx *, const char *field, struct str text, instant *out);
/* The same back; empty for none. */
struct str form_day_text(struct arena *, instant);

/*
 * Times, as <input type="datetime-local"> sends them: "2026-11-23T09:00", which is taken
 * as UTC, as the labels say; also with a zone. Empty is none.
 */
NODISCARD error form_time(struct ctx *, const char *field, struct str text, instant *out);
/* The same back; empty for none. */
struct str form_time_text(struct arena *, instant);
