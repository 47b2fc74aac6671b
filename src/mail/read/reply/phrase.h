/* phrase.h - short texts against the patterns of a table */
#pragma once

#include "base/str.h"

enum { PHRASE_LINE_MAX = 600 };

/*
 * The whole of `s` is as `pattern` says: '*' stands for anything, a space for any blanks,
 * ASCII letters for both cases. False for an `s` beyond PHRASE_LINE_MAX.
 */
bool phrase_is(struct str s, const char *pattern);
bool phrase_is_any(struct str s, const char *const *patterns); /* ends with NULL */

/* Is `word` in `s`, not inside of a longer word? ASCII letters count in both cases. */
bool phrase_has_word(struct str s, struct str word);
bool phrase_ends_with_word(struct str s, struct str word);
bool phrase_starts_with_word(struct str s, struct str word);

/* Without dashes, stars, underlines and blanks at both ends. */
struct str phrase_undecorated(struct str s);
