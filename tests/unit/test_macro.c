/* Macros: one key for what is written and set often. */
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/casefile/draft.h"
#include "domain/casefile/macro/macro.h"
#include "domain/casefile/tag/tag.h"
#include "tests/unit/fixture.h"

struct shop {
	struct ctx *cx;
	struct actor ana, tom, eva, boss; /* a customer, two of the desk, a manager */
	struct casefile c;
};

static struct actor make(struct ctx *cx, const char *email, const char *name, unsigned roles,
	organisation_id o)
{
	struct person_new n = { .email = str_from(email), .name = str_from(name), .roles = roles,
		.organisation = o };
	struct person p;
	struct actor a;
	person_id id;

	ASSERT_OK(person_create(cx, &n, &id));
	ASSERT_OK(person_load(cx, id, &p));
	ASSERT_OK(person_actor(cx, &p, &a));
	return a;
}

/* The actor is tom. */
static void shop(struct test *t, struct shop *s)
{
	organisation_id acme;

	*s = (struct shop){ .cx = fixture_ctx(t, .now = "2026-11-23T09:00Z") };
	ASSERT_OK(organisation_create(s->cx, &(struct organisation_new){ .name = STR("Acme") }, &acme));
	s->ana = make(s->cx, "ana@acme.example", "Ana *Bold* Ruiz", ROLE_CUSTOMER, acme);
	s->tom = make(s->cx, "tom@vendor.example", "Tom", ROLE_AGENT, (organisation_id){ 0 });
	s->eva = make(s->cx, "eva@vendor.example", "Eva", ROLE_AGENT, (organisation_id){ 0 });
	s->boss = make(s->cx, "boss@vendor.example", "Bo", ROLE_MANAGER, (organisation_id){ 0 });
	s->cx->actor = &s->ana;
	ASSERT_OK(casefile_open(s->cx, &(struct casefile_new){ .summary = STR("Uplink down"),
		.description = STR("Since noon."), .priority = 3 }, &s->c));
	s->cx->actor = &s->tom;
}

static const struct macro_new take_over = {
	.name = STR_INIT("Take over"),
	.text = STR_INIT("Hello {{contact.first_name}}, I look at {{case.number}}."),
	.kind = ENTRY_MESSAGE,
	.shared = MACRO_OWN,
	.owner = STR_INIT("me"),
	.priority = 2,
	.tags = STR_INIT("PSU  fan"),
	.next_action = STR_INIT("Read the logs"),
	.hours = 2,
	.status = STR_INIT("waiting-customer"),
};

static struct macro saved(struct shop *s, const struct macro_new *n)
{
	struct macro m;
	macro_id id;

	ASSERT_OK(macro_create(s->cx, n, &id));
	ASSERT_OK(macro_load(s->cx, id, &m));
	return m;
}

TEST_STORE(a_macro_shows_what_it_changes_before_it_does)
{
	struct macro_preview p;
	struct shop s;

	shop(t, &s);
	struct macro m = saved(&s, &take_over);
	ASSERT_STR(m.tags, "psu fan");
	ASSERT_OK(macro_preview(s.cx, &s.c, &m, &p));
	ASSERT_EQ(p.count, 6);
	ASSERT_STR(p.shown[0].from, "P3 Medium");
	ASSERT_STR(p.shown[0].to, "P2 High");
	ASSERT_STR(p.shown[1].to, "Tom");
	ASSERT_STR(p.shown[2].to, "Read the logs (by 2026-11-23T11:00:00Z)");
	ASSERT_STR(p.shown[5].to, "Waiting for customer");
	ASSERT_HAS(p.text, "Hello Ana,");
	ASSERT_OK(casefile_load(s.cx, s.c.id, &s.c));
	ASSERT_EQ(s.c.entry_count, 1);
}

