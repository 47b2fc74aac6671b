/*
 * What the API refuses: every call with every kind of bad input. A refusal has the right
 * status, is a problem document (RFC 9457) that says what is wrong, and stores nothing.
 */
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "tests/unit/bad_field_table.h"
#include "tests/unit/bundle_of_case.h"
#include "tests/unit/call_table.h"

#define JSON "application/json"

struct api {
	struct center *c;
	const char *values[20];
};

/* A mark in a body becomes the number of a case. */
static struct str with(struct api *a, struct str body, struct str mark, const char *number)
{
	struct arena *arena = a->c->t->arena;
	ptrdiff_t at = str_find(body, mark);

	if (at < 0)
		return body;
	return str_concat(arena, str_concat(arena, str_sub(body, 0, (size_t)at), str_from(number)),
		str_skip(body, (size_t)at + mark.len));
}

static struct str with_cases(struct api *a, struct str body)
{
	return with(a, with(a, body, STR("{child}"), a->values[11]), STR("{urgent}"),
		str_c(a->c->t->arena, a->c->urgent));
}

static struct center_reply ask(struct api *a, enum center_who who, const struct call *k,
	struct str body)
{
	struct center_request r = { .method = k->method,
		.path = center_fill(a->c, k->path, a->values),
		.type = body.at == NULL ? NULL : k->raw ? "application/octet-stream" : JSON,
		.body = with_cases(a, body), .headers = center_bearer(a->c, who) };
	if (k->raw)
		r.headers = str_concat(a->c->t->arena, r.headers, STR("Upload-Offset: 0\r\n"));
	return center_send(a->c, &r);
}

static const struct call *call_of(const char *method, const char *path)
{
	const struct call *k = calls;
	while (strcmp(k->method, method) != 0 || strcmp(k->path, path) != 0)
		k++;
	return k;
}

/* Who may do it, on the case of ACME. */
static enum center_who doer(const struct call *k)
{
	return k->admin ? ADMIN : k->management ? DIRECTOR : k->desk ? AGENT : CUSTOMER;
}

static bool stores(const struct call *k)
{
	return strcmp(k->method, "GET") != 0 && k->status < 400;
}

/* Of a thing that an earlier line of the table makes: a new center has none. */
static bool is_later(const struct call *k)
{
	return strstr(k->path, "/1") != NULL || strstr(k->path, "/RMA-") != NULL ||
		strstr(k->path, "/PR-") != NULL;
}

/* Whether the call is one of the route: a part like {tag} may be filled in. */
static bool is_of(const struct call *k, const struct route *r)
{
	struct str path = str_from(k->path), route = str_from(r->path), part, name;
	ptrdiff_t query = str_find_char(path, '?');

	path = query < 0 ? path : str_sub(path, 0, (size_t)query);
	while (str_cut(&path, '/', &part)) {
		if (!str_cut(&route, '/', &name))
			return false;
		if (!str_eq(part, name) && (!str_starts(name, STR("{")) || str_starts(part, STR("{"))))
			return false;
	}
	return route.len == 0 && strcmp(k->method, r->method) == 0;
}

/* After `mark` in a reply, up to a quote. */
static const char *after(struct api *a, struct str reply, const char *mark)
{
	ptrdiff_t at = str_find(reply, str_from(mark));
	ASSERT(at >= 0);
	struct str rest = str_skip(reply, (size_t)at + strlen(mark));
	return str_c(a->c->t->arena, str_sub(rest, 0, (size_t)str_find_char(rest, '"')));
}

static const char *new_upload(struct api *a)
{
	const struct call *k = call_of("POST", "/api/v1/cases/{case}/uploads");
	return after(a, ask(a, CUSTOMER, k, str_from(k->good)).body, "uploads/");
}

/* The secret of a way in for a device. */
static const char *new_address(struct api *a)
{
	const struct call *make = call_of("POST", "/api/v1/cases/{case}/upload-addresses");
	struct str secret = str_from(after(a, ask(a, CUSTOMER, make, str_from(make->good)).body, "/u/"));
	return str_c(a->c->t->arena, str_sub(secret, 0, secret.len - 1));
}

