/*
 * Pages over a database, on both engines: who acts, what is written when, and what the
 * page cache and the event streams hear of it.
 */
#include <unistd.h>

#include "base/buf.h"
#include "domain/account/person.h"
#include "domain/account/session.h"
#include "domain/account/token.h"
#include "store/db.h"
#include "tests/unit/fixture.h"
#include "tests/unit/site.h"

static error add(struct web *w)
{
	struct person_new p = { .email = web_query(w, "email"), .name = STR("Ana Ruiz"),
		.roles = ROLE_AGENT };
	person_id id;
	web_set_actor(w, &actor_system); /* rights are not what is tested here */
	TRY(person_create(web_ctx(w), &p, &id));
	TRY(store_announce(web_ctx(w), STR("people"), id.v));
	if (web_query(w, "fail").len > 0)
		return err_new(web_ctx(w), ERR_CONFLICT, "after all");
	buf_printf(web_text(w, HTTP_CREATED, "text/plain"), "%" PRId64 "\n", id.v);
	return OK;
}

static error seek(struct web *w)
{
	struct person p;
	struct str email = web_query(w, "email");
	web_follow(w, "people", 0);
	const struct actor *visitor = web_ctx(w)->actor;
	web_set_actor(w, &actor_system);
	error e = person_find(web_ctx(w), email, &p);
	web_set_actor(w, visitor);
	if (e != OK && !err_is(e, ERR_NOT_FOUND))
		return e;
	html_literal(web_html(w, HTTP_OK), e == OK ? STR("<p>found</p>") : STR("<p>unknown</p>"));
	return OK;
}

static error me(struct web *w)
{
	struct html *h = web_html(w, HTTP_OK);
	html_put_str(h, h->viewer->actor->name);
	html_literal(h, web_session(w) != NULL ? STR(" by session ") : STR(" "));
	html_csrf(h);
	return OK;
}

static error changed(struct web *w)
{
	return web_see_other(w, "/me");
}

static error events(struct web *w)
{
	return web_events(w, STR("people"), 0);
}

static const struct route routes[] = {
	POST("/api/v1/people", add, .may = MAY_ANYONE, .api = true),
	GET("/people", seek, .may = MAY_ANYONE, .cached = true),
	GET("/events", events, .may = MAY_ANYONE),
	GET("/me", me, .may = MAY_ANYONE),
	POST("/me", changed, .may = MAY_SIGNED_IN),
	GET("/admin", me, .may = MAY_ADMINISTER),
	GET("/api/v1/me", me, .may = MAY_SIGNED_IN, .api = true),
	POST("/api/v1/me", changed, .may = MAY_SIGNED_IN, .api = true),
	ROUTES_END
};

#define ADD(email) "POST /api/v1/people?email=" email
#define SEEK(email) "GET /people?email=" email

TEST_STORE(what_was_written_is_there_when_the_reply_is)
{
	struct site s = site_start(t, routes, fixture_store(t));

	ASSERT_HAS(site_ask(t, &s, ADD("ana@example.com"), "", ""), "HTTP/1.1 201 Created");

	ASSERT_HAS(site_ask(t, &s, SEEK("ana@example.com"), "", ""), "found");
	ASSERT_HAS(site_ask(t, &s, ADD("ana@example.com"), "", ""), "HTTP/1.1 409 Conflict");
	site_stop(&s);
}

TEST_STORE(a_request_that_fails_leaves_nothing)
{
	struct site s = site_start(t, routes, fixture_store(t));

	ASSERT_HAS(site_ask(t, &s, ADD("ana@example.com&fail=1"), "", ""), "HTTP/1.1 409 Conflict");

	ASSERT_HAS(site_ask(t, &s, SEEK("ana@example.com"), "", ""), "unknown");
	site_stop(&s);
}

