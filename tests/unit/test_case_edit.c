/* Several people change one case at once: nothing is lost, and what was done can be undone. */
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/casefile/edit/edit.h"
#include "domain/casefile/tag/tag.h"
#include "tests/unit/fixture.h"
#include "tests/unit/fixture_person.h"

struct room {
	struct ctx *cx;
	struct actor ana, tom, eva; /* a customer, and two of the desk */
	struct casefile c;          /* a P3 case of ana */
};

/* The actor is tom. */
static void room(struct test *t, struct room *r)
{
	organisation_id acme;

	*r = (struct room){ .cx = fixture_ctx(t, .now = "2026-11-23T09:00Z") };
	ASSERT_OK(organisation_create(r->cx, &(struct organisation_new){ .name = STR("Acme") }, &acme));
	r->ana = fixture_person(r->cx, "ana@acme.example", ROLE_CUSTOMER, acme);
	r->tom = fixture_person(r->cx, "tom@vendor.example", ROLE_AGENT, (organisation_id){ 0 });
	r->eva = fixture_person(r->cx, "eva@vendor.example", ROLE_AGENT, (organisation_id){ 0 });
	r->cx->actor = &r->ana;
	ASSERT_OK(casefile_open(r->cx, &(struct casefile_new){ .summary = STR("Uplink down"),
		.description = STR("Since noon."), .priority = 3 }, &r->c));
	r->cx->actor = &r->tom;
}

static void look(struct room *r)
{
	ASSERT_OK(casefile_load(r->cx, r->c.id, &r->c));
}

static struct str number(struct room *r, int64_t n)
{
	return str_printf(r->cx->arena, "%" PRId64, n);
}

/* As a form of the page that shows r->c as it was loaded last. */
static struct edit_clash edit(struct room *r, enum edit_field field, struct str to)
{
	struct edit e = { .field = field, .to = to, .checked = true,
		.from = edit_value(r->cx->arena, &r->c, field) };
	struct edit_clash clash;

	ASSERT_OK(casefile_edit(r->cx, r->c.id, &e, 1, &clash));
	return clash;
}

TEST_STORE(changes_of_two_fields_both_stand)
{
	struct room r;

	room(t, &r);
	ASSERT(!edit(&r, EDIT_PRIORITY, STR("2")).is);
	r.cx->actor = &r.eva; /* who still sees the page from before */
	ASSERT(!edit(&r, EDIT_OWNER, number(&r, r.eva.person.v)).is);
	look(&r);
	ASSERT_EQ(r.c.priority, 2);
	ASSERT_EQ(r.c.owner.v, r.eva.person.v);
}

TEST_STORE(two_changes_of_one_field_clash_and_the_second_learns_whose_the_first_was)
{
	struct room r;
	struct edit_clash clash;

	room(t, &r);
	ASSERT(!edit(&r, EDIT_PRIORITY, STR("2")).is);
	r.cx->actor = &r.eva;
	clash = edit(&r, EDIT_PRIORITY, STR("4"));
	ASSERT(clash.is);
	ASSERT_STR(clash.who, "tom@vendor.example");
	ASSERT_INSTANT(clash.at, "2026-11-23T09:00Z");
	ASSERT_STR(clash.seen.from, "P3 Medium");
	ASSERT_STR(clash.seen.to, "P2 High");
	ASSERT_STR(clash.wanted, "P4 Low");
	look(&r);
	ASSERT_EQ(r.c.priority, 2);
	ASSERT(!edit(&r, EDIT_PRIORITY, STR("4")).is); /* "take mine": made from what is now */
	look(&r);
	ASSERT_EQ(r.c.priority, 4);
}

TEST_STORE(two_who_want_the_same_do_not_clash)
{
	struct room r;

	room(t, &r);
	ASSERT(!edit(&r, EDIT_OWNER, number(&r, r.eva.person.v)).is);
	r.cx->actor = &r.eva;
	ASSERT(!edit(&r, EDIT_OWNER, number(&r, r.eva.person.v)).is);
}

TEST_STORE(a_next_action_has_its_time_and_clashes_by_both)
{
	struct room r;
	struct str call = STR("2026-11-23T14:00:00Z Call them");
	struct edit_clash clash;

	room(t, &r);
	ASSERT(!edit(&r, EDIT_ACTION, call).is);
	r.cx->actor = &r.eva;
	clash = edit(&r, EDIT_ACTION, STR("- Send a part"));
	ASSERT(clash.is);
	ASSERT_STR(clash.seen.to, "Call them (by 2026-11-23T14:00:00Z)");
	ASSERT_STR(clash.wanted, "Send a part");
	look(&r);
	ASSERT_STR(r.c.next_action, "Call them");
	ASSERT_INSTANT(r.c.next_action_at, "2026-11-23T14:00Z");
	ASSERT_STR(edit_value(r.cx->arena, &r.c, EDIT_ACTION), "2026-11-23T14:00:00Z Call them");
}

