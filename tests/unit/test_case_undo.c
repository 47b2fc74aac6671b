/* What was done to a whole case is taken back: a merge, a split, an attachment to an incident. */
#include "domain/casefile/attachment.h"
#include "domain/casefile/bond.h"
#include "domain/casefile/edit/edit.h"
#include "domain/casefile/incident/incident.h"
#include "domain/casefile/merge/merge.h"
#include "domain/casefile/redact.h"
#include "domain/casefile/split/split.h"
#include "domain/casefile/watch.h"
#include "domain/escalation/climb.h"
#include "domain/escalation/verify.h"
#include "tests/unit/office.h"

static struct casefile fresh(struct office *o, casefile_id id)
{
	struct casefile c;

	ASSERT_OK(casefile_load(o->cx, id, &c));
	return c;
}

static void wait_s(struct office *o, int64_t s)
{
	o->cx->now = instant_add(o->cx->now, (seconds){ s });
}

static struct climb ladder_of(struct office *o, casefile_id id)
{
	struct climb c;
	bool found;

	ASSERT_OK(climb_load(o->cx, id, &c, &found));
	ASSERT(found);
	return c;
}

static void check_ladders(struct office *o)
{
	struct verify_result found;

	ASSERT_OK(escalation_verify(o->cx, &found));
	ASSERT_EQ(found.faults, 0);
}

static attachment_id attach(struct office *o, const struct casefile *c, const char *name)
{
	struct attachment_new n = { .name = str_from(name), .size = 5,
		.sha256 = STR("01234567890123456789012345678901") };
	attachment_id id;

	ASSERT_OK(attachment_add(o->cx, c, &n, &id));
	return id;
}

static void tell(struct office *o, struct casefile *c, const char *text)
{
	struct casefile_reply r = { .kind = ENTRY_NOTE, .text = str_from(text),
		.then = CASEFILE_STATUS_COUNT_ };
	entry_id entry;

	ASSERT_OK(casefile_add_entry(o->cx, c, &r, &entry));
	*c = fresh(o, c->id);
}

static bool says(struct office *o, casefile_id id, const char *text)
{
	struct entry_list page;
	bool there = false;

	ASSERT_OK(timeline_page(o->cx, id, 0, true, 100, &page));
	for (size_t i = 0; i < page.len; i++)
		there |= str_eq(page.at[i].text, str_from(text));
	return there;
}

