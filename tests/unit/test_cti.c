/* What telephone systems post: signed, once, in any order, and shown to whose phone rings. */
#include <sodium.h>

#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/call/call.h"
#include "domain/call/cti.h"
#include "tests/unit/center.h"
#include "tests/unit/fixture.h"

/* An adapter's side: the signature in hex. */
static struct str sign(struct arena *a, struct str key, struct str timestamp, struct str body)
{
	unsigned char raw[crypto_auth_hmacsha256_KEYBYTES], mac[crypto_auth_hmacsha256_BYTES];
	struct str text = str_printf(a, "%.*s.%.*s", STR_ARG(timestamp), STR_ARG(body));
	char *hex = arena_bytes(a, 2 * sizeof mac + 1);
	size_t len;

	ASSERT_EQ(sodium_hex2bin(raw, sizeof raw, key.at, key.len, NULL, &len, NULL), 0);
	crypto_auth_hmacsha256(mac, (const unsigned char *)text.at, text.len, raw);
	sodium_bin2hex(hex, 2 * sizeof mac + 1, mac, sizeof mac);
	return str_of(hex, 2 * sizeof mac);
}

struct exchange_of {
	struct ctx *cx;
	adapter_id id;
	struct str key;
	struct actor tom;
	person_id ana;
};

static person_id person(struct ctx *cx, const char *email, const char *phone, unsigned roles,
	organisation_id o)
{
	struct person_new n = { .email = str_from(email), .name = str_from(email),
		.phone = str_from(phone), .roles = roles, .organisation = o };
	person_id id;

	ASSERT_OK(person_create(cx, &n, &id));
	return id;
}

/* An adapter, tom at extension 204, and ana who may call. */
static void exchange_open(struct test *t, struct exchange_of *x)
{
	organisation_id acme;
	struct person p;

	*x = (struct exchange_of){ .cx = fixture_ctx(t, .now = "2026-11-23T09:00Z"), .id = { 1 } };
	ASSERT_OK(organisation_create(x->cx, &(struct organisation_new){ .name = STR("Acme") }, &acme));
	x->ana = person(x->cx, "ana@acme.example", "+49 30 1234567", ROLE_CUSTOMER, acme);
	person_id tom = person(x->cx, "tom@vendor.example", "", ROLE_AGENT, (organisation_id){ 0 });
	ASSERT_OK(person_load(x->cx, tom, &p));
	ASSERT_OK(person_actor(x->cx, &p, &x->tom));
	ASSERT_OK(cti_adapter_create(x->cx, STR("Exchange"), &x->key));
	x->cx->actor = &x->tom;
	ASSERT_OK(call_set_extension(x->cx, STR("204")));
	x->cx->actor = &actor_visitor;
}

static struct cti_request request(struct exchange_of *x, int64_t off, const char *body)
{
	struct arena *a = x->cx->arena;
	struct cti_request r = { .adapter = STR("1"), .body = str_from(body),
		.timestamp = str_printf(a, "%" PRId64, x->cx->now.us / US_PER_SECOND + off) };

	r.signature = sign(a, x->key, r.timestamp, r.body);
	return r;
}

static struct cti_event_new event(const char *name, const char *type, const char *at)
{
	return (struct cti_event_new){ .event = str_from(name), .call = STR("c-1"),
		.type = str_from(type), .from = STR("+49 30 1234567"), .to = STR("+49 30 555"),
		.extension = STR("204"), .at = str_from(at) };
}

static void take(struct exchange_of *x, const char *name, const char *type, const char *at)
{
	struct cti_event_new n = event(name, type, at);
	bool known;

	ASSERT_OK(cti_take(x->cx, x->id, &n, str_from(name), &known));
	ASSERT(!known);
}

