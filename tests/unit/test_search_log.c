/* What people look for: counted, without who they are; what authors do about it. */
#include "base/buf.h"
#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/search/log/log.h"
#include "store/db.h"
#include "tests/unit/center.h"
#include "tests/unit/office.h"

static void look_for(struct ctx *cx, const char *text, int64_t found, int64_t mark, int64_t after)
{
	ASSERT_OK(search_log_add(cx, &(struct search_log_new){ .text = str_from(text),
		.found = found, .mark = mark, .after = after }));
}

/* As an author, for the week of cx->now. */
static struct search_todo todo_of(struct office *o, enum search_need need, bool all)
{
	struct search_todo todo;
	struct ctx as = *o->cx;

	as.actor = &o->root;
	ASSERT_OK(search_todo(&as, as.now, need, all, &todo));
	return todo;
}

static void set_state(struct office *o, const char *query, enum search_task_state state)
{
	struct ctx as = *o->cx;

	as.actor = &o->root;
	ASSERT_OK(search_task_set(&as, str_from(query), state, STR("Mine.")));
}

TEST_STORE(searches_that_find_nothing_are_counted_in_their_week_however_they_are_written)
{
	struct office o;
	office_open(t, &o);

	look_for(o.cx, "MACsec  Rekey", 0, 1, 0);
	look_for(o.cx, "macsec rekey", 0, 2, 0);
	look_for(o.cx, "bgp", 12, 3, 0);
	struct search_todo todo = todo_of(&o, NEED_EMPTY, false);

	ASSERT_EQ(todo.list.len, 1);
	ASSERT_STR(todo.list.at[0].query, "macsec rekey");
	ASSERT_STR(todo.list.at[0].shown, "MACsec  Rekey");
	ASSERT_EQ(todo.list.at[0].empty, 2);
	ASSERT_EQ(todo.total.searches, 3);
	o.cx->now = instant_add(o.cx->now, (seconds){ 7 * SECONDS_PER_DAY });
	ASSERT_EQ(todo_of(&o, NEED_EMPTY, false).list.len, 0);
}

TEST_STORE(a_text_that_may_name_somebody_is_not_kept)
{
	static const char *const texts[] = { "ana@acme.example", "2026-1123-0042", "+49 30 1234567",
		"10.0.0.1", "" };
	struct office o;
	char *longer = arena_bytes(t->arena, LIMIT_SEARCH_LOG + 2);
	office_open(t, &o);

	memset(longer, 'x', LIMIT_SEARCH_LOG + 1);
	longer[LIMIT_SEARCH_LOG + 1] = '\0';
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		look_for(o.cx, texts[i], 0, 1, 0);
	look_for(o.cx, longer, 0, 1, 0);

	ASSERT_EQ(todo_of(&o, NEED_EMPTY, true).list.len, 0);
	ASSERT_EQ(todo_of(&o, NEED_EMPTY, true).total.searches, 0);
}

TEST_STORE(what_is_opened_from_a_search_counts_once_and_not_long_after)
{
	struct search_ref hit = { SEARCH_ARTICLE, 1 };
	struct office o;
	office_open(t, &o);

	look_for(o.cx, "bgp", 12, 7, 0);
	look_for(o.cx, "ospf", 3, 8, 0);
	ASSERT_OK(search_log_click(o.cx, 7, hit, 2));
	ASSERT_OK(search_log_click(o.cx, 7, hit, 3));
	ASSERT_OK(search_log_click(o.cx, 999, hit, 1));
	o.cx->now = instant_add(o.cx->now, (seconds){ SEARCH_CLICK_SECONDS + 1 });
	ASSERT_OK(search_log_click(o.cx, 8, hit, 1));
	struct search_todo todo = todo_of(&o, NEED_UNOPENED, false);

	ASSERT_EQ(todo.total.clicked, 1);
	ASSERT_EQ(todo.list.len, 1);
	ASSERT_STR(todo.list.at[0].query, "ospf");
}

TEST_STORE(a_search_that_follows_another_says_that_the_first_did_not_do)
{
	struct office o;
	office_open(t, &o);

	look_for(o.cx, "link down", 40, 7, 0);
	look_for(o.cx, "link down after reload", 5, 8, 7);
	look_for(o.cx, "link down optics", 5, 9, 7);
	struct search_todo todo = todo_of(&o, NEED_REFINED, false);

	ASSERT_EQ(todo.list.len, 1);
	ASSERT_STR(todo.list.at[0].query, "link down");
	ASSERT_EQ(todo.list.at[0].refined, 1);
}