/* The case has two files, and an upload that has not begun. */
static struct api api_open(struct test *t)
{
	struct api a = { .c = center_open_with(t, plant_bundle) };
	const struct call *send = call_of("PATCH", "/api/v1/uploads/{upload}");
	static const char *const names[] = { "case", "foreign", "upload", "file", "name", "child", "secret", "member", "agent" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		a.values[2 * i] = names[i];
	a.values[1] = str_c(t->arena, a.c->own);
	a.values[3] = str_c(t->arena, a.c->foreign);
	a.values[5] = new_upload(&a);
	a.values[7] = "2";
	a.values[9] = "a.log";
	a.values[11] = a.values[3];
	a.values[13] = new_address(&a);
	a.values[15] = str_c(t->arena, str_printf(t->arena, "%" PRId64, a.c->people[PARTNER].id.v));
	a.values[17] = str_c(t->arena, str_printf(t->arena, "%" PRId64, a.c->people[AGENT].id.v));
	ASSERT_EQ(ask(&a, CUSTOMER, send, str_from(send->good)).status, 200);
	a.values[5] = new_upload(&a);
	return a;
}

static void refused(struct center_reply r, int status, const char *part, const char *what)
{
	bool problem = str_find(r.head, STR("application/problem+json")) > 0 &&
		str_find(r.body, STR("\"type\":\"/problems/")) > 0 &&
		str_find(r.body, STR("\"title\":\"")) > 0 &&
		str_find(r.body, STR("\"detail\":\"")) > 0 &&
		str_find(r.body, STR("\"detail\":\"\"")) < 0;
	if (r.status == status && problem && str_find(r.body, str_from(part)) >= 0)
		return;
	print_error("%s: want %d and a problem with \"%s\", got\n%.*s\n%.*s\n", what, status, part,
		STR_ARG(r.head), STR_ARG(r.body));
	fail();
}

static void nothing_stored(struct api *a, const struct center_stored *before, const char *what)
{
	struct str changed = center_changed(a->c, before);
	if (changed.len == 0)
		return;
	print_error("%s: these tables changed: %.*s\n", what, STR_ARG(changed));
	fail();
}

TEST(each_call_of_the_api_has_its_bad_input_tested)
{
	for (const struct route *const *table = route_tables; *table != NULL; table++) {
		for (const struct route *r = *table; r->method != NULL; r++) {
			bool found = !r->api;
			for (const struct call *k = calls; !found && k->method != NULL; k++)
				found = is_of(k, r);
			if (!found)
				print_error("%s %s is not in calls[]\n", r->method, r->path);
			ASSERT(found);
		}
	}
}

TEST_STORE(each_call_of_the_api_is_taken_when_nothing_is_wrong)
{
	struct api a = api_open(t);

	for (const struct call *k = calls; k->method != NULL; k++) {
		struct str body = k->good ? str_from(k->good) : (struct str){ 0 };
		struct center_stored *before = center_look(a.c);
		struct center_reply r = ask(&a, doer(k), k, body);
		if (r.status != k->status)
			print_error("%s %s: %.*s\n", k->method, k->path, STR_ARG(r.body));
		ASSERT_EQ(r.status, k->status);
		/* What is stored is seen: the other tests rest on it. */
		bool changed = center_changed(a.c, before).len > 0;
		if (changed != stores(k))
			print_error("%s %s: stored: %d\n", k->method, k->path, changed);
		ASSERT_EQ(changed, stores(k));
	}
	center_close(a.c);
}

TEST_STORE(a_call_needs_a_token_that_may_do_it)
{
	static const struct {
		const char *header, *part;
	} wrong[] = {
		{ "", "Sign in first" },
		{ "Authorization: Bearer mst_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n", "token" },
		{ "Authorization: Bearer \r\n", "token" },
		{ "Authorization: Bearer \xff\xfe\r\n", "token" },
		{ "Authorization: Basic dXNlcjpwYXNz\r\n", "Bearer" },
	};
	struct api a = api_open(t);
	struct center_stored *before = center_look(a.c);

	for (const struct call *k = calls; k->method != NULL; k++) {
		struct center_request r = { .method = k->method,
			.path = center_fill(a.c, k->path, a.values), .type = JSON,
			.body = k->good ? str_from(k->good) : STR("") };
		for (size_t i = k->open; i < sizeof wrong / sizeof *wrong; i++) {
			r.headers = str_from(wrong[i].header);
			struct center_reply got = center_send(a.c, &r);
			refused(got, 401, wrong[i].part, k->path);
			ASSERT_HAS(got.head, "WWW-Authenticate: Bearer");
		}
		/* A session is no token. */
		r.headers = a.c->people[doer(k)].cookie;
		if (!k->open)
			refused(center_send(a.c, &r), 401, "Sign in first", k->path);
		if (strcmp(k->method, "GET") != 0) {
			r.headers = str_printf(t->arena, "Authorization: Bearer %.*s\r\n",
				STR_ARG(a.c->people[doer(k)].reader));
			refused(center_send(a.c, &r), 403, "scope", k->path);
		}
		if (!k->open && !k->anyones)
			refused(ask(&a, AUTHOR, k, k->good ? str_from(k->good) : (struct str){ 0 }),
				403, "may not", k->path);
		if (k->desk || k->admin)
			refused(ask(&a, CUSTOMER, k, k->good ? str_from(k->good) : (struct str){ 0 }),
				403, "may not", k->path);
	}
	nothing_stored(&a, before, "without the right");
	center_close(a.c);
}

/* A reply to somebody else's without what differs each time. */
static struct str said(struct center_reply r)
{
	return str_sub(r.body, 0, (size_t)str_find(r.body, STR("\"trace\"")));
}

TEST_STORE(what_is_somebody_elses_looks_like_what_is_not_there)
{
	static const char *const unknown[] = { "2020-0101-9999", "1", "nonsense", "%27", "-1" };
	struct api a = api_open(t);
	struct center_stored *before = center_look(a.c);

	for (const struct call *k = calls; k->method != NULL; k++) {
		bool of_case = strstr(k->path, "{case}") != NULL;
		if (!of_case && strstr(k->path, "{upload}") == NULL)
			continue;
		struct str body = k->good ? str_from(k->good) : (struct str){ 0 };
		struct str theirs = said(ask(&a, STRANGER, k, body));
		if (k->desk)
			ASSERT_HAS(theirs, "\"status\":403");
		int place = of_case ? 1 : 5;
		const char *kept = a.values[place];
		for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
			a.values[place] = unknown[i];
			struct center_reply r = ask(&a, doer(k), k, body);
			refused(r, 404, "There is nothing here", k->path);
			if (!k->desk)
				ASSERT_STR(said(r), str_c(t->arena, theirs));
		}
		a.values[place] = "%ff";
		refused(ask(&a, doer(k), k, body), 400, "could not be read", k->path);
		a.values[place] = kept;
		if (strstr(k->path, "{file}") == NULL)
			continue;
		a.values[7] = "99";
		refused(ask(&a, CUSTOMER, k, body), 404, "There is nothing here", "an unknown file");
		a.values[7] = "x";
		refused(ask(&a, CUSTOMER, k, body), 404, "There is nothing here", "no number");
		a.values[7] = "2";
		a.values[1] = str_c(t->arena, a.c->foreign);
		refused(ask(&a, STRANGER, k, body), 404, "There is nothing here", "of another case");
		a.values[1] = kept;
	}
	nothing_stored(&a, before, "somebody else's");
	center_close(a.c);
}

