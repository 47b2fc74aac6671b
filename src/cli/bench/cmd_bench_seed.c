/* cmd_bench_seed.c - mainstay bench seed: a large center, to measure with */
#include "cli/commands.h"

#include "demo/load.h"
#include "domain/setting/setting.h"

error cmd_bench_seed(struct cli *c)
{
	struct load load = { .seed = 1, .all_open = cli_flag(c, "open") };
	struct settings settings = settings_initial();
	int64_t began = monotonic_us();

	if (!str_int(cli_value(c, "cases"), &load.cases) || load.cases < 1 ||
		load.cases > LOAD_CASES_MAX)
		return cli_usage(c, "--cases is a number from 1 to 10,000,000");
	TRY(cli_store_forgetful(c));
	c->cx->settings = &settings;
	error e = load_make(c->cx, c->store, &load);
	c->cx->settings = NULL;
	TRY(e);
	int64_t us = monotonic_us() - began;
	cli_print(c, "%" PRId64 " cases with %" PRId64 " entries in %.1f s: %.0f entries a second.\n",
		load.made, load.entries, (double)us / 1e6, (double)load.entries * 1e6 / (double)us);
	return OK;
}
