/* Response targets: working time, and what happens to a case, walked as tables. */
#include "base/buf.h"
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/casefile/casefile.h"
#include "domain/product/asset.h"
#include "domain/product/product.h"
#include "domain/target/policy.h"
#include "tests/unit/fixture.h"
#include "tests/unit/fixture_person.h"

#define MINUTE_US (60 * US_PER_SECOND)

static instant at(const char *text)
{
	instant t;
	check(instant_parse(str_from(text), &t));
	return t;
}

/* Monday to Friday 8 to 12 and 13 to 17 in Berlin; Christmas off. */
static struct work_calendar office(struct arena *a)
{
	struct work_calendar w = { .zone = STR("Europe/Berlin") };

	for (int d = 0; d < 5; d++) {
		*arena_push(a, &w.spans) = (struct work_span){ d, 480, 720 };
		*arena_push(a, &w.spans) = (struct work_span){ d, 780, 1020 };
	}
	*arena_push(a, &w.spans) = (struct work_span){ 6, 0, 1440 }; /* all of Sunday */
	*arena_push(a, &w.holidays) = STR("2026-12-25");
	return w;
}

TEST(working_time_passes_over_nights_noon_holidays_and_changes_of_the_clock)
{
	static const struct {
		const char *from;
		int64_t minutes;
		const char *until;
	} rows[] = {
		{ "2026-11-23T07:00Z", 60, "2026-11-23T08:00Z" },   /* a Monday, 8 in Berlin */
		{ "2026-11-23T03:00Z", 60, "2026-11-23T08:00Z" },   /* before it opens */
		{ "2026-11-23T10:30Z", 60, "2026-11-23T12:30Z" },   /* over noon */
		{ "2026-11-23T15:30Z", 60, "2026-11-24T07:30Z" },   /* over night */
		{ "2026-11-23T10:30Z", 30, "2026-11-23T11:00Z" },   /* to the very end */
		{ "2026-12-24T15:00Z", 120, "2026-12-27T00:00Z" }, /* Christmas and Saturday */
		{ "2026-07-06T06:00Z", 60, "2026-07-06T07:00Z" },   /* summer: 8 is 6 UTC */
		{ "2026-03-28T23:00Z", 1440, "2026-03-30T07:00Z" }, /* a Sunday of 23 hours */
		{ "2026-10-24T22:00Z", 1500, "2026-10-25T23:00Z" }, /* and one of 25 */
	};
	struct work_calendar w = office(t->arena);

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		instant until = at(rows[i].until);
		instant got = worktime_add(&w, at(rows[i].from), rows[i].minutes * MINUTE_US);
		if (got.us != until.us)
			print_error("row %zu: %.*s\n", i, STR_ARG(instant_iso(t->arena, got)));
		ASSERT_EQ(got.us, until.us);
		ASSERT_EQ(worktime_between(&w, at(rows[i].from), got), rows[i].minutes * MINUTE_US);
	}
}

TEST(a_calendar_that_never_opens_gives_no_time_and_none_is_around_the_clock)
{
	struct work_calendar never = { .zone = STR("UTC") };

	ASSERT_EQ(worktime_add(&never, at("2026-11-23T09:00Z"), MINUTE_US).us, 0);
	ASSERT_EQ(worktime_between(&never, at("2026-11-23T09:00Z"), at("2026-12-23T09:00Z")), 0);
	ASSERT_EQ(worktime_add(NULL, at("2026-11-23T09:00Z"), MINUTE_US).us,
		at("2026-11-23T09:01Z").us);
	ASSERT_EQ(worktime_between(NULL, at("2026-11-23T09:01Z"), at("2026-11-23T09:00Z")), 0);
}

/* --- a case --- */

struct world {
	struct ctx *cx;
	struct actor ana, agent, admin;
	const struct actor *program;
	calendar_id berlin;
	struct casefile c;
};

/*
 * P1: 1 h, 2 h, 8 h around the clock; with Gold half of it; P3: 4 h, none, 8 h by the
 * office's hours, standing still while the customer is waited for.
 */