TEST_STORE(an_address_or_method_that_the_api_has_not_is_a_problem_too)
{
	struct api a = api_open(t);
	struct call wrong = { "DELETE", "/api/v1/cases/{case}", NULL, 405 };

	struct center_reply r = ask(&a, CUSTOMER, &wrong, (struct str){ 0 });
	refused(r, 405, "does not take that method", "DELETE");
	ASSERT_HAS(r.head, "Allow: GET, HEAD, PATCH, OPTIONS");
	wrong.method = "POST";
	wrong.path = "/api/v1/nonsense";
	refused(ask(&a, CUSTOMER, &wrong, STR("{}")), 404, "There is nothing here", "no such call");
	wrong.path = "/api/v2/cases";
	refused(ask(&a, CUSTOMER, &wrong, STR("{}")), 404, "There is nothing here", "no such version");
	center_close(a.c);
}

/* --- bodies --- */

#define RAW(literal) { literal, sizeof(literal) - 1 }

static const struct bad_body {
	const char *what, *type;
	struct str body;
	int status;
	const char *part;
} bad_bodies[] = {
	{ "no body", JSON, RAW(""), 400, "The body is empty" },
	{ "blanks", JSON, RAW(" \n "), 400, "The body is empty" },
	{ "cut off", JSON, RAW("{\"summary\":\"x"), 400, "not valid JSON: line 1, column" },
	{ "more after it", JSON, RAW("{} {}"), 400, "not valid JSON" },
	{ "a comma too many", JSON, RAW("{\"priority\":3,}"), 400, "not valid JSON" },
	{ "no JSON at all", JSON, RAW("summary=x&priority=3"), 400, "not valid JSON" },
	{ "a list", JSON, RAW("[]"), 400, "must be a JSON object" },
	{ "a number", JSON, RAW("3"), 400, "" },
	{ "null", JSON, RAW("null"), 400, "" },
	{ "a name twice", JSON, RAW("{\"text\":\"a\",\"text\":\"b\"}"), 400, "not valid JSON" },
	{ "a number too large", JSON, RAW("{\"priority\":99999999999999999999}"), 400, "not valid JSON" },
	{ "Latin-1", JSON, RAW("{\"text\":\"caf\xe9\"}"), 400, "UTF-8" },
	{ "half a character", JSON, RAW("{\"text\":\"\xe2\x82\"}"), 400, "UTF-8" },
	{ "an overlong form", JSON, RAW("{\"text\":\"\xc0\xaf\"}"), 400, "UTF-8" },
	{ "a surrogate", JSON, RAW("{\"text\":\"\xed\xa0\x80\"}"), 400, "UTF-8" },
	{ "half a pair", JSON, RAW("{\"text\":\"\\ud800\"}"), 400, "not valid JSON" },
	{ "UTF-16", JSON, RAW("\xff\xfe{\0}\0"), 400, "UTF-8" },
	{ "NUL", JSON, RAW("{\"text\":\"a\0b\"}"), 400, "not valid JSON" },
	{ "a name with NUL", JSON, RAW("{\"a\\u0000b\":1}"), 400, "not valid JSON" },
	{ "a form", "application/x-www-form-urlencoded", RAW("text=x"), 415, "application/json" },
	{ "text", "text/plain", RAW("{}"), 415, "application/json" },
	{ "XML", "application/xml", RAW("<a/>"), 415, "application/json" },
	{ "nonsense as type", "\xff\xff", RAW("{}"), 415, "application/json" },
	{ "an unknown member", JSON, RAW("{\"colour\":\"red\"}"), 422, "\"field\":\"colour\"" },
	{ "a name of another type", JSON, RAW("{\"\":\"\"}"), 422, "There is no such member" },
};

