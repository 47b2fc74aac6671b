/*
 * export.h - articles as files that `import kb` reads back unchanged
 *
 *	KB31842.md            a YAML head with all that a version says of itself, its text
 *	pictures/HASH.png     what the text shows
 *
 * The head of such a file has `mainstay: 1`. Read back it keeps its number, and its text
 * is taken as it is: nothing is included, cut out or rewritten but the paths of pictures.
 */
#pragma once

#include "base/buf.h"
#include "domain/knowledge/edit/edit.h"
#include "domain/knowledge/edit/picture.h"
#include "domain/knowledge/export/export.sql.h"
#include "domain/source/front_matter.h"

struct article_export {
	struct str name; /* "KB31842.md" */
	struct str text;
	struct article_picture_list pictures; /* that the text shows */
};

/* The published version, else the newest one. MAY_WRITE_ARTICLE. */
NODISCARD error article_export(struct ctx *, struct str number, struct article_export *out);
/* The version that is exported, with its number and dates: the published one, else the newest. */
NODISCARD error article_export_version(struct ctx *, struct article_edit *);
/* Head and text, with the addresses of pictures as they are. */
struct str article_export_text(struct arena *, const struct article_new *);
/* "pictures/HASH.png" */
struct str article_export_picture(struct arena *, const struct article_picture *);
/* Numbers of all articles that are not retired, in order of id, above `after`. */
NODISCARD error article_export_numbers(struct ctx *, article_id after,
	struct q_article_export_numbers_list *out);

/* --- and back --- */

/* ERR_INVALID names what in the head is none of ours. */
NODISCARD error article_export_read(struct ctx *, const struct front_matter *, struct str number,
	struct str body, struct article_new *out);
/* "pictures/HASH.png" at the start of a text: its length, else 0. */
size_t article_export_is_picture(struct str text);
/* "image/png" of such a path. */
struct str article_export_picture_type(struct str path);
