/*
 * err.h - what went wrong, for the operator and for the person
 *
 * A function that can fail returns `error`; OK is NULL. An error lives in the
 * arena of the ctx that met it. Its kind decides the HTTP status, SMTP reply and
 * exit code, once, at the edge; it is logged once, there. Programming mistakes are
 * not errors: they are check() (check.h).
 */
#pragma once

#include "base/check.h"
#include "base/str.h"

struct ctx;

enum err_kind {
	ERR_NONE,
	ERR_NOT_FOUND,   /* 404; also "may not know that it exists" */
	ERR_DENIED,      /* 403 */
	ERR_UNSIGNED,    /* 401: sign in first */
	ERR_INVALID,     /* 422 */
	ERR_MALFORMED,   /* 400 */
	ERR_METHOD,      /* 405 */
	ERR_MEDIA,       /* 415: a body of another type than asked for */
	ERR_CONFLICT,    /* 409 */
	ERR_STALE,       /* 412: a precondition of the caller failed */
	ERR_LIMIT,       /* 413 */
	ERR_RATE,        /* 429 */
	ERR_UNAVAILABLE, /* 503: try again later */
	ERR_INTERNAL,    /* 500 */
	ERR_KINDS
};

struct err_at_field {
	struct str field; /* the form field or JSON member; may be empty */
	struct str text;  /* for the person: what is wrong and how to fix it */
	const struct err_at_field *next;
	/* Where the text has numbers: what is translated, "at most {1} are kept". */
	struct str pattern;
	int64_t numbers[2];
};

struct err {
	enum err_kind kind;
	struct str text;                    /* for the operator */
	const struct err_at_field *fields;  /* for the person; NULL: a standard sentence */
	const struct err *cause;
	const char *file;
	int line;
	bool retry; /* ERR_CONFLICT from the database: run the whole transaction again */
};

typedef const struct err *error;

#define OK ((error)NULL)

#define TRY(call)                                                                        \
	do {                                                                             \
		error try_err_ = (call);                                                 \
		if (try_err_ != OK)                                                      \
			return try_err_;                                                 \
	} while (0)

/* The same for a call whose memory ends with this scope: the error moves to `arena`. */
#define TRY_KEEP(arena, call)                                                            \
	do {                                                                             \
		error try_err_ = (call);                                                 \
		if (try_err_ != OK)                                                      \
			return err_copy((arena), try_err_);                              \
	} while (0)

/* An error for the operator; the person sees the standard sentence of its kind. */
#define err_new(cx, kind, ...) err_new_((cx), (kind), __FILE__, __LINE__, __VA_ARGS__)

/* ERR_INVALID with one field; `text` is what the person reads, a literal (translated). */
#define err_field(cx, field, text)                                                       \
	err_person_((cx), ERR_INVALID, (field), STR(text), __FILE__, __LINE__)

/* The same with {1} and {2} in the text, for two numbers. */
#define err_numbers(cx, field, text, first, second)                                      \
	err_numbers_((cx), (field), STR(text), (const int64_t[2]){ (first), (second) },  \
		__FILE__, __LINE__)

/* Any kind, with a sentence for the person. */
#define err_person(cx, kind, text)                                                       \
	err_person_((cx), (kind), "", STR(text), __FILE__, __LINE__)

/* `err` with `cause` beneath it; the kind is the cause's. */
#define err_wrap(cx, cause, ...) err_wrap_((cx), (cause), __FILE__, __LINE__, __VA_ARGS__)

/* Never OK: so a compiler knows that what TRY passed over has set its results. */
#define ERR_MAKER NODISCARD __attribute__((returns_nonnull))

ERR_MAKER error err_new_(struct ctx *, enum err_kind, const char *file, int line,
	const char *fmt, ...) PRINTF(5, 6);
ERR_MAKER error err_person_(struct ctx *, enum err_kind, const char *field,
	struct str text, const char *file, int line);
ERR_MAKER error err_numbers_(struct ctx *, const char *field, struct str pattern,
	const int64_t numbers[2], const char *file, int line);
ERR_MAKER error err_wrap_(struct ctx *, error cause, const char *file, int line,
	const char *fmt, ...) PRINTF(5, 6);

/* `first` with the fields of `more` added: a form reports all that is wrong at once. */
NODISCARD error err_also(struct ctx *, error first, error more);

bool err_is(error, enum err_kind);

/* Copies an error (with its causes) into another arena, to outlive its own. */
error err_copy(struct arena *, error);

/* A pattern with its numbers: "at most 250 are kept". */
struct str err_fill(struct arena *, struct str pattern, const int64_t numbers[2]);

/* "invalid", "not-found", ...: for logs, metrics and problem types. */
struct str err_kind_name(enum err_kind);
/* The sentence for a person when the error carries none; translated at the edge. */
struct str err_kind_sentence(enum err_kind);
int err_http_status(enum err_kind);
/* 0 ok, 1 internal, 2 usage/invalid, 3 not found, 4 denied, 5 conflict, 6 limit, 7 unavailable. */
int err_exit_code(error);

/* "file:line: text: cause" for a log line. */
struct str err_text(struct arena *, error);