TEST_STORE(an_adapter_is_believed_by_its_signature_and_its_time)
{
	struct exchange_of x;
	struct cti_request r;
	adapter_id id;

	exchange_open(t, &x);
	r = request(&x, 0, "{}");
	ASSERT_OK(cti_verify(x.cx, &r, &id));
	ASSERT_EQ(id.v, 1);
	r = request(&x, -CTI_WINDOW_S, "{}");
	ASSERT_OK(cti_verify(x.cx, &r, &id));
	r = request(&x, -CTI_WINDOW_S - 1, "{}");
	ASSERT_ERR(ERR_UNSIGNED, cti_verify(x.cx, &r, &id));
	r = request(&x, CTI_WINDOW_S + 1, "{}");
	ASSERT_ERR(ERR_UNSIGNED, cti_verify(x.cx, &r, &id));
	r = request(&x, 0, "{}");
	r.body = STR("{ }");
	ASSERT_ERR(ERR_UNSIGNED, cti_verify(x.cx, &r, &id));
	r = request(&x, 0, "{}");
	r.timestamp = str_concat(t->arena, r.timestamp, STR(" "));
	ASSERT_ERR(ERR_UNSIGNED, cti_verify(x.cx, &r, &id));
	r = request(&x, 0, "{}");
	r.signature = str_sub(r.signature, 0, 62);
	ASSERT_ERR(ERR_UNSIGNED, cti_verify(x.cx, &r, &id));
	r = request(&x, 0, "{}");
	r.adapter = STR("2");
	ASSERT_ERR(ERR_UNSIGNED, cti_verify(x.cx, &r, &id));
	r.adapter = STR("one");
	ASSERT_ERR(ERR_UNSIGNED, cti_verify(x.cx, &r, &id));
}

TEST_STORE(an_adapter_that_has_ended_is_believed_no_more)
{
	struct exchange_of x;
	struct cti_request r;
	struct str key;
	adapter_id id;

	exchange_open(t, &x);
	r = request(&x, 0, "{}");
	x.cx->actor = &x.tom;
	ASSERT_ERR(ERR_DENIED, cti_adapter_end(x.cx, x.id));
	ASSERT_ERR(ERR_DENIED, cti_adapter_create(x.cx, STR("Mine"), &key));
	x.cx->actor = &actor_system;
	ASSERT_ERR(ERR_CONFLICT, cti_adapter_create(x.cx, STR("Exchange"), &key));
	ASSERT_OK(cti_adapter_end(x.cx, x.id));
	ASSERT_ERR(ERR_NOT_FOUND, cti_adapter_end(x.cx, x.id));
	x.cx->actor = &actor_visitor;
	ASSERT_ERR(ERR_UNSIGNED, cti_verify(x.cx, &r, &id));
}

TEST_STORE(an_event_that_comes_twice_changes_nothing)
{
	struct exchange_of x;
	struct cti_event_new n = event("e-1", "started", "");
	struct phone_call_list calls;
	bool known;

	exchange_open(t, &x);
	take(&x, "e-1", "started", "");
	ASSERT_OK(cti_take(x.cx, x.id, &n, STR("e-1"), &known));
	ASSERT(known);
	ASSERT_ERR(ERR_CONFLICT, cti_take(x.cx, x.id, &n, STR("another body"), &known));
	x.cx->actor = &x.tom;
	ASSERT_OK(call_log(x.cx, &(struct call_filter){ 0 }, &calls));
	ASSERT_EQ(calls.len, 1);
}

TEST_STORE(a_call_waits_for_the_agent_whose_extension_rings)
{
	struct exchange_of x;
	struct phone_call_list calls;

	exchange_open(t, &x);
	take(&x, "e-1", "started", "2026-11-23T08:59:50Z");
	x.cx->actor = &x.tom;
	ASSERT_OK(call_waiting(x.cx, &calls));
	ASSERT_EQ(calls.len, 1);
	ASSERT_STR(calls.at[0].caller_email, "ana@acme.example");
	ASSERT_STR(calls.at[0].organisation_name, "Acme");
	ASSERT_STR(calls.at[0].shown, "+49 30 1234567");
	x.cx->actor = &actor_system;
	ASSERT_OK(call_waiting(x.cx, &calls));
	ASSERT_EQ(calls.len, 0);
	take(&x, "e-2", "ended", "2026-11-23T08:59:58Z");
	x.cx->actor = &x.tom;
	ASSERT_OK(call_waiting(x.cx, &calls));
	ASSERT_EQ(calls.len, 0);
	ASSERT_OK(call_log(x.cx, &(struct call_filter){ .missed = true }, &calls));
	ASSERT_EQ(calls.len, 1);
	ASSERT(call_is_missed(&calls.at[0]));
}

