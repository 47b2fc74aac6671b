/*
 * What the forms refuse: every form with every kind of bad input. A refusal has the
 * right status, stores nothing, names the field and keeps what was typed.
 */
#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/disclosure/handover.h"
#include "tests/unit/center.h"
#include "tests/unit/form_table.h"

#define FORM "application/x-www-form-urlencoded"

enum { VALUES_MAX = 160 };

struct desk {
	struct center *c;
	const char *values[VALUES_MAX];
	int count;
};

static void name(struct desk *d, const char *what, struct str is)
{
	check(d->count + 2 < VALUES_MAX);
	d->values[d->count++] = what;
	d->values[d->count++] = str_c(d->c->t->arena, is);
}

static struct str number(struct desk *d, int64_t n)
{
	return str_printf(d->c->t->arena, "%" PRId64, n);
}

static struct str report; /* of the customer: its number */

static void plant_report(struct center *c)
{
	struct casefile_new n = { .summary = STR("One packet stops it"), .description = STR("This one."),
		.priority = 3, .contact = c->people[CUSTOMER].email };
	struct casefile f;
	struct disclosure d;

	ASSERT_OK(handover_open(c->cx, &n, &f, &d));
	report = str_copy(c->t->arena, d.number);
}

static struct desk desk_open(struct test *t)
{
	struct desk d = { .c = center_open_with(t, plant_report) };
	struct center *c = d.c;

