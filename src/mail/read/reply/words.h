/* words.h - the tables of words that announce a quote, in the languages of mail programs */
#pragma once

#include "base/str.h"

/* "On 3 May 2026 ... wrote:": how it begins, and the word for writing. */
extern const struct str attribution_starts[];
extern const struct str attribution_verbs[];
/* Whole lines, with a date or an address in them. */
extern const char *const attribution_forms[];

enum header_kind {
	HEADER_NONE,
	HEADER_FROM,
	HEADER_DATE,
	HEADER_TO,
	HEADER_SUBJECT,
	HEADER_OTHER,
	HEADER_KINDS
};

struct header_word {
	const char *name;
	enum header_kind kind;
};

/* "From:", "Von:" ... of a quoted message's head; ends with NULL. */
extern const struct header_word header_words[];

/* "Original Message", between dashes or before such a head; end with NULL. */
extern const char *const separator_words[];
/* The same, where the line alone says it. */
extern const char *const separator_lines[];
/* "Sent from my *". */
extern const char *const signature_words[];
