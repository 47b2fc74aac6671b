/*
 * multipart.h - multipart/form-data as it arrives (RFC 7578, RFC 2046 5.1)
 *
 * Fed in pieces of any size; tells of parts as they pass, so that a file need never be
 * in memory. A part's headers are at most LIMIT_PART_HEADERS, the parts at most
 * LIMIT_FORM_FIELDS. The text before the first boundary and after the last is ignored.
 */
#pragma once

#include "base/arena.h"
#include "base/str.h"

struct multipart_part {
	struct str name;
	struct str filename; /* without folders; empty: a text field, or no file was chosen */
	struct str type;     /* of its content; empty: not said */
	bool is_file;        /* it had a filename, if an empty one */
};

struct multipart_sink {
	/* Each says whether to go on. The part's texts are the reader's own. */
	bool (*begin)(void *arg, const struct multipart_part *);
	bool (*data)(void *arg, struct str bytes);
	bool (*end)(void *arg);
};

struct multipart;

/* The boundary of a Content-Type; empty when it is another type or has none. */
struct str multipart_boundary(struct arena *, struct str content_type);

struct multipart *multipart_new(struct arena *, struct str boundary,
	const struct multipart_sink *, void *arg);

enum multipart_outcome {
	MULTIPART_MORE,
	MULTIPART_DONE,      /* the closing boundary has passed */
	MULTIPART_MALFORMED,
	MULTIPART_TOO_MANY,
	MULTIPART_STOPPED,   /* the sink said so */
};

/* After anything but MORE and DONE it must not be fed again. */
enum multipart_outcome multipart_feed(struct multipart *, struct str piece);