TEST_STORE(a_merge_that_is_taken_back_leaves_both_cases_as_they_were)
{
	struct attachment_list files;
	struct watcher_list watchers;
	struct bond_list bonds;
	struct casefile away;
	struct office o;
	struct undo undo;

	office_open(t, &o); /* a P3 case of ana's */
	wait_s(&o, 3600);
	office_case(&o, 1, "The same again", &away);
	tell(&o, &away, "It is the same again.");
	attach(&o, &away, "fan.log");
	struct casefile was = fresh(&o, o.c.id), gone = fresh(&o, away.id);
	struct climb clock = ladder_of(&o, o.c.id), other = ladder_of(&o, away.id);

	wait_s(&o, 60);
	ASSERT_OK(casefile_merge(o.cx, away.id, o.c.number));
	struct casefile one = fresh(&o, o.c.id);
	ASSERT_EQ(one.priority, 1);
	ASSERT_EQ(one.file_count, 1);
	ASSERT_EQ(ladder_of(&o, o.c.id).ladder.priority, 1);
	ASSERT_OK(undo_look(o.cx, &one, &undo));
	ASSERT(undo.is);
	ASSERT_STR(undo.first.to, str_c(t->arena, away.number));

	wait_s(&o, 120);
	ASSERT_OK(casefile_undo(o.cx, o.c.id));
	one = fresh(&o, o.c.id);
	struct casefile two = fresh(&o, away.id);
	ASSERT_EQ(one.priority, was.priority);
	ASSERT_EQ(one.entry_count, was.entry_count + 2); /* that it was undone, and the priority */
	ASSERT_EQ(one.file_count, was.file_count);
	ASSERT(!says(&o, o.c.id, "It is the same again."));
	ASSERT(says(&o, away.id, "It is the same again."));
	ASSERT_EQ(two.status, gone.status);
	ASSERT_EQ(two.status_since.us, gone.status_since.us);
	ASSERT_EQ(two.merged_into.v, 0);
	ASSERT(!instant_is_set(two.closed_at) && !instant_is_set(two.resolved_at));
	ASSERT_EQ(two.file_count, 1);
	ASSERT_OK(attachment_recent(o.cx, &two, 10, &files));
	ASSERT_EQ(files.len, 1);
	ASSERT_OK(casefile_watchers(o.cx, &one, &watchers));
	ASSERT_EQ(watchers.len, 0);
	ASSERT_OK(bond_list(o.cx, &one, &bonds));
	ASSERT_EQ(bonds.len, 0);

	struct climb mine = ladder_of(&o, o.c.id), its = ladder_of(&o, away.id);
	ASSERT_EQ(mine.due.us, clock.due.us);
	ASSERT_EQ(its.due.us, other.due.us);
	ASSERT_EQ(its.ladder.state, LADDER_OPEN);
	ASSERT_EQ(its.ladder.acc[0], INT64_C(180) * 1000000); /* the time of the merge counts */
	ASSERT_EQ(mine.ladder.acc[0], 0);
	check_ladders(&o);
	ASSERT_ERR(ERR_CONFLICT, casefile_undo(o.cx, o.c.id));
	ASSERT_OK(casefile_merge(o.cx, away.id, o.c.number)); /* and again */
	ASSERT_OK(casefile_undo(o.cx, o.c.id));
	check_ladders(&o);
}

TEST_STORE(a_merge_stays_when_the_case_went_on_or_another_would_take_it_back)
{
	struct casefile away, one;
	struct office o;
	struct undo undo;

	office_open(t, &o);
	office_case(&o, 3, "The same again", &away);
	ASSERT_OK(casefile_merge(o.cx, away.id, o.c.number));
	o.cx->actor = &o.eva;
	ASSERT_ERR(ERR_CONFLICT, casefile_undo(o.cx, o.c.id));
	one = fresh(&o, o.c.id);
	tell(&o, &one, "Called them.");
	o.cx->actor = &o.tom;
	error e = casefile_undo(o.cx, o.c.id);
	ASSERT_ERR(ERR_CONFLICT, e);
	one = fresh(&o, o.c.id);
	ASSERT_OK(undo_look(o.cx, &one, &undo));
	ASSERT(!undo.is);
	ASSERT_EQ(fresh(&o, away.id).merged_into.v, o.c.id.v);
	ASSERT_ERR(ERR_CONFLICT, casefile_reopen(o.cx, away.id, STR("Again.")));
	o.cx->actor = &o.ana;
	ASSERT_ERR(ERR_DENIED, casefile_unmerge(o.cx, o.c.id, away.number));
}

TEST_STORE(what_was_redacted_in_a_merged_case_stays_so_under_both_numbers)
{
	struct casefile away;
	struct office o;

	office_open(t, &o);
	office_case(&o, 3, "The same again", &away);
	tell(&o, &away, "The password is hunter2");
	int64_t copy = o.c.entry_count + 2;
	ASSERT_OK(casefile_merge(o.cx, away.id, o.c.number));
	ASSERT(says(&o, away.id, "The password is hunter2"));
	ASSERT_OK(casefile_redact(o.cx, o.c.id, copy, STR("a password")));
	ASSERT(!says(&o, o.c.id, "The password is hunter2"));
	ASSERT(!says(&o, away.id, "The password is hunter2"));
	ASSERT_OK(casefile_undo(o.cx, o.c.id));
	ASSERT(!says(&o, away.id, "The password is hunter2"));
}

