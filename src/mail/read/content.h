/*
 * content.h - the decoded content of a part, as it streams by
 *
 * Hash, size, the beginning as text, and whatever the caller of mail_read does with it,
 * all in one pass: a large attachment is never in memory.
 */
#pragma once

#include <gmime/gmime.h>

#include "base/ctx.h"
#include "mail/read/read.h"

struct content {
	struct ctx *cx;
	const struct mail_sink *sink; /* may be NULL */
	size_t part;
	struct buf *keep;             /* may be NULL; overflows when it gets too much */
	int64_t size;                 /* set by content_read, as all below */
	unsigned char sha256[MAIL_SHA256];
};

/* Decodes it, once. */
NODISCARD error content_read(struct content *, GMimeDataWrapper *);
