/* cmd_search_rebuild.c - mainstay search rebuild: the index anew, also while it is searched */
#include "cli/commands.h"

#include "domain/findable/findable.h"
#include "domain/search/indexer.h"
#include "os/file.h"

struct shown {
	instant last;
	int64_t done;
};

/* A line a second, where a person looks and no program reads. */
static bool show(void *arg, int64_t done, int64_t total)
{
	struct shown *s = arg;
	instant now = instant_now();

	s->done = done;
	if (now.us - s->last.us < US_PER_SECOND)
		return true;
	s->last = now;
	fprintf(stderr, "%" PRId64 " of about %" PRId64 " documents\n", done, total);
	return true;
}

error cmd_search_rebuild(struct cli *c)
{
	struct shown shown = { .last = instant_now() };

	if (c->data.len == 0)
		return cli_usage(c, "say where the index is: --data DIR");
	TRY(cli_store_read(c));
	struct indexer_config config = { .sources = findable, .progress = show, .arg = &shown,
		.place = path_join(c->cx, cli_path(c, c->data), STR("search")) };
	TRY(indexer_rebuild(c->cx, &config));
	cli_print(c, "%" PRId64 " documents are in the index.\n", shown.done);
	return OK;
}
