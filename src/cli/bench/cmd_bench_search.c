/* cmd_bench_search.c - mainstay bench search: how long queries take, by their length */
#include "cli/commands.h"

#include <stdlib.h>

#include "base/time.h"
#include "domain/search/search.h"
#include "os/file.h"

enum {
	QUERIES_MAX = 100 * 1000,
	QUERIES_FILE_MAX = 64 * 1024 * 1024,
	TYPED = 6, /* bytes of a query typed when suggestions are asked for */
};

/* Microseconds of the queries of one kind. */
struct timings {
	const char *name;
	SLICE(int64_t) us;
};

enum kind { SHORT, QUESTION, LONG, FACETS, TYPE_AHEAD, KINDS };

static int words_of(struct str text)
{
	int words = 0;
	bool in = false;

	for (size_t i = 0; i < text.len; i++) {
		bool blank = text.at[i] == ' ' || text.at[i] == '\t';
		words += !blank && !in;
		in = !blank;
	}
	return words;
}

static enum kind kind_of(struct str text)
{
	int words = words_of(text);

	return words <= 3 ? SHORT : words < 40 ? QUESTION : LONG;
}

static error search_once(struct ctx *cx, struct str text, bool counts, int64_t *ret_us)
{
	struct search_request r = { .text = text, .page = 1, .counts = counts };
	struct search_results found;
	int64_t began = monotonic_us();

	TRY(search_run(cx, &r, &found));
	*ret_us = monotonic_us() - began;
	return OK;
}

static error suggest_once(struct ctx *cx, struct str text, int64_t *ret_us)
{
	search_suggestions found;
	int64_t began = monotonic_us();

	TRY(search_suggest(cx, str_sub(text, 0, text.len < TYPED ? text.len : TYPED), &found));
	*ret_us = monotonic_us() - began;
	return OK;
}

static error time_query(struct cli *c, struct arena *scratch, struct str text,
	struct timings *all)
{
	struct ctx own = *c->cx;
	int64_t plain, counted, typed;

	own.arena = scratch;
	TRY(search_once(&own, text, false, &plain));
	TRY(search_once(&own, text, true, &counted));
	TRY(suggest_once(&own, text, &typed));
	arena_reset(scratch);
	*arena_push(c->cx->arena, &all[kind_of(text)].us) = plain;
	*arena_push(c->cx->arena, &all[FACETS].us) = counted;
	*arena_push(c->cx->arena, &all[TYPE_AHEAD].us) = typed;
	return OK;
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void print_timings(struct cli *c, const struct timings *t)
{
	size_t n = t->us.len;

	if (n == 0)
		return;
	qsort(t->us.at, n, sizeof *t->us.at, by_size);
	cli_print(c, "%-28s %6zu  p50 %7.1f ms  p99 %7.1f ms\n", t->name, n,
		(double)t->us.at[n / 2] / 1e3, (double)t->us.at[n - 1 - n / 100] / 1e3);
}

static error run_all(struct cli *c, struct str text)
{
	struct timings all[KINDS] = {
		[SHORT] = { .name = "1 to 3 words" },
		[QUESTION] = { .name = "a question" },
		[LONG] = { .name = "a description (40 words up)" },
		[FACETS] = { .name = "any, with counts of facets" },
		[TYPE_AHEAD] = { .name = "type-ahead" },
	};
	AUTO_ARENA scratch = arena_create();
	struct str line;

	for (size_t n = 0; n < QUERIES_MAX && str_cut(&text, '\n', &line);)
		if (!str_is_blank(line)) {
			TRY_KEEP(c->cx->arena, time_query(c, scratch, str_trim(line), all));
			n++;
		}
	for (int i = 0; i < KINDS; i++)
		print_timings(c, &all[i]);
	return OK;
}

error cmd_bench_search(struct cli *c)
{
	struct actor actor;
	struct str file, text;

	TRY(cli_arg(c, 0, "FILE", &file));
	TRY(file_read_all(c->cx, cli_path(c, file), QUERIES_FILE_MAX, &text));
	TRY(cli_open_search(c, &actor));
	error e = run_all(c, text);
	cli_close_search(c);
	return e;
}
