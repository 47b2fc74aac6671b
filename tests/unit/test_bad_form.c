/*
 * What the forms refuse: every form with every kind of bad input. A refusal has the
 * right status, stores nothing, names the field and keeps what was typed.
 */
#include "base/limits.h"
#include "domain/account/permission.h"
#include "tests/unit/center.h"
#include "tests/unit/form_table.h"

#define FORM "application/x-www-form-urlencoded"

/* In fields "$N$" becomes N letters, {own} and so on what they stand for. */
static const struct form {
	const char *path;
	enum center_who who;
	const char *good; /* what is taken */
	int status;       /* then; 0: it has a test of its own */
	bool looks;       /* nothing is stored */
} forms[] = {
	{ "/cases/new", CUSTOMER, "serial=NB1", 200, true },
	{ "/cases", CUSTOMER, "summary=No+link&description=Since+noon.&priority=3", 303 },
	{ "/cases/{case}/entries", CUSTOMER, "text=Still+so.", 303 },
	{ "/cases/{case}/owner", AGENT, "owner={agent}", 303 },
	{ "/cases/{case}/queue", AGENT, "queue=1", 303, true }, /* it is there */
	{ "/cases/{case}/priority", CUSTOMER, "priority=2&why=It+spreads.", 303 },
	{ "/cases/{case}/next-action", AGENT, "next_action=Call+them.", 303 },
	{ "/cases/{urgent}/acknowledge", MANAGER, "level=1&plan=On+the+way.", 303 },
	{ "/cases/{urgent}/hold", DIRECTOR, "level=2&hours=4&reason=Parts+come+at+two.", 303 },
	{ "/cases/{urgent}/escalate", CUSTOMER, "reason=It+cannot+wait.", 303 },
	{ "/cases/{case}/watchers", CUSTOMER, "email=customer-admin@acme.example", 303 },
	{ "/cases/{case}/watchers/{colleague}/remove", CUSTOMER, "", 303 },
	{ "/cases/{case}/links", AGENT, "target=RX-4711", 303 },
	{ "/cases/{case}/unlink", AGENT, "bond=3&target=RX-4711", 303 },
	{ "/cases/{case}/merge", AGENT, NULL, 0 }, /* test_case_work.c */
	{ "/cases/{case}/entries/{entry}/redact", AGENT, "why=A+password.", 303 },
	{ "/cases/{case}/mail", CUSTOMER, "choice=2", 303 },
	{ "/cases/{case}/draft", CUSTOMER, "text=Not+yet.", 303 },
	{ "/cases/{case}/close", CUSTOMER, "why=Solved.", 303 },
	{ "/cases/{case}/reopen", CUSTOMER, "why=It+is+back.", 303 },
	{ "/cases/{case}/files", CUSTOMER, NULL, 0 },
	{ "/desk/bulk", AGENT, "case={own}&act=release", 303 },
	{ "/kb/{number}/feedback", CUSTOMER, "helpful=1&comment=Clear.", 303 },
	{ "/account/tokens", CUSTOMER, "name=script", 201 },
	{ "/account/tokens/{token}/end", CUSTOMER, "", 303 },
	{ "/account/sessions/{session}/end", CUSTOMER, "", 303 },
	{ "/account/mail", CUSTOMER, "choice=2", 303 },
	{ "/account/totp", CUSTOMER, "", 200 },
	{ "/account/totp/confirm", CUSTOMER, NULL, 0 },
	{ "/account/totp/remove", CUSTOMER, "", 303, true }, /* it is not on yet */
	{ "/organisation/{organisation}/invite", CUSTOMER_ADMIN, "email=new@acme.example", 303 },
	{ "/organisation/{organisation}/asked/{asked}", CUSTOMER_ADMIN, "approve=1", 303 },
	{ "/organisation/{organisation}/members/{member}/remove", CUSTOMER_ADMIN, "", 303 },
	{ "/admin/people/invite", ADMIN, "email=new@desk.example&role=agent", 303 },
	{ "/admin/people/{person}/roles", ADMIN, "role=agent&role=author", 303 },
	{ "/admin/people/{person}/disable", ADMIN, "", 303 },
	{ "/admin/people/{person}/enable", ADMIN, "", 303 },
	{ "/admin/organisations", ADMIN, "name=Initech", 303 },
	{ "/admin/products", ADMIN, "code=nb-r100&name=R100&family=Routers", 303 },
	{ "/admin/products/{product}", ADMIN, "code=NB-S4300&name=S4300+switch&family=Switches"
		"&software=BeamOS&end_of_sale_at=2027-01-01", 303 },
	{ "/admin/products/{product}/releases", ADMIN, "release=24.3R1&released_at=2026-11-01", 303 },
	{ "/admin/products/{product}/known", ADMIN, "known={other}", 303 },
	{ "/admin/products/{product}/releases/{release}", ADMIN,
		"release=24.1R1-S1&released_at=2026-11-01&end_of_support_at=2028-11-01", 303 },
	{ "/admin/products/{product}/releases/{release}/remove", ADMIN, "", 303 },
	{ "/admin/settings/{setting}", ADMIN, "value=7", 303 },
	{ "/admin/escalation", ADMIN, NULL, 0 }, /* test_web_escalation.c has a good one */
	{ "/admin/escalation/holders", ADMIN, "level=1&person=manager@desk.example", 303 },
	{ "/admin/escalation/shifts", ADMIN, "level=1&person=manager@desk.example"
		"&from=2099-01-01T00:00&until=2099-01-02T00:00", 303 },
	{ "/admin/escalation/holders/{holder}/end", ADMIN, "", 303 },
	{ "/admin/escalation/shifts/{shift}/end", ADMIN, "", 303 },
	{ "/escalations/acknowledge/{answer}", VISITOR, "plan=On+the+way.", 0 },
	{ "/register", VISITOR, "email=a@acme.example&name=Ana&serial=NB1", 200, true },
	{ "/invitation/{invitation}", VISITOR, "name=Ana&password=granite+otter+lantern", 303 },
	{ "/reset", VISITOR, "email=customer@acme.example", 200 },
	{ "/reset/{reset}", VISITOR, NULL, 0 }, /* it ends what reset above made anew */
	{ "/setup", VISITOR, NULL, 0 },
	{ "/sign-in", VISITOR, NULL, 0 },
	{ "/sign-out", CUSTOMER, "", 303 },
	{ 0 },
};