TEST_STORE(a_split_is_taken_back_while_the_new_case_is_untouched)
{
	int64_t entries[] = { 1 };
	struct split s = { .summary = STR("A fan is loud"), .entries = entries, .entry_count = 1 };
	struct casefile made, one;
	struct office o;
	struct undo undo;

	office_open(t, &o);
	ASSERT_OK(casefile_split(o.cx, o.c.id, &s, &made));
	ASSERT_OK(casefile_undo(o.cx, o.c.id));
	made = fresh(&o, made.id);
	ASSERT_EQ(made.merged_into.v, o.c.id.v);
	ASSERT_EQ(made.status, CASEFILE_CLOSED);
	ASSERT_EQ(ladder_of(&o, made.id).ladder.state, LADDER_CLOSED);
	check_ladders(&o);

	ASSERT_OK(casefile_split(o.cx, o.c.id, &s, &made)); /* and from where one lands */
	made = fresh(&o, made.id);
	ASSERT_OK(undo_look(o.cx, &made, &undo));
	ASSERT(undo.is);
	ASSERT_STR(undo.first.from, str_c(t->arena, o.c.number));
	ASSERT_STR(undo.first.to, str_c(t->arena, made.number));
	ASSERT_OK(casefile_undo(o.cx, made.id));
	made = fresh(&o, made.id);
	ASSERT_EQ(made.merged_into.v, o.c.id.v);
	one = fresh(&o, o.c.id);
	ASSERT_OK(undo_look(o.cx, &one, &undo));
	ASSERT(!undo.is);
	ASSERT_ERR(ERR_CONFLICT, casefile_undo(o.cx, o.c.id));

	ASSERT_OK(casefile_split(o.cx, o.c.id, &s, &made));
	made = fresh(&o, made.id);
	tell(&o, &made, "Called them.");
	ASSERT_ERR(ERR_CONFLICT, casefile_undo(o.cx, o.c.id));
	ASSERT_ERR(ERR_CONFLICT, casefile_undo(o.cx, made.id));
	one = fresh(&o, o.c.id);
	ASSERT_OK(undo_look(o.cx, &one, &undo));
	ASSERT(!undo.is);
	ASSERT_EQ(fresh(&o, made.id).is_open, true);
}

TEST_STORE(attaching_to_an_incident_and_detaching_are_taken_back)
{
	struct incident_view v;
	struct casefile child;
	struct office o;
	int64_t count;

	office_open(t, &o);
	office_case(&o, 3, "The same again", &child);
	ASSERT_OK(incident_attach(o.cx, o.c.id, child.number, &count));
	ASSERT_OK(casefile_undo(o.cx, o.c.id));
	struct casefile lead = fresh(&o, o.c.id);
	ASSERT_OK(incident_load(o.cx, &lead, &v));
	ASSERT_EQ(v.cases.len, 0);

	ASSERT_OK(incident_attach(o.cx, o.c.id, child.number, &count));
	ASSERT_OK(incident_detach(o.cx, o.c.id, child.number));
	ASSERT_OK(casefile_undo(o.cx, o.c.id));
	ASSERT_OK(incident_load(o.cx, &lead, &v));
	ASSERT_EQ(v.cases.len, 1);
}

TEST_STORE(a_list_of_many_cases_attached_to_an_incident_is_taken_back_as_one)
{
	enum { CASES = 25 };
	struct str numbers = STR("");
	struct incident_view v;
	struct casefile child;
	struct office o;
	struct undo undo;
	int64_t count;

	office_open(t, &o);
	for (int i = 0; i < CASES; i++) {
		office_case(&o, 3, "The same again", &child);
		numbers = str_printf(t->arena, "%.*s %.*s", STR_ARG(numbers), STR_ARG(child.number));
	}
	ASSERT_OK(incident_attach(o.cx, o.c.id, numbers, &count));
	ASSERT_EQ(count, CASES);
	struct casefile lead = fresh(&o, o.c.id);
	ASSERT_OK(undo_look(o.cx, &lead, &undo));
	ASSERT_EQ(undo.steps, CASES);
	ASSERT_OK(casefile_undo(o.cx, o.c.id));
	ASSERT_OK(incident_load(o.cx, &lead, &v));
	ASSERT_EQ(v.cases.len, 0);
}