static void policies(struct world *w)
{
	struct calendar_text office = { .name = STR("Berlin"), .zone = STR("Europe/Berlin"),
		.holidays = STR("2026-12-25 2026-12-26") };
	unsigned waiting = 1u << CASEFILE_WAITING_CUSTOMER;

	for (int d = 0; d < 5; d++)
		office.days[d] = STR("08:00-12:00 13:00-17:00");
	ASSERT_OK(calendar_set(w->cx, &office, &w->berlin));
	ASSERT_OK(target_policy_set(w->cx, &(struct target_policy_new){ .priority = 1,
		.response = { 3600 }, .update = { 7200 }, .restore = { 8 * 3600 } }));
	ASSERT_OK(target_policy_set(w->cx, &(struct target_policy_new){ .priority = 1,
		.tier = STR("Gold"), .response = { 1800 } }));
	ASSERT_OK(target_policy_set(w->cx, &(struct target_policy_new){ .priority = 3,
		.response = { 4 * 3600 }, .restore = { 8 * 3600 }, .calendar = w->berlin,
		.pauses = waiting }));
}

static void world(struct test *t, struct world *w)
{
	organisation_id acme;

	*w = (struct world){ .cx = fixture_ctx(t, .now = "2026-11-23T09:00Z") };
	w->program = w->cx->actor;
	ASSERT_OK(organisation_create(w->cx, &(struct organisation_new){ .name = STR("Acme"),
		.sharing = SHARING_ALL }, &acme));
	w->ana = fixture_person(w->cx, "ana@acme.example", ROLE_CUSTOMER, acme);
	w->agent = fixture_person(w->cx, "tom@vendor.example", ROLE_AGENT, (organisation_id){ 0 });
	w->admin = fixture_person(w->cx, "eva@vendor.example", ROLE_ADMIN, (organisation_id){ 0 });
	w->cx->actor = &w->admin;
	policies(w);
}

enum deed { OPEN_P1, OPEN_P3, ANSWER, ASK, CUSTOMER_WRITES, RAISE, LOWER, RESOLVE, REOPEN, LOOK, PASS };

static void write_entry(struct world *w, enum casefile_status then)
{
	entry_id id;
	struct casefile c;

	ASSERT_OK(casefile_load(w->cx, w->c.id, &c));
	ASSERT_OK(casefile_add_entry(w->cx, &c, &(struct casefile_reply){ .kind = ENTRY_MESSAGE,
		.text = STR("News."), .then = then }, &id));
}

static void open_case(struct world *w, int64_t priority)
{
	ASSERT_OK(casefile_open(w->cx, &(struct casefile_new){ .summary = STR("Uplink down"),
		.description = STR("Since noon."), .impact = STR("No phones."),
		.priority = priority }, &w->c));
}

static void act(struct world *w, enum deed deed)
{
	bool customer = deed == OPEN_P1 || deed == OPEN_P3 || deed == CUSTOMER_WRITES;
	int64_t missed;

	w->cx->actor = customer ? &w->ana : &w->agent;
	switch (deed) {
	case OPEN_P1:
		return open_case(w, 1);
	case OPEN_P3:
		return open_case(w, 3);
	case ANSWER:
	case CUSTOMER_WRITES:
		return write_entry(w, CASEFILE_STATUS_COUNT_);
	case ASK:
		return write_entry(w, CASEFILE_WAITING_CUSTOMER);
	case RAISE:
		ASSERT_OK(casefile_set_priority(w->cx, w->c.id, 1, STR("")));
		return;
	case LOWER:
		ASSERT_OK(casefile_set_priority(w->cx, w->c.id, 3, STR("")));
		return;
	case RESOLVE:
		ASSERT_OK(casefile_set_status(w->cx, w->c.id, CASEFILE_RESOLVED, STR("")));
		return;
	case REOPEN:
		ASSERT_OK(casefile_set_status(w->cx, w->c.id, CASEFILE_OPEN, STR("")));
		return;
	case PASS:
		ASSERT_OK(target_pass(w->cx, &missed));
		return;
	case LOOK:
		return;
	}
}

static struct str hm(struct arena *a, instant t)
{
	return str_sub(instant_iso(a, t), 8, 8); /* "23T10:00" */
}

/* "response due 23T10:00, update met 23T09:30 missed 23T09:20, restore paused". */
static struct str state(struct world *w)
{
	static const char *const names[] = { "", "response", "update", "restore" };
	struct arena *a = w->cx->arena;
	struct buf b = buf_new(a, 1024);
	struct target_list list;