	name(&d, "case", c->own);
	name(&d, "own", c->own);
	name(&d, "foreign", c->foreign);
	name(&d, "urgent", c->urgent);
	name(&d, "number", STR("KB1"));
	name(&d, "set", STR("os"));
	name(&d, "edition", STR("latest"));
	name(&d, "disclosure", report);
	name(&d, "entry", STR("1"));
	name(&d, "message", number(&d, c->message.v));
	name(&d, "agent", number(&d, c->people[AGENT].id.v));
	name(&d, "customer", number(&d, c->people[CUSTOMER].id.v));
	name(&d, "person", number(&d, c->people[MODERATOR].id.v));
	name(&d, "member", number(&d, c->people[PARTNER].id.v));
	name(&d, "colleague", number(&d, c->people[CUSTOMER_ADMIN].id.v));
	name(&d, "admin", number(&d, c->people[ADMIN].id.v));
	name(&d, "organisation", number(&d, c->acme.v));
	name(&d, "globex", number(&d, c->globex.v));
	name(&d, "session", number(&d, CENTER_PEOPLE)); /* the customer's second */
	name(&d, "token", number(&d, 2));
	name(&d, "asked", number(&d, 1));
	name(&d, "holder", number(&d, 1));
	name(&d, "shift", number(&d, 1));
	name(&d, "product", number(&d, c->product.v));
	name(&d, "contract", number(&d, c->contract.v));
	name(&d, "serial", STR("NB-1001"));
	name(&d, "release", number(&d, c->release.v));
	name(&d, "other", number(&d, c->other_release.v));
	name(&d, "setting", STR("reopen_window_days"));
	name(&d, "name", STR("reopen_window_days"));
	name(&d, "id", number(&d, 1));
	name(&d, "effort", number(&d, 1));
	name(&d, "bulk", number(&d, 1));
	name(&d, "queue", number(&d, 2));
	name(&d, "team", number(&d, 1));
	name(&d, "view", number(&d, 1));
	name(&d, "share", number(&d, 1));
	name(&d, "macro", number(&d, 1));
	name(&d, "child", c->urgent);
	name(&d, "rma", STR("RMA-100001"));
	name(&d, "upload", STR("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
	name(&d, "intake", number(&d, 1));
	name(&d, "calendar", number(&d, 1));
	name(&d, "adapter", number(&d, 1));
	name(&d, "complaint", number(&d, 1));
	name(&d, "mail", number(&d, 1));
	name(&d, "address", number(&d, 1));
	name(&d, "mailbox", number(&d, 1));
	name(&d, "key", STR("0123456789ABCDEF0123456789ABCDEF01234567"));
	name(&d, "defect", STR("PR-1000001"));
	name(&d, "phone", number(&d, 1));
	name(&d, "office", number(&d, 1));
	name(&d, "webhook", number(&d, 1));
	name(&d, "delivery", number(&d, 1));
	name(&d, "adapter", number(&d, 1));
	name(&d, "file", number(&d, 1));
	name(&d, "secret", STR("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
	name(&d, "answer", c->answer);
	name(&d, "invitation", c->invitation);
	name(&d, "reset", c->reset);
	name(&d, "end", c->end);
	return d;
}

/* "$5$" as five letters. */
static struct str expand(struct desk *d, const char *text)
{
	struct arena *a = d->c->t->arena;
	struct str rest = center_fill(d->c, text, d->values);
	ptrdiff_t open = str_find_char(rest, '$');
	int64_t n;

	if (open < 0)
		return rest;
	struct str digits = str_skip(rest, (size_t)open + 1);
	ptrdiff_t close = str_find_char(digits, '$');
	check(str_int(str_sub(digits, 0, (size_t)close), &n));
	char *letters = arena_bytes(a, (size_t)n);
	memset(letters, 'x', (size_t)n);
	return str_concat(a, str_concat(a, str_sub(rest, 0, (size_t)open), str_of(letters, (size_t)n)),
		str_skip(digits, (size_t)close + 1));
}

/* All of a table's are shown before the test fails. */
static int faults;

static void end(struct desk *d)
{
	int found = faults;

	center_close(d->c);
	faults = 0;
	ASSERT_EQ(found, 0);
}

static struct center_reply post(struct desk *d, enum center_who who, const char *path,
	const char *fields)
{
	return center_post(d->c, who, center_fill(d->c, path, d->values), expand(d, fields));
}

static void is_status(struct center_reply r, int status, const char *what)
{
	if (r.status == status)
		return;
	print_error("%s: want %d, got\n%.*s\n%.*s\n", what, status, STR_ARG(r.head),
		STR_ARG(r.body));
	faults++;
}

/* A page for a person, with a sentence. */
static void refused(struct center_reply r, int status, const char *part, const char *what)
{
	is_status(r, status, what);
	if (r.status != status || (str_find(r.head, STR("Content-Type: text/html")) > 0 &&
		str_find(r.body, str_from(part)) >= 0))
		return;
	print_error("%s: lacks \"%s\"\n%.*s\n", what, part, STR_ARG(r.body));
	faults++;
}

static void nothing_stored(struct desk *d, const struct center_stored *before, const char *what)
{
	struct str changed = center_changed(d->c, before);
	if (changed.len == 0)
		return;
	print_error("%s: these tables changed: %.*s\n", what, STR_ARG(changed));
	faults++;
}

/* --- what holds for every form there is --- */

typedef void (*each_route)(struct desk *, const struct route *, struct str path);

static bool may_do(struct center *c, enum center_who who, enum permission p)
{
	struct actor a = { .person = c->people[who].id, .roles = c->people[who].roles };

	actor_derive(&a);
	return may(&a, p);
}

/* Somebody with the right to it. */
static enum center_who who_may(struct center *c, enum permission p)
{
	enum center_who who = p == MAY_ANYONE ? VISITOR : ADMIN;

	while (!may_do(c, who, p))
		who--;
	return who;
}

/* Each part of the path stands for something: the first of its kind. */
static void each_form(struct desk *d, each_route call)
{
	for (const struct route *const *table = route_tables; *table != NULL; table++) {
		for (const struct route *r = *table; r->method != NULL; r++) {
			struct center_stored *before;
			if (r->api || r->open || strcmp(r->method, "GET") == 0)
				continue;
			ASSERT(strcmp(r->method, "POST") == 0);
			before = center_look(d->c);
			call(d, r, center_fill(d->c, r->path, d->values));
			nothing_stored(d, before, r->path);
		}
	}
}

/* The same but for the names of what varies. */
static bool same_shape(struct str a, struct str b)
{
	struct str x, y;

	for (;;) {
		bool more = str_cut(&a, '/', &x);
		if (str_cut(&b, '/', &y) != more)
			return false;
		if (!more)
			return true;
		bool varies = x.len > 0 && x.at[0] == '{' && y.len > 0 && y.at[0] == '{';
		if (!varies && !str_eq(x, y))
			return false;
	}
}

TEST(each_form_has_its_bad_input_tested)
{
	for (const struct route *const *table = route_tables; *table != NULL; table++) {
		for (const struct route *r = *table; r->method != NULL; r++) {
			const struct form *f = forms;
			if (r->api || strcmp(r->method, "POST") != 0)
				continue;
			while (f->path != NULL &&
				!same_shape(str_from(f->path), str_from(r->path)))
				f++;
			if (f->path == NULL)
				print_error("POST %s: add its line to good_form_table.c, and bad input of "
					    "its fields\n", r->path);
			ASSERT(f->path != NULL);
		}
	}
}

TEST_STORE(each_form_is_taken_when_nothing_is_wrong)
{
	struct desk d = desk_open(t);

	for (const struct form *f = forms; f->path != NULL; f++) {
		if (f->status == 0)
			continue;
		struct center_stored *before = center_look(d.c);
		is_status(post(&d, f->who, f->path, f->good), f->status, f->path);
		/* What is stored is seen: the other tests rest on it. */
		bool changed = center_changed(d.c, before).len > 0;
		if (changed == f->looks)
			print_error("%s changed %s\n", f->path, changed ? "something" : "nothing");
		ASSERT_EQ(changed, !f->looks);
	}
	end(&d);
}

static struct center_reply send_form(struct desk *d, struct str path, struct str headers,
	struct str body)
{
	struct center_request r = { .method = "POST", .path = path, .type = FORM, .body = body,
		.headers = headers };
	return center_send(d->c, &r);
}

static void as_visitor(struct desk *d, const struct route *r, struct str path)
{
	struct str none = STR("");

	if (r->may == MAY_ANYONE)
		return;
	refused(send_form(d, path, none, STR("text=x")), 401, "Sign in first", r->path);
	refused(send_form(d, path, none, none), 401, "Sign in first", r->path);
	refused(center_post(d->c, VISITOR, path, STR("text=x")), 401, "Sign in first", r->path);
	refused(send_form(d, path, STR("Cookie: session=AAAA\r\n"), none), 401, "Sign in first", r->path);
	/* A token is for programs. */
	refused(send_form(d, path, center_bearer(d->c, ADMIN), none), 401, "Sign in first", r->path);
}

TEST_STORE(a_visitor_is_refused_by_each_form_that_is_not_for_anyone)
{
	struct desk d = desk_open(t);

	each_form(&d, as_visitor);
	end(&d);
}

static void without_token(struct desk *d, const struct route *r, struct str path)
{
	enum center_who who = who_may(d->c, r->may), other = who == ADMIN ? AGENT : ADMIN;
	struct arena *a = d->c->t->arena;
	struct str mine = center_csrf(d->c, who), theirs = center_csrf(d->c, other);
	struct str cookie = d->c->people[who].cookie;
	struct str right = str_printf(a, "csrf=%.*s&text=x", STR_ARG(mine));

	refused(send_form(d, path, cookie, STR("")), 403, "too old", r->path);
	refused(send_form(d, path, cookie, STR("text=x")), 403, "too old", r->path);
	refused(send_form(d, path, cookie, STR("csrf=&text=x")), 403, "too old", r->path);
	refused(send_form(d, path, cookie, str_printf(a, "csrf=%.*s&text=x", STR_ARG(theirs))), 403,
		"too old", r->path);
	refused(send_form(d, path, cookie, STR("csrf=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")),
		403, "too old", r->path);
	refused(send_form(d, path, str_concat(a, cookie, STR("Origin: https://evil.example\r\n")), right),
		403, "another site", r->path);
	refused(send_form(d, path, str_concat(a, cookie, STR("Sec-Fetch-Site: cross-site\r\n")), right),
		403, "another site", r->path);
}

TEST_STORE(each_form_asks_for_the_token_of_its_own_page)
{
	struct desk d = desk_open(t);

	each_form(&d, without_token);
	end(&d);
}

static void without_right(struct desk *d, const struct route *r, struct str path)
{
	for (enum center_who who = VISITOR + 1; who < CENTER_PEOPLE; who++) {
		if (may_do(d->c, who, r->may))
			continue;
		struct str what = str_printf(d->c->t->arena, "%s as %s", r->path, center_name(who));
		refused(center_post(d->c, who, path, STR("text=x")), 403, "may not do this",
			str_c(d->c->t->arena, what));
	}
}

TEST_STORE(each_form_is_refused_to_every_role_that_may_not)
{
	struct desk d = desk_open(t);

	each_form(&d, without_right);
	end(&d);
}

static void badly_encoded(struct desk *d, const struct route *r, struct str path)
{
	static const char *const bad[] = { "&x=%ff", "&x=caf\xe9", "&x=%c0%af", "&x=%ed%a0%80",
		"&x=a%00b", "&x=%zz", "&x=%", "&%ff=x" };
	enum center_who who = who_may(d->c, r->may);
	struct arena *a = d->c->t->arena;
	struct str token = center_csrf(d->c, who), cookie = d->c->people[who].cookie;
	struct str many = str_printf(a, "csrf=%.*s", STR_ARG(token));

	if (r->upload != NULL)
		return; /* its own test below */
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		refused(send_form(d, path, cookie, str_printf(a, "csrf=%.*s%s", STR_ARG(token),
			bad[i])), 400, "UTF-8", r->path);
	for (int i = 0; i < LIMIT_FORM_FIELDS; i++)
		many = str_concat(a, many, STR("&x=1"));
	refused(send_form(d, path, cookie, many), 413, "200 fields", r->path);

	struct center_request typed = { .method = "POST", .path = path, .type = "text/plain",
		.body = STR("text=x"), .headers = str_printf(a, "%.*sX-CSRF-Token: %.*s\r\n",
			STR_ARG(cookie), STR_ARG(token)) };
	refused(center_send(d->c, &typed), 415, "urlencoded", r->path);
	typed.type = "application/json";
	typed.body = STR("{\"text\":\"x\"}");
	refused(center_send(d->c, &typed), 415, "urlencoded", r->path);
	typed.type = "multipart/form-data; boundary=b";
	typed.body = STR("--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n\xff\r\n--b--\r\n");
	refused(center_send(d->c, &typed), 400, "UTF-8", r->path);
	typed.body = STR("--b\r\nContent-Disposition: form-data");
	refused(center_send(d->c, &typed), 400, "multipart", r->path);
}

TEST_STORE(each_form_refuses_what_is_no_form)
{
	struct desk d = desk_open(t);

	each_form(&d, badly_encoded);
	end(&d);
}

/* --- the fields of each form --- */

TEST_STORE(a_form_with_a_wrong_field_names_it_and_keeps_what_was_typed)
{
	struct desk d = desk_open(t);

	struct center_stored *before = center_look(d.c);

	for (const struct bad *b = bad_forms; b->path != NULL; b++) {
		struct center_reply r = post(&d, b->who, b->path, b->fields);
		struct str what = str_printf(t->arena, "%s %.80s", b->path, b->fields);
		refused(r, b->status, b->part, str_c(t->arena, what));
		if (b->kept != NULL)
			refused(r, b->status, b->kept, str_c(t->arena, what));
		if (b[1].path == NULL || strcmp(b[1].path, b->path) != 0)
			nothing_stored(&d, before, b->path);
	}
	end(&d);
}

TEST_STORE(a_wrong_password_is_counted_and_nothing_else_is_stored)
{
	struct desk d = desk_open(t);
	struct center_stored *before = center_look(d.c);

	refused(post(&d, VISITOR, "/sign-in", "email=customer@acme.example&password=wrong"), 422,
		"address or the password is wrong", "sign in");
	ASSERT_STR(center_changed(d.c, before), "sign_in_failure");
	end(&d);
}

TEST_STORE(a_center_is_not_set_up_with_a_wrong_field)
{
	static const struct {
		const char *fields, *part, *kept;
	} bad[] = {
		{ "", "Fill this in.", "" },
		{ "center=Typed&name=N&email=a&password=granite+otter+lantern", "one mail address",
			"Typed" },
		{ "center=Typed&name=N&email=a@b.example&password=short", "at least 12", "Typed" },
		{ "center=Typed&name=N&email=a@b.example", "Fill this in.", "a@b.example" },
		{ "center=$201$&name=N&email=a@b.example&password=granite+otter+lantern", "too long",
			"a@b.example" },
	};
	struct desk d = { .c = center_open_empty(t) };
	struct center_stored *before = center_look(d.c);

	name(&d, "none", STR(""));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct center_reply r = post(&d, VISITOR, "/setup", bad[i].fields);
		refused(r, 422, bad[i].part, bad[i].fields);
		refused(r, 422, bad[i].kept, bad[i].fields);
	}
	nothing_stored(&d, before, "set-up");
	end(&d);
}

/* --- files --- */

#define PART(name) "--b\r\nContent-Disposition: form-data; name=\"" name "\""
#define FILE_PART PART("file") "; filename=\"a.log\"\r\n\r\n"

static struct center_reply send_files(struct desk *d, enum center_who who, const char *path,
	struct str parts)
{
	struct arena *a = d->c->t->arena;
	struct center_request r = { .method = "POST", .type = "multipart/form-data; boundary=b",
		.path = center_fill(d->c, path, d->values), .headers = d->c->people[who].cookie };
	r.body = str_printf(a, PART("csrf") "\r\n\r\n%.*s\r\n", STR_ARG(center_csrf(d->c, who)));
	r.body = str_concat(a, r.body, parts);
	return center_send(d->c, &r);
}

TEST_STORE(files_that_do_not_come_whole_are_not_attached)
{
	struct desk d = desk_open(t);
	struct center_stored *before = center_look(d.c);
	const char *to = "/cases/{case}/files";
	struct center_request bare = { .method = "POST", .path = center_fill(d.c, to, d.values),
		.type = "multipart/form-data; boundary=b", .headers = d.c->people[CUSTOMER].cookie };

	refused(send_files(&d, CUSTOMER, to, STR("--b--\r\n")), 422, "Choose a file", "none");
	refused(send_files(&d, CUSTOMER, to, STR(PART("file") "; filename=\"\"\r\n\r\n\r\n--b--\r\n")),
		422, "Choose a file", "an empty choice");
	refused(send_files(&d, CUSTOMER, to, STR(FILE_PART "half")), 400, "multipart", "cut off");
	refused(send_files(&d, CUSTOMER, to, STR(PART("x") "\r\n\r\n\xff\r\n--b--\r\n")), 400, "UTF-8",
		"no text");
	refused(send_files(&d, CUSTOMER, "/cases/{foreign}/files", STR(FILE_PART "x\r\n--b--\r\n")), 404,
		"not yours to see", "another's case");
	refused(send_files(&d, CUSTOMER, "/cases/nonsense/files", STR(FILE_PART "x\r\n--b--\r\n")), 404,
		"not yours to see", "no case");
	to = "/security/reports/{disclosure}/files";
	refused(send_files(&d, CUSTOMER, to, STR("--b--\r\n")), 422, "Choose a file", "none, of a report");
	refused(send_files(&d, CUSTOMER, to, STR(FILE_PART "half")), 400, "multipart", "cut off");
	refused(send_files(&d, STRANGER, to, STR(FILE_PART "x\r\n--b--\r\n")), 404, "not yours to see",
		"another's report");
	refused(send_files(&d, AGENT, to, STR(FILE_PART "x\r\n--b--\r\n")), 404, "not yours to see",
		"a report, of the desk");
	refused(send_files(&d, CUSTOMER, to, STR(PART("internal") "\r\n\r\n1\r\n" FILE_PART "x\r\n--b--\r\n")),
		403, "may not", "for the SIRT alone");
	to = "/cases/{case}/files";
	bare.body = STR(FILE_PART "x\r\n--b--\r\n");
	refused(center_send(d.c, &bare), 403, "too old", "no token");
	nothing_stored(&d, before, "files");
	is_status(send_files(&d, CUSTOMER, to, STR(FILE_PART "x\r\n--b--\r\n")), 303, "a good one");
	ASSERT(center_changed(d.c, before).len > 0);
	end(&d);
}

#define CASE_PARTS(priority) PART("summary") "\r\n\r\nNo link\r\n" PART("description")                \
	"\r\n\r\nSince noon.\r\n" PART("priority") "\r\n\r\n" priority "\r\n"

/* The token of the first file that the form shows as kept. */
static struct str kept_token(struct desk *d, struct str page)
{
	const char *mark = "name=\"kept\" value=\"";
	ptrdiff_t at = str_find(page, str_from(mark));

	ASSERT(at >= 0);
	struct str rest = str_skip(page, (size_t)at + strlen(mark));
	return str_copy(d->c->t->arena, str_sub(rest, 0, (size_t)str_find_char(rest, '"')));
}

TEST_STORE(a_case_is_opened_with_its_files_or_not_at_all)
{
	struct desk d = desk_open(t);
	struct center_stored *before = center_look(d.c);
	struct str wrong = STR(CASE_PARTS("9") FILE_PART "since noon\r\n--b--\r\n");
	struct str secret = STR(CASE_PARTS("3") PART("vulnerability") "\r\n\r\n1\r\n" FILE_PART "x\r\n--b--\r\n");

	struct center_reply r = send_files(&d, CUSTOMER, "/cases", wrong);
	refused(r, 422, "Files that are here already", "files with a wrong field");
	struct str kept = kept_token(&d, r.body);
	ASSERT_HAS(r.body, "value=\"No link\""); /* what was typed stays */
	refused(send_files(&d, CUSTOMER, "/cases", STR(CASE_PARTS("9") "--b--\r\n")), 422, "between 1 and 4",
		"no files");
	refused(send_files(&d, CUSTOMER, "/cases", secret), 422, "without files first", "a report");
	refused(send_files(&d, CUSTOMER, "/cases", STR(CASE_PARTS("3") FILE_PART "half")), 400, "multipart",
		"cut off");
	refused(send_files(&d, AUTHOR, "/cases", STR(CASE_PARTS("3") FILE_PART "x\r\n--b--\r\n")), 403,
		"may not", "who opens no cases");
	nothing_stored(&d, before, "a case with files");

	/* Another person cannot bring the token of a file, nor can it be another's. */
	struct str with = str_printf(t->arena, CASE_PARTS("3") PART("kept") "\r\n\r\n%.*s\r\n", STR_ARG(kept));
	struct str file = STR(PART("file") "; filename=\"b.log\"\r\n\r\nmore\r\n--b--\r\n");
	refused(send_files(&d, CUSTOMER_ADMIN, "/cases", str_concat(t->arena, with, STR("--b--\r\n"))), 422,
		"no longer here", "a token of somebody else");
	refused(send_files(&d, CUSTOMER, "/cases", STR(CASE_PARTS("3") PART("kept") "\r\n\r\nx.y.1.1.z\r\n--b--\r\n")),
		422, "no longer here", "a token that is none");
	nothing_stored(&d, before, "tokens that are refused");

	r = send_files(&d, CUSTOMER, "/cases", str_concat(t->arena, with, file));
	is_status(r, 303, "with a file that was kept and another");
	ptrdiff_t at = str_find(r.head, STR("Location: "));
	ASSERT(at >= 0);
	struct str rest = str_skip(r.head, (size_t)at + strlen("Location: "));
	struct center_request look = { .method = "GET", .headers = d.c->people[CUSTOMER].cookie,
		.path = str_sub(rest, 0, (size_t)str_find_char(rest, '\r')) };
	struct str page = center_send(d.c, &look).body;
	ASSERT_HAS(page, "a.log");
	ASSERT_HAS(page, "b.log");
	end(&d);
}

TEST_STORE(what_is_wrong_is_said_in_the_language_of_the_reader)
{
	struct desk d = desk_open(t);
	struct center_person *p = &d.c->people[CUSTOMER];

	center_csrf(d.c, CUSTOMER);
	p->cookie = str_concat(t->arena, p->cookie, STR("Accept-Language: de-AT, en\r\n"));
	refused(post(&d, CUSTOMER, "/cases", "summary=$251$&priority=9"), 422,
		"Dies ist zu lang: 251 Byte, höchstens 250 werden aufbewahrt.", "a field");
	refused(post(&d, CUSTOMER, "/cases", "summary=$251$&priority=9"), 422,
		"Dies muss zwischen 1 und 4 liegen.", "a number");
	refused(post(&d, CUSTOMER, "/cases/{foreign}/close", "why=x"), 404,
		"Hier ist nichts, oder es ist nicht für Sie bestimmt.", "an error page");
	refused(post(&d, CUSTOMER, "/desk/bulk", "act=take"), 403, "Ihr Konto darf dies nicht.",
		"a right");
	struct center_request look = { .method = "GET", .headers = p->cookie,
		.path = center_fill(d.c, "/cases/{urgent}", d.values) };
	refused(center_send(d.c, &look), 200,
		"Stufe 1, Leitung Technischer Support, wurde von Hand informiert.", "a level");
	refused(center_send(d.c, &look), 200, "zuständig", "a change");
	end(&d);
}
