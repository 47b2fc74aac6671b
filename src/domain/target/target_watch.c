#include "domain/target/target.h"

#define LOOK_US (30 * US_PER_SECOND)

static error pass(struct ctx *cx, void *arg)
{
	return target_pass(cx, arg);
}

static error look(struct ctx *cx, struct store *store, void *arg)
{
	int64_t missed;

	(void)arg;
	return store_write(store, cx, pass, &missed);
}

const struct periodic target_periodic = { "target", LOOK_US, look, NULL };
