/* Webhooks: what is told, signed, tried again, logged, replayed and switched off. */
#include <arpa/inet.h>
#include <sodium.h>

#include "domain/casefile/attachment.h"
#include "domain/casefile/casefile.h"
#include "domain/casefile/incident/incident.h"
#include "domain/casefile/merge/merge.h"
#include "domain/casefile/split/split.h"
#include "domain/notify/notify.h"
#include "domain/setting/setting.h"
#include "domain/webhook/webhook.h"
#include "mail/hook.h"
#include "tests/unit/desk.h"
#include "tests/unit/site.h"
#include "web/web.h"

#define ALL 0x1eu

/* --- a receiver --- */

static struct {
	int answer, count;
	struct str head[4], body, events; /* head: event, delivery, timestamp, signature */
	struct arena *arena;
} heard;

static error receive(struct web *w)
{
	static const char *const names[] = { "X-Mainstay-Event", "X-Mainstay-Delivery",
		"X-Mainstay-Timestamp", "X-Mainstay-Signature" };

	for (int i = 0; i < 4; i++)
		heard.head[i] = str_copy(heard.arena, web_header(w, names[i]));
	heard.body = str_copy(heard.arena, web_body(w));
	heard.events = str_printf(heard.arena, "%.*s%s%.*s", STR_ARG(heard.events),
		heard.events.len > 0 ? " " : "", STR_ARG(str_skip(heard.head[0], 5)));
	heard.count++;
	buf_put(web_text(w, heard.answer, "text/plain"), STR("heard"));
	return OK;
}

static const struct route receiver[] = {
	POST("/hook", receive, .may = MAY_ANYONE, .api = true, .bare = true),
	ROUTES_END
};

struct yard {
	struct desk d;
	struct site site;
	struct hook_courier *courier;
	struct str url, secret;
	webhook_id id;
};

static void yard(struct test *t, struct yard *y, unsigned events)
{
	*y = (struct yard){ .d = desk_open(t, ALL), .site = site_start(t, receiver, NULL) };
	heard.answer = 200;
	heard.count = 0;
	heard.events = STR("");
	heard.arena = t->arena;
	y->d.settings->webhook_private_hosts = STR("127.0.0.1");
	y->url = str_printf(t->arena, "http://127.0.0.1:%d/hook", ntohs(y->site.at.sin_port));
	ASSERT_OK(hook_courier_open(y->d.cx, &y->courier));
	ASSERT_OK(webhook_create(y->d.cx, &(struct webhook_new){ STR("Tools"), y->url, events },
		&y->id, &y->secret));
}

static void leave(struct yard *y)
{
	hook_courier_close(y->courier);
	site_stop(&y->site);
}

static struct hook_pass pass(struct yard *y)
{
	struct ctx *cx = y->d.cx;
	struct hook_pass p;

	fixture_release(cx);
	ASSERT_OK(store_reader(cx, y->d.store, &cx->db));
	ASSERT_OK(hook_pass(cx, y->d.store, y->courier, &p));
	ASSERT_OK(store_hold_writer(cx, y->d.store));
	return p;
}

static struct str hmac(struct arena *a, struct str secret, struct str text)
{
	unsigned char sum[crypto_auth_hmacsha256_BYTES];
	crypto_auth_hmacsha256_state h;
	struct buf b = buf_new(a, 200);

	crypto_auth_hmacsha256_init(&h, (const unsigned char *)secret.at, secret.len);
	crypto_auth_hmacsha256_update(&h, (const unsigned char *)text.at, text.len);
	crypto_auth_hmacsha256_final(&h, sum);
	buf_put(&b, STR("v1="));
	buf_hex(&b, str_of(sum, sizeof sum));
	return buf_str(&b);
}

static struct casefile load(struct yard *y, casefile_id id)
{
	struct casefile c;
	ASSERT_OK(casefile_load(y->d.cx, id, &c));
	return c;
}

