/* dialect_part.h - shared by the files of dialect.h */
#pragma once

#include "base/buf.h"
#include "domain/knowledge/import/dialect.h"

enum { DIALECT_OPENS_MAX = 32 };

struct dialect {
	struct kb_tree *tree;
	const struct kb_file *file;
	struct buf *out;
	int64_t line;
	int depth;           /* of includes */
	char fence;          /* '`' or '~' inside a fence */
	size_t fence_len;
	bool in_comment;
	size_t opens[DIALECT_OPENS_MAX]; /* where '[' stand in out, of this line */
	size_t open_count;
	struct str href;     /* of <a href>, until </a> */
};

void dialect_body(struct dialect *);
void dialect_finding(struct dialect *, enum kb_finding_kind, struct str text);

/* Each takes what stands at the front of `at` and returns its length, or 0. */
size_t dialect_html(struct dialect *, struct str at);
size_t dialect_link_close(struct dialect *, struct str at);

void dialect_link_open(struct dialect *);
/* The address for a link of the file; empty: nowhere, and that is noted. */
struct str dialect_address(struct dialect *, struct str link);
void dialect_picture(struct dialect *, struct str source, struct str alt);
/* The value of name="value" in a tag or mark. */
struct str dialect_attribute(struct str tag, struct str name);