TEST_STORE(a_kept_page_shows_a_change_as_soon_as_it_is_written)
{
	struct site s = site_start(t, routes, fixture_store(t));
	for (int i = 0; i < 3; i++)
		ASSERT_HAS(site_ask(t, &s, SEEK("ana@example.com"), "", ""), "unknown");

	site_ask(t, &s, ADD("ana@example.com"), "", "");

	ASSERT_HAS(site_ask(t, &s, SEEK("ana@example.com"), "", ""), "found");
	site_stop(&s);
}

TEST_STORE(an_event_stream_tells_what_has_changed)
{
	struct site s = site_start(t, routes, fixture_store(t));
	char room[4096];
	int fd = site_connect(&s);
	site_say(fd, "GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
	ASSERT_HAS(str_of(room, site_hear(fd, room, sizeof room, "retry: 3000")), "text/event-stream");

	struct str reply = site_ask(t, &s, ADD("ana@example.com"), "", "");

	size_t len = site_hear(fd, room, sizeof room, "\n\n\r\n");
	ASSERT_HAS(str_of(room, len), "event: people\ndata: ");
	struct str id = str_skip(reply, (size_t)str_find(reply, STR("\r\n\r\n")) + 4);
	ASSERT_HAS(str_of(room, len), str_c(t->arena, str_printf(t->arena, "data: %.*s", STR_ARG(id))));
	close(fd);
	site_stop(&s);
}

/* --- who acts --- */

struct account {
	person_id id;
	struct str cookie; /* the header */
	struct str bearer, reader; /* tokens: to do all, to read */
};

static struct account sign_in(struct test *t, const char *email, unsigned roles)
{
	struct ctx *cx = test_ctx(t);
	struct person_new p = { .email = str_from(email), .name = STR("Ana Ruiz"), .roles = roles };
	struct account a;
	struct str secret;
	cx->now = instant_now(); /* the server's clock is the real one */
	ASSERT_OK(store_hold_writer(cx, fixture_store(t)));
	ASSERT_OK(person_create(cx, &p, &a.id));
	ASSERT_OK(session_create(cx, a.id, STR("::1"), STR("test"), &secret));
	a.cookie = str_printf(t->arena, "Cookie: session=%.*s\r\n", STR_ARG(secret));

	struct actor owner = { .person = a.id, .roles = ROLE_ADMIN };
	actor_derive(&owner);
	cx->actor = &owner;
	struct token_new all = { .person = a.id }, read = { .person = a.id, .scopes = TOKEN_READ };
	ASSERT_OK(token_create(cx, &all, &secret));
	a.bearer = str_printf(t->arena, "Authorization: Bearer %.*s\r\n", STR_ARG(secret));
	ASSERT_OK(token_create(cx, &read, &secret));
	a.reader = str_printf(t->arena, "Authorization: Bearer %.*s\r\n", STR_ARG(secret));
	store_release_writer(cx);
	return a;
}

TEST_STORE(a_session_says_who_acts)
{
	struct account a = sign_in(t, "ana@example.com", ROLE_AGENT);
	struct site s = site_start(t, routes, fixture_store(t));
	const char *cookie = str_c(t->arena, a.cookie);

	ASSERT_HAS(site_ask(t, &s, "GET /me", cookie, ""), "Ana Ruiz by session");
	ASSERT_LACKS(site_ask(t, &s, "GET /me", "", ""), "Ana");
	ASSERT_HAS(site_ask(t, &s, "GET /admin", "", ""), "Location: /sign-in?next=%2Fadmin");
	ASSERT_HAS(site_ask(t, &s, "GET /admin", cookie, ""), "HTTP/1.1 403");
	site_stop(&s);
}

TEST_STORE(a_session_that_is_over_is_a_visitor_and_its_cookie_goes)
{
	struct site s = site_start(t, routes, fixture_store(t));

	struct str reply = site_ask(t, &s, "GET /me",
		"Cookie: session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n", "");

	ASSERT_HAS(reply, "HTTP/1.1 200");
	ASSERT_HAS(reply, "Set-Cookie: session=; Path=/; SameSite=Lax; Max-Age=0");
	ASSERT_LACKS(reply, "by session");
	site_stop(&s);
}

TEST_STORE(a_session_counts_for_nothing_in_the_api_and_a_token_for_nothing_in_pages)
{
	struct account a = sign_in(t, "ana@example.com", ROLE_AGENT);
	struct site s = site_start(t, routes, fixture_store(t));
	const char *cookie = str_c(t->arena, a.cookie), *bearer = str_c(t->arena, a.bearer);

	ASSERT_HAS(site_ask(t, &s, "GET /api/v1/me", cookie, ""), "HTTP/1.1 401");
	ASSERT_HAS(site_ask(t, &s, "GET /api/v1/me", bearer, ""), "Ana Ruiz");
	ASSERT_LACKS(site_ask(t, &s, "GET /me", bearer, ""), "Ana Ruiz");
	site_stop(&s);
}

TEST_STORE(a_token_to_read_does_not_write)
{
	struct account a = sign_in(t, "ana@example.com", ROLE_AGENT);
	struct site s = site_start(t, routes, fixture_store(t));
	const char *reader = str_c(t->arena, a.reader), *bearer = str_c(t->arena, a.bearer);

	ASSERT_HAS(site_ask(t, &s, "GET /api/v1/me", reader, ""), "Ana Ruiz");
	ASSERT_HAS(site_ask(t, &s, "POST /api/v1/me", reader, ""), "HTTP/1.1 403");
	ASSERT_HAS(site_ask(t, &s, "POST /api/v1/me", bearer, ""), "HTTP/1.1 303");
	ASSERT_HAS(site_ask(t, &s, "GET /api/v1/me", "Authorization: Bearer mst_x\r\n", ""), "HTTP/1.1 401");
	ASSERT_HAS(site_ask(t, &s, "GET /api/v1/me", "Authorization: Basic x\r\n", ""), "HTTP/1.1 401");
	site_stop(&s);
}

TEST_STORE(a_form_token_belongs_to_its_session)
{
	struct account a = sign_in(t, "ana@example.com", ROLE_AGENT);
	struct account b = sign_in(t, "ben@example.com", ROLE_AGENT);
	struct site s = site_start(t, routes, fixture_store(t));
	const char *type = "Content-Type: application/x-www-form-urlencoded\r\n";
	struct str page = site_ask(t, &s, "GET /me", str_c(t->arena, a.cookie), "");
	struct str at = str_skip(page, (size_t)str_find(page, STR("value=\"")) + 7);
	const char *form = str_c(t->arena, str_printf(t->arena, "csrf=%.43s", at.at));
	const char *own = str_c(t->arena, str_printf(t->arena, "%s%.*s", type, STR_ARG(a.cookie)));
	const char *other = str_c(t->arena, str_printf(t->arena, "%s%.*s", type, STR_ARG(b.cookie)));

	ASSERT_LACKS(page, "Set-Cookie");
	ASSERT_HAS(site_ask(t, &s, "POST /me", own, form), "HTTP/1.1 303");
	ASSERT_HAS(site_ask(t, &s, "POST /me", own, "csrf="), "HTTP/1.1 403");
	ASSERT_HAS(site_ask(t, &s, "POST /me", other, form), "HTTP/1.1 403");
	site_stop(&s);
}

TEST_STORE(a_page_for_one_person_is_not_kept_for_another)
{
	struct account a = sign_in(t, "ana@example.com", ROLE_AGENT);
	struct site s = site_start(t, routes, fixture_store(t));

	struct str own = site_ask(t, &s, SEEK("x@example.com"), str_c(t->arena, a.cookie), "");
	struct str public = site_ask(t, &s, SEEK("x@example.com"), "", "");

	ASSERT_HAS(own, "Cache-Control: private, no-cache");
	ASSERT_HAS(public, "Cache-Control: public, no-cache");
	site_stop(&s);
}