TEST_STORE(each_event_of_a_case_is_told_once_and_only_those_that_were_chosen)
{
	struct yard y;
	struct casefile c;
	entry_id entry;
	attachment_id file;
	unsigned char hash[32] = { 7 };

	yard(t, &y, (1u << WEBHOOK_EVENTS_) - 1);
	struct ctx *cx = y.d.cx;
	struct casefile_new n = { .summary = STR("Core is down"), .description = STR("hush-hush"),
		.impact = STR("All."), .priority = 2, .contact = STR("ingrid@acme.example") };
	ASSERT_OK(casefile_open(cx, &n, &c));
	ASSERT_OK(casefile_add_entry(cx, &c, &(struct casefile_reply){ .kind = ENTRY_MESSAGE,
		.text = STR("hush-hush"), .then = CASEFILE_STATUS_COUNT_ }, &entry));
	c = load(&y, c.id);
	ASSERT_OK(casefile_add_entry(cx, &c, &(struct casefile_reply){ .kind = ENTRY_NOTE,
		.text = STR("hush-hush"), .then = CASEFILE_STATUS_COUNT_ }, &entry));
	ASSERT_OK(casefile_set_status(cx, c.id, CASEFILE_WAITING_OTHER, STR("")));
	ASSERT_OK(casefile_set_priority(cx, c.id, 1, STR("")));
	ASSERT_OK(casefile_set_owner(cx, c.id, y.d.agent));
	c = load(&y, c.id);
	ASSERT_OK(attachment_add(cx, &c, &(struct attachment_new){ .name = STR("a"), .size = 1,
		.sha256 = str_of(hash, sizeof hash) }, &file));
	ASSERT_OK(casefile_close(cx, c.id, STR("")));
	ASSERT_OK(casefile_reopen(cx, c.id, STR("")));
	ASSERT_EQ(pass(&y).sent, 9);
	ASSERT_STR(heard.events, "opened updated status status priority assigned attachment closed "
		"reopened");
	ASSERT(str_find(heard.body, STR("hush-hush")) < 0);
	ASSERT_HAS(heard.body, "\"number\":\"2026-1123-0001\"");
	ASSERT_EQ(pass(&y).sent, 0);
	desk_run(&y.d, HOUR);
	pass(&y);
	ASSERT_HAS(heard.events, "reopened escalated");

	ASSERT_OK(webhook_change(cx, y.id, &(struct webhook_new){ STR("Tools"), y.url,
		1u << EVENT_CLOSED }));
	heard.events = STR("");
	ASSERT_OK(casefile_set_priority(cx, c.id, 3, STR("")));
	ASSERT_OK(casefile_close(cx, c.id, STR("")));
	pass(&y);
	ASSERT_STR(heard.events, "closed");
	leave(&y);
}

static void open_case(struct yard *y, int64_t priority, struct casefile *out)
{
	struct casefile_new n = { .summary = STR("Core is down"), .description = STR("It is down."),
		.impact = STR("All."), .priority = priority, .contact = STR("ingrid@acme.example") };

	ASSERT_OK(casefile_open(y->d.cx, &n, out));
}

/* What was heard since. */
static void expect(struct yard *y, const char *events)
{
	pass(y);
	ASSERT_STR(heard.events, events);
	heard.events = STR("");
}

TEST_STORE(a_merge_a_split_and_an_incident_are_told_of_both_cases_once_and_so_is_their_undo)
{
	int64_t entries[] = { 1 }, count;
	struct split s = { .summary = STR("A fan is loud"), .entries = entries, .entry_count = 1 };
	struct casefile into, away, made;
	struct yard y;

	yard(t, &y, (1u << WEBHOOK_EVENTS_) - 1);
	struct ctx *cx = y.d.cx;
	open_case(&y, 3, &into);
	open_case(&y, 1, &away);
	expect(&y, "opened opened");

	ASSERT_OK(casefile_merge(cx, away.id, into.number));
	expect(&y, "priority closed merged");
	ASSERT_HAS(heard.body, "\"other\":\"2026-1123-0002\"");
	ASSERT_HAS(heard.body, "\"priority\":1");
	ASSERT_OK(casefile_unmerge(cx, into.id, away.number));
	expect(&y, "priority unmerged reopened");
	ASSERT_HAS(heard.body, "\"number\":\"2026-1123-0002\"");
	ASSERT_HAS(heard.body, "\"other\":\"2026-1123-0001\"");

	ASSERT_OK(casefile_split(cx, into.id, &s, &made));
	expect(&y, "opened split");
	ASSERT_OK(casefile_rejoin(cx, into.id, made.number));
	expect(&y, "closed merged");

	ASSERT_OK(incident_attach(cx, into.id, away.number, &count));
	expect(&y, "incident");
	ASSERT_HAS(heard.body, "\"other\":\"2026-1123-0001\"");
	ASSERT_OK(incident_detach(cx, into.id, away.number));
	expect(&y, "incident");
	ASSERT_HAS(heard.body, "\"other\":null");
	leave(&y);
}