static bool takes_json(const struct call *k)
{
	return k->good != NULL && !k->raw;
}

TEST_STORE(a_body_that_is_not_the_json_object_asked_for_is_refused)
{
	struct api a = api_open(t);
	struct center_stored *before = center_look(a.c);

	for (const struct call *k = calls; k->method != NULL; k++) {
		if (!takes_json(k) || is_later(k))
			continue;
		struct center_request r = { .method = k->method,
			.path = center_fill(a.c, k->path, a.values),
			.headers = center_bearer(a.c, doer(k)) };
		for (size_t i = 0; i < sizeof bad_bodies / sizeof *bad_bodies; i++) {
			r.type = bad_bodies[i].type;
			r.body = bad_bodies[i].body;
			refused(center_send(a.c, &r), bad_bodies[i].status, bad_bodies[i].part,
				bad_bodies[i].what);
		}
	}
	nothing_stored(&a, before, "bad bodies");
	center_close(a.c);
}

TEST_STORE(a_body_too_deep_or_too_large_is_refused)
{
	struct api a = api_open(t);
	struct center_stored *before = center_look(a.c);
	char *deep = arena_bytes(t->arena, 2 * LIMIT_JSON_DEPTH + 2);

	memset(deep, '[', LIMIT_JSON_DEPTH + 1);
	memset(deep + LIMIT_JSON_DEPTH + 1, ']', LIMIT_JSON_DEPTH + 1);
	for (const struct call *k = calls; k->method != NULL; k++) {
		if (!takes_json(k) || is_later(k))
			continue;
		refused(ask(&a, doer(k), k, str_of(deep, 2 * LIMIT_JSON_DEPTH + 2)), 400,
			"nested more than 32 levels", k->path);
		/* Refused by what it says of itself, before any of it is read. */
		struct str line = str_printf(t->arena, "%s %.*s", k->method,
			STR_ARG(center_fill(a.c, k->path, a.values)));
		struct str headers = str_printf(t->arena, "%.*sExpect: 100-continue\r\nX-Unused: ",
			STR_ARG(center_bearer(a.c, doer(k))));
		int fd = site_connect(&a.c->site);
		site_say(fd, str_c(t->arena, str_printf(t->arena,
			"%.*s HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n%.*s\r\n\r\n", STR_ARG(line),
			LIMIT_JSON_BODY + 1, STR_ARG(headers))));
		char room[4096];
		struct str heard = str_of(room, site_hear(fd, room, sizeof room, "\n\r\n{"));
		ASSERT_HAS(heard, "HTTP/1.1 413");
		ASSERT_HAS(heard, "application/problem+json");
		close(fd);
	}
	nothing_stored(&a, before, "large bodies");
	center_close(a.c);
}

