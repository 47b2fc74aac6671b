/* Views: whose they are, their order, and what they count. */
#include "domain/account/permission.h"
#include "domain/desk/view.h"
#include "store/query.h"
#include "tests/unit/office.h"

static struct desk_view keep(struct office *o, const char *name, enum desk_sharing sharing)
{
	struct desk_view_new n = { .name = str_from(name), .filter = STR("priority:3"),
		.sort = DESK_BY_NEWEST, .columns = COLUMN_QUEUE, .sharing = sharing };
	struct desk_view v;

	ASSERT_OK(desk_view_create(o->cx, &n, &v));
	return v;
}

/* "mine unassigned ... 3": keys in order, hidden ones in brackets. */
static struct str keys(struct office *o)
{
	struct str all = STR("");
	desk_views views;

	ASSERT_OK(desk_view_list(o->cx, &views));
	for (size_t i = 0; i < views.len; i++)
		all = str_printf(o->cx->arena, "%.*s%s%s%.*s%s", STR_ARG(all), i ? " " : "",
			views.at[i].hidden ? "(" : "", STR_ARG(views.at[i].key),
			views.at[i].hidden ? ")" : "");
	return all;
}

TEST_STORE(a_private_view_is_its_owners_and_a_shared_one_everybodys)
{
	struct office o;
	struct desk_view v, shared;

	office_open(t, &o);
	v = keep(&o, "P3", DESK_PRIVATE);
	shared = keep(&o, "All P3", DESK_SHARED_ALL);
	ASSERT_STR(keys(&o), "mine unassigned grave soon waiting late all 2 1");
	o.cx->actor = &o.eva;
	ASSERT_STR(keys(&o), "mine unassigned grave soon waiting late all 2");
	ASSERT_ERR(ERR_NOT_FOUND, desk_view_find(o.cx, v.key, &v));
	ASSERT_OK(desk_view_find(o.cx, shared.key, &v));
	ASSERT_STR(v.owner_name, "tom@vendor.example");
	ASSERT_EQ(v.sort, DESK_BY_NEWEST);
	ASSERT_EQ(v.columns, COLUMN_QUEUE);
	ASSERT_ERR(ERR_DENIED, desk_view_remove(o.cx, shared.key));
	ASSERT_ERR(ERR_DENIED, desk_view_remove(o.cx, STR("mine")));
	o.cx->actor = &o.root;
	ASSERT_OK(desk_view_remove(o.cx, shared.key));
	o.cx->actor = &o.ana;
	ASSERT_ERR(ERR_DENIED, desk_view_find(o.cx, STR("all"), &v));
}

static const struct query make_team = { .name = "view_team", .kind = QUERY_EXEC, .writes = true,
	.sqlite = "INSERT INTO team (id, name) VALUES (1, 'Core')",
	.postgres = "INSERT INTO team (id, name) OVERRIDING SYSTEM VALUE VALUES (1, 'Core')" };
static const struct query join_team = { .name = "view_join", .kind = QUERY_EXEC, .writes = true,
	.sqlite = "INSERT INTO team_member VALUES (1, ?1)", .postgres = "INSERT INTO team_member VALUES (1, $1)",
	.param_count = 1, .params = (const struct query_column[]){ { "person", QUERY_INT } } };

TEST_STORE(a_view_of_a_team_is_for_those_who_belong_to_it)
{
	struct office o;
	struct desk_view v;
	struct desk_view_new n = { .name = STR("Core"), .sharing = DESK_SHARED_TEAM, .team = { 1 } };

	office_open(t, &o);
	ASSERT_OK(query_run(o.cx, &make_team, NULL, NULL));
	ASSERT_ERR(ERR_INVALID, desk_view_create(o.cx, &n, &v));
	ASSERT_OK(query_run(o.cx, &join_team, (struct query_value[]){ { .i = o.tom.person.v } }, NULL));
	ASSERT_OK(desk_view_create(o.cx, &n, &v));
	o.cx->actor = &o.eva;
	ASSERT_ERR(ERR_NOT_FOUND, desk_view_find(o.cx, v.key, &v));
	ASSERT_OK(query_run(o.cx, &join_team, (struct query_value[]){ { .i = o.eva.person.v } }, NULL));
	ASSERT_OK(desk_view_find(o.cx, v.key, &v));
	ASSERT_STR(v.team_name, "Core");
	ASSERT_HAS(keys(&o), " 1");
}

TEST_STORE(each_person_has_views_in_an_order_of_their_own)
{
	struct office o;

	office_open(t, &o);
	keep(&o, "A", DESK_SHARED_ALL);
	ASSERT_OK(desk_view_move(o.cx, STR("1"), true));
	ASSERT_OK(desk_view_move(o.cx, STR("mine"), true));
	ASSERT_OK(desk_view_move(o.cx, STR("grave"), false));
	ASSERT_OK(desk_view_hide(o.cx, STR("soon"), true));
	ASSERT_STR(keys(&o), "mine unassigned (soon) grave waiting late 1 all");
	keep(&o, "0", DESK_PRIVATE);
	ASSERT_STR(keys(&o), "mine unassigned (soon) grave waiting late 1 all 2");
	ASSERT_OK(desk_view_hide(o.cx, STR("soon"), false));
	ASSERT_ERR(ERR_NOT_FOUND, desk_view_move(o.cx, STR("99"), true));
	o.cx->actor = &o.eva;
	ASSERT_STR(keys(&o), "mine unassigned grave soon waiting late all 1");
}

TEST_STORE(a_view_is_refused_with_all_that_is_wrong)
{
	struct office o;
	struct desk_view v;
	struct desk_view_new n = { .filter = STR("colour:red"), .sharing = (enum desk_sharing)9 };

	office_open(t, &o);
	error e = desk_view_create(o.cx, &n, &v);
	ASSERT_ERR(ERR_INVALID, e);
	ASSERT_STR(e->fields->field, "name");
	ASSERT_STR(e->fields->next->field, "sharing");
	ASSERT_STR(e->fields->next->next->field, "q");
	for (int i = 0; i < DESK_VIEWS_OWN_MAX; i++)
		v = keep(&o, "x", DESK_PRIVATE);
	n = (struct desk_view_new){ .name = STR("One more") };
	ASSERT_ERR(ERR_INVALID, desk_view_create(o.cx, &n, &v));
	ASSERT_OK(desk_view_change(o.cx, v.key, &n));
	ASSERT_OK(desk_view_find(o.cx, v.key, &v));
	ASSERT_STR(v.name, "One more");
	ASSERT_EQ(v.columns, COLUMNS_USUAL);
}
