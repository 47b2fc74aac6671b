/* utf8.h - the check that text from outside passes once (RFC 3629) */
#pragma once

#include "base/str.h"

/* Well-formed UTF-8: no overlong forms, surrogates, or values above U+10FFFF. */
bool utf8_is_valid(struct str);

/* Also free of NUL and of control characters other than tab, CR and LF. */
bool utf8_is_text(struct str);

/*
 * Reads one character of valid UTF-8 off the front. False at the end. On a
 * malformed byte it gives U+FFFD and moves on by one.
 */
bool utf8_next(struct str *rest, uint32_t *ret_char);

/* At most `max` bytes, cut at a character boundary. */
struct str utf8_cut(struct str, size_t max);

/* Characters (code points), for limits that a person reads. */
size_t utf8_len(struct str);

/* A copy with malformed bytes and controls replaced by U+FFFD. */
struct str utf8_clean(struct arena *, struct str);