/* --- fields --- */

/* "$5$" as five letters. */
static struct str expand(struct arena *a, const char *text)
{
	struct str rest = str_from(text);
	ptrdiff_t open = str_find_char(rest, '$');
	int64_t n;

	if (open < 0)
		return rest;
	struct str number = str_skip(rest, (size_t)open + 1);
	ptrdiff_t close = str_find_char(number, '$');
	check(str_int(str_sub(number, 0, (size_t)close), &n));
	char *letters = arena_bytes(a, (size_t)n);
	memset(letters, 'x', (size_t)n);
	return str_concat(a, str_concat(a, str_sub(rest, 0, (size_t)open), str_of(letters, (size_t)n)),
		str_skip(number, (size_t)close + 1));
}

TEST_STORE(a_field_that_cannot_be_used_is_named_and_nothing_is_stored)
{
	struct api a = api_open(t);
	struct center_stored *before = center_look(a.c);

	for (const struct bad_field *f = bad_fields; f->method != NULL; f++) {
		const struct call *k = call_of(f->method, f->path);
		struct center_reply r = ask(&a, f->who, k, expand(t->arena, f->body));
		refused(r, f->status ? f->status : 422, f->part, f->body);
		if (*f->field != 0)
			ASSERT_HAS(r.body, str_c(t->arena, str_printf(t->arena,
				"\"field\":\"%s\"", f->field)));
	}
	nothing_stored(&a, before, "bad fields");
	center_close(a.c);
}

TEST_STORE(a_filter_that_is_no_filter_is_refused)
{
	static const struct {
		const char *query;
		int status;
		const char *part;
	} bad[] = {
		{ "/api/v1/cases?status=lost", 422, "\"field\":\"status\"" },
		{ "/api/v1/cases?priority=5", 422, "\"field\":\"priority\"" },
		{ "/api/v1/cases?priority=P1", 422, "\"field\":\"priority\"" },
		{ "/api/v1/cases?key=soon", 422, "\"field\":\"key\"" },
		{ "/api/v1/cases?after=-1", 422, "\"field\":\"after\"" },
		{ "/api/v1/cases?status=%ff", 400, "UTF-8" },
		{ "/api/v1/cases?status=%00", 400, "UTF-8" },
		{ "/api/v1/cases?status=%zz", 400, "UTF-8" },
		{ "/api/v1/search", 422, "\"field\":\"q\"" },
		{ "/api/v1/search?q=+", 422, "\"field\":\"q\"" },
		{ "/api/v1/search?q=a&kind=letter", 422, "\"field\":\"kind\"" },
		{ "/api/v1/search?q=a&page=two", 422, "\"field\":\"page\"" },
		{ "/api/v1/search?q=a&page=0", 422, "\"field\":\"page\"" },
		{ "/api/v1/search?q=%c3%28", 400, "UTF-8" },
		{ "/api/v1/search?q=$9000$", 413, "8 KB" },
	};
	struct api a = api_open(t);

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct center_request r = { .method = "GET", .path = expand(t->arena, bad[i].query),
			.headers = center_bearer(a.c, CUSTOMER) };
		refused(center_send(a.c, &r), bad[i].status, bad[i].part, bad[i].query);
		r.headers = center_bearer(a.c, AGENT);
		refused(center_send(a.c, &r), bad[i].status, bad[i].part, bad[i].query);
	}
	center_close(a.c);
}

