#include <pthread.h>
#include <stdatomic.h>
#include <fcntl.h>

#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/escalation/engine.h"
#include "domain/escalation/engine.sql.h"
#include "domain/escalation/ladder/clock.h"
#include "domain/setting/setting.h"
#include "os/file.h"
#include "os/log.h"
#include "os/metric.h"

#define LOOK_US US_PER_SECOND              /* the longest sleep */
#define SWEEP_US (60 * US_PER_SECOND)
#define GAP_US (90 * US_PER_SECOND)        /* without a heartbeat: worth a note */

struct engine {
	struct arena *arena; /* its own */
	struct store *store;
	struct settings_live *settings;
	struct clock_guard guard;
	int64_t beat_us, sweep_us; /* boottime of the last heartbeat and sweep */
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t wake;
	bool stopping;             /* under the mutex */
	_Atomic bool owner;
	_Atomic bool stop;         /* for the pass at hand */
};

static error read_clocks(struct ctx *cx, struct engine *e, struct clock_reading *out)
{
	out->realtime = wall_now();
	if (store_is_postgres(e->store))
		TRY(store_clock(cx, e->store, &out->realtime));
	out->boottime_us = boottime_us();
	return OK;
}

/* --- what is kept over a restart --- */

static error read_boot_id(struct ctx *cx, char out[CLOCK_BOOT_ID + 1])
{
	struct str path = STR("/proc/sys/kernel/random/boot_id");
	AUTO_FD fd = -1;
	size_t len = 0;

	memset(out, 0, CLOCK_BOOT_ID + 1);
	TRY(file_open(cx, path, O_RDONLY, 0, &fd));
	return fd_read_full(cx, fd, path, out, CLOCK_BOOT_ID, &len);
}

static error load_mark(struct ctx *cx, struct clock_mark *out)
{
	struct q_engine_mark_load_row row;
	bool found;

	*out = (struct clock_mark){ .boottime_us = 0 };
	TRY(q_engine_mark_load(cx, &row, &found));
	if (!found)
		return OK;
	*out = (struct clock_mark){ .realtime = row.realtime, .boottime_us = row.boottime_us,
		.high_water = row.high_water };
	memcpy(out->boot_id, row.boot_id.at,
		row.boot_id.len < CLOCK_BOOT_ID ? row.boot_id.len : CLOCK_BOOT_ID);
	return OK;
}

static error save_mark(struct ctx *cx, void *arg)
{
	const struct clock_mark *m = arg;

	return q_engine_mark_save(cx, str_from(m->boot_id), m->realtime, m->boottime_us,
		m->high_water);
}

/* --- notes in the audit log --- */

struct clock_note {
	struct str act, detail;
};

static error write_note(struct ctx *cx, void *arg)
{
	const struct clock_note *n = arg;

	return audit_note(cx, n->act, "escalation", 0, n->detail);
}

static error note_step(struct ctx *cx, struct engine *e, int64_t step_us)
{
	struct clock_note n = { STR("escalation.clock-stepped"),
		str_printf(cx->arena, "by %" PRId64 " s", step_us / US_PER_SECOND) };

	log_warn("escalation", cx->trace, str_concat(cx->arena, STR("the clock stepped "), n.detail));
	return store_write(e->store, cx, write_note, &n);
}

static error note_gap(struct ctx *cx, struct engine *e, instant last)
{
	struct clock_note n = { STR("escalation.engine-gap"),
		str_printf(cx->arena, "from %.*s to %.*s", STR_ARG(instant_iso(cx->arena, last)),
			STR_ARG(instant_iso(cx->arena, cx->now))) };

	if (!instant_is_set(last) || cx->now.us - last.us < GAP_US)
		return OK;
	return store_write(e->store, cx, write_note, &n);
}

/* --- one look --- */

/* What time it is, for this look and for the whole program. */
static error take_time(struct ctx *cx, struct engine *e, struct clock_tick *out)
{
	struct clock_reading reading;

	TRY(read_clocks(cx, e, &reading));
	*out = clock_tick(&e->guard, reading);
	cx->now = out->now;
	instant_anchor(out->now.us - reading.boottime_us);
	return OK;
}

static error measure_lag(struct ctx *cx)
{
	instant next;

	TRY(engine_next(cx, &next));
	bool late = instant_is_set(next) && next.us < cx->now.us;
	metric_set(METRIC_ESCALATION_LAG_US, late ? cx->now.us - next.us : 0);
	return OK;
}

