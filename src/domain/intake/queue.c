#include "domain/intake/queue.h"

#include "base/limits.h"
#include "domain/intake/queue.sql.h"

error intake_queue(struct ctx *cx, attachment_id id, int64_t size)
{
	return size > 0 && size <= LIMIT_BUNDLE ? q_intake_insert(cx, id, cx->now) : OK;
}
