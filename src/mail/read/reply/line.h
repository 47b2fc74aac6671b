/* line.h - the lines of a text, and what each of them is */
#pragma once

#include "base/buf.h"

enum line_kind {
	LINE_TEXT,
	LINE_EMPTY,
	LINE_QUOTE,       /* "> ..." */
	LINE_ATTRIBUTION, /* "On ... wrote:", also the further lines of it */
	LINE_END,         /* what follows is no more the person's: "-- ", "Original Message" */
	LINE_SIGNATURE,   /* "Sent from my phone" */
	LINE_DROPPED,     /* armour, marks */
};

struct line {
	struct str text; /* without blanks at its end */
	enum line_kind kind;
};

typedef SLICE(struct line) line_list;

/* False when there are too many of them (LIMIT_MAIL_REPLY_LINES). */
bool lines_read(struct arena *, struct str text, line_list *out);

/* The next line that is not empty, or NULL. */
const struct line *line_after(const line_list *, size_t i);
