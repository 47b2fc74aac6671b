/*
 * picture.h - pictures in articles
 *
 * A picture is a stored file that an article names: PNG, JPEG, GIF or WebP, as its bytes
 * say, never what can act. In the text it stands as ![words](/kb/KB1/pictures/HASH).
 * Whoever writes articles sees it at once, a reader when the version that they read shows
 * it.
 */
#pragma once

#include "domain/knowledge/article.h"
#include "domain/knowledge/edit/picture.sql.h"

/* ERR_NOT_FOUND, ERR_DENIED; and ERR_LIMIT when the article is full of pictures. */
NODISCARD error article_picture_may_add(struct ctx *, struct str number, struct article *out);

struct article_picture_new {
	struct str name, type, sha256;
	int64_t size;
};
/* ERR_INVALID on picture when it is of no type that is shown. The same again is no fault. */
NODISCARD error article_picture_add(struct ctx *, article_id, const struct article_picture_new *);

/* In the order of their coming. */
NODISCARD error article_pictures(struct ctx *, article_id, struct article_picture_list *out);
/* As a reader of the article. */
NODISCARD error article_picture_find(struct ctx *, struct str number, struct str sha256,
	struct article_picture *out);

/* "/kb/KB1/pictures/ab12..." */
struct str article_picture_address(struct arena *, struct str number, struct str sha256);
/* "![core switch](/kb/KB1/pictures/ab12...)", with the name as its words. */
struct str article_picture_markdown(struct arena *, struct str number, struct str name,
	struct str sha256);