static error work(struct ctx *cx, struct engine *e, const struct clock_tick *tick, bool starting)
{
	int64_t boot = e->guard.last.boottime_us;
	struct engine_pass pass = { .starting = starting, .flagged = tick->believed, .stop = &e->stop,
		.sweep = boot - e->sweep_us >= SWEEP_US };

	if (tick->step_us != 0)
		TRY(note_step(cx, e, tick->step_us));
	TRY(measure_lag(cx));
	TRY(engine_pass(cx, e->store, &pass));
	if (pass.sweep)
		e->sweep_us = boot;
	if (starting || boot - e->beat_us >= CLOCK_BEAT_US) {
		TRY(store_write(e->store, cx, save_mark, &e->guard.last));
		e->beat_us = boot;
	}
	return OK;
}

static error look(struct ctx *cx, struct engine *e, bool starting, instant *ret_next)
{
	struct clock_tick tick;
	bool owner;

	cx->settings = settings_now(e->settings);
	TRY(store_reader(cx, e->store, &cx->db));
	TRY(take_time(cx, e, &tick));
	TRY(store_own(cx, e->store, STR("escalation"), &owner));
	bool begins = !atomic_exchange(&e->owner, owner) && owner;
	*ret_next = (instant){ 0 };
	if (owner) {
		TRY(work(cx, e, &tick, starting || begins));
		TRY(engine_next(cx, ret_next));
	}
	heart_beat(HEART_ESCALATION);
	return OK;
}

static int64_t sleep_for(instant next, instant now)
{
	int64_t span = instant_is_set(next) ? next.us - now.us : LOOK_US;

	if (span > LOOK_US)
		return LOOK_US;
	/* Something stays due when it fails: not at full speed. */
	return span > 50 * US_PER_MS ? span : 50 * US_PER_MS;
}

/* False when the engine is to stop. */
static bool sleep_until(struct engine *e, int64_t span_us)
{
	int64_t until = monotonic_us() + span_us;
	struct timespec ts = { .tv_sec = until / US_PER_SECOND,
		.tv_nsec = (until % US_PER_SECOND) * 1000 };

	pthread_mutex_lock(&e->mutex);
	while (!e->stopping && pthread_cond_timedwait(&e->wake, &e->mutex, &ts) == 0)
		;
	bool goes_on = !e->stopping;
	pthread_mutex_unlock(&e->mutex);
	return goes_on;
}

static void *run(void *arg)
{
	struct engine *e = arg;
	AUTO_ARENA arena = arena_create();
	instant next = { 0 };

	for (int64_t span = LOOK_US; sleep_until(e, span);) {
		struct ctx cx = { .arena = arena, .actor = &actor_system };
		error fault = look(&cx, e, false, &next);
		if (fault != OK)
			log_error("escalation", 0, err_text(arena, fault));
		span = fault == OK ? sleep_for(next, cx.now) : LOOK_US;
		arena_reset(arena);
	}
	return NULL;
}

static error begin(struct ctx *cx, struct engine *e)
{
	struct clock_mark kept;
	struct clock_reading reading;
	char boot_id[CLOCK_BOOT_ID + 1];
	instant next;

	TRY(store_reader(cx, e->store, &cx->db));
	TRY(load_mark(cx, &kept));
	TRY(read_boot_id(cx, boot_id));
	TRY(read_clocks(cx, e, &reading));
	e->guard = clock_begin(&kept, boot_id, reading);
	TRY(look(cx, e, true, &next));
	if (atomic_load(&e->owner))
		TRY(note_gap(cx, e, kept.high_water));
	return OK;
}

static void end(struct engine *e)
{
	instant_anchor(0);
	pthread_cond_destroy(&e->wake);
	pthread_mutex_destroy(&e->mutex);
	arena_destroy(e->arena);
}

error engine_start(struct ctx *cx, struct store *store, struct settings_live *settings,
	struct engine **out)
{
	struct arena *arena = arena_create();
	struct engine *e = arena_new(arena, struct engine);
	struct ctx own = { .arena = cx->arena, .actor = &actor_system };
	pthread_condattr_t monotonic;

	e->arena = arena;
	e->store = store;
	e->settings = settings;
	check(pthread_mutex_init(&e->mutex, NULL) == 0);
	check(pthread_condattr_init(&monotonic) == 0);
	check(pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC) == 0);
	check(pthread_cond_init(&e->wake, &monotonic) == 0);
	pthread_condattr_destroy(&monotonic);
	error fault = begin(&own, e);
	if (fault == OK && pthread_create(&e->thread, NULL, run, e) != 0)
		fault = err_new(cx, ERR_UNAVAILABLE, "no thread for the escalation engine");
	if (fault != OK) {
		end(e);
		return fault;
	}
	*out = e;
	return OK;
}

void engine_stop(struct engine *e)
{
	if (e == NULL)
		return;
	atomic_store(&e->stop, true);
	pthread_mutex_lock(&e->mutex);
	e->stopping = true;
	pthread_cond_signal(&e->wake);
	pthread_mutex_unlock(&e->mutex);
	pthread_join(e->thread, NULL);
	end(e);
}

bool engine_is_owner(struct engine *e)
{
	return atomic_load(&e->owner);
}
