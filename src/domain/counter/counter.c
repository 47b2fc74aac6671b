#include "domain/counter/counter.h"

#include "domain/counter/counter.sql.h"

error counter_next(struct ctx *cx, struct str name, int64_t *out)
{
	struct q_counter_next_row next;

	TRY(q_counter_next(cx, name, &next));
	*out = next.value;
	return OK;
}