TEST_STORE(what_is_done_waits_again_when_readers_look_for_it_in_a_later_week)
{
	struct office o;
	office_open(t, &o);

	look_for(o.cx, "macsec", 0, 1, 0);
	look_for(o.cx, "noise", 0, 2, 0);
	set_state(&o, "macsec", TASK_DONE);
	set_state(&o, "noise", TASK_DROPPED);
	ASSERT_EQ(todo_of(&o, NEED_EMPTY, false).list.len, 0);
	ASSERT_EQ(todo_of(&o, NEED_EMPTY, true).list.len, 2);
	o.cx->now = instant_add(o.cx->now, (seconds){ 7 * SECONDS_PER_DAY });
	look_for(o.cx, "macsec", 0, 3, 0);
	look_for(o.cx, "noise", 0, 4, 0);

	struct search_todo todo = todo_of(&o, NEED_EMPTY, false);
	ASSERT_EQ(todo.list.len, 1);
	ASSERT_STR(todo.list.at[0].query, "macsec");
}

TEST_STORE(searches_are_forgotten_in_time)
{
	struct office o;
	office_open(t, &o);

	look_for(o.cx, "macsec", 3, 7, 0);
	o.cx->now = instant_add(o.cx->now, (seconds){ (SEARCH_LOG_DAYS + 1) * SECONDS_PER_DAY });
	ASSERT_OK(search_log_prune(o.cx));
	struct q_search_log_of_row row;
	bool found;
	ASSERT_OK(q_search_log_of(o.cx, 7, &row, &found));
	ASSERT(!found);
	o.cx->now = instant_add(o.cx->now, (seconds){ -(SEARCH_LOG_DAYS + 1) * SECONDS_PER_DAY });
	ASSERT_EQ(todo_of(&o, NEED_UNOPENED, false).list.len, 1);
	o.cx->now = instant_add(o.cx->now, (seconds){ SEARCH_WEEKS_DAYS * 2 * SECONDS_PER_DAY });
	ASSERT_OK(search_log_prune(o.cx));
	o.cx->now = instant_add(o.cx->now, (seconds){ -SEARCH_WEEKS_DAYS * 2 * SECONDS_PER_DAY });
	ASSERT_EQ(todo_of(&o, NEED_UNOPENED, false).list.len, 0);
}

TEST(a_week_begins_on_monday)
{
	instant sunday, monday;

	ASSERT(instant_parse(STR("2026-11-29T23:59:59Z"), &sunday));
	ASSERT(instant_parse(STR("2026-11-30T00:00:00Z"), &monday));
	ASSERT_STR(instant_iso(t->arena, search_week_of(sunday)), "2026-11-23T00:00:00Z");
	ASSERT_EQ(search_week_of(monday).us, monday.us);
}

/* --- over the web --- */

static struct center_reply get(struct center *c, enum center_who who, const char *path)
{
	struct center_request r = { .method = "GET", .path = str_from(path),
		.headers = c->people[who].cookie };

	return center_send(c, &r);
}

/* The list once it says so: a search is counted a moment after its page was sent. */
static struct center_reply list_that_has(struct center *c, const char *words)
{
	struct center_reply list = get(c, AUTHOR, "/kb/searches");

	for (int tries = 0; tries < 2000 && str_find(list.body, str_from(words)) < 0; tries++)
		list = get(c, AUTHOR, "/kb/searches");
	return list;
}

/* "/search/click/123" of the page. */
static struct str clicks_of(struct center_reply page)
{
	ptrdiff_t at = str_find(page.body, STR("data-clicks=\""));
	ASSERT(at > 0);
	struct str rest = str_skip(page.body, (size_t)at + 13);
	return str_sub(rest, 0, (size_t)str_find_char(rest, '"'));
}

TEST_STORE(an_author_sees_what_visitors_searched_in_vain_and_what_they_opened)
{
	struct center *c = center_open(t);

	get(c, VISITOR, "/search?q=Flux+capacitor");
	struct str clicks = clicks_of(get(c, VISITOR, "/search?q=ports"));
	list_that_has(c, "2 searches");
	struct center_request click = { .method = "POST",
		.path = str_concat(t->arena, clicks, STR("/1/article/1")) };
	ASSERT_EQ(center_send(c, &click).status, 204);
	struct center_reply empty = list_that_has(c, "Flux capacitor");
	struct center_reply unopened = get(c, AUTHOR, "/kb/searches?need=1");

	ASSERT_HAS(empty.body, "Flux capacitor");
	ASSERT_HAS(empty.body, "something was opened from 1");
	ASSERT(str_find(unopened.body, STR(">ports<")) < 0);
	ASSERT_EQ(get(c, CUSTOMER, "/kb/searches").status, 403);
	center_close(c);
}
