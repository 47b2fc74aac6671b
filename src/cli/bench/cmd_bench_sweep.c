/* cmd_bench_sweep.c - mainstay bench sweep: the engine's look at every open ladder */
#include "cli/commands.h"

#include "base/time.h"
#include "domain/account/permission.h"
#include "domain/escalation/engine.h"
#include "domain/setting/setting.h"
#include "store/store.h"

enum { TURNS = 3 }; /* the first one reads from disk */

error cmd_bench_sweep(struct cli *c)
{
	struct settings settings = settings_initial();
	struct ctx *cx = c->cx;

	TRY(cli_store(c, false));
	TRY(store_reader(cx, c->store, &cx->db));
	cx->settings = &settings;
	cx->actor = &actor_system;
	for (int turn = 1; turn <= TURNS; turn++) {
		struct engine_pass pass = { .sweep = true };
		int64_t began = monotonic_us();
		cx->now = instant_now();
		TRY(engine_pass(cx, c->store, &pass));
		cli_print(c, "sweep %d: %.0f ms, %" PRId64 " cases had something to fire\n", turn,
			(double)(monotonic_us() - began) / 1e3, pass.cases);
	}
	return OK;
}