TEST_STORE(a_list_is_narrowed_for_customers_as_for_the_desk)
{
	static const struct {
		const char *query;
		bool there;
	} lists[] = {
		{ "/api/v1/cases?priority=3", true },
		{ "/api/v1/cases?priority=4", false },
		{ "/api/v1/cases?status=resolved", false },
	};
	struct api a = api_open(t);

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		for (int desk = 0; desk < 2; desk++) {
			struct center_request r = { .method = "GET", .path = str_from(lists[i].query),
				.headers = center_bearer(a.c, desk ? AGENT : CUSTOMER) };
			struct center_reply got = center_send(a.c, &r);
			ASSERT_EQ(got.status, 200);
			ASSERT_EQ(str_find(got.body, a.c->own) > 0, lists[i].there);
		}
	}
	center_close(a.c);
}

/* --- a key, and the bytes of a file --- */

/* Makes something new of what is said, in a new center too. */
static bool makes(const struct call *k)
{
	return strcmp(k->method, "POST") == 0 && k->good != NULL && k->status == 201 && !is_later(k);
}

static struct center_reply ask_with_key(struct api *a, const struct call *k, const char *key,
	const char *body)
{
	struct arena *arena = a->c->t->arena;
	struct center_request r = { .method = k->method,
		.path = center_fill(a->c, k->path, a->values), .type = JSON, .body = with_cases(a, str_from(body)),
		.headers = str_printf(arena, "%.*sIdempotency-Key: %.*s\r\n",
			STR_ARG(center_bearer(a->c, doer(k))), STR_ARG(expand(arena, key))) };
	return center_send(a->c, &r);
}

TEST_STORE(a_key_stands_for_one_request_and_no_other)
{
	struct api a = api_open(t);

	for (const struct call *k = calls; k->method != NULL; k++) {
		if (!makes(k))
			continue;
		struct str key = str_printf(t->arena, "key-%td", k - calls);
		const char *name = str_c(t->arena, key);
		/* A request that was refused does not use up its key. */
		refused(ask_with_key(&a, k, name, "{\"nonsense\":1}"), 422, "nonsense", k->path);
		struct center_reply first = ask_with_key(&a, k, name, k->good);
		ASSERT_EQ(first.status, 201);
		struct center_stored *before = center_look(a.c);
		struct center_reply again = ask_with_key(&a, k, name, k->good);
		ASSERT_EQ(again.status, 201);
		ASSERT_STR(again.body, str_c(t->arena, first.body));
		/* It may hold a token that is shown once. */
		ASSERT(str_find(center_holding(a.c, first.body), STR("idempotent_reply")) < 0);
		struct str other = str_printf(t->arena, "%s ", k->good);
		refused(ask_with_key(&a, k, name, str_c(t->arena, other)), 422,
			"This key was used for another request", k->path);
		refused(ask_with_key(&a, k, "$201$", k->good), 422, "1 to 200", k->path);
		refused(ask_with_key(&a, k, "", k->good), 422, "1 to 200", k->path);
		refused(ask_with_key(&a, k, "\xff\xfe", k->good), 422, "1 to 200", k->path);
		nothing_stored(&a, before, "keys");
	}
	center_close(a.c);
}

