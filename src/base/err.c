#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/ctx.h"
#include "base/limits.h"

static const struct kind {
	struct str name, sentence;
	int http, exit;
} kinds[ERR_KINDS] = {
	[ERR_NONE] = { STR_INIT("ok"), STR_INIT(""), 200, 0 },
	[ERR_NOT_FOUND] = { STR_INIT("not-found"),
		SAY_INIT("There is nothing here, or it is not yours to see."), 404, 3 },
	[ERR_DENIED] = { STR_INIT("denied"),
		SAY_INIT("Your account may not do this. Ask an administrator."), 403, 4 },
	[ERR_UNSIGNED] = { STR_INIT("unsigned"), SAY_INIT("Sign in first."), 401, 4 },
	[ERR_INVALID] = { STR_INIT("invalid"),
		SAY_INIT("Some of this cannot be used. Check the marked fields."), 422, 2 },
	[ERR_MALFORMED] = { STR_INIT("malformed"),
		SAY_INIT("The request could not be read."), 400, 2 },
	[ERR_METHOD] = { STR_INIT("method"),
		SAY_INIT("This address does not take that method."), 405, 2 },
	[ERR_MEDIA] = { STR_INIT("media-type"),
		SAY_INIT("A body of this type is not taken here."), 415, 2 },
	[ERR_CONFLICT] = { STR_INIT("conflict"),
		SAY_INIT("Someone changed this meanwhile. Look again, then repeat."), 409, 5 },
	[ERR_STALE] = { STR_INIT("stale"),
		SAY_INIT("This is no longer the version you read. Look again, then repeat."), 412, 5 },
	[ERR_LIMIT] = { STR_INIT("too-large"),
		SAY_INIT("This is larger than is accepted here."), 413, 6 },
	[ERR_RATE] = { STR_INIT("too-many"),
		SAY_INIT("Too many requests. Wait a minute, then repeat."), 429, 6 },
	[ERR_UNAVAILABLE] = { STR_INIT("unavailable"),
		SAY_INIT("This cannot be done now; nothing was saved. Repeat in a minute."), 503, 7 },
	[ERR_INTERNAL] = { STR_INIT("internal"),
		SAY_INIT("Something failed on our side; nothing was saved."), 500, 1 },
};

static struct err *make(struct ctx *cx, enum err_kind kind, const char *file, int line)
{
	struct err *e = arena_new(cx->arena, struct err);
	*e = (struct err){ .kind = kind, .file = file, .line = line };
	return e;
}

static struct str format(struct arena *a, const char *fmt, va_list args)
{
	struct buf b = buf_new(a, LIMIT_LOG_LINE);
	buf_vprintf(&b, fmt, args);
	return buf_str(&b);
}

error err_new_(struct ctx *cx, enum err_kind kind, const char *file, int line,
	const char *fmt, ...)
{
	struct err *e = make(cx, kind, file, line);
	va_list args;
	va_start(args, fmt);
	e->text = format(cx->arena, fmt, args);
	va_end(args);
	return e;
}

error err_person_(struct ctx *cx, enum err_kind kind, const char *field, struct str text,
	const char *file, int line)
{
	struct err *e = make(cx, kind, file, line);
	struct err_at_field *at = arena_new(cx->arena, struct err_at_field);
	*at = (struct err_at_field){ .field = str_from(field), .text = text };
	e->fields = at;
	e->text = at->field.len == 0 ? text
				     : str_printf(cx->arena, "%s: %.*s", field, STR_ARG(text));
	return e;
}

struct str err_fill(struct arena *a, struct str pattern, const int64_t numbers[2])
{
	struct buf b = buf_new(a, pattern.len + 64);
	for (size_t i = 0; i < pattern.len; i++) {
		bool hole = i + 2 < pattern.len && pattern.at[i] == '{' && pattern.at[i + 2] == '}' &&
			(pattern.at[i + 1] == '1' || pattern.at[i + 1] == '2');
		if (!hole) {
			buf_char(&b, pattern.at[i]);
			continue;
		}
		buf_printf(&b, "%" PRId64, numbers[pattern.at[i + 1] - '1']);
		i += 2;
	}
	return buf_str(&b);
}

error err_numbers_(struct ctx *cx, const char *field, struct str pattern,
	const int64_t numbers[2], const char *file, int line)
{
	struct str text = err_fill(cx->arena, pattern, numbers);
	error e = err_person_(cx, ERR_INVALID, field, text, file, line);
	struct err_at_field *at = (struct err_at_field *)(uintptr_t)e->fields;
	at->pattern = pattern;
	memcpy(at->numbers, numbers, sizeof at->numbers);
	return e;
}

error err_wrap_(struct ctx *cx, error cause, const char *file, int line, const char *fmt, ...)
{
	struct err *e = make(cx, cause->kind, file, line);
	va_list args;
	va_start(args, fmt);
	e->text = format(cx->arena, fmt, args);
	va_end(args);
	e->cause = cause;
	e->fields = cause->fields;
	e->retry = cause->retry;
	return e;
}

error err_also(struct ctx *cx, error first, error more)
{
	if (first == OK)
		return more;
	if (more == OK)
		return first;
	struct err *e = arena_new(cx->arena, struct err);
	*e = *first;
	const struct err_at_field *tail = NULL;
	SLICE(const struct err_at_field *) all = { 0 };
	for (const struct err_at_field *f = first->fields; f != NULL; f = f->next)
		*arena_push(cx->arena, &all) = f;
	for (const struct err_at_field *f = more->fields; f != NULL; f = f->next)
		*arena_push(cx->arena, &all) = f;
	for (size_t i = all.len; i-- > 0;) {
		struct err_at_field *copy = arena_new(cx->arena, struct err_at_field);
		*copy = *all.at[i];
		copy->next = tail;
		tail = copy;
	}
	e->fields = tail;
	return e;
}

bool err_is(error e, enum err_kind kind)
{
	return e != OK && e->kind == kind;
}

error err_copy(struct arena *a, error e)
{
	if (e == OK)
		return OK;
	struct err *copy = arena_new(a, struct err);
	*copy = *e;
	copy->text = str_copy(a, e->text);
	copy->cause = err_copy(a, e->cause);
	copy->fields = NULL;
	const struct err_at_field **tail = &copy->fields;
	for (const struct err_at_field *f = e->fields; f != NULL; f = f->next) {
		struct err_at_field *g = arena_new(a, struct err_at_field);
		*g = *f;
		g->field = str_copy(a, f->field);
		g->text = str_copy(a, f->text);
		g->pattern = str_copy(a, f->pattern);
		g->next = NULL;
		*tail = g;
		tail = &g->next;
	}
	return copy;
}

struct str err_kind_name(enum err_kind kind)
{
	return kinds[kind].name;
}

struct str err_kind_sentence(enum err_kind kind)
{
	return kinds[kind].sentence;
}

int err_http_status(enum err_kind kind)
{
	return kinds[kind].http;
}

int err_exit_code(error e)
{
	return e == OK ? 0 : kinds[e->kind].exit;
}

struct str err_text(struct arena *a, error e)
{
	struct buf b = buf_new(a, LIMIT_LOG_LINE);
	for (; e != OK; e = e->cause)
		buf_printf(&b, "%s:%d: %.*s%s", e->file, e->line, STR_ARG(e->text),
			e->cause ? ": " : "");
	return buf_str(&b);
}
