#include "domain/defect/watcher.h"

#include "domain/defect/defect.h"

enum { LOOK_US = 10 * 60 * 1000 * 1000, PAGES_MAX = 100 };

static error pass(struct ctx *cx, void *arg)
{
	return defect_pass(cx, arg);
}

static error look(struct ctx *cx, struct store *store, void *arg)
{
	int64_t told = 1;

	(void)arg;
	for (int n = 0; told > 0 && n < PAGES_MAX; n++)
		TRY(store_write(store, cx, pass, &told));
	return OK;
}

const struct periodic defect_periodic = { "defects", LOOK_US, look, NULL };
