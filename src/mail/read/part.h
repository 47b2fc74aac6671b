/*
 * part.h - the tree of parts as a list, and which of them are the text
 *
 * What a reader shows as the text, and what as an attachment, is decided as RFC 8621,
 * 4.1.4 has it; pictures that belong into the text are attachments as well, marked so.
 */
#pragma once

#include "mail/read/entity.h"
#include "mail/read/read.h"

typedef SLICE(size_t) part_numbers;

struct body {
	part_numbers text, html; /* numbers in mail.parts, in order */
};

/* Names come from strangers: no folders, no leading dots, of a length that files may have. */
struct str part_name(struct str);

/* Fills out->parts. Contents of attachments go to `sink`, unless it is NULL. */
NODISCARD error parts_read(struct ctx *, const struct entity_tree *, const struct mail_sink *,
	struct mail *out, struct body *ret_body);