TEST_STORE(a_merge_that_raises_nothing_tells_of_no_priority)
{
	struct casefile into, away;
	struct yard y;

	yard(t, &y, (1u << WEBHOOK_EVENTS_) - 1);
	struct ctx *cx = y.d.cx;
	open_case(&y, 2, &into);
	open_case(&y, 3, &away);
	ASSERT_OK(casefile_close(cx, away.id, STR("")));
	expect(&y, "opened opened closed");
	ASSERT_OK(casefile_merge(cx, away.id, into.number));
	expect(&y, "merged");
	ASSERT_OK(casefile_unmerge(cx, into.id, away.number));
	expect(&y, "unmerged");
	leave(&y);
}

TEST_STORE(a_delivery_is_signed_by_the_secret_and_for_a_day_by_the_one_before)
{
	struct yard y;
	struct arena *a = t->arena;
	struct str second;

	yard(t, &y, 1u << EVENT_PRIORITY);
	casefile_id id = desk_case(&y.d, 3);
	ASSERT_OK(casefile_set_priority(y.d.cx, id, 2, STR("")));
	pass(&y);
	struct str text = str_printf(a, "%.*s.%.*s", STR_ARG(heard.head[2]), STR_ARG(heard.body));
	ASSERT_STR(heard.head[3], str_c(a, hmac(a, y.secret, text)));
	ASSERT_STR(heard.head[2], str_c(a, str_printf(a, "%" PRId64, y.d.cx->now.us / US_PER_SECOND)));

	ASSERT_OK(webhook_rotate(y.d.cx, y.id, &second));
	ASSERT_OK(casefile_set_priority(y.d.cx, id, 3, STR("")));
	pass(&y);
	text = str_printf(a, "%.*s.%.*s", STR_ARG(heard.head[2]), STR_ARG(heard.body));
	ASSERT_STR(heard.head[3], str_c(a, str_printf(a, "%.*s,%.*s", STR_ARG(hmac(a, second, text)),
		STR_ARG(hmac(a, y.secret, text)))));

	desk_at(&y.d, WEBHOOK_OLD_SECRET_S + 1);
	ASSERT_OK(casefile_set_priority(y.d.cx, id, 4, STR("")));
	pass(&y);
	text = str_printf(a, "%.*s.%.*s", STR_ARG(heard.head[2]), STR_ARG(heard.body));
	ASSERT_STR(heard.head[3], str_c(a, hmac(a, second, text)));
	leave(&y);
}

