#include "domain/manual/manual_write.h"
#include "domain/product/product.h"
#include "tests/unit/center.h"

static struct center_reply get(struct center *c, enum center_who who, const char *path)
{
	struct center_request r = { .method = "GET", .path = str_from(path),
		.headers = c->people[who].cookie };

	return center_send(c, &r);
}

/* A second, newer release, with another page. */
static error add_rows(struct ctx *cx, void *arg)
{
	const enum audience *audience = arg;
	struct manual_page_new page = { .path = STR("net/ports"), .title = STR("Ports"),
		.source = STR("net/ports.md"), .hash = STR("1"), .body = STR("x"),
		.markup = STR("<p>See <a href=\"/docs/os/24.3/net/ports\">ports</a>.</p>") };
	struct manual_new set = { .slug = STR("os"), .title = STR("BeamOS"), .language = STR("en"),
		.software = STR("BeamOS"), .audience = *audience };
	manual_release_id release;
	manual_page_id id;
	manual_id manual;

	*arena_push(cx->arena, &page.marks) = (struct manual_mark_new){ MARK_COMMAND,
		STR("show ports"), STR("") };
	TRY(manual_put(cx, &set, &manual));
	TRY(manual_release_put(cx, manual, STR("24.3"), &release));
	TRY(manual_page_put(cx, release, (manual_page_id){ 0 }, &page, &id));
	return manual_release_done(cx, manual, release);
}

/* BeamOS 24.2, a year ago. */
static error end_support(struct ctx *cx, void *arg)
{
	struct release_new n = { .software = STR("BeamOS"), .name = STR("24.2"),
		.released_at = { 1 }, .end_of_support_at = instant_add(cx->now,
			(seconds){ -365 * SECONDS_PER_DAY }) };
	release_id id;

	return release_create(cx, &n, &id);
}

static void add_release(struct center *c, enum audience audience)
{
	ASSERT_OK(store_write(c->store, c->cx, add_rows, &audience));
}

TEST_STORE(a_page_of_documentation_says_when_it_is_not_the_latest)
{
	struct center *c = center_open(t);

	add_release(c, AUDIENCE_PUBLIC);
	struct center_reply old = get(c, VISITOR, "/docs/os/24.2/net/vlan");
	struct center_reply new = get(c, VISITOR, "/docs/os/latest/net/ports");

	ASSERT_EQ(old.status, 200);
	ASSERT_HAS(old.body, "Not the latest release.");
	ASSERT_EQ(new.status, 200);
	ASSERT_LACKS(new.body, "Not the latest release.");
	ASSERT_HAS(new.body, "href=\"/docs/os/latest/net/ports\">ports</a>");
	ASSERT_HAS(new.head, "rel=\"canonical\"");
	center_close(c);
}

TEST_STORE(a_switch_of_the_release_never_ends_at_nothing)
{
	struct center *c = center_open(t);

	add_release(c, AUDIENCE_PUBLIC);
	struct center_reply gone = get(c, VISITOR, "/docs/os/-/go?release=24.3&path=net/vlan");
	struct center_reply past = get(c, VISITOR, "/docs/os/9.9/net/ports");
	struct center_reply never = get(c, VISITOR, "/docs/os/24.3/net/never");

	ASSERT_EQ(gone.status, 303);
	ASSERT_HAS(gone.head, "Location: /docs/os/24.3/net/ports?missing=net%2Fvlan");
	ASSERT_EQ(past.status, 303);
	ASSERT_HAS(past.head, "Location: /docs/os/latest/net/ports");
	ASSERT_EQ(never.status, 404);
	center_close(c);
}

TEST_STORE(no_page_of_an_internal_manual_tells_a_visitor_that_it_is_there)
{
	static const char *const paths[] = { "/docs/os/latest", "/docs/os/24.2/net/vlan",
		"/docs/os/24.3/-/print", "/docs/os/24.3/-/manual.zip", "/docs/os/24.3/-/commands", "/docs/os/24.3/-/errors",
		"/docs/os/-/go?release=24.2&path=net/vlan" };
	struct center *c = center_open(t);

	add_release(c, AUDIENCE_INTERNAL);

	ASSERT_LACKS(get(c, VISITOR, "/docs").body, "BeamOS");
	ASSERT_HAS(get(c, AGENT, "/docs").body, "BeamOS");
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		ASSERT_EQ(get(c, CUSTOMER, paths[i]).status, 404);
	ASSERT_EQ(get(c, AGENT, "/docs/os/24.2/net/vlan").status, 200);
	ASSERT_EQ(get(c, AGENT, "/docs/os/24.3/-/print").status, 200);
	ASSERT_HAS(get(c, AGENT, "/docs/os/24.3/-/commands").body, "show ports");
	center_close(c);
}

TEST_STORE(a_release_that_left_support_says_so)
{
	struct center *c = center_open(t);

	add_release(c, AUDIENCE_PUBLIC);
	ASSERT_OK(store_write(c->store, c->cx, end_support, c));
	struct center_reply old = get(c, VISITOR, "/docs/os/24.2/net/vlan");

	ASSERT_HAS(old.body, "Support has ended.");
	ASSERT_LACKS(old.body, "Not the latest release.");
	center_close(c);
}

TEST_STORE(a_manual_is_taken_along_as_a_zip_file_with_its_search)
{
	struct center *c = center_open(t);

	add_release(c, AUDIENCE_PUBLIC);
	struct center_reply zip = get(c, VISITOR, "/docs/os/24.3/-/manual.zip");

	ASSERT_EQ(zip.status, 200);
	ASSERT_HAS(zip.head, "Content-Type: application/zip");
	ASSERT_HAS(zip.head, "filename=\"os-24.3.zip\"");
	ASSERT(str_starts(zip.body, STR("PK\003\004")));
	ASSERT_HAS(zip.body, "net/ports.html");
	ASSERT_HAS(zip.body, "offline.js");
	center_close(c);
}

TEST_STORE(an_author_hears_of_a_reader_of_the_documentation_who_was_not_helped)
{
	struct center *c = center_open(t);

	ASSERT_EQ(center_post(c, CUSTOMER, STR("/docs/os/24.2/-/feedback"),
		STR("path=net%2Fvlan&helpful=0&comment=Which+port")).status, 303);
	struct center_reply work = get(c, AUTHOR, "/kb/work");
	ASSERT_HAS(work.body, "Which port");
	ptrdiff_t at = str_find(work.body, STR("/kb/work/pages/"));
	ASSERT(at > 0);
	struct str done = str_skip(work.body, (size_t)at);
	done = str_sub(done, 0, (size_t)str_find_char(done, '"'));
	ASSERT_EQ(center_post(c, AUTHOR, done, STR("")).status, 303);
	ASSERT_LACKS(get(c, AUTHOR, "/kb/work").body, "Which port");
	ASSERT_EQ(center_post(c, AUTHOR, done, STR("")).status, 404);
	center_close(c);
}
