/* A program reads all of a case: the timeline to its beginning, its files, what they say; and moves it. */
#include "base/limits.h"
#include "domain/casefile/attachment.h"
#include "domain/casefile/queue/queue.h"
#include "tests/unit/bundle_of_case.h"

enum { MESSAGES = 2 * LIMIT_CASE_PAGE_ENTRIES + 20 };

static void write_entry(struct center *c, enum entry_kind kind, struct str text)
{
	struct casefile f;
	entry_id id;

	ASSERT_OK(casefile_find(c->cx, c->own, &f));
	ASSERT_OK(casefile_add_entry(c->cx, &f, &(struct casefile_reply){ .kind = kind, .text = text,
		.then = CASEFILE_STATUS_COUNT_ }, &id));
}

static void plant_talk(struct center *c)
{
	write_entry(c, ENTRY_NOTE, STR("quetzal inside"));
	for (int i = 0; i < MESSAGES; i++)
		write_entry(c, ENTRY_MESSAGE, STR("quetzal said"));
}

static void plant_files(struct center *c)
{
	unsigned char hash[32] = { 9 };
	struct attachment_new file = { .name = STR("lab.txt"), .size = 1, .internal = true,
		.sha256 = str_of(hash, sizeof hash) };
	struct casefile own;
	attachment_id id;

	plant_bundle(c);
	ASSERT_OK(casefile_find(c->cx, c->own, &own));
	ASSERT_OK(attachment_add(c->cx, &own, &file, &id));
}

static struct center_reply ask(struct center *c, enum center_who who, const char *method,
	struct str path, const char *body)
{
	struct center_request r = { .method = method, .path = path, .headers = center_bearer(c, who),
		.body = str_from(body), .type = "application/json" };

	return center_send(c, &r);
}

static struct str on(struct center *c, const char *rest)
{
	return str_printf(c->t->arena, "/api/v1/cases/%.*s/%s", STR_ARG(c->own), rest);
}

static int count_of(struct str text, struct str word)
{
	int n = 0;
	ptrdiff_t at;

	while ((at = str_find(text, word)) >= 0) {
		text = str_skip(text, (size_t)at + word.len);
		n++;
	}
	return n;
}

/* Words of all pages that `next` leads to. */
static int read_all(struct center *c, enum center_who who, struct str word, int *ret_pages)
{
	struct str path = on(c, "entries");
	int found = 0;

	for (*ret_pages = 0; path.len > 0 && *ret_pages < 10; ++*ret_pages) {
		struct center_reply r = ask(c, who, "GET", path, "");
		ASSERT_EQ(r.status, 200);
		found += count_of(r.body, word);
		ptrdiff_t at = str_find(r.body, STR("\"next\":\""));
		path = at < 0 ? STR("") : str_skip(r.body, (size_t)at + 8);
		path = str_sub(path, 0, path.len > 0 ? (size_t)str_find_char(path, '"') : 0);
	}
	return found;
}

TEST_STORE(a_program_reads_a_timeline_to_its_beginning_page_by_page)
{
	struct center *c = center_open_with(t, plant_talk);
	int pages;

	ASSERT_EQ(read_all(c, AGENT, STR("quetzal said"), &pages), MESSAGES);
	ASSERT_EQ(pages, 3);
	ASSERT_EQ(read_all(c, AGENT, STR("quetzal inside"), &pages), 1);
	ASSERT_EQ(read_all(c, AGENT, STR("\"id\":1,"), &pages), 1);
	ASSERT_EQ(read_all(c, CUSTOMER, STR("quetzal said"), &pages), MESSAGES);
	ASSERT_EQ(read_all(c, CUSTOMER, STR("quetzal inside"), &pages), 0);
	ASSERT_EQ(ask(c, STRANGER, "GET", on(c, "entries"), "").status, 404);
	ASSERT_EQ(ask(c, AGENT, "GET", on(c, "entries?before=x"), "").status, 422);
	center_close(c);
}

static int ignored(struct center *c, int secret, bool is)
{
	struct str body = str_printf(c->t->arena, "{\"secret\":%d,\"ignored\":%s}", secret,
		is ? "true" : "false");

	return ask(c, CUSTOMER, "POST", on(c, "findings/1/ignore"), str_c(c->t->arena, body)).status;
}

TEST_STORE(what_is_no_finding_is_refused)
{
	struct center *c = center_open_with(t, plant_bundle);
	struct str accept = on(c, "findings/1/accept"), redact = on(c, "findings/1/redact");

	ASSERT_EQ(ask(c, CUSTOMER, "POST", accept, "{}").status, 422);
	ASSERT_EQ(ask(c, CUSTOMER, "POST", accept, "{\"fact\":7}").status, 404);
	ASSERT_EQ(ask(c, CUSTOMER, "POST", on(c, "findings/9/accept"), "{\"fact\":0}").status, 404);
	ASSERT_EQ(ask(c, STRANGER, "POST", accept, "{\"fact\":0}").status, 404);
	ASSERT_EQ(ignored(c, 0, true), 422);
	ASSERT_EQ(ignored(c, 3, true), 404);
	ASSERT_HAS(ask(c, CUSTOMER, "POST", redact, "{\"original\":\"kept\"}").body,
		"restricted or removed");
	center_close(c);
}

