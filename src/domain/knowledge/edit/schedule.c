/* schedule.c - a minute's look at what is to be published, ended or forgotten by itself */
#include "domain/knowledge/edit/edit.h"
#include "domain/search/log/log.h"

#define LOOK_US (60 * US_PER_SECOND)

static error run(struct ctx *cx, void *done)
{
	TRY(article_due(cx, done));
	return search_log_prune(cx);
}

static error look(struct ctx *cx, struct store *store, void *arg)
{
	int64_t done;

	(void)arg;
	return store_write(store, cx, run, &done);
}

const struct periodic article_periodic = { "article-schedule", LOOK_US, look, NULL };
