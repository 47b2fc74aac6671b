#include "domain/inspection/queue.h"

#include "base/limits.h"
#include "domain/inspection/queue.sql.h"

error inspection_queue(struct ctx *cx, attachment_id id, int64_t size)
{
	return size > 0 && size <= LIMIT_BUNDLE ? q_inspection_insert(cx, id, cx->now) : OK;
}