TEST_STORE(bytes_that_do_not_fit_an_upload_are_refused)
{
	static const struct {
		const char *offset, *body;
		int status;
		const char *part;
	} bad[] = {
		{ "Upload-Offset: x\r\n", "hello", 400, "number of bytes" },
		{ "Upload-Offset: -1\r\n", "hello", 400, "number of bytes" },
		{ "Upload-Offset: 3\r\n", "lo", 409, "Ask by HEAD" },
		{ "", "hello", 409, "Ask by HEAD" },
		{ "Upload-Offset: 0\r\n", "", 400, "as the body" },
		{ "Upload-Offset: 0\r\n", "hello, world", 413, "larger than" },
	};
	struct api a = api_open(t);
	struct center_stored *before = center_look(a.c);
	struct center_request r = { .method = "PATCH", .type = "application/octet-stream",
		.path = center_fill(a.c, "/api/v1/uploads/{upload}", a.values) };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		r.headers = str_printf(t->arena, "%.*s%s", STR_ARG(center_bearer(a.c, CUSTOMER)),
			bad[i].offset);
		r.body = str_from(bad[i].body);
		refused(center_send(a.c, &r), bad[i].status, bad[i].part, bad[i].offset);
	}
	nothing_stored(&a, before, "bytes");
	const struct call *send = call_of("PATCH", "/api/v1/uploads/{upload}");
	ASSERT_EQ(ask(&a, CUSTOMER, send, STR("hello")).status, 200);
	refused(ask(&a, CUSTOMER, send, STR("hello")), 409, "complete", "twice");
	center_close(a.c);
}

TEST_STORE(a_program_is_answered_in_the_language_that_it_asks_for)
{
	struct api a = api_open(t);
	struct center_request r = { .method = "POST", .path = STR("/api/v1/cases"), .type = JSON,
		.body = STR("{\"summary\":\"x\",\"description\":\"x\",\"priority\":9}"),
		.headers = str_concat(t->arena, center_bearer(a.c, CUSTOMER),
			STR("Accept-Language: de\r\n")) };

	struct center_reply got = center_send(a.c, &r);
	refused(got, 422, "\"text\":\"Dies muss zwischen 1 und 4 liegen.\"", "German");
	refused(got, 422, "\"detail\":\"priority: Dies muss zwischen 1 und 4 liegen.\"", "German");
	ASSERT_HAS(got.head, "Content-Language: de\r\n");
	r.headers = center_bearer(a.c, CUSTOMER);
	refused(center_send(a.c, &r), 422, "\"text\":\"This must be between 1 and 4.\"", "English");
	center_close(a.c);
}

/* The replies of many connections that say the same at the same time are the same. */
static void at_once(struct api *a, struct str request)
{
	enum { COUNT = 12, ROOM = 16384 };
	struct arena *arena = a->c->t->arena;
	struct str first = { 0 };
	int fds[COUNT];

	for (int i = 0; i < COUNT; i++)
		fds[i] = site_connect(&a->c->site);
	for (int i = 0; i < COUNT; i++)
		site_say(fds[i], str_c(arena, request));
	for (int i = 0; i < COUNT; i++) {
		char *room = arena_bytes(arena, ROOM);
		struct str heard = str_of(room, site_hear(fds[i], room, ROOM, NULL));
		close(fds[i]);
		ASSERT_HAS(heard, "HTTP/1.1 201");
		struct str body = str_skip(heard, (size_t)str_find(heard, STR("\r\n\r\n")));
		ASSERT(first.len == 0 || str_eq(body, first));
		first = body;
	}
}

TEST_STORE(requests_with_one_key_at_once_are_done_once)
{
	struct api a = api_open(t);

	for (const struct call *k = calls; k->method != NULL; k++) {
		if (!makes(k))
			continue;
		struct str body = with_cases(&a, str_from(k->good));
		at_once(&a, str_printf(t->arena, "POST %.*s HTTP/1.1\r\nHost: a\r\n"
			"Connection: close\r\n%.*sIdempotency-Key: once%td\r\nContent-Type: "
			JSON "\r\nContent-Length: %zu\r\n\r\n%.*s",
			STR_ARG(center_fill(a.c, k->path, a.values)),
			STR_ARG(center_bearer(a.c, doer(k))), k - calls, body.len, STR_ARG(body)));
	}
	center_close(a.c);
}
