/*
 * entity.h - a message cut into the tree of its parts
 *
 * GMime reads headers, parameters and encodings; where a part begins and ends is decided
 * here, since it forgives less than mails need (delimiter.h), and makes objects of whatever
 * a hostile message asks for. Each limit is held before something is made.
 *
 * A header is read as far as it is one: a line that is no field is left out when a field or
 * the empty line follows it, and else begins the content, the empty line forgotten.
 */
#pragma once

#include <gmime/gmime.h>

#include "base/ctx.h"

struct entity {
	GMimeObject *object;    /* made of the header alone */
	struct str source;      /* all of it, as it was sent */
	struct str body;        /* as it was sent; of a multipart from its first delimiter on */
	bool multipart;         /* `children` hold what it has */
	bool in_digest;         /* a message unless it says otherwise (RFC 2046, 5.1.5) */
	bool whole;             /* an empty line ended its header */
	SLICE(struct entity *) children;
};

struct entity_tree {
	struct str bytes;
	GByteArray *array;      /* the bytes, for GMime, which reads them where they are */
	GMimeStream *stream;
	GMimeMessage *message;  /* has the first header */
	struct entity *root;
};

/*
 * Cuts `bytes`, which must outlive the tree. ERR_LIMIT when there is too much of anything.
 * The tree is to be freed either way. Without `has_header` all of it is a text.
 */
NODISCARD error entity_tree_read(struct ctx *, struct str bytes, bool has_header,
	struct entity_tree *out);
void entity_tree_free(struct entity_tree *);

/* The content of a leaf; decoded when it is written. To be unreferenced. */
GMimeDataWrapper *entity_content(const struct entity_tree *, const struct entity *);
