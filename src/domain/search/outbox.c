#include "domain/search/outbox.h"

#include "domain/search/search.sql.h"
#include "store/store.h"

error search_changed(struct ctx *cx, enum search_kind kind, int64_t id)
{
	check(kind > SEARCH_NONE && kind < SEARCH_KINDS);
	TRY(q_index_outbox_add(cx, kind, id, cx->now));
	return store_announce(cx, STR("search"), 0);
}

error search_product_changed(struct ctx *cx, product_id product)
{
	int64_t changes;

	TRY(q_index_outbox_add_product(cx, product, SEARCH_ARTICLE, SEARCH_CASEFILE, SEARCH_ENTRY,
		cx->now, &changes));
	return changes > 0 ? store_announce(cx, STR("search"), 0) : OK;
}