TEST_STORE(all_steps_of_a_change_are_stored_or_none)
{
	struct edit steps[] = { { .field = EDIT_PRIORITY, .to = STR("1") },
		{ .field = EDIT_OWNER, .to = STR("999999") } };
	struct edit_clash clash;
	struct room r;

	room(t, &r);
	ASSERT_ERR(ERR_INVALID, casefile_edit(r.cx, r.c.id, steps, 2, &clash));
	look(&r);
	ASSERT_EQ(r.c.priority, 3);
	ASSERT_EQ(r.c.entry_count, 1);
}

TEST_STORE(what_one_changed_is_taken_back_step_by_step_and_logged)
{
	struct room r;
	struct undo undo;
	struct edit_clash clash;
	struct tag_list tags;

	room(t, &r);
	struct edit steps[] = { { .field = EDIT_STATUS, .to = STR("resolved") },
		{ .field = EDIT_OWNER, .to = number(&r, r.tom.person.v) },
		{ .field = EDIT_TAG, .to = STR("psu") } };
	ASSERT_OK(casefile_set_status(r.cx, r.c.id, CASEFILE_WAITING_OTHER, STR("")));
	ASSERT_OK(casefile_edit(r.cx, r.c.id, steps, 3, &clash));
	look(&r);
	ASSERT_EQ(r.c.status, CASEFILE_RESOLVED);
	ASSERT_OK(undo_look(r.cx, &r.c, &undo));
	ASSERT(undo.is);
	ASSERT_EQ(undo.steps, 3);
	ASSERT_STR(undo.first.to, "Resolved");

	ASSERT_OK(casefile_undo(r.cx, r.c.id));
	look(&r);
	ASSERT_EQ(r.c.status, CASEFILE_WAITING_OTHER); /* which does not follow resolved directly */
	ASSERT_EQ(r.c.owner.v, 0);
	ASSERT_OK(casefile_tags(r.cx, &r.c, &tags));
	ASSERT_EQ(tags.len, 0);
	struct entry_list page;
	ASSERT_OK(timeline_page(r.cx, r.c.id, 0, true, 1, &page));
	ASSERT_HAS(page.at[0].text, "Undone");
	ASSERT_ERR(ERR_CONFLICT, casefile_undo(r.cx, r.c.id));
}

TEST_STORE(what_somebody_else_changed_since_or_that_is_long_ago_is_not_taken_back)
{
	struct room r;
	struct undo undo;

	room(t, &r);
	edit(&r, EDIT_PRIORITY, STR("2"));
	r.cx->actor = &r.eva;
	look(&r);
	edit(&r, EDIT_PRIORITY, STR("1"));
	r.cx->actor = &r.tom;
	ASSERT_ERR(ERR_CONFLICT, casefile_undo(r.cx, r.c.id));
	look(&r);
	ASSERT_EQ(r.c.priority, 1);
	ASSERT_OK(undo_look(r.cx, &r.c, &undo));
	ASSERT(!undo.is);

	edit(&r, EDIT_PRIORITY, STR("4"));
	r.cx->now = instant_add(r.cx->now, (seconds){ UNDO_SECONDS + 1 });
	look(&r);
	ASSERT_OK(undo_look(r.cx, &r.c, &undo));
	ASSERT(!undo.is);
	ASSERT_ERR(ERR_CONFLICT, casefile_undo(r.cx, r.c.id));
}

TEST_STORE(customers_undo_nothing_and_see_nothing_to_undo)
{
	struct room r;
	struct undo undo;

	room(t, &r);
	r.cx->actor = &r.ana;
	edit(&r, EDIT_PRIORITY, STR("2"));
	look(&r);
	ASSERT_OK(undo_look(r.cx, &r.c, &undo));
	ASSERT(!undo.is);
	ASSERT_ERR(ERR_DENIED, casefile_undo(r.cx, r.c.id));
}

TEST_STORE(whoever_answers_learns_of_an_answer_that_came_meanwhile)
{
	struct casefile_reply note = { .kind = ENTRY_NOTE, .text = STR("Looking."),
		.then = CASEFILE_STATUS_COUNT_ };
	struct casefile_reply answer = { .kind = ENTRY_MESSAGE, .text = STR("Try this."),
		.then = CASEFILE_STATUS_COUNT_ };
	struct entry unseen;
	struct room r;
	entry_id id;

	room(t, &r);
	r.cx->actor = &r.eva;
	ASSERT_OK(casefile_add_entry(r.cx, &r.c, &note, &id));
	r.cx->actor = &r.tom;
	ASSERT_OK(casefile_unseen(r.cx, &r.c, r.c.entry_count, &unseen));
	ASSERT_EQ(unseen.id.v, 0); /* a note is no answer */
	r.cx->actor = &r.eva;
	ASSERT_OK(casefile_add_entry(r.cx, &r.c, &answer, &id));
	ASSERT_OK(casefile_unseen(r.cx, &r.c, r.c.entry_count, &unseen));
	ASSERT_EQ(unseen.id.v, 0); /* it is her own */
	r.cx->actor = &r.tom;
	ASSERT_OK(casefile_unseen(r.cx, &r.c, r.c.entry_count, &unseen));
	ASSERT_EQ(unseen.id.v, id.v);
	ASSERT_STR(unseen.author_name, "eva@vendor.example");
	ASSERT_OK(casefile_unseen(r.cx, &r.c, entry_number(id), &unseen));
	ASSERT_EQ(unseen.id.v, 0); /* it was read */
}
