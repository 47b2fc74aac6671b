/*
 * fold.h - words that mean the same get the same letters
 *
 * Unicode NFKC with case folded (UAX #15, UAX #21), then accents of Latin, Greek and
 * Cyrillic letters dropped: "Zürich", "ZÜRICH" and "zurich" are one word. Invisible
 * characters (soft hyphen, joiners) go. Apostrophes inside a word go too.
 */
#pragma once

#include "base/str.h"

enum { FOLD_WORD_MAX = 64 }; /* bytes of a folded word; the rest is cut */

/* `word` is one word of valid UTF-8; the result may be empty. */
struct str fold_word(struct arena *, struct str word);

/* Letters, digits and marks of any script, and what stands inside words unseen. */
bool fold_is_word_char(uint32_t c);
/* A character of a script that is written without spaces. */
bool fold_is_unspaced(uint32_t c);
