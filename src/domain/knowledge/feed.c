#include "domain/knowledge/feed.h"

error article_feed(struct ctx *cx, int64_t type, product_id product, struct str language,
	struct article_entry_list *out)
{
	unsigned audiences = cx->actor->audiences;

	if (product.v == 0)
		return q_article_feed(cx, audiences, language, type, FEED_ENTRIES, out);
	return q_article_feed_of(cx, product, audiences, language, type, FEED_ENTRIES, out);
}

error article_map(struct ctx *cx, int64_t after, int64_t until, struct article_place_list *out)
{
	return q_article_map(cx, after, until, out);
}

error article_map_end(struct ctx *cx, int64_t *out)
{
	struct q_article_map_end_row row;

	TRY(q_article_map_end(cx, &row));
	*out = row.id;
	return OK;
}
