#include "domain/escalation/policy.h"
#include "domain/escalation/verify.h"
#include "store/query.h"
#include "store/tx.h"
#include "tests/unit/desk.h"

/* Edits of the policy, and the record that nobody can quietly change. */

enum { ALL = 2 + 4 + 8 + 16 };

static struct policy_edit edit_of(struct ctx *cx)
{
	struct policy now;
	struct policy_edit e = { .reason = STR("Customers asked for it.") };

	ASSERT_OK(policy_load(cx, &now));
	for (int p = 0; p < LADDER_PRIORITIES; p++) {
		e.ack_s[p] = now.ack_timeout[p].s;
		e.pause_on_wait[p] = now.ladder.pause_on_wait[p];
		for (int level = 0; level < LADDER_LEVELS; level++)
			e.offset_s[p][level] = now.ladder.offset[p][level].s;
	}
	return e;
}

TEST_STORE(vector_15_an_edit_says_how_many_it_briefs_and_briefs_them_once)
{
	struct desk d = desk_open(t, ALL);
	struct policy_edit e = edit_of(d.cx);
	struct policy_preview preview;
	int64_t version;

	for (int i = 0; i < 40; i++)
		desk_case(&d, 3);
	desk_run(&d, 6 * DAY);
	e.offset_s[2][0] = 5 * DAY;
	ASSERT_OK(policy_preview(d.cx, &e, &preview));
	ASSERT_EQ(preview.briefs, 40);
	ASSERT_EQ(preview.people, 1);
	ASSERT_ERR(ERR_CONFLICT, policy_change(d.cx, &e, 39, &version));
	ASSERT_OK(policy_change(d.cx, &e, 40, &version));
	ASSERT_EQ(version, 2);
	for (int i = 0; i < 3; i++)
		desk_pass(&d, false);

	for (int64_t i = 1; i <= 40; i++)
		ASSERT_STR(desk_rungs(&d, (casefile_id){ i }), "1@518400");
	ASSERT_EQ(desk_mail_count(&d), 1); /* one digest */
	desk_run(&d, 30 * DAY);
	ASSERT_STR(desk_rungs(&d, (casefile_id){ 7 }), "1@518400");
}

static void change_and_undo(struct desk *d, const struct policy_edit *e)
{
	int64_t version;
	struct policy seen;
	AUTO_TX tx = tx_begin(d->cx);

	ASSERT_OK(policy_change(d->cx, e, 0, &version));
	ASSERT_OK(policy_load(d->cx, &seen));
	ASSERT_EQ(seen.ladder.offset[0][0].s, e->offset_s[0][0]);
}

TEST_STORE(a_policy_that_was_undone_is_not_remembered)
{
	struct desk d = desk_open(t, ALL);
	struct policy_edit e = edit_of(d.cx);
	struct policy now;
	int64_t version;

	e.offset_s[0][0] = 2 * HOUR - 60;
	change_and_undo(&d, &e);
	ASSERT_OK(policy_load(d.cx, &now));
	ASSERT_EQ(now.ladder.version, 1);
	ASSERT_EQ(now.ladder.offset[0][0].s, HOUR);

	d.cx->now.us++;
	e.offset_s[0][0] = HOUR / 2;
	ASSERT_OK(policy_change(d.cx, &e, 0, &version));
	ASSERT_OK(policy_load(d.cx, &now));
	ASSERT_EQ(now.ladder.version, 2);
	ASSERT_EQ(now.ladder.offset[0][0].s, HOUR / 2);
}

TEST_STORE(a_later_policy_moves_the_rungs_that_have_not_fired)
{
	struct desk d = desk_open(t, ALL);
	struct policy_edit e = edit_of(d.cx);
	int64_t version;
	casefile_id id = desk_case(&d, 1);

	desk_run(&d, HOUR);
	e.offset_s[0][1] = 3 * HOUR;
	ASSERT_OK(policy_change(d.cx, &e, 0, &version));
	desk_run(&d, 5 * HOUR);

	ASSERT_STR(desk_rungs(&d, id), "1@3600 2@10800 3@14400");
	ASSERT_HAS(desk_log(&d, id), "re-armed");
}