TEST_STORE(a_macro_is_applied_as_one_step_that_can_be_undone)
{
	struct entry_list page;
	struct undo undo;
	struct shop s;

	shop(t, &s);
	struct macro m = saved(&s, &take_over);
	ASSERT_OK(macro_apply(s.cx, &s.c, &m, STR("Hello."), true));
	ASSERT_OK(casefile_load(s.cx, s.c.id, &s.c));
	ASSERT_EQ(s.c.priority, 2);
	ASSERT_EQ(s.c.owner.v, s.tom.person.v);
	ASSERT_EQ(s.c.status, CASEFILE_WAITING_CUSTOMER);
	ASSERT_INSTANT(s.c.first_response_at, "2026-11-23T09:00Z");
	ASSERT_OK(timeline_page(s.cx, s.c.id, 0, true, 1, &page));
	ASSERT_HAS(page.at[0].text, "Macro: Take over");
	ASSERT_OK(undo_look(s.cx, &s.c, &undo));
	ASSERT_EQ(undo.steps, 6);

	ASSERT_OK(casefile_undo(s.cx, s.c.id));
	ASSERT_OK(casefile_load(s.cx, s.c.id, &s.c));
	ASSERT_EQ(s.c.priority, 3);
	ASSERT_EQ(s.c.owner.v, 0);
	ASSERT_EQ(s.c.status, CASEFILE_OPEN);
	ASSERT_STR(s.c.next_action, "");
}

TEST_STORE(the_text_of_a_macro_can_wait_as_a_draft)
{
	struct draft d;
	struct shop s;

	shop(t, &s);
	struct macro m = saved(&s, &take_over);
	ASSERT_OK(macro_apply(s.cx, &s.c, &m, STR("Not ready."), false));
	ASSERT_OK(draft_load(s.cx, &s.c, &d));
	ASSERT_STR(d.text, "Not ready.");
}

TEST_STORE(a_variable_is_plain_text_and_what_is_missing_is_said)
{
	struct str text;
	str_list missing;
	struct shop s;

	shop(t, &s);
	ASSERT_OK(macro_fill(s.cx, &s.c, STR("{{ contact.name }}: {{serial}}, {{serial}} and {{ no end"),
		&text, &missing));
	ASSERT_STR(text, "Ana \\*Bold\\* Ruiz: {{serial}}, {{serial}} and {{ no end");
	ASSERT_EQ(missing.len, 1);
	ASSERT_STR(missing.at[0], "serial");
}

TEST_STORE(a_macro_that_cannot_work_is_refused)
{
	struct macro_new n = take_over;
	struct shop s;
	macro_id id;

	shop(t, &s);
	n.text = STR("{{contact.shoe_size}}");
	ASSERT_ERR(ERR_INVALID, macro_create(s.cx, &n, &id));
	n = take_over;
	n.status = STR("lost");
	ASSERT_ERR(ERR_INVALID, macro_create(s.cx, &n, &id));
	n = take_over;
	n.tags = STR("a b c d e f");
	ASSERT_ERR(ERR_INVALID, macro_create(s.cx, &n, &id));
	n = take_over;
	n.queue = 99;
	ASSERT_ERR(ERR_INVALID, macro_create(s.cx, &n, &id));
	n = take_over;
	n.shared = MACRO_TEAM;
	n.team = 1; /* which tom is not in */
	ASSERT_ERR(ERR_INVALID, macro_create(s.cx, &n, &id));
	n = (struct macro_new){ .name = STR("Nothing"), .shared = MACRO_OWN, .kind = ENTRY_MESSAGE };
	ASSERT_ERR(ERR_INVALID, macro_create(s.cx, &n, &id));
}

TEST_STORE(a_macro_is_for_whom_it_was_shared_with_alone)
{
	struct macro_new all = take_over;
	struct macro_list list;
	struct macro got;
	struct shop s;
	macro_id id;

	shop(t, &s);
	struct macro own = saved(&s, &take_over);
	all.shared = MACRO_ALL;
	ASSERT_ERR(ERR_INVALID, macro_create(s.cx, &all, &id));
	s.cx->actor = &s.boss;
	struct macro shared = saved(&s, &all);

	s.cx->actor = &s.eva;
	ASSERT_OK(macro_list(s.cx, &list));
	ASSERT_EQ(list.len, 1);
	ASSERT_ERR(ERR_NOT_FOUND, macro_load(s.cx, own.id, &got));
	ASSERT_ERR(ERR_NOT_FOUND, macro_remove(s.cx, own.id));
	ASSERT_ERR(ERR_DENIED, macro_remove(s.cx, shared.id));
	ASSERT_ERR(ERR_DENIED, macro_change(s.cx, shared.id, &take_over));
	s.cx->actor = &s.ana;
	ASSERT_ERR(ERR_DENIED, macro_list(s.cx, &list));
	s.cx->actor = &s.tom;
	ASSERT_OK(macro_remove(s.cx, own.id));
	ASSERT_OK(macro_list(s.cx, &list));
	ASSERT_EQ(list.len, 1);
}