	ASSERT_OK(target_list(w->cx, w->c.id, &list));
	for (size_t i = 0; i < list.len; i++) {
		const struct target *t = &list.at[i];
		buf_printf(&b, "%s%s", i > 0 ? ", " : "", names[t->kind]);
		if (instant_is_set(t->met_at))
			buf_printf(&b, " met %.*s", STR_ARG(hm(a, t->met_at)));
		else if (instant_is_set(t->due_at))
			buf_printf(&b, " due %.*s", STR_ARG(hm(a, t->due_at)));
		else
			buf_printf(&b, " paused");
		if (instant_is_set(t->missed_at))
			buf_printf(&b, " missed %.*s", STR_ARG(hm(a, t->missed_at)));
	}
	return buf_str(&b);
}

struct step {
	const char *now; /* of 23 to 30 November 2026, a Monday */
	enum deed deed;
	const char *then;
};

static void walk(struct test *t, const struct step *steps)
{
	struct world w;

	world(t, &w);
	for (size_t i = 0; steps[i].now != NULL; i++) {
		w.cx->now = at(str_c(t->arena, str_printf(t->arena, "2026-11-%sZ", steps[i].now)));
		act(&w, steps[i].deed);
		struct str got = state(&w);
		if (!str_eq(got, str_from(steps[i].then)))
			print_error("step %zu at %s\n", i, steps[i].now);
		ASSERT_STR(got, steps[i].then);
	}
}

TEST_STORE(around_the_clock_each_answer_begins_a_new_round_of_news)
{
	static const struct step steps[] = {
		{ "23T09:00", OPEN_P1, "response due 23T10:00, update due 23T11:00, restore due 23T17:00" },
		{ "23T09:30", ANSWER, "response met 23T09:30, update due 23T11:30, restore due 23T17:00" },
		{ "23T11:40", ANSWER, "response met 23T09:30, update due 23T13:40, restore due 23T17:00" },
		{ "23T13:00", ASK, "response met 23T09:30, update due 23T15:00, restore due 23T17:00" },
		{ "23T14:00", RESOLVE, "response met 23T09:30, update met 23T14:00, restore met 23T14:00" },
		{ "23T15:00", REOPEN, "response met 23T09:30, update due 23T17:00, restore due 23T18:00" },
		{ 0 },
	};
	walk(t, steps);
}

TEST_STORE(what_falls_due_unmet_is_missed_then_and_may_still_be_met)
{
	static const struct step steps[] = {
		{ "23T09:00", OPEN_P1, "response due 23T10:00, update due 23T11:00, restore due 23T17:00" },
		{ "23T09:59", PASS, "response due 23T10:00, update due 23T11:00, restore due 23T17:00" },
		{ "23T10:00", PASS,
			"response due 23T10:00 missed 23T10:00, update due 23T11:00, restore due 23T17:00" },
		{ "23T10:30", ANSWER,
			"response met 23T10:30 missed 23T10:00, update due 23T12:30, restore due 23T17:00" },
		{ "23T18:00", RESOLVE, "response met 23T10:30 missed 23T10:00, update met 23T18:00 missed "
			"23T12:30, restore met 23T18:00 missed 23T17:00" },
		{ 0 },
	};
	walk(t, steps);
}

TEST_STORE(by_the_offices_hours_time_stands_still_at_night_and_while_the_customer_is_asked)
{
	static const struct step steps[] = {
		/* 9 UTC is 10 in Berlin: two hours till noon, two after. */
		{ "23T09:00", OPEN_P3, "response due 23T14:00, restore due 24T09:00" },
		{ "23T10:00", ASK, "response met 23T10:00, restore paused" },
		{ "25T09:00", CUSTOMER_WRITES, "response met 23T10:00, restore due 26T08:00" },
		{ "25T23:00", LOOK, "response met 23T10:00, restore due 26T08:00" },
		{ "26T09:00", PASS, "response met 23T10:00, restore due 26T08:00 missed 26T08:00" },
		{ 0 },
	};
	walk(t, steps);
}

