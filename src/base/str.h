/*
 * str.h - text by value
 *
 * A struct str is a pointer and a length: immutable, not NUL-terminated, valid as
 * long as the memory that it points into (an arena, or static text). Text from
 * outside is checked to be UTF-8 where it enters (utf8.h).
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/check.h"

struct str {
	const char *at;
	size_t len;
};

typedef SLICE(struct str) str_list;

#define STR(literal) ((struct str){ "" literal, sizeof(literal) - 1 })
#define STR_INIT(literal) { "" literal, sizeof(literal) - 1 }

/*
 * The same, of text that a person reads and that is translated where it is shown: it
 * goes into the catalogues (po/), which fail a test when they lack it.
 */
#define SAY(literal) STR(literal)
#define SAY_INIT(literal) STR_INIT(literal)

/* For printf's "%.*s". */
#define STR_ARG(s) (int)(s).len, (s).at

/* A view of a NUL-terminated string; NULL gives the empty one. */
struct str str_from(const char *);
struct str str_of(const void *at, size_t len);

/* NUL-terminated copies, only for libc and libraries. */
char *str_c(struct arena *, struct str);
struct str str_copy(struct arena *, struct str);
struct str str_printf(struct arena *, const char *fmt, ...) PRINTF(2, 3);
struct str str_concat(struct arena *, struct str, struct str);

bool str_eq(struct str, struct str);
/* ASCII letters only; other bytes compare exactly. */
bool str_eq_nocase(struct str, struct str);
/* <0, 0, >0 by bytes. */
int str_cmp(struct str, struct str);
bool str_starts(struct str, struct str prefix);
bool str_ends(struct str, struct str suffix);
/* Empty, or ASCII white space alone. */
bool str_is_blank(struct str);

/* Without ASCII white space at both ends. */
struct str str_trim(struct str);
/* From `from` on, at most `len` bytes; out of range gives what is there. */
struct str str_sub(struct str, size_t from, size_t len);
struct str str_skip(struct str, size_t n);
/* Index of the first occurrence, or -1. */
ptrdiff_t str_find(struct str, struct str needle);
ptrdiff_t str_find_char(struct str, char);
ptrdiff_t str_rfind_char(struct str, char);

/*
 * Takes the part before the first `sep` off the front of *rest. False when
 * *rest was exhausted: an empty text gives no part, and *ret_part is empty.
 */
bool str_cut(struct str *rest, char sep, struct str *ret_part);

/* ASCII letters lowered; other bytes as they are. */
struct str str_lower(struct arena *, struct str);

/* Whole decimal number with optional '-'; false on anything else or overflow. */
bool str_int(struct str, int64_t *out);

/* FNV-1a, 64 bit: for hash tables and cache keys, not for secrets. */
uint64_t str_hash(struct str);

bool str_is_digit(char);
bool str_is_alpha(char);
bool str_is_space(char);
char str_lower_char(char);
