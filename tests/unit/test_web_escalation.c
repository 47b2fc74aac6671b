#include "domain/account/session.h"
#include "tests/unit/desk.h"
#include "tests/unit/site.h"
#include "web/escalation/escalation_pages.h"

#define ALL 0x1eu

static struct str cookie_of(struct test *t, struct desk *d, person_id who)
{
	struct str secret;
	struct ctx *cx = d->cx;
	instant virtual = cx->now;

	cx->now = instant_now(); /* the server's clock is the real one */
	ASSERT_OK(session_create(cx, who, STR("::1"), STR("test"), &secret));
	cx->now = virtual;
	return str_printf(t->arena, "Cookie: session=%.*s\r\n", STR_ARG(secret));
}

static struct str get(struct test *t, const struct site *s, const char *path, struct str cookie)
{
	struct str line = str_printf(t->arena, "GET %s", path);
	return site_ask(t, s, str_c(t->arena, line), str_c(t->arena, cookie), "");
}

/* Posts with the token of the form that `page` shows. */
static struct str post(struct test *t, const struct site *s, const char *path, struct str cookie,
	struct str page, const char *fields)
{
	ptrdiff_t at = str_find(page, STR("name=\"csrf\" value=\""));
	struct str token = str_sub(page, (size_t)at + 19, 43);
	struct str own = site_cookie(page, "visit");

	ASSERT(at > 0);
	if (own.len > 0)
		cookie = str_printf(t->arena, "Cookie: visit=%.*s\r\n", STR_ARG(own));
	return site_ask(t, s, str_c(t->arena, str_printf(t->arena, "POST %s", path)),
		str_c(t->arena, str_printf(t->arena,
			"%.*sOrigin: http://site.example\r\n"
			"Content-Type: application/x-www-form-urlencoded\r\n", STR_ARG(cookie))),
		str_c(t->arena, str_printf(t->arena, "csrf=%.*s&%s", STR_ARG(token), fields)));
}

TEST_STORE(looking_at_the_link_of_a_brief_changes_nothing_and_posting_acknowledges_once)
{
	struct desk d = desk_open(t, ALL);
	struct str mark = STR("/escalations/acknowledge/"), none = STR("");

	desk_case(&d, 1);
	desk_run(&d, HOUR);
	struct str text = desk_mail_text(&d, 0);
	ptrdiff_t at = str_find(text, mark);
	ASSERT(at > 0);
	const char *path = str_c(t->arena, str_sub(text, (size_t)at, mark.len + 43));
	fixture_release(d.cx);
	struct site s = site_start(t, escalation_routes, d.store);

	struct str page = get(t, &s, path, none);
	ASSERT_HAS(page, "HTTP/1.1 200");
	ASSERT_HAS(page, "core router down");
	ASSERT_HAS(get(t, &s, path, none), "HTTP/1.1 200");
	ASSERT_HAS(post(t, &s, path, none, page, "plan="), "HTTP/1.1 422");
	ASSERT_HAS(post(t, &s, path, none, page, "plan=Calling"), "Acknowledged");
	ASSERT_HAS(get(t, &s, path, none), "HTTP/1.1 404");

	site_stop(&s);
	ASSERT_OK(store_hold_writer(d.cx, d.store));
	ASSERT_HAS(desk_log(&d, (casefile_id){ 1 }), "acknowledged");
}

TEST_STORE(the_board_is_for_the_desk_and_shows_what_was_not_answered)
{
	struct desk d = desk_open(t, ALL);

	desk_case(&d, 1);
	desk_run(&d, HOUR);
	struct str manager = cookie_of(t, &d, d.managers[0]);
	struct str customer = cookie_of(t, &d, d.customer);
	fixture_release(d.cx);
	struct site s = site_start(t, escalation_routes, d.store);

	struct str page = get(t, &s, "/escalations", manager);
	ASSERT_HAS(page, "core router down");
	ASSERT_HAS(page, "1 brief without an answer");
	ASSERT_HAS(get(t, &s, "/escalations", customer), "HTTP/1.1 403");
	ASSERT_LACKS(get(t, &s, "/escalations", STR("")), "core router down");
	site_stop(&s);
	ASSERT_OK(store_hold_writer(d.cx, d.store));
}

/* All fields of version 1, with another time for the first level of P4. */
#define POLICY                                                                           \
	"o11=1h&o12=2h&o13=4h&o14=24h&o21=12h&o22=24h&o23=96h&o24=&o31=15d&o32=&o33=&o34=" \
	"&o42=&o43=&o44=&a1=15m&a2=2h&a3=48h&a4=48h&reason=Test"

