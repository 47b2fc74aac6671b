#include "tests/unit/test.h"
#include "web/engine/router.h"

static error nothing(struct web *w)
{
	(void)w;
	return OK;
}

static const struct route routes[] = {
	GET("/", nothing, .may = MAY_ANYONE),
	GET("/cases", nothing, .may = MAY_READ_CASE),
	POST("/cases", nothing, .may = MAY_OPEN_CASE),
	GET("/cases/new", nothing, .may = MAY_OPEN_CASE),
	GET("/cases/{case}", nothing, .may = MAY_READ_CASE),
	GET("/cases/{case}/entries/{entry}", nothing, .may = MAY_READ_CASE),
	GET("/cases/new/help", nothing, .may = MAY_ANYONE),
	GET("/docs/{path...}", nothing, .may = MAY_ANYONE, .cached = true),
	GET("/docs/index", nothing, .may = MAY_ANYONE),
	ROUTES_END
};
static const struct route *const tables[] = { routes, NULL };

static struct router *made(struct test *t)
{
	struct router *r;
	ASSERT_OK(router_new(test_ctx(t), tables, &r));
	return r;
}

static const struct route *found(struct router *r, const char *path, struct router_match *m)
{
	*m = (struct router_match){ 0 };
	return router_find(r, str_from(path), m) ? m->routes[METHOD_GET] : NULL;
}

TEST(a_path_finds_its_route)
{
	struct router *r = made(t);
	struct router_match m;

	ASSERT(found(r, "/", &m) == &routes[0]);
	ASSERT(found(r, "/cases", &m) == &routes[1]);
	ASSERT(m.routes[METHOD_POST] == &routes[2]);
	ASSERT(found(r, "/nope", &m) == NULL);
	ASSERT(found(r, "/cases/", &m) == NULL);
	ASSERT(found(r, "/cases/1/entries", &m) == NULL);
}

TEST(parts_in_braces_are_given_by_name)
{
	struct router *r = made(t);
	struct router_match m;

	const struct route *route = found(r, "/cases/17/entries/4", &m);

	ASSERT(route == &routes[5]);
	ASSERT_EQ(router_param(route, STR("entry")), 1);
	ASSERT_EQ(router_param(route, STR("other")), -1);
	ASSERT_STR(m.values[0], "17");
	ASSERT_STR(m.values[1], "4");
}

TEST(an_exact_part_wins_but_does_not_hide_the_parameter)
{
	struct router *r = made(t);
	struct router_match m;

	ASSERT(found(r, "/cases/new", &m) == &routes[3]);
	ASSERT(found(r, "/cases/new/entries/1", &m) == &routes[5]);
	ASSERT_STR(m.values[0], "new");
}

TEST(the_rest_of_a_path_is_what_nothing_else_takes)
{
	struct router *r = made(t);
	struct router_match m;

	ASSERT(found(r, "/docs/a/b/c", &m) == &routes[7]);
	ASSERT_STR(m.values[0], "a/b/c");
	ASSERT_EQ(router_param(&routes[7], STR("path")), 0);
	ASSERT(found(r, "/docs/index", &m) == &routes[8]);
	ASSERT(found(r, "/docs", &m) == NULL);
}

TEST(the_methods_of_a_path_are_listed)
{
	struct router *r = made(t);
	struct router_match m;

	found(r, "/cases", &m);

	ASSERT_STR(router_allow(t->arena, m.routes), "GET, HEAD, POST, OPTIONS");
}

static void assert_refused(struct test *t, struct route route, const char *why)
{
	struct router *r;
	struct ctx *cx = test_ctx(t);
	const struct route bad[] = { routes[1], route, ROUTES_END };
	const struct route *const all[] = { bad, NULL };
	error e = router_new(cx, all, &r);
	ASSERT_ERR(ERR_INTERNAL, e);
	ASSERT_HAS(err_text(t->arena, e), why);
}

TEST(a_route_that_a_reviewer_could_overlook_is_refused)
{
	assert_refused(t, (struct route)GET("/x", nothing), "names no permission");
	assert_refused(t, (struct route)GET("/cases", nothing, .may = MAY_ANYONE), "two routes");
	assert_refused(t, (struct route)GET("/a/../b", nothing, .may = MAY_ANYONE), "not clean");
	assert_refused(t, (struct route)GET("/{a...}/b", nothing, .may = MAY_ANYONE), "last part");
	assert_refused(t, (struct route)ROUTE_("BREW", "/x", nothing, .may = MAY_ANYONE),
		"unknown method");
	assert_refused(t, (struct route)POST("/x", nothing, .may = MAY_ANYONE, .cached = true),
		"only GET");
	assert_refused(t, (struct route)GET("/{a}/{b}/{c}/{d}/{e}/{f}/{g}", nothing,
				  .may = MAY_ANYONE), "too many");
}

TEST(routes_are_printed_by_path_with_their_permission)
{
	struct buf b = buf_new(t->arena, 10000);

	router_print(&b, tables);

	ASSERT_HAS(buf_str(&b), "GET    /cases ");
	ASSERT_HAS(buf_str(&b), "read-case          nothing\nPOST   /cases ");
	ASSERT_HAS(buf_str(&b), "anyone             nothing cached\n");
}
