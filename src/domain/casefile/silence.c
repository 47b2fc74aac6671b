#include "domain/casefile/silence.h"

#include "domain/account/permission.h"
#include "domain/casefile/casefile.h"
#include "domain/casefile/notice/notice.h"
#include "domain/casefile/work.sql.h"
#include "domain/setting/setting.h"
#include "os/log.h"
#include "store/db.h"

enum { PAGE = 50, PAGES_MAX = 200 }; /* cases in a transaction; transactions of a pass */

_Static_assert(CASEFILE_RESOLVED == 4, "silence_due and its index name it");

#define LOOK_US (600 * US_PER_SECOND)

static error remind(struct ctx *cx, casefile_id id)
{
	struct casefile c;

	TRY(casefile_load(cx, id, &c));
	int64_t silent = instant_since(cx->now, c.status_since).s / SECONDS_PER_DAY;
	TRY(q_silence_reminded(cx, id, c.status_since));
	return notice_tell(cx, &c, &(struct notice){ .kind = NOTICE_REMINDER,
		.days = cx->settings->auto_close_days - silent });
}

static error end(struct ctx *cx, casefile_id id)
{
	struct str why = str_printf(cx->arena, "No answer for %" PRId64 " days",
		cx->settings->auto_close_days);

	return casefile_set_status(cx, id, CASEFILE_CLOSED, why);
}

struct page {
	struct q_silence_due_list cases;
	error (*verb)(struct ctx *, casefile_id);
	int64_t done, faults;      /* of this page */
	int64_t all_done, all_faults;
};

/* A case that cannot be closed does not keep the others from it. */
static error run_page(struct ctx *cx, void *arg)
{
	struct page *p = arg;

	p->done = p->faults = 0; /* the work may be run again */
	for (size_t i = 0; i < p->cases.len; i++) {
		AUTO_TX tx = tx_begin(cx);
		error e = p->verb(cx, p->cases.at[i].id);
		if (e == OK)
			e = tx_commit(&tx);
		if (e != OK && e->retry)
			return e;
		if (e != OK)
			log_error("silence", cx->trace, err_text(cx->arena, e));
		p->done += e == OK;
		p->faults += e != OK;
	}
	return OK;
}

/* All that have been silent for so many days. */
static error run(struct ctx *cx, struct store *store, int64_t days, struct page *p)
{
	instant before = instant_add(cx->now, (seconds){ -days * SECONDS_PER_DAY });
	struct q_silence_due_row last = { 0 };

	for (int n = 0; n < PAGES_MAX; n++) {
		struct arena_mark mark = arena_mark(cx->arena);
		TRY(q_silence_due(cx, before, p->verb == remind, last.since, last.id,
			&p->cases));
		if (p->cases.len == 0)
			return OK;
		last = p->cases.at[p->cases.len - 1];
		bool more = p->cases.len == PAGE;
		TRY(store_write(store, cx, run_page, p));
		p->all_done += p->done;
		p->all_faults += p->faults;
		arena_release(cx->arena, mark);
		if (!more)
			return OK;
	}
	return OK;
}

error silence_pass(struct ctx *cx, struct store *store, struct silence_pass *pass)
{
	struct page closing = { .verb = end }, reminding = { .verb = remind };
	int64_t days = cx->settings->auto_close_days;

	TRY(run(cx, store, days, &closing));
	if (days > SILENCE_REMIND_DAYS)
		TRY(run(cx, store, days - SILENCE_REMIND_DAYS, &reminding));
	*pass = (struct silence_pass){ .closed = closing.all_done, .reminded = reminding.all_done,
		.faults = closing.all_faults + reminding.all_faults };
	return OK;
}

static error look(struct ctx *cx, struct store *store, void *arg)
{
	struct silence_pass pass;

	(void)arg;
	return silence_pass(cx, store, &pass);
}

const struct periodic silence_periodic = { "silence", LOOK_US, look, NULL };
