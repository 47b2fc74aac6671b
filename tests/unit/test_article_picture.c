/* Pictures in articles: who adds them, what is one, who sees them. */
#include "base/limits.h"
#include "domain/knowledge/article.h"
#include "tests/unit/center.h"

#define PART(name) "--b\r\nContent-Disposition: form-data; name=\"" name "\""
#define PICTURE(file) PART("picture") "; filename=\"" file "\"\r\n\r\n"
#define TYPED PART("title") "\r\n\r\nPorts stay down\r\n" PART("text") "\r\n\r\nTyped words\r\n"
#define BYTES "\x89PNG 1"

static void plant(struct center *c)
{
	struct article_new n = { .number = STR("KB2"), .title = STR("Inside"),
		.audience = AUDIENCE_INTERNAL };
	article_id id;

	*arena_push(c->cx->arena, &n.sections) = (struct section_new){ PART_SOLUTION, STR(""),
		STR("Words.") };
	ASSERT_OK(article_publish(c->cx, (article_id){ 0 }, &n, &id));
}

static struct center_reply add(struct center *c, enum center_who who, const char *to,
	struct str parts, const char *headers)
{
	struct arena *a = c->t->arena;
	struct center_request r = { .method = "POST", .type = "multipart/form-data; boundary=b",
		.path = str_from(to) };

	r.headers = str_concat(a, c->people[who].cookie, str_from(headers));
	r.body = str_printf(a, PART("csrf") "\r\n\r\n%.*s\r\n", STR_ARG(center_csrf(c, who)));
	r.body = str_concat(a, r.body, parts);
	return center_send(c, &r);
}

static struct center_reply get(struct center *c, enum center_who who, struct str path)
{
	struct center_request r = { .method = "GET", .path = path,
		.headers = c->people[who].cookie };

	return center_send(c, &r);
}

/* "/kb/KB1/pictures/HASH" of the Markdown in a page or answer. */
static struct str address_of(struct center_reply r)
{
	ptrdiff_t at = str_find(r.body, STR("](/kb/"));
	ASSERT(at > 0);
	struct str rest = str_skip(r.body, (size_t)at + 2);
	return str_sub(rest, 0, (size_t)str_find_char(rest, ')'));
}

TEST_STORE(a_picture_is_added_without_script_and_what_was_typed_stays)
{
	struct center *c = center_open_with(t, plant);

	struct center_reply page = add(c, AUTHOR, "/kb/KB1/pictures",
		STR(TYPED PICTURE("core [A].png") BYTES "\r\n--b--\r\n"), "");

	ASSERT_EQ(page.status, 200);
	ASSERT_HAS(page.body, "Typed words");
	ASSERT_HAS(page.body, "![core A](/kb/KB1/pictures/");
	struct center_reply picture = get(c, AUTHOR, address_of(page));
	ASSERT_EQ(picture.status, 200);
	ASSERT_HAS(picture.head, "Content-Type: image/png");
	ASSERT_STR(picture.body, BYTES);
	center_close(c);
}

TEST_STORE(a_picture_is_seen_by_readers_of_the_version_that_shows_it)
{
	struct center *c = center_open_with(t, plant);
	struct center_reply added = add(c, AUTHOR, "/kb/KB1/pictures",
		STR(PICTURE("a.png") BYTES "\r\n--b--\r\n"), "Accept: application/json\r\n");
	struct str address = address_of(added);

	ASSERT_EQ(added.status, 201);
	ASSERT_EQ(get(c, VISITOR, address).status, 404);
	struct str fields = str_printf(t->arena, "base=1&title=T&audience=1&act=publish&text="
		"See+![a](%.*s)", STR_ARG(address));
	ASSERT_EQ(center_post(c, AUTHOR, STR("/kb/KB1/edit"), fields).status, 303);
	ASSERT_EQ(get(c, VISITOR, address).status, 200);
	fields = str_printf(t->arena, "base=2&title=T&audience=16&act=publish&text="
		"See+![a](%.*s)", STR_ARG(address));
	ASSERT_EQ(center_post(c, AUTHOR, STR("/kb/KB1/edit"), fields).status, 303);
	ASSERT_EQ(get(c, VISITOR, address).status, 404);
	ASSERT_EQ(get(c, CUSTOMER, address).status, 404);
	ASSERT_EQ(get(c, SIRT, address).status, 200);
	center_close(c);
}

TEST_STORE(what_is_no_picture_is_refused_and_what_was_typed_stays)
{
	struct center *c = center_open_with(t, plant);
	struct center_stored *before = center_look(c);
	char *large = arena_bytes(t->arena, LIMIT_PICTURE + 1);
	memset(large, 'x', LIMIT_PICTURE + 1);

	struct center_reply text = add(c, AUTHOR, "/kb/KB1/pictures",
		STR(TYPED PICTURE("a.svg") "<svg/>\r\n--b--\r\n"), "");
	ASSERT_EQ(text.status, 422);
	ASSERT_HAS(text.body, "This is no PNG, JPEG, GIF or WebP picture.");
	ASSERT_HAS(text.body, "Typed words");
	struct center_reply none = add(c, AUTHOR, "/kb/KB1/pictures",
		STR(TYPED PICTURE("") "\r\n--b--\r\n"), "");
	ASSERT_EQ(none.status, 422);
	ASSERT_HAS(none.body, "Choose a picture first.");
	struct str body = str_concat(t->arena, STR(PICTURE("a.png")), str_of(large, LIMIT_PICTURE + 1));
	struct center_reply much = add(c, AUTHOR, "/kb/KB1/pictures",
		str_concat(t->arena, body, STR("\r\n--b--\r\n")), "");
	ASSERT_EQ(much.status, 413);
	ASSERT_HAS(much.body, "at most 10 MB");
	struct str one = STR(PICTURE("a.png") BYTES "\r\n--b--\r\n");
	ASSERT_EQ(add(c, AUTHOR, "/kb/KB9/pictures", one, "").status, 404);
	ASSERT_EQ(add(c, CUSTOMER, "/kb/KB1/pictures", one, "").status, 403);
	ASSERT_EQ(get(c, AUTHOR, STR("/kb/KB1/pictures/nonsense")).status, 404);
	ASSERT_EQ(center_changed(c, before).len, 0);
	center_close(c);
}
