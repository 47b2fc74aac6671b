/* Files on their way in: from devices without an account, and in pieces from a page. */
#include "domain/account/person.h"
#include "domain/account/permission.h"
#include "domain/casefile/intake/intake.h"
#include "domain/casefile/follow.h"
#include "domain/casefile/bond.h"
#include "domain/setting/setting.h"
#include "tests/unit/center.h"

struct way {
	struct center *c;
	struct str secret;
};

static struct str between(struct str text, const char *mark, char end)
{
	ptrdiff_t at = str_find(text, str_from(mark));
	ASSERT(at >= 0);
	struct str rest = str_skip(text, (size_t)at + strlen(mark));
	return str_sub(rest, 0, (size_t)str_find_char(rest, end));
}

static void way(struct test *t, struct way *w)
{
	w->c = center_open(t);
	struct center_request make = { .method = "POST", .type = "application/json",
		.path = str_printf(t->arena, "/api/v1/cases/%.*s/upload-addresses",
			STR_ARG(w->c->own)),
		.body = STR("{\"name\":\"core-1\"}"), .headers = center_bearer(w->c, CUSTOMER) };
	struct center_reply r = center_send(w->c, &make);
	ASSERT_EQ(r.status, 201);
	w->secret = between(r.body, "/u/", '/');
}

static struct center_reply put(struct way *w, const char *name, const char *range, struct str body)
{
	struct arena *a = w->c->t->arena;
	struct center_request r = { .method = "PUT", .body = body,
		.path = str_printf(a, "/u/%.*s%s", STR_ARG(w->secret), name),
		.headers = range == NULL ? STR("")
			: str_printf(a, "Content-Range: bytes %s\r\n", range) };
	return center_send(w->c, &r);
}

static struct center_reply get(struct way *w, struct str path, struct str headers)
{
	struct center_request r = { .method = "GET", .path = path, .headers = headers };
	return center_send(w->c, &r);
}

static struct str file_of(struct way *w, int n, const char *name)
{
	struct str path = str_printf(w->c->t->arena, "/cases/%.*s/files/%d/%s", STR_ARG(w->c->own), n,
		name);
	struct center_reply r = get(w, path, w->c->people[CUSTOMER].cookie);
	ASSERT_EQ(r.status, 200);
	return r.body;
}

TEST_STORE(a_device_sends_a_file_to_its_case_and_reads_nothing)
{
	struct way w;

	way(t, &w);
	ASSERT_EQ(put(&w, "/show-tech.txt", NULL, STR("hello")).status, 201);
	ASSERT_STR(file_of(&w, 1, "show-tech.txt"), "hello");
	ASSERT_EQ(put(&w, "", NULL, STR("again")).status, 201);
	ASSERT_STR(file_of(&w, 2, "file"), "again");
	struct str path = str_printf(t->arena, "/u/%.*s/show-tech.txt", STR_ARG(w.secret));
	struct center_reply r = get(&w, path, STR(""));
	ASSERT(r.status == 404 || r.status == 405);
	/* As a bearer token it opens nothing either. */
	path = str_printf(t->arena, "/api/v1/cases/%.*s", STR_ARG(w.c->own));
	ASSERT_EQ(get(&w, path, str_printf(t->arena, "Authorization: Bearer %.*s\r\n",
		STR_ARG(w.secret))).status, 401);
	center_close(w.c);
}

TEST_STORE(a_device_goes_on_where_the_line_dropped)
{
	struct way w;

	way(t, &w);
	struct center_reply r = put(&w, "/a.bin", "0-4/10", STR("01234"));
	ASSERT_EQ(r.status, 202);
	ASSERT_HAS(r.head, "Upload-Offset: 5");
	r = put(&w, "/a.bin", "*/10", STR(""));
	ASSERT_EQ(r.status, 202);
	ASSERT_HAS(r.head, "Upload-Offset: 5");
	ASSERT_EQ(put(&w, "/a.bin", "7-9/10", STR("789")).status, 409);
	ASSERT_EQ(put(&w, "/a.bin", "9-5/10", STR("x")).status, 400);
	ASSERT_EQ(put(&w, "/a.bin", "5-9/10", STR("56789")).status, 201);
	ASSERT_STR(file_of(&w, 1, "a.bin"), "0123456789");
	/* From the start again is a file of its own. */
	ASSERT_EQ(put(&w, "/a.bin", "0-4/10", STR("abcde")).status, 202);
	ASSERT_EQ(put(&w, "/a.bin", "0-9/10", STR("ABCDEFGHIJ")).status, 201);
	ASSERT_STR(file_of(&w, 2, "a.bin"), "ABCDEFGHIJ");
	center_close(w.c);
}