TEST_STORE(a_policy_that_pauses_counts_no_time_while_the_customer_is_waited_for)
{
	struct desk d = desk_open(t, ALL);
	struct policy_edit e = edit_of(d.cx);
	int64_t version;
	casefile_id id = desk_case(&d, 3);
	struct verify_result found;

	ASSERT_OK(escalation_waiting_changed(d.cx, id, true));
	desk_run(&d, DAY);
	e.pause_on_wait[2] = true;
	ASSERT_OK(policy_change(d.cx, &e, 0, &version));
	desk_at(&d, DAY + 7);
	desk_pass(&d, false);
	desk_run(&d, 11 * DAY);
	ASSERT_OK(escalation_waiting_changed(d.cx, id, false));
	desk_run(&d, 40 * DAY);

	ASSERT_STR(desk_rungs(&d, id), "1@2160000"); /* 15 days of watch, 10 of pause */
	ASSERT_OK(escalation_verify(d.cx, &found));
	ASSERT_EQ(found.faults, 0);
}

TEST_STORE(a_policy_that_makes_no_sense_is_refused_field_by_field)
{
	struct desk d = desk_open(t, ALL);
	struct policy_edit e = edit_of(d.cx);
	struct policy_preview preview;

	e.offset_s[0][1] = 1800;    /* sooner than level 1 */
	e.offset_s[2][2] = 20 * DAY; /* level 2 has none */
	e.ack_s[3] = 5;
	e.pause_on_wait[0] = true;
	e.reason = STR("");
	error err = policy_preview(d.cx, &e, &preview);

	ASSERT_ERR(ERR_INVALID, err);
	int fields = 0;
	for (const struct err_at_field *f = err->fields; f != NULL; f = f->next)
		fields++;
	ASSERT_EQ(fields, 5);
	ASSERT_STR(err->fields->field, "o12");
}

static void spoil(struct desk *d, const char *sql)
{
	struct query q = { .name = "spoil", .kind = QUERY_EXEC, .writes = true, .sqlite = sql,
		.postgres = sql };
	struct query *kept = arena_new(d->cx->arena, struct query);

	*kept = q;
	ASSERT_OK(query_run(d->cx, kept, NULL, NULL));
}

static void expect_fault(struct desk *d, const char *text)
{
	struct verify_result found;

	ASSERT_OK(escalation_verify(d->cx, &found));
	ASSERT(found.faults > 0);
	ASSERT_HAS(found.texts.at[0], text);
}

static struct desk busy_desk(struct test *t)
{
	struct desk d = desk_open(t, ALL);
	casefile_id a = desk_case(&d, 3), b = desk_case(&d, 1), c;

	desk_run(&d, 2 * HOUR);
	c = desk_case(&d, 2);
	desk_priority(&d, a, 3, 1);
	desk_run(&d, 3 * HOUR);
	ASSERT_OK(escalation_merged(d.cx, a, c));
	desk_run(&d, 4 * HOUR);
	ASSERT_OK(escalation_case_stopped(d.cx, b, false));
	desk_run(&d, 5 * HOUR);
	ASSERT_OK(escalation_case_reopened(d.cx, b));
	desk_run(&d, 6 * HOUR);
	ASSERT_OK(escalation_case_stopped(d.cx, b, true));
	desk_run(&d, 7 * HOUR);
	ASSERT_OK(escalation_case_begun_anew(d.cx, b));
	desk_run(&d, 9 * HOUR);
	return d;
}

TEST_STORE(a_record_that_nobody_touched_holds_together)
{
	struct desk d = busy_desk(t);
	struct verify_result found;

	ASSERT_OK(escalation_verify(d.cx, &found));
	if (found.faults > 0)
		fail_msg("%.*s", STR_ARG(found.texts.at[0]));
	ASSERT_EQ(found.ladders, 3);
	ASSERT(found.notes > 15);
}

TEST_STORE(a_note_that_was_changed_is_found)
{
	struct desk d = busy_desk(t);

	spoil(&d, "UPDATE escalation_event SET at = at + 1 WHERE casefile_id = 2 AND act = 10");
	expect_fault(&d, "Case 2: a note of its ladder's log was changed.");
}

TEST_STORE(a_note_that_was_left_out_is_found)
{
	struct desk d = busy_desk(t);

	spoil(&d, "DELETE FROM escalation_event WHERE id = 3 * 1048576 + 1");
	expect_fault(&d, "Case 3: a note of its ladder's log is missing.");
}

TEST_STORE(a_log_whose_end_was_cut_off_is_found)
{
	struct desk d = busy_desk(t);

	spoil(&d, "DELETE FROM escalation_event WHERE id = (SELECT max(id) FROM escalation_event"
		  " WHERE casefile_id = 1)");
	expect_fault(&d, "Case 1: notes at the end of its ladder's log are missing.");
}

TEST_STORE(stopwatches_that_were_set_back_are_found)
{
	struct desk d = busy_desk(t);

	spoil(&d, "UPDATE escalation SET acc1 = acc1 - 3600000000 WHERE casefile_id = 1");
	expect_fault(&d, "Case 1: its stopwatches are not what its log says.");
}
