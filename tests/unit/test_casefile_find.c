#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/casefile/casefile.h"
#include "domain/findable/findable.h"
#include "domain/search/indexer.h"
#include "domain/search/search.h"
#include "os/file.h"
#include "tests/unit/fixture.h"

/* Two organisations with a customer each, an agent, and an index that follows. */
struct town {
	struct ctx *cx;
	struct indexer_config config;
	struct indexer *indexer;
	struct actor agent, ours, theirs;
};

static void person(struct town *t, const char *email, unsigned roles, const char *organisation,
	struct actor *out)
{
	struct person_new n = { .email = str_from(email), .name = STR("Somebody"), .roles = roles };
	struct organisation_new o = { .name = str_from(organisation), .sharing = SHARING_ALL };
	struct person p;
	person_id id;

	t->cx->actor = &actor_system;
	if (o.name.len > 0)
		ASSERT_OK(organisation_create(t->cx, &o, &n.organisation));
	ASSERT_OK(person_create(t->cx, &n, &id));
	ASSERT_OK(person_load(t->cx, id, &p));
	ASSERT_OK(person_actor(t->cx, &p, out));
}

static struct town town(struct test *test)
{
	struct town t = { .cx = fixture_ctx(test) };

	person(&t, "agent@desk.example", ROLE_AGENT, "", &t.agent);
	person(&t, "ana@ours.example", ROLE_CUSTOMER, "Ours", &t.ours);
	person(&t, "eve@theirs.example", ROLE_CUSTOMER, "Theirs", &t.theirs);
	t.config.place = path_join(t.cx, fixture_dir(test), STR("search"));
	t.config.sources = findable;
	ASSERT_OK(indexer_open(t.cx, &t.config, &t.indexer));
	struct search_config search = { t.config.place, findable };
	ASSERT_OK(search_open(t.cx, &search, &t.cx->search));
	return t;
}

static void leave(struct town *t)
{
	search_close(t->cx->search);
	indexer_close(t->indexer);
}

static struct casefile open_case(struct town *t, const struct actor *who)
{
	struct casefile_new n = { .summary = STR("Canary seven stopped singing"),
		.description = STR("The quetzal line card reboots."), .priority = 3 };
	struct casefile c;

	t->cx->actor = who;
	ASSERT_OK(casefile_open(t->cx, &n, &c));
	return c;
}

static void follow(struct town *t)
{
	t->cx->actor = &actor_system;
	ASSERT_OK(indexer_drain(t->cx, t->indexer));
}

/* Hits, with every number that a page would show about them. */
static int64_t found(struct town *t, const struct actor *who, const char *text)
{
	struct search_request r = { .text = str_from(text), .counts = true, .as_typed = true };
	struct search_results results;

	t->cx->actor = who;
	ASSERT_OK(search_run(t->cx, &r, &results));
	ASSERT_EQ(results.hits.len > 0, results.total > 0);
	return results.total;
}

static size_t suggested(struct town *t, const struct actor *who, const char *text)
{
	search_suggestions list;

	t->cx->actor = who;
	ASSERT_OK(search_suggest(t->cx, str_from(text), &list));
	return list.len;
}

TEST_STORE(a_case_is_found_by_its_organisation_and_the_desk_and_nobody_else)
{
	struct town w = town(t);
	struct casefile c = open_case(&w, &w.ours);
	const char *number = str_c(w.cx->arena, c.number);

	follow(&w);
	ASSERT_EQ(found(&w, &w.ours, "quetzal"), 1);
	ASSERT_EQ(found(&w, &w.agent, "quetzal"), 1);
	ASSERT_EQ(found(&w, &w.theirs, "quetzal"), 0);
	ASSERT_EQ(found(&w, &actor_visitor, "quetzal"), 0);
	ASSERT_EQ(found(&w, &w.theirs, number), 0);
	ASSERT_EQ(found(&w, &w.ours, number), 1);
	ASSERT_EQ(suggested(&w, &w.ours, "canary se"), 1);
	ASSERT_EQ(suggested(&w, &w.theirs, "canary se"), 0);
	ASSERT_EQ(suggested(&w, &actor_visitor, "canary se"), 0);
	leave(&w);
}

TEST_STORE(an_internal_note_is_found_by_the_desk_alone)
{
	struct town w = town(t);
	struct casefile c = open_case(&w, &w.ours);
	struct casefile_reply note = { .kind = ENTRY_NOTE,
		.text = STR("Looks like the axolotl defect.") };
	entry_id entry;

	w.cx->actor = &w.agent;
	ASSERT_OK(casefile_add_entry(w.cx, &c, &note, &entry));
	follow(&w);

	ASSERT_EQ(found(&w, &w.agent, "axolotl"), 1);
	ASSERT_EQ(found(&w, &w.ours, "axolotl"), 0);
	ASSERT_EQ(found(&w, &w.ours, "quetzal"), 1);
	leave(&w);
}

TEST_STORE(the_index_agrees_with_the_cases)
{
	struct town w = town(t);
	struct indexer_check check;

	open_case(&w, &w.ours);
	open_case(&w, &w.theirs);
	follow(&w);
	ASSERT_OK(indexer_check(w.cx, &w.config, NULL, &check));
	ASSERT_EQ(check.missing + check.surplus + check.damaged, 0);
	ASSERT_EQ(check.documents, 2);
	leave(&w);
}
