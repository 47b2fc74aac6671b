#include "domain/search/outbox.h"

#include "domain/search/search.sql.h"
#include "store/store.h"

error search_changed(struct ctx *cx, enum search_kind kind, int64_t id)
{
	check(kind > SEARCH_NONE && kind < SEARCH_KINDS);
	TRY(q_index_outbox_add(cx, kind, id, cx->now));
	return store_announce(cx, STR("search"), 0);
}