TEST_STORE(another_priority_brings_its_own_targets_and_keeps_the_time_that_went_by)
{
	static const struct step steps[] = {
		{ "23T09:00", OPEN_P3, "response due 23T14:00, restore due 24T09:00" },
		/* An hour is spent. */
		{ "23T10:00", RAISE, "response due 23T10:00, update due 23T12:00, restore due 23T17:00" },
		{ "23T11:00", LOWER,
			"response due 23T14:00 missed 23T10:00, restore due 24T09:00" },
		{ 0 },
	};
	walk(t, steps);
}

TEST_STORE(a_tier_of_contracts_has_its_own_targets)
{
	struct world w;
	contract_id contract;
	product_id product;
	struct contract_new k = { .number = STR("C-1"), .tier = STR("Gold"), .hardware = true,
		.starts_at = at("2026-01-01"), .ends_at = at("2027-01-01") };
	struct asset_new device = { .serial = STR("NB-1") };

	world(t, &w);
	k.organisation = device.organisation = w.ana.organisation;
	w.cx->actor = w.program;
	ASSERT_OK(product_create(w.cx, &(struct product_new){ .code = STR("NB-S1"),
		.name = STR("S1"), .family = STR("Switches") }, &product));
	ASSERT_OK(contract_put(w.cx, &k, &contract));
	device.product = product;
	device.contract = contract;
	ASSERT_OK(asset_put(w.cx, &device));
	w.cx->actor = &w.ana;
	ASSERT_OK(casefile_open(w.cx, &(struct casefile_new){ .summary = STR("Down"),
		.description = STR("All."), .impact = STR("All."), .priority = 1,
		.serial = STR("NB-1") }, &w.c));
	ASSERT_STR(state(&w), "response due 23T09:30");
}

TEST_STORE(a_policy_is_followed_by_another_and_stays_as_history)
{
	struct world w;
	struct target_policy_list list;
	size_t now = 0, ended = 0;

	world(t, &w);
	w.cx->actor = &w.ana;
	act(&w, OPEN_P1);
	w.cx->actor = &w.admin;
	ASSERT_OK(target_policy_set(w.cx, &(struct target_policy_new){ .priority = 1,
		.response = { 60 } }));
	ASSERT_OK(target_policy_set(w.cx, &(struct target_policy_new){ .priority = 3 }));
	ASSERT_OK(target_policies(w.cx, &list));
	for (size_t i = 0; i < list.len; i++) {
		now += !instant_is_set(list.at[i].ended_at);
		ended += instant_is_set(list.at[i].ended_at);
	}
	ASSERT_EQ(now, 2); /* P1, P1 Gold */
	ASSERT_EQ(ended, 2);
	ASSERT_STR(state(&w), "response due 23T10:00, update due 23T11:00, restore due 23T17:00");
	w.cx->actor = &w.agent;
	ASSERT_ERR(ERR_DENIED, target_policies(w.cx, &list));
	ASSERT_ERR(ERR_DENIED, target_policy_set(w.cx, &(struct target_policy_new){ .priority = 1 }));
}

TEST_STORE(a_calendar_is_read_back_as_it_was_written_and_bad_hours_are_refused)
{
	static const char *const wrong[] = { "8-12", "08:00-25:00", "12:00-08:00",
		"08:00-12:00 11:00-13:00", "08:00", "x" };
	struct world w;
	struct calendar_text text, bad;
	calendar_id id;

	world(t, &w);
	ASSERT_OK(calendar_text(w.cx, w.berlin, &text));
	ASSERT_STR(text.days[0], "08:00-12:00 13:00-17:00");
	ASSERT_STR(text.days[6], "");
	ASSERT_STR(text.holidays, "2026-12-25\n2026-12-26");
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		bad = text;
		bad.days[2] = str_from(wrong[i]);
		error e = calendar_set(w.cx, &bad, &id);
		ASSERT(err_is(e, ERR_INVALID));
		ASSERT_STR(e->fields->field, "day2");
	}
	bad = text;
	bad.zone = STR("Mars/Olympus");
	bad.holidays = STR("Christmas");
	error e = calendar_set(w.cx, &bad, &id);
	ASSERT_STR(e->fields->field, "zone");
	ASSERT_STR(e->fields->next->field, "holidays");
}