struct desk {
	struct center *c;
	const char *values[96];
	int count;
};

static void name(struct desk *d, const char *what, struct str is)
{
	check(d->count + 2 < 96);
	d->values[d->count++] = what;
	d->values[d->count++] = str_c(d->c->t->arena, is);
}

static struct str number(struct desk *d, int64_t n)
{
	return str_printf(d->c->t->arena, "%" PRId64, n);
}

static struct desk desk_open(struct test *t)
{
	struct desk d = { .c = center_open(t) };
	struct center *c = d.c;

	name(&d, "case", c->own);
	name(&d, "own", c->own);
	name(&d, "foreign", c->foreign);
	name(&d, "urgent", c->urgent);
	name(&d, "number", STR("KB1"));
	name(&d, "entry", STR("1"));
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
	name(&d, "secret", STR("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
	name(&d, "answer", c->answer);
	name(&d, "invitation", c->invitation);
	name(&d, "reset", c->reset);
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
			if (r->api || strcmp(r->method, "GET") == 0)
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
				print_error("POST %s: add its line to forms[] here, and bad input of "
					    "its fields below\n", r->path);
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

static const struct bad {
	const char *path;
	enum center_who who;
	const char *fields;
	int status;
	const char *part; /* of the page: what is wrong */
	const char *kept; /* of the page: what was typed; NULL: nothing */
} bad_forms[] = {
#define ON "/cases", CUSTOMER
	{ ON, "", 422, "Fill this in.", NULL },
	{ ON, "summary=+&description=Since+noon.&priority=3", 422, "Fill this in.", "Since noon." },
	{ ON, "summary=$251$&description=Since+noon.&priority=3", 422, "too long: 251", "Since noon." },
	{ ON, "summary=a%0ab&description=Since+noon.&priority=3", 422, "one line", "Since noon." },
	{ ON, "summary=a%1bb&description=Since+noon.&priority=3", 422, "cannot be stored", "Since noon." },
	{ ON, "summary=No+link&description=Since+noon.&priority=9", 422, "between 1 and 4", "No link" },
	{ ON, "summary=No+link&description=Since+noon.&priority=high", 422, "whole number", "No link" },
	{ ON, "summary=No+link&description=Since+noon.&priority=1", 422, "For P1 and P2", "No link" },
	{ ON, "summary=No+link&description=$1048577$&priority=3", 422, "too long", "No link" },
	{ ON, "summary=No+link&description=x&priority=1&impact=$4001$", 422, "too long", "No link" },
	{ ON, "summary=No+link&description=x&priority=3&product=NONE", 422, "not known", "No link" },
	{ ON, "summary=No+link&description=x&priority=3&serial=a%3cb", 422, "serial", "a&lt;b" },
	{ ON, "summary=%3cscript%3e&description=x&priority=9", 422, "between 1 and 4",
		"&lt;script&gt;" },
	{ "/cases", AGENT, "summary=No+link&description=x&priority=3&contact=nobody@acme.example", 422,
		"No account has this address", "nobody@acme.example" },
	{ "/cases/new", CUSTOMER, "serial=a%3cb&summary=No+link", 422, "serial", "No link" },
#undef ON
#define ON "/cases/{case}/entries"
	{ ON, CUSTOMER, "text=+", 422, "Fill this in.", NULL },
	{ ON, CUSTOMER, "text=$1048577$", 422, "too long", "xxxxxxxx" },
	{ ON, CUSTOMER, "text=a%07b", 422, "cannot be stored", NULL },
	{ ON, AGENT, "kind=letter&text=Typed+words", 422, "Choose a public reply", "Typed words" },
	{ ON, AGENT, "kind=internal&text=Typed+words&then=lost", 422, "no such status", "Typed words" },
	{ ON, CUSTOMER, "kind=internal&text=x", 403, "may not do this", NULL },
	{ ON, CUSTOMER, "text=x&then=resolved", 403, "may not do this", NULL },
	{ "/cases/{foreign}/entries", CUSTOMER, "text=x", 404, "not yours to see", NULL },
	{ "/cases/2020-0101-0001/entries", CUSTOMER, "text=x", 404, "not yours to see", NULL },
	{ "/cases/%27/entries", AGENT, "text=x", 404, "not yours to see", NULL },
	{ "/cases/%ff/entries", AGENT, "text=x", 400, "could not be read", NULL },
#undef ON
	{ "/cases/{case}/owner", AGENT, "", 422, "Fill this in.", NULL },
	{ "/cases/{case}/owner", AGENT, "owner=me", 422, "whole number", NULL },
	{ "/cases/{case}/owner", AGENT, "owner=9999", 422, "people of the desk", NULL },
	{ "/cases/{case}/owner", AGENT, "owner={customer}", 422, "people of the desk", NULL },
	{ "/cases/2020-0101-0001/owner", AGENT, "owner=0", 404, "not yours to see", NULL },
	{ "/cases/{case}/queue", AGENT, "queue=99", 422, "no such queue", NULL },
	{ "/cases/{case}/queue", AGENT, "queue=0", 422, "between 1 and", NULL },
	{ "/cases/2020-0101-0001/queue", AGENT, "queue=1", 404, "not yours to see", NULL },
	{ "/cases/{case}/priority", CUSTOMER, "why=Typed+words", 422, "Fill this in.", "Typed words" },
	{ "/cases/{case}/priority", CUSTOMER, "priority=5&why=Typed+words", 422, "between 1 and 4",
		"Typed words" },
	{ "/cases/{case}/priority", CUSTOMER, "priority=2&why=$2001$", 422, "too long", "xxxxxxxx" },
	{ "/cases/{foreign}/priority", CUSTOMER, "priority=2", 404, "not yours to see", NULL },
	{ "/cases/{case}/next-action", AGENT, "next_action=$2001$", 422, "too long", "xxxxxxxx" },
	{ "/cases/2020-0101-0001/next-action", AGENT, "next_action=x", 404, "not yours to see", NULL },
	{ "/cases/{case}/watchers", CUSTOMER, "", 422, "Fill this in.", NULL },
	{ "/cases/{case}/watchers", CUSTOMER, "email=x@globex.example", 422, "Nobody of this organisation",
		"x@globex.example" },
	{ "/cases/{foreign}/watchers", CUSTOMER, "email=x@acme.example", 404, "not yours to see", NULL },
	{ "/cases/{case}/watchers/{admin}/remove", CUSTOMER, "", 404, "not yours to see", NULL },
	{ "/cases/{case}/links", AGENT, "target=", 422, "Fill this in.", NULL },
	{ "/cases/{case}/links", AGENT, "target=KB99999", 422, "no article of this number", "KB99999" },
	{ "/cases/{case}/links", AGENT, "target=1999-0101-0001", 422, "no case of this number",
		"1999-0101-0001" },
	{ "/cases/{case}/unlink", AGENT, "bond=3&target=RX-1", 404, "not yours to see", NULL },
	{ "/cases/{case}/merge", AGENT, "into=", 422, "Fill this in.", NULL },
	{ "/cases/{case}/merge", AGENT, "into={foreign}", 422, "another organisation", NULL },
	{ "/cases/{case}/entries/{entry}/redact", AGENT, "why=", 422, "Fill this in.", NULL },
	{ "/cases/{case}/entries/99/redact", AGENT, "why=x", 404, "not yours to see", NULL },
	{ "/cases/{case}/mail", CUSTOMER, "choice=9", 422, "between 1 and 3", NULL },
	{ "/account/mail", CUSTOMER, "choice=0", 422, "between 1 and 3", NULL },
	{ "/cases/{case}/draft", CUSTOMER, "kind=shout&text=x", 422, "public reply", NULL },
	{ "/cases/{case}/close", CUSTOMER, "why=$2001$", 422, "too long", "xxxxxxxx" },
	{ "/cases/{foreign}/close", CUSTOMER, "why=x", 404, "not yours to see", NULL },
	{ "/cases/{case}/reopen", CUSTOMER, "why=Typed+words", 409, "open already", NULL },
	{ "/cases/{foreign}/reopen", CUSTOMER, "why=x", 404, "not yours to see", NULL },
	{ "/cases/{urgent}/acknowledge", MANAGER, "level=1", 422, "what happens next", NULL },
	{ "/cases/{urgent}/acknowledge", MANAGER, "level=5&plan=x", 422, "between 1 and 4", NULL },
	{ "/cases/{urgent}/acknowledge", MANAGER, "level=1&plan=$501$", 422, "too long", "xxxxxxxx" },
	{ "/cases/{urgent}/acknowledge", VP_CS, "level=2&plan=x", 409, "has not been briefed", NULL },
	{ "/cases/{urgent}/acknowledge", AGENT, "level=1&plan=x", 403, "may not do this", NULL },
	{ "/cases/2020-0101-0001/acknowledge", MANAGER, "level=1&plan=x", 404, "not yours to see", NULL },
	{ "/cases/{urgent}/hold", DIRECTOR, "level=2&hours=4", 422, "Fill this in.", NULL },
	{ "/cases/{urgent}/hold", DIRECTOR, "level=2&hours=25&reason=Typed+words", 422,
		"between 1 and 24", "Typed words" },
	{ "/cases/{urgent}/hold", DIRECTOR, "level=2&hours=4&reason=$2001$", 422, "too long",
		"xxxxxxxx" },
	{ "/cases/{urgent}/hold", DIRECTOR, "level=1&hours=4&reason=x", 409, "not about to be briefed",
		NULL },
	{ "/cases/{urgent}/hold", MANAGER, "level=2&hours=4&reason=x", 403, "may not do this", NULL },
	{ "/cases/2020-0101-0001/hold", DIRECTOR, "level=2&hours=4&reason=x", 404, "not yours", NULL },
	{ "/cases/{urgent}/entries", AGENT, "text=Typed+words&then=new", 409,
		"cannot go from its status", "Typed words" },
	{ "/cases/{urgent}/escalate", CUSTOMER, "reason=+", 422, "Fill this in.", NULL },
	{ "/cases/{urgent}/escalate", CUSTOMER, "reason=$2001$", 422, "too long", "xxxxxxxx" },
	{ "/cases/{foreign}/escalate", CUSTOMER, "reason=x", 404, "not yours to see", NULL },
	{ "/desk/bulk", AGENT, "case={own}", 422, "Fill this in.", NULL },
	{ "/desk/bulk", AGENT, "case={own}&act=eat", 422, "Choose to take", NULL },
	{ "/desk/bulk", AGENT, "case={own}&case=2020-0101-0001&act=take", 404, "not yours to see", NULL },
	{ "/desk/bulk", AGENT, "case=$41$&act=take", 422, "too long", NULL },
	{ "/kb/{number}/feedback", CUSTOMER, "comment=Typed+words", 422, "Fill this in.", "Typed words" },
	{ "/kb/{number}/feedback", CUSTOMER, "helpful=2&comment=Typed+words", 422, "between 0 and 1",
		"Typed words" },
	{ "/kb/{number}/feedback", CUSTOMER, "helpful=1&comment=$2001$", 422, "too long", "xxxxxxxx" },
	{ "/kb/KB999/feedback", CUSTOMER, "helpful=1", 404, "not yours to see", NULL },
	{ "/account/tokens", CUSTOMER, "name=$201$", 422, "too long", "xxxxxxxx" },
	{ "/account/tokens/999/end", CUSTOMER, "", 404, "not yours to see", NULL },
	{ "/account/tokens/x/end", CUSTOMER, "", 404, "not yours to see", NULL },
	{ "/account/tokens/{token}/end", AGENT, "", 404, "not yours to see", NULL },
	{ "/account/sessions/999/end", CUSTOMER, "", 404, "not yours to see", NULL },
	{ "/account/sessions/{session}/end", AGENT, "", 404, "not yours to see", NULL },
	{ "/account/totp/confirm", CUSTOMER, "", 422, "Fill this in.", NULL },
	{ "/account/totp/confirm", CUSTOMER, "code=000000", 422, "code", NULL },
	{ "/account/totp/confirm", CUSTOMER, "code=$41$", 422, "too long", NULL },
#define ON "/organisation/{organisation}/invite", CUSTOMER_ADMIN
	{ ON, "", 422, "Fill this in.", NULL },
	{ ON, "email=nobody", 422, "one mail address", "nobody" },
	{ ON, "email=a@b@c", 422, "one mail address", "a@b@c" },
	{ ON, "email=$255$@acme.example", 422, "too long", "xxxxxxxx" },
	{ ON, "email=agent@desk.example", 422, "has an account already", "agent@desk.example" },
#undef ON
	{ "/organisation/{globex}/invite", CUSTOMER_ADMIN, "email=new@acme.example", 403, "may not", NULL },
	{ "/organisation/999/invite", CUSTOMER_ADMIN, "email=new@acme.example", 403, "may not", NULL },
	{ "/organisation/999/invite", ADMIN, "email=new@acme.example", 404, "not yours to see", NULL },
	{ "/organisation/x/invite", ADMIN, "email=new@acme.example", 404, "not yours to see", NULL },
	{ "/organisation/{organisation}/asked/{asked}", CUSTOMER_ADMIN, "", 422, "Fill this in.", NULL },
	{ "/organisation/{organisation}/asked/{asked}", CUSTOMER_ADMIN, "approve=2", 422, "between 0 and 1",
		NULL },
	{ "/organisation/{organisation}/asked/999", CUSTOMER_ADMIN, "approve=1", 404, "decided", NULL },
	{ "/organisation/{globex}/asked/{asked}", CUSTOMER_ADMIN, "approve=1", 403, "may not", NULL },
	{ "/organisation/{organisation}/asked/{asked}", STRANGER, "approve=1", 403, "may not", NULL },
	{ "/organisation/{organisation}/members/999/remove", CUSTOMER_ADMIN, "", 404, "not yours", NULL },
	{ "/organisation/{organisation}/members/{member}/remove", STRANGER, "", 403, "may not", NULL },
	{ "/admin/people/invite", ADMIN, "role=agent", 422, "Fill this in.", NULL },
	{ "/admin/people/invite", ADMIN, "email=new@desk.example", 422, "at least one role",
		"new@desk.example" },
	{ "/admin/people/invite", ADMIN, "email=new@desk.example&role=king", 422, "no such role",
		"new@desk.example" },
	{ "/admin/people/invite", ADMIN, "email=new@desk.example&role=agent&role=king", 422,
		"no such role", "new@desk.example" },
	{ "/admin/people/invite", ADMIN, "email=new@desk.example&role=customer&organisation=None", 422,
		"No organisation has this name", "new@desk.example" },
	{ "/admin/people/invite", ADMIN, "email=new@desk.example&role=customer", 422,
		"Name the organisation", "new@desk.example" },
	{ "/admin/people/{person}/roles", ADMIN, "", 422, "at least one role", NULL },
	{ "/admin/people/{person}/roles", ADMIN, "role=agent&role=king", 422, "no such role", NULL },
	{ "/admin/people/{admin}/roles", ADMIN, "role=agent", 422, "from yourself", NULL },
	{ "/admin/people/999/roles", ADMIN, "role=agent", 404, "not yours to see", NULL },
	{ "/admin/people/{admin}/disable", ADMIN, "", 422, "your own account", NULL },
	{ "/admin/people/999/disable", ADMIN, "", 404, "not yours to see", NULL },
	{ "/admin/people/x/enable", ADMIN, "", 404, "not yours to see", NULL },
	{ "/admin/organisations", ADMIN, "mail_domain=typed.example", 422, "Fill this in.",
		"typed.example" },
	{ "/admin/organisations", ADMIN, "name=ACME&mail_domain=typed.example", 409, "already",
		"typed.example" },
	{ "/admin/organisations", ADMIN, "name=$201$&mail_domain=typed.example", 422, "too long",
		"typed.example" },
#define PRODUCT "/admin/products", ADMIN
	{ PRODUCT, "code=NB-R9&name=Typed", 422, "Fill this in.", "Typed" },
	{ PRODUCT, "code=nb-s4300&name=Typed&family=F", 409, "this code already", "Typed" },
	{ PRODUCT, "code=$201$&name=Typed&family=F", 422, "too long", "Typed" },
	{ PRODUCT, "code=NB-R9&name=Typed&family=F&description=$4001$", 422, "too long", "Typed" },
	{ PRODUCT, "code=NB-R9&name=Typed&family=F&end_of_sale_at=soon", 422, "Write the day as",
		"soon" },
	{ PRODUCT, "code=NB-R9&name=Typed&family=F&end_of_life_at=1969-01-01", 422,
		"between 1990 and 2199", "1969-01-01" },
	{ PRODUCT, "code=NB-R9&name=Typed&family=F&end_of_sale_at=2027-01-02&end_of_life_at=2027-01-01",
		422, "not before the end of sale", "2027-01-02" },
#undef PRODUCT
	{ "/admin/products/{product}", ADMIN, "code=NB-S4300&name=%3cb%3e", 422, "Fill this in.",
		"&lt;b&gt;" },
	{ "/admin/products/999", ADMIN, "code=X&name=X&family=F", 404, "not yours to see", NULL },
	{ "/admin/products/x", ADMIN, "code=X&name=X&family=F", 404, "not yours to see", NULL },
#define RELEASE "/admin/products/{product}/releases", ADMIN
	{ RELEASE, "release=Typed", 422, "Fill this in.", "Typed" },
	{ RELEASE, "release=24.2R1&released_at=2026-01-02", 409, "of this name already", "2026-01-02" },
	{ RELEASE, "release=Typed&released_at=2026-13-02", 422, "Write the day as", "2026-13-02" },
	{ RELEASE, "release=Typed&released_at=2026-01-02&position=0", 422, "between 1 and", "Typed" },
	{ RELEASE, "release=Typed&released_at=2026-01-02&end_of_support_at=2026-01-01", 422,
		"does not end before", "Typed" },
#undef RELEASE
	{ "/admin/products/999/releases", ADMIN, "release=X&released_at=2026-01-02", 404, "not yours",
		NULL },
	{ "/admin/products/{product}/known", ADMIN, "", 422, "Fill this in.", NULL },
	{ "/admin/products/{product}/known", ADMIN, "known=999", 404, "not yours to see", NULL },
	{ "/admin/products/{product}/releases/{release}", ADMIN, "release=Typed", 422, "Fill this in.",
		"Typed" },
	{ "/admin/products/{product}/releases/{release}", ADMIN,
		"release=24.2R1&released_at=2026-01-02", 409, "of this name already", "24.2R1" },
	{ "/admin/products/{product}/releases/{other}", ADMIN, "release=X&released_at=2026-01-02", 404,
		"not yours to see", NULL },
	{ "/admin/products/{product}/releases/{other}/remove", ADMIN, "", 404, "not yours to see", NULL },
	{ "/admin/settings/{setting}", ADMIN, "value=often", 422, "whole number", "often" },
	{ "/admin/settings/{setting}", ADMIN, "value=-1", 422, "", "value=\"-1\"" },
	{ "/admin/settings/{setting}", ADMIN, "value=$2001$", 422, "too long", "xxxxxxxx" },
	{ "/admin/settings/nonsense", ADMIN, "value=1", 404, "not yours to see", NULL },
	{ "/admin/escalation", ADMIN, "o11=1h&o12=Typed", 422, "90m, 4h, 15d", "Typed" },
	{ "/admin/escalation", ADMIN, "o11=1h", 422, "Fill this in.", "1h" },
	{ "/admin/escalation", ADMIN, "o11=$13$&reason=Typed+words", 422, "too long", "Typed words" },
#define HOLDER "/admin/escalation/holders", ADMIN
	{ HOLDER, "", 422, "Fill this in.", NULL },
	{ HOLDER, "level=5&person=manager@desk.example", 422, "between 1 and 4", "manager@desk.example" },
	{ HOLDER, "level=1&person=nobody@desk.example", 422, "who has an account", "nobody@desk.example" },
	{ HOLDER, "level=1&person=customer@acme.example", 422, "of the support organisation",
		"customer@acme.example" },
	{ HOLDER, "level=1&person=manager@desk.example&deputy=manager@desk.example", 422,
		"deputise for themselves", "manager@desk.example" },
	{ HOLDER, "level=1&person=manager@desk.example&from=soon", 422, "Write a time as", "soon" },
	{ HOLDER, "level=1&person=manager@desk.example&until=2001-01-01T00:00", 422,
		"later than the start", "2001-01-01T00:00" },
#undef HOLDER
#define SHIFT "/admin/escalation/shifts", ADMIN
	{ SHIFT, "level=1&person=manager@desk.example", 422, "later than the start",
		"manager@desk.example" },
	{ SHIFT, "level=1&person=nobody@desk.example&from=2099-01-01T00:00&until=2099-01-02T00:00", 422,
		"who has an account", "2099-01-01T00:00" },
	{ SHIFT, "level=1&person=manager@desk.example&from=2099-01-02T00:00&until=2099-01-01T00:00",
		422, "later than the start", "2099-01-02T00:00" },
#undef SHIFT
	{ "/admin/escalation/holders/99/end", ADMIN, "", 404, "not yours to see", NULL },
	{ "/admin/escalation/shifts/99/end", ADMIN, "", 404, "not yours to see", NULL },
	{ "/escalations/acknowledge/{answer}", VISITOR, "plan=", 422, "what happens next", NULL },
	{ "/escalations/acknowledge/{answer}", VISITOR, "plan=$501$", 422, "too long", "xxxxxxxx" },
	{ "/escalations/acknowledge/{secret}", VISITOR, "plan=x", 404, "not valid", NULL },
	{ "/escalations/acknowledge/x", VISITOR, "plan=x", 404, "not valid", NULL },
	{ "/register", VISITOR, "email=a@acme.example&serial=NB1", 422, "Fill this in.", "a@acme.example" },
	{ "/register", VISITOR, "email=a&name=Typed+name&serial=NB1", 422, "one mail address",
		"Typed name" },
	{ "/register", VISITOR, "email=a@acme.example&name=$201$&serial=NB1", 422, "too long",
		"a@acme.example" },
	{ "/register", VISITOR, "email=a@acme.example&name=Typed+name&serial=%21", 422, "serial",
		"Typed name" },
	{ "/invitation/{invitation}", VISITOR, "password=granite+otter+lantern", 422, "Fill this in.",
		NULL },
	{ "/invitation/{invitation}", VISITOR, "name=Typed+name&password=short", 422,
		"at least 12 characters", "Typed name" },
	{ "/invitation/{invitation}", VISITOR, "name=Typed+name&password=a%07bcdefghijkl", 422,
		"cannot be stored", "Typed name" },
	{ "/invitation/{secret}", VISITOR, "name=Ana&password=granite+otter+lantern", 404,
		"Ask for a new one", NULL },
	{ "/reset", VISITOR, "", 422, "Fill this in.", NULL },
	{ "/reset", VISITOR, "email=$255$", 422, "too long", "xxxxxxxx" },
	{ "/reset", VISITOR, "email=nobody@acme.example", 200, "a link is on its way", NULL },
	{ "/reset/{reset}", VISITOR, "", 422, "Fill this in.", NULL },
	{ "/reset/{reset}", VISITOR, "password=short", 422, "at least 12 characters", NULL },
	{ "/reset/{secret}", VISITOR, "password=short", 404, "Ask for a new one", NULL },
	{ "/reset/{secret}", VISITOR, "password=granite+otter+lantern", 404, "Ask for a new one", NULL },
	{ "/setup", VISITOR, "center=C&name=N&email=a@b.example&password=granite+otter+lantern", 404,
		"not yours to see", NULL },
	{ "/sign-in", VISITOR, "", 422, "Fill this in.", NULL },
	{ "/sign-in", VISITOR, "email=typed@acme.example", 422, "Fill this in.", "typed@acme.example" },
	{ "/sign-in", VISITOR, "email=$255$&password=x", 422, "too long", "xxxxxxxx" },
	{ "/sign-in", VISITOR, "email=typed@acme.example&password=$1025$", 422, "too long",
		"typed@acme.example" },
	{ 0 },
};

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
	bare.body = STR(FILE_PART "x\r\n--b--\r\n");
	refused(center_send(d.c, &bare), 403, "too old", "no token");
	nothing_stored(&d, before, "files");
	is_status(send_files(&d, CUSTOMER, to, STR(FILE_PART "x\r\n--b--\r\n")), 303, "a good one");
	ASSERT(center_changed(d.c, before).len > 0);
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
