#include "demo/demo.h"

#include "demo/center.h"
#include "domain/account/permission.h"
#include "store/db.h"

typedef error (*center_step)(struct center *);

static const center_step steps[] = { center_products, center_staff, center_customers,
	center_assets, center_articles, center_manual, center_desk };

struct step_run {
	struct center *center;
	center_step step;
};

static error run_step(struct ctx *cx, void *arg)
{
	struct step_run *run = arg;

	cx->actor = &actor_system;
	return run->step(run->center);
}

static error refuse_used(struct ctx *cx, struct store *store)
{
	struct person_list people;

	TRY(store_reader(cx, store, &cx->db));
	TRY(person_list(cx, (struct person_filter){ 0 }, &people));
	if (people.len > 0)
		return err_new(cx, ERR_CONFLICT,
			"this data folder has people already; give the demo a new one");
	return OK;
}

error demo_make(struct ctx *cx, struct store *store, struct demo *demo)
{
	struct center center = { .cx = cx, .store = store, .demo = demo,
		.dice = { demo->seed }, .now = cx->now };
	const struct actor *actor = cx->actor;
	struct db *db = cx->db;
	error e = refuse_used(cx, store);

	for (size_t i = 0; e == OK && i < sizeof steps / sizeof *steps; i++) {
		struct step_run run = { &center, steps[i] };
		e = store_write(store, cx, run_step, &run);
	}
	if (e == OK)
		e = center_cases(&center);
	cx->actor = actor;
	cx->db = db;
	cx->now = center.now;
	return e;
}