TEST_STORE(a_program_takes_what_a_file_says_and_has_its_secrets_taken_out)
{
	struct center *c = center_open_with(t, plant_bundle);

	struct str found = ask(c, CUSTOMER, "GET", on(c, "findings"), "").body;
	ASSERT_HAS(found, "\"kind\":\"version\",\"value\":\"24.1R1\",\"case_differs\":false");
	ASSERT_HAS(found, "\"shown\":\"enable [redacted]\",\"ignored\":false");
	ASSERT_EQ(ask(c, CUSTOMER, "POST", on(c, "findings/1/accept"), "{\"fact\":0}").status, 200);
	ASSERT_HAS(ask(c, CUSTOMER, "GET", str_printf(t->arena, "/api/v1/cases/%.*s", STR_ARG(c->own)),
		"").body, "\"release\":\"24.1R1\"");
	const char *take = "{\"original\":\"removed\"}";
	ASSERT_EQ(ignored(c, 1, true), 200);
	ASSERT_EQ(ignored(c, 2, true), 200);
	ASSERT_EQ(ask(c, CUSTOMER, "POST", on(c, "findings/1/redact"), take).status, 409);
	ASSERT_EQ(ignored(c, 2, false), 200);
	ASSERT_HAS(ask(c, CUSTOMER, "POST", on(c, "findings/1/redact"), take).body,
		"\"ignored\":true");
	ASSERT_HAS(ask(c, AGENT, "GET", on(c, "findings"), "").body, "\"state\":\"redacting\"");
	ASSERT_EQ(ask(c, STRANGER, "GET", on(c, "findings"), "").status, 404);
	center_close(c);
}

TEST_STORE(a_program_lists_the_files_that_its_account_may_read)
{
	struct center *c = center_open_with(t, plant_files);

	struct str all = ask(c, AGENT, "GET", on(c, "files"), "").body;
	ASSERT_HAS(all, "\"name\":\"lab.txt\"");
	ASSERT_HAS(all, "\"internal\":true");
	struct str own = ask(c, CUSTOMER, "GET", on(c, "files"), "").body;
	ASSERT_HAS(own, "\"name\":\"show-tech.txt\",\"type\":\"text/plain; charset=utf-8\",\"size\":1,"
		"\"sha256\":\"0900000000000000000000000000000000000000000000000000000000000000\"");
	ASSERT_LACKS(own, "lab.txt");
	ASSERT_EQ(ask(c, STRANGER, "GET", on(c, "files"), "").status, 404);
	center_close(c);
}

TEST_STORE(time_that_was_booked_by_mistake_is_taken_back_by_who_booked_it)
{
	struct center *c = center_open(t);

	ASSERT_HAS(ask(c, AGENT, "POST", on(c, "time"), "{\"minutes\":25,\"what\":\"lab\"}").body,
		"\"newest\":[{\"id\":1,\"name\":\"Some agent\",\"minutes\":25,\"what\":\"lab\"");
	ASSERT_EQ(ask(c, DIRECTOR, "DELETE", on(c, "time/1"), "").status, 404);
	ASSERT_HAS(ask(c, AGENT, "DELETE", on(c, "time/1"), "").body, "\"minutes\":0");
	ASSERT_EQ(ask(c, AGENT, "DELETE", on(c, "time/1"), "").status, 404);
	center_close(c);
}

static void plant_queue(struct center *c)
{
	queue_id id;

	ASSERT_OK(queue_create(c->cx, &(struct queue_change){ .name = STR("Optics"),
		.family = STR("Optics") }, &id));
}

TEST_STORE(a_program_of_the_desk_moves_a_case_to_a_queue_by_its_name)
{
	struct center *c = center_open_with(t, plant_queue);
	struct str own = str_printf(t->arena, "/api/v1/cases/%.*s", STR_ARG(c->own));

	ASSERT_HAS(ask(c, AGENT, "PATCH", own, "{\"queue\":\"Optics\"}").body, "\"queue\":\"Optics\"");
	ASSERT_HAS(ask(c, AGENT, "PATCH", own, "{\"queue\":\"Nowhere\"}").body, "no such queue");
	ASSERT_EQ(ask(c, CUSTOMER, "PATCH", own, "{\"queue\":\"Optics\"}").status, 403);
	center_close(c);
}