TEST_STORE(events_make_the_same_call_in_whatever_order_they_come)
{
	static const int orders[][3] = { { 0, 1, 2 }, { 2, 1, 0 }, { 1, 2, 0 }, { 2, 0, 1 } };
	static const char *const types[] = { "started", "answered", "ended" };
	static const char *const times[] = { "2026-11-23T08:50:00Z", "2026-11-23T08:50:10Z",
		"2026-11-23T08:55:10Z" };
	struct exchange_of x;
	struct phone_call_list calls;
	bool known;

	exchange_open(t, &x);
	for (int i = 0; i < 4; i++)
		for (int k = 0; k < 3; k++) {
			int which = orders[i][k];
			struct cti_event_new n = event("", types[which], times[which]);
			n.event = str_printf(t->arena, "e-%d-%d", i, k);
			n.call = str_printf(t->arena, "c-%d", i);
			ASSERT_OK(cti_take(x.cx, x.id, &n, n.event, &known));
		}
	x.cx->actor = &x.tom;
	ASSERT_OK(call_log(x.cx, &(struct call_filter){ .mine = true }, &calls));
	ASSERT_EQ(calls.len, 4);
	for (size_t i = 0; i < calls.len; i++) {
		ASSERT_INSTANT(calls.at[i].started_at, times[0]);
		ASSERT_EQ(call_length(&calls.at[i], x.cx->now).s, 300);
		ASSERT(!call_is_missed(&calls.at[i]));
	}
}

TEST_STORE(an_event_that_says_nonsense_is_refused_with_its_fields)
{
	struct exchange_of x;
	struct cti_event_new n = { .direction = STR("up"), .at = STR("noon") };
	struct phone_call_list calls;
	bool known;

	exchange_open(t, &x);
	error e = cti_take(x.cx, x.id, &n, STR("{}"), &known);
	ASSERT(err_is(e, ERR_INVALID));
	int fields = 0;
	for (const struct err_at_field *f = e->fields; f != NULL; f = f->next)
		fields++;
	ASSERT_EQ(fields, 5);
	x.cx->actor = &x.tom;
	ASSERT_OK(call_log(x.cx, &(struct call_filter){ 0 }, &calls));
	ASSERT_EQ(calls.len, 0);
}

/* --- over HTTP --- */

static struct center_reply post(struct center *c, struct str key, int64_t at, const char *body)
{
	struct arena *a = c->t->arena;
	struct str timestamp = str_printf(a, "%" PRId64, at);
	struct center_request r = { .method = "POST", .path = STR("/api/v1/cti/events"),
		.type = "application/json", .body = str_from(body) };

	r.headers = str_printf(a, "Mainstay-Adapter: 1\r\nMainstay-Timestamp: %.*s\r\n"
		"Mainstay-Signature: %.*s\r\n", STR_ARG(timestamp),
		STR_ARG(sign(a, key, timestamp, r.body)));
	return center_send(c, &r);
}

TEST_STORE(an_adapter_posts_events_over_http_and_what_is_wrong_stores_nothing)
{
	static const char good[] = "{\"event\":\"e-1\",\"call\":\"c-1\",\"type\":\"started\","
		"\"from\":\"+49 30 1234567\",\"extension\":\"204\"}";
	struct center *c = center_open(t);
	struct center_reply made = center_post(c, ADMIN, STR("/admin/telephone"), STR("name=Exchange"));
	int64_t now = wall_now().us / US_PER_SECOND;

	ASSERT_EQ(made.status, 201);
	ptrdiff_t at = str_find(made.body, STR("inline id\">"));
	ASSERT(at > 0);
	struct str key = str_sub(str_skip(made.body, (size_t)at + 11), 0, CTI_KEY_TEXT);
	struct center_stored *before = center_look(c);

	ASSERT_EQ(post(c, key, now - 1000, good).status, 401);
	ASSERT_EQ(post(c, STR("0000000000000000000000000000000000000000000000000000000000000000"), now, good).status, 401);
	ASSERT_EQ(post(c, key, now, "{").status, 400);
	ASSERT_EQ(post(c, key, now, "{\"event\":\"e-1\"}").status, 422);
	ASSERT_EQ(post(c, key, now, "{\"event\":\"e\",\"colour\":\"red\"}").status, 422);
	ASSERT_EQ(center_changed(c, before).len, 0);
	struct center_reply r = post(c, key, now, good);
	ASSERT_EQ(r.status, 200);
	ASSERT_HAS(r.body, "\"known\":false");
	r = post(c, key, now, good);
	ASSERT_EQ(r.status, 200);
	ASSERT_HAS(r.body, "\"known\":true");
	center_close(c);
}
