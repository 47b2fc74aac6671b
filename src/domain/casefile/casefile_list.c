#include "domain/casefile/list.h"

#include "base/limits.h"
#include "domain/account/permission.h"

static int64_t bounded(int64_t limit)
{
	if (limit <= 0)
		return LIMIT_QUEUE_PAGE;
	return limit > LIMIT_LIST_PAGE ? LIMIT_LIST_PAGE : limit;
}

/* The whole desk: led by whichever filter narrows most by an index. */
static error list_all(struct ctx *cx, const struct casefile_filter *f, int64_t limit,
	struct casefile_item_list *out)
{
	bool open = !f->ended;
	if (f->status >= 0)
		return q_casefile_list_status(cx, open, f->priority, f->status, f->due, f->after,
			limit, out);
	if (f->priority > 0)
		return q_casefile_list_priority(cx, open, f->priority, f->status, f->due,
			f->after, limit, out);
	return q_casefile_list_open(cx, open, f->priority, f->status, f->due, f->after, limit, out);
}

error casefile_queue(struct ctx *cx, const struct casefile_filter *f,
	struct casefile_item_list *out)
{
	int64_t limit = bounded(f->limit);
	bool open = !f->ended;

	TRY(actor_may(cx, MAY_SEE_QUEUES, RELATION_NONE));
	switch (f->view) {
	case VIEW_MINE:
		return q_casefile_list_owner(cx, cx->actor->person, open, f->priority, f->status,
			f->due, f->after, limit, out);
	case VIEW_UNOWNED:
		return q_casefile_list_unowned(cx, open, f->priority, f->status, f->due, f->after,
			limit, out);
	case VIEW_QUEUE:
		return q_casefile_list_queue(cx, f->queue, open, f->priority, f->status, f->due,
			f->after, limit, out);
	case VIEW_PRODUCT:
		return q_casefile_list_product(cx, f->product, open, f->priority, f->status,
			f->due, f->after, limit, out);
	case VIEW_ALL:
		break;
	}
	return list_all(cx, f, limit, out);
}