TEST_STORE(an_address_that_ended_or_was_never_made_takes_nothing)
{
	struct way w;
	struct str kept;

	way(t, &w);
	kept = w.secret;
	w.secret = STR("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
	struct center_stored *before = center_look(w.c);
	struct str never = put(&w, "/a", NULL, STR("hello")).body;
	ASSERT_HAS(never, "does not work");
	w.secret = kept;
	ASSERT_EQ(center_changed(w.c, before).len, 0);
	ASSERT_EQ(center_post(w.c, CUSTOMER, str_printf(t->arena, "/cases/%.*s/intake/1/end",
		STR_ARG(w.c->own)), STR("")).status, 303);
	before = center_look(w.c);
	ASSERT_EQ(put(&w, "/a", NULL, STR("hello")).status, 404);
	ASSERT_EQ(center_changed(w.c, before).len, 0);
	center_close(w.c);
}

TEST_STORE(an_address_lives_no_longer_than_its_time_and_its_makers_rights)
{
	struct way w;
	struct intake i;
	struct casefile c;

	way(t, &w);
	center_close(w.c);
	struct ctx *cx = w.c->cx;
	const struct actor *program = cx->actor;
	instant now = cx->now;

	ASSERT_OK(intake_enter(cx, w.secret, &i, &c));
	ASSERT_EQ(cx->actor->person.v, w.c->people[CUSTOMER].id.v);
	cx->actor = program;
	cx->now = instant_add(now, (seconds){ (INTAKE_HOURS + 1) * 3600 });
	ASSERT_ERR(ERR_NOT_FOUND, intake_enter(cx, w.secret, &i, &c));
	cx->now = now;
	cx->actor = program;
	ASSERT_OK(person_disable(cx, w.c->people[CUSTOMER].id));
	ASSERT_ERR(ERR_NOT_FOUND, intake_enter(cx, w.secret, &i, &c));
	cx->actor = program;
}

/* --- in pieces, from a page --- */

static struct center_reply piece(struct way *w, struct str address, int64_t at, struct str bytes)
{
	struct arena *a = w->c->t->arena;
	struct center_request r = { .method = "POST", .path = address, .body = bytes,
		.type = "application/octet-stream" };
	r.headers = str_printf(a, "%.*sX-CSRF-Token: %.*s\r\nUpload-Offset: %" PRId64 "\r\n",
		STR_ARG(w->c->people[CUSTOMER].cookie), STR_ARG(center_csrf(w->c, CUSTOMER)), at);
	return center_send(w->c, &r);
}

static struct str begin(struct way *w)
{
	struct center_reply r = center_post(w->c, CUSTOMER, str_printf(w->c->t->arena,
		"/cases/%.*s/uploads", STR_ARG(w->c->own)), STR("name=core.bin&size=10"));
	ASSERT_EQ(r.status, 201);
	return between(r.body, "\"upload\":\"", '"');
}

TEST_STORE(a_page_sends_a_file_in_pieces_and_is_told_where_it_stands)
{
	struct way w;

	way(t, &w);
	struct str address = begin(&w);
	ASSERT_HAS(piece(&w, address, 0, STR("01234")).body, "\"offset\":5,\"complete\":false");
	ASSERT_EQ(piece(&w, address, 3, STR("34567")).status, 409);
	ASSERT_HAS(get(&w, address, w.c->people[CUSTOMER].cookie).body, "\"offset\":5");
	ASSERT_EQ(get(&w, address, w.c->people[STRANGER].cookie).status, 404);
	ASSERT_HAS(piece(&w, address, 5, STR("56789")).body, "\"complete\":true");
	ASSERT_STR(file_of(&w, 1, "core.bin"), "0123456789");
	center_close(w.c);
}

TEST_STORE(an_upload_that_was_cancelled_is_gone)
{
	struct way w;

	way(t, &w);
	struct str address = begin(&w);
	ASSERT_EQ(piece(&w, address, 0, STR("01234")).status, 200);
	ASSERT_EQ(center_post(w.c, CUSTOMER, str_concat(t->arena, address, STR("/cancel")),
		STR("")).status, 204);
	ASSERT_EQ(get(&w, address, w.c->people[CUSTOMER].cookie).status, 404);
	ASSERT_EQ(piece(&w, address, 5, STR("56789")).status, 404);
	center_close(w.c);
}

/* --- what comes back too late --- */

TEST_STORE(after_the_window_what_was_written_opens_a_case_that_is_linked_with_the_old_one)
{
	struct way w;
	struct casefile c, next;
	struct bond_list bonds;
	struct entry_list entries;

	way(t, &w);
	center_close(w.c);
	struct ctx *cx = w.c->cx;
	const struct actor *program = cx->actor;
	struct settings settings = settings_initial();
	struct person p;
	struct actor ana;

	cx->settings = &settings;
	ASSERT_OK(person_load(cx, w.c->people[CUSTOMER].id, &p));
	ASSERT_OK(person_actor(cx, &p, &ana));
	cx->actor = &ana;
	ASSERT_OK(casefile_find(cx, w.c->own, &c));
	ASSERT_OK(casefile_close(cx, c.id, STR("Solved.")));
	ASSERT_OK(casefile_come_back(cx, c.id, STR("It is back."), &next));
	ASSERT_EQ(next.id.v, c.id.v);
	ASSERT(next.is_open);
	ASSERT_OK(casefile_close(cx, c.id, STR("Solved.")));

	cx->now = instant_add(cx->now,
		(seconds){ settings.reopen_window_days * SECONDS_PER_DAY + 1 });
	error e = casefile_come_back(cx, c.id, STR(" "), &next);
	ASSERT(err_is(e, ERR_INVALID));
	ASSERT_STR(e->fields->field, "why");
	ASSERT_OK(casefile_come_back(cx, c.id, STR("It is back again."), &next));
	ASSERT(next.id.v != c.id.v);
	ASSERT_STR(next.summary, str_c(t->arena, c.summary));
	ASSERT_EQ(next.priority, c.priority);
	ASSERT_OK(timeline_page(cx, next.id, 0, false, 1, &entries));
	ASSERT_HAS(entries.at[0].text, "It is back again.");
	cx->actor = program;
	ASSERT_OK(bond_list(cx, &next, &bonds));
	ASSERT_EQ(bonds.len, 1);
	ASSERT_STR(bonds.at[0].target, str_c(t->arena, c.number));
	ASSERT_OK(bond_list(cx, &c, &bonds));
	ASSERT_STR(bonds.at[0].target, str_c(t->arena, next.number));
}
