/* sanitize_tags.h - what becomes of each element, and of notes of many dialects: for sanitize.c */
#pragma once

#include "base/str.h"

enum tag_does {
	TAG_TEXT,    /* HTML does not know it: it is text */
	TAG_OPEN,    /* its contents stay */
	TAG_DROP,    /* it goes with its contents */
	TAG_BLOCK,   /* kept; stands between paragraphs */
	TAG_INLINE,  /* kept; within a line */
	TAG_VOID,    /* kept; has no contents */
	TAG_HEADING,
};

enum tag_does tag_does(struct str name);
/* Whether the attribute is kept on the element with a value like this. */
bool tag_keeps(struct str name, struct str attribute, struct str value);

/* How a note looks, and what it is called. */
struct sanitize_note {
	struct str kind, look, word;
};

/* Of a kind that nobody knows, a plain note. */
const struct sanitize_note *sanitize_note_of(struct str kind);