TEST_STORE(a_policy_is_previewed_before_it_is_put_in_force)
{
	struct desk d = desk_open(t, ALL);
	struct policy p;
	struct str admin = cookie_of(t, &d, d.admin), manager = cookie_of(t, &d, d.managers[0]);

	fixture_release(d.cx);
	struct site s = site_start(t, policy_routes, d.store);
	struct str page = get(t, &s, "/admin/escalation", admin);
	struct str preview = post(t, &s, "/admin/escalation", admin, page, POLICY "&o41=20d");
	struct str wrong = post(t, &s, "/admin/escalation", admin, page, POLICY "&o41=soon");
	ASSERT_HAS(preview, "Nobody is briefed at once");
	ASSERT_HAS(wrong, "HTTP/1.1 422");
	ASSERT_HAS(post(t, &s, "/admin/escalation", admin, page,
		POLICY "&o41=20d&confirm=1&confirmed=0"), "HTTP/1.1 303");
	ASSERT_HAS(get(t, &s, "/admin/escalation", manager), "HTTP/1.1 403");
	site_stop(&s);

	ASSERT_OK(store_hold_writer(d.cx, d.store));
	ASSERT_OK(policy_load(d.cx, &p));
	ASSERT_EQ(p.ladder.version, 2);
	ASSERT_EQ(p.ladder.offset[3][0].s, 20 * DAY);
	ASSERT_EQ(p.ladder.offset[0][0].s, HOUR);
}

TEST_STORE(a_holder_is_named_and_ended_on_the_page)
{
	struct desk d = desk_open(t, ALL);
	struct duty_holder_list holders;
	struct str admin = cookie_of(t, &d, d.admin);

	fixture_release(d.cx);
	struct site s = site_start(t, duty_routes, d.store);
	struct str page = get(t, &s, "/admin/escalation/people", admin);
	ASSERT_HAS(post(t, &s, "/admin/escalation/holders", admin, page,
		"level=1&person=nobody@desk.example"), "HTTP/1.1 422");
	ASSERT_HAS(post(t, &s, "/admin/escalation/holders", admin, page,
		"level=1&person=manager@desk.example&until=2099-01-01T00:00"), "HTTP/1.1 303");
	ASSERT_HAS(get(t, &s, "/admin/escalation/people", admin), "<td translate=\"no\">manager</td>");
	ASSERT_HAS(post(t, &s, "/admin/escalation/holders/1/end", admin, page, ""), "HTTP/1.1 303");
	site_stop(&s);

	ASSERT_OK(store_hold_writer(d.cx, d.store));
	d.cx->now = instant_now();
	ASSERT_OK(duty_holders(d.cx, &holders));
	ASSERT_EQ(holders.len, 0);
}

TEST_STORE(a_script_that_renews_a_page_leaves_its_notice_to_the_next_page)
{
	struct desk d = desk_open(t, ALL);
	struct str admin = cookie_of(t, &d, d.admin);

	fixture_release(d.cx);
	struct site s = site_start(t, policy_routes, d.store);
	struct str page = get(t, &s, "/admin/escalation", admin);
	struct str done = post(t, &s, "/admin/escalation", admin, page,
		POLICY "&o41=20d&confirm=1&confirmed=0");
	struct str both = str_printf(t->arena, "%.*s; notice=%.*s\r\n",
		STR_ARG(str_trim(admin)), STR_ARG(site_cookie(done, "notice")));
	struct str script = get(t, &s, "/admin/escalation",
		str_concat(t->arena, both, STR("X-Partial: 1\r\n")));
	struct str reader = get(t, &s, "/admin/escalation", both);
	site_stop(&s);
	ASSERT_OK(store_hold_writer(d.cx, d.store));

	ASSERT_LACKS(script, "The new policy is in force.");
	ASSERT_LACKS(script, "Set-Cookie: notice=");
	ASSERT_HAS(reader, "The new policy is in force.");
	ASSERT_HAS(reader, "Set-Cookie: notice=");
}

TEST(spans_are_read_as_people_write_them)
{
	int64_t s;

	ASSERT(span_parse(STR(" 90m "), &s));
	ASSERT_EQ(s, 5400);
	ASSERT(span_parse(STR("15 D"), &s));
	ASSERT_EQ(s, 15 * DAY);
	ASSERT(span_parse(STR(""), &s));
	ASSERT_EQ(s, 0);
	ASSERT(!span_parse(STR("4"), &s));
	ASSERT(!span_parse(STR("-1h"), &s));
	ASSERT(!span_parse(STR("999999999999999999h"), &s));
	ASSERT_STR(span_text(t->arena, 96 * HOUR), "96h");
	ASSERT_STR(span_text(t->arena, 15 * DAY), "15d");
}
