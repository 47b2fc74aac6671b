#include "domain/search/search.h"

#include "domain/search/search_outbox.sql.h"
#include "store/store.h"

error search_changed(struct ctx *cx, enum search_kind kind, int64_t id)
{
	TRY(q_index_outbox_add(cx, kind, id, cx->now));
	return store_announce(cx, STR("index"), 0);
}
