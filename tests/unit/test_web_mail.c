#include "domain/mailin/mailin.h"
#include "domain/setting/setting.h"
#include "tests/unit/center.h"

struct held {
	const struct center *c;
	struct str from;
	mail_in_id id;
};

/* A mail about the case of ACME, by somebody who is not on it. */
static error receive(struct ctx *cx, void *arg)
{
	static const char hash[32] = "0123456789abcdef0123456789abcde";
	struct held *h = arg;
	struct str text = STR("<b>Let me in.</b>");
	struct mailin_letter l = { .from_address = h->from, .text = text, .reply = text,
		.subject = str_printf(cx->arena, "<i>x</i> [%.*s]", STR_ARG(h->c->own)) };

	TRY(mailin_receive(cx, &(struct mailin_arrival){ .source = STR("lmtp"),
		.sha256 = str_of(hash, sizeof hash), .size = 10 }, &h->id));
	return mailin_take(cx, h->id, &l);
}

static mail_in_id held(struct center *c)
{
	struct settings settings = settings_initial();
	struct ctx cx = *c->cx;
	struct held h = { c, STR("eve@other.example"), { 0 } };

	cx.settings = &settings;
	ASSERT_OK(store_write(c->store, &cx, receive, &h));
	return h.id;
}

static struct center_reply see(struct center *c, enum center_who who, struct str path)
{
	return center_send(c, &(struct center_request){ .method = "GET", .path = path,
		.headers = c->people[who].cookie });
}

static struct str of(struct center *c, mail_in_id id, const char *what)
{
	return str_printf(c->t->arena, "/desk/mail/%" PRId64 "%s", id.v, what);
}

TEST_STORE(mailboxes_are_added_seen_with_their_state_and_removed)
{
	struct center *c = center_open(t);
	struct str page = STR("/admin/mailboxes"), good = STR("url=imaps://box.example&user=desk&secret=hush"
		"&address=support@vendor.example&period=60&then=move&move_to=Done");

	ASSERT_EQ(see(c, AGENT, page).status, 403);
	ASSERT_EQ(center_post(c, ADMIN, STR("/admin/mail"), STR("address=support@vendor.example")).status, 303);
	ASSERT_EQ(center_post(c, ADMIN, page, good).status, 303);
	ASSERT_EQ(center_post(c, ADMIN, page, good).status, 422);
	struct str body = see(c, ADMIN, page).body;
	ASSERT_HAS(body, "imaps://box.example");
	ASSERT_HAS(body, "Not looked into yet");
	ASSERT_HAS(body, "Done");
	ASSERT_LACKS(body, "hush");
	ASSERT_EQ(center_post(c, ADMIN, STR("/admin/mailboxes/1/remove"), STR("")).status, 303);
	ASSERT_LACKS(see(c, ADMIN, page).body, "imaps://box.example");
	center_close(c);
}

TEST_STORE(a_mailbox_with_half_of_what_a_token_endpoint_asks_for_is_refused)
{
	static const struct {
		const char *more, *says;
	} wrong[] = {
		{ "", "Give the password, or the token." },
		{ "&token_url=http://sign.example/t&client_id=x&client_secret=hush", "Give the token endpoint" },
		{ "&token_url=https://sign.example/t&client_id=x", "or a refresh token, or both" },
		{ "&token_url=https://sign.example/t&client_secret=hush", "name at the token endpoint" },
	};
	struct center *c = center_open(t);
	struct str page = STR("/admin/mailboxes"), fields = STR("url=imaps://box.example&user=desk"
		"&address=support@vendor.example&period=60&then=seen");

	ASSERT_EQ(center_post(c, ADMIN, STR("/admin/mail"), STR("address=support@vendor.example")).status, 303);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct center_reply r = center_post(c, ADMIN, page, str_printf(t->arena, "%.*s%s",
			STR_ARG(fields), wrong[i].more));
		ASSERT_EQ(r.status, 422);
		ASSERT_HAS(r.body, wrong[i].says);
		ASSERT_LACKS(r.body, "hush");
	}
	ASSERT_EQ(center_post(c, ADMIN, page, str_printf(t->arena, "%.*s&token_url=https://sign.example/t"
		"&client_id=x&client_secret=hush", STR_ARG(fields))).status, 303);
	center_close(c);
}

TEST_STORE(the_page_of_keys_says_when_nobody_keeps_them)
{
	struct center *c = center_open(t);

	ASSERT_EQ(see(c, AGENT, STR("/admin/pgp")).status, 403);
	struct center_reply r = see(c, ADMIN, STR("/admin/pgp"));
	ASSERT_EQ(r.status, 200);
	ASSERT_HAS(r.body, "The keeper of the keys does not answer.");
	ASSERT_EQ(center_post(c, ADMIN, STR("/admin/pgp"), STR("key=x")).status, 503);
	center_close(c);
}

TEST_STORE(held_mail_is_shown_on_its_case_and_decided_there)
{
	struct center *c = center_open(t);

	mail_in_id first = held(c), second = held(c);
	struct str page = str_printf(t->arena, "/cases/%.*s", STR_ARG(c->own));
	ASSERT_HAS(see(c, AGENT, page).body, "&lt;b&gt;Let me in.&lt;/b&gt;");
	ASSERT_LACKS(see(c, CUSTOMER, page).body, "Let me in.");
	ASSERT_EQ(see(c, CUSTOMER, of(c, first, "")).status, 403);
	ASSERT_HAS(see(c, AGENT, of(c, first, "")).body, "&lt;i&gt;x&lt;/i&gt;");
	ASSERT_HAS(see(c, AGENT, STR("/desk/mail")).body, "eve@other.example");
	ASSERT_EQ(center_post(c, CUSTOMER, of(c, first, "/accept"), STR("")).status, 403);
	ASSERT_EQ(center_post(c, AGENT, of(c, first, "/watch"), STR("")).status, 422);
	ASSERT_EQ(center_post(c, AGENT, of(c, first, "/accept"), STR("")).status, 303);
	ASSERT_EQ(center_post(c, AGENT, of(c, second, "/open"), STR("")).status, 303);
	ASSERT_EQ(center_post(c, AGENT, of(c, second, "/ignore"), STR("")).status, 409);
	ASSERT_HAS(see(c, CUSTOMER, page).body, "By mail from");
	ASSERT_HAS(see(c, CUSTOMER, page).body, "Let me in.");
	ASSERT_LACKS(see(c, CUSTOMER, page).body, "Show original");
	center_close(c);
}