TEST_STORE(a_receiver_that_fails_is_tried_again_logged_and_replayed_under_one_id)
{
	struct yard y;
	struct webhook_delivery_list list;
	struct webhook_delivery d;
	struct webhook_attempt_list tries;

	yard(t, &y, 1u << EVENT_PRIORITY);
	heard.answer = 503;
	casefile_id id = desk_case(&y.d, 3);
	ASSERT_OK(casefile_set_priority(y.d.cx, id, 2, STR("")));
	ASSERT_EQ(pass(&y).failed, 1);
	struct str first = heard.head[1];
	ASSERT_EQ(pass(&y).failed, 0); /* not yet */
	heard.answer = 200;
	desk_at(&y.d, 60);
	ASSERT_EQ(pass(&y).sent, 1);
	ASSERT_STR(heard.head[1], str_c(t->arena, first));

	ASSERT_OK(webhook_deliveries(y.d.cx, y.id, (delivery_id){ 0 }, &list));
	ASSERT_EQ(list.len, 1);
	ASSERT_EQ(list.at[0].state, OUTGOING_SENT);
	ASSERT_OK(webhook_delivery(y.d.cx, y.id, list.at[0].id, &d, &tries));
	ASSERT_EQ(tries.len, 2);
	ASSERT_EQ(tries.at[0].status, 200);
	ASSERT_EQ(tries.at[1].status, 503);
	ASSERT_HAS(tries.at[1].response_head, "503");
	ASSERT_HAS(tries.at[1].request_head, "X-Mainstay-Delivery: ");

	ASSERT_OK(webhook_replay(y.d.cx, y.id, d.id));
	ASSERT_EQ(pass(&y).sent, 1);
	ASSERT_STR(heard.head[1], str_c(t->arena, first));
	ASSERT_EQ(heard.count, 3);
	leave(&y);
}

TEST_STORE(a_receiver_that_fails_for_days_is_switched_off_and_administrators_are_told)
{
	struct yard y;
	struct webhook w;

	yard(t, &y, 1u << EVENT_PRIORITY);
	heard.answer = 500;
	casefile_id id = desk_case(&y.d, 3);
	desk_forget_mail(&y.d);
	ASSERT_OK(casefile_set_priority(y.d.cx, id, 2, STR("")));
	pass(&y);
	desk_at(&y.d, WEBHOOK_PATIENCE_DAYS * DAY - 1);
	pass(&y);
	ASSERT_OK(webhook_load(y.d.cx, y.id, &w));
	ASSERT(!instant_is_set(w.disabled_at));
	desk_at(&y.d, WEBHOOK_PATIENCE_DAYS * DAY + HOUR);
	ASSERT_OK(casefile_set_priority(y.d.cx, id, 3, STR("")));
	pass(&y);
	ASSERT_OK(webhook_load(y.d.cx, y.id, &w));
	ASSERT(instant_is_set(w.disabled_at));
	ASSERT_HAS(desk_mail(&y.d), "A webhook was switched off");

	int count = heard.count;
	ASSERT_OK(casefile_set_priority(y.d.cx, id, 4, STR("")));
	desk_at(&y.d, WEBHOOK_PATIENCE_DAYS * DAY + 3 * HOUR);
	pass(&y);
	ASSERT_EQ(heard.count, count);
	leave(&y);
}

TEST_STORE(a_webhook_does_not_reach_into_private_networks_unless_the_host_is_listed)
{
	struct yard y;
	struct webhook_delivery_list list;

	yard(t, &y, 1u << EVENT_PRIORITY);
	y.d.settings->webhook_private_hosts = STR("");
	casefile_id id = desk_case(&y.d, 3);
	ASSERT_OK(casefile_set_priority(y.d.cx, id, 2, STR("")));
	ASSERT_EQ(pass(&y).failed, 1);
	ASSERT_EQ(heard.count, 0);
	ASSERT_OK(webhook_deliveries(y.d.cx, y.id, (delivery_id){ 0 }, &list));
	ASSERT_HAS(list.at[0].last_error, "private network");
	leave(&y);
}

TEST_STORE(what_was_undone_is_not_told_and_a_bad_address_is_refused)
{
	static const char *const wrong[] = { "", "ftp://a.example/", "https://", "javascript:alert(1)",
		"https://user:pw@a.example/", "https://a.example/\nX: y", "http:///x" };
	struct yard y;
	webhook_id id;
	struct str secret;

	yard(t, &y, 1u << EVENT_PRIORITY);
	casefile_id c = desk_case(&y.d, 3);
	ASSERT_ERR(ERR_INVALID, casefile_set_priority(y.d.cx, c, 9, STR("")));
	ASSERT_EQ(pass(&y).sent, 0);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		error e = webhook_create(y.d.cx, &(struct webhook_new){ STR("X"), str_from(wrong[i]), 1 },
			&id, &secret);
		ASSERT(err_is(e, ERR_INVALID));
		ASSERT_STR(e->fields->field, "url");
	}
	leave(&y);
}
