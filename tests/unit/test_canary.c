/*
 * Nobody sees what is not theirs, by any path: a word that stands nowhere else is put into
 * each thing that is not for all, and every route is asked as everybody for whom it is not.
 */
#include "domain/account/permission.h"
#include "domain/casefile/attachment.h"
#include "domain/casefile/effort/effort.h"
#include "domain/casefile/tag/tag.h"
#include "domain/disclosure/handover.h"
#include "domain/knowledge/article.h"
#include "domain/product/asset.h"
#include "tests/unit/center.h"

enum { DESK_ROLES = ROLE_AGENT | ROLES_MANAGEMENT | ROLE_ADMIN, VALUES_MAX = 6, PARTS_MAX = 3 };

static bool is_desk(const struct center_person *p)
{
	return (p->roles & DESK_ROLES) != 0;
}

static bool of_desk(const struct center *c, enum center_who who)
{
	return is_desk(&c->people[who]);
}

static bool of_staff(const struct center *c, enum center_who who)
{
	return (c->people[who].roles & ROLES_STAFF) != 0;
}

static bool of_acme(const struct center *c, enum center_who who)
{
	return is_desk(&c->people[who]) || who == CUSTOMER || who == CUSTOMER_ADMIN || who == PARTNER;
}

static bool of_globex(const struct center *c, enum center_who who)
{
	return is_desk(&c->people[who]) || who == STRANGER;
}

/* Not even administrators. */
static bool of_sirt(const struct center *c, enum center_who who)
{
	(void)c;
	return who == SIRT;
}

static bool of_reporter(const struct center *c, enum center_who who)
{
	return of_sirt(c, who) || who == CUSTOMER;
}

/* "quetzal" finds them all in the search, so that no address names one. */
static const struct canary {
	const char *word;
	bool (*may)(const struct center *, enum center_who);
} canaries[] = {
	{ "zxq-acme-entry", of_acme },
	{ "zxq-acme-note", of_desk },
	{ "zxq-acme-inside", of_desk }, /* the name of an internal file */
	{ "zxq-acme-tag", of_desk },
	{ "zxq-acme-effort", of_desk },
	{ "zxq-globex-entry", of_globex },
	{ "zxq-globex-file", of_globex },
	{ "zxq-globex-host", of_globex },
	{ "zxq-article", of_staff },
	{ "zxq-translation", of_staff },
	{ "zxq-sirt-summary", of_reporter },
	{ "zxq-sirt-entry", of_reporter },
	{ "zxq-sirt-note", of_sirt },
	{ "zxq-sirt-file", of_reporter },
	{ "zxq-sirt-more", of_reporter }, /* files that came after */
	{ "zxq-sirt-inside", of_sirt },
};

enum { CANARIES = sizeof canaries / sizeof *canaries };

static struct casefile find(struct center *c, struct str number)
{
	struct casefile found;
	ASSERT_OK(casefile_find(c->cx, number, &found));
	return found;
}

static void write_entry(struct center *c, struct str number, enum entry_kind kind, const char *word)
{
	struct casefile f = find(c, number);
	entry_id id;

	ASSERT_OK(casefile_add_entry(c->cx, &f, &(struct casefile_reply){ .kind = kind,
		.then = CASEFILE_STATUS_COUNT_,
		.text = str_printf(c->t->arena, "quetzal %s", word) }, &id));
}

static void attach(struct center *c, struct str number, const char *name, bool internal)
{
	struct casefile f = find(c, number);
	unsigned char hash[32] = { 9 };
	attachment_id id;

	ASSERT_OK(attachment_add(c->cx, &f, &(struct attachment_new){ .name = str_from(name),
		.sha256 = str_of(hash, sizeof hash), .size = 1, .internal = internal }, &id));
}

static struct str report; /* its number */

static void attach_to_report(struct center *c, enum center_who who, const char *name, bool internal)
{
	const struct actor *program = c->cx->actor;
	struct actor a = { .person = c->people[who].id, .roles = c->people[who].roles,
		.name = str_from(center_name(who)), .email = c->people[who].email, .locale = STR("en") };
	unsigned char hash[32] = { 9 };
	struct disclosure_file_new file = { .name = str_from(name), .size = 1,
		.sha256 = str_of(hash, sizeof hash) };

	actor_derive(&a);
	c->cx->actor = &a;
	ASSERT_OK(disclosure_attach(c->cx, report, &(struct disclosure_files_new){ &file, 1, internal }));
	c->cx->actor = program;
}

/* A case that was one for a while, and is a report now. */
static void plant_report(struct center *c)
{
	struct casefile_new n = { .summary = STR("quetzal zxq-sirt-summary"), .priority = 2,
		.description = STR("quetzal zxq-sirt-entry"), .impact = STR("All of it."),
		.contact = c->people[CUSTOMER].email };
	struct disclosure d;
	struct casefile f;

	ASSERT_OK(casefile_open(c->cx, &n, &f));
	write_entry(c, f.number, ENTRY_NOTE, "zxq-sirt-note");
	attach(c, f.number, "zxq-sirt-file", false);
	ASSERT_OK(handover_case(c->cx, f.id, &d));
	report = str_copy(c->t->arena, d.number);
	attach_to_report(c, CUSTOMER, "zxq-sirt-more", false);
	attach_to_report(c, SIRT, "zxq-sirt-inside", true);
}

/* An article for staff alone, and its translation, which claims to be for all. */
static void write_articles(struct center *c)
{
	struct article_new n = { .number = STR("KB2"), .title = STR("quetzal zxq-article"),
		.audience = AUDIENCE_INTERNAL };
	struct article_new de = { .number = STR("KB3"), .title = STR("quetzal zxq-translation"),
		.audience = AUDIENCE_PUBLIC, .language = STR("de"), .translation_of = n.number };
	struct section_new section = { PART_SOLUTION, STR(""), STR("quetzal zxq-article") };
	article_id id;

	*arena_push(c->cx->arena, &n.sections) = section;
	ASSERT_OK(article_publish(c->cx, (article_id){ 0 }, &n, &id));
	section.markdown = STR("quetzal zxq-translation");
	*arena_push(c->cx->arena, &de.sections) = section;
	ASSERT_OK(article_publish(c->cx, (article_id){ 0 }, &de, &id));
}

static void plant(struct center *c)
{
	struct asset_edit device = { .product = STR("NB-S4300"), .organisation = STR("Globex"),
		.host = STR("zxq-globex-host") };

	write_entry(c, c->own, ENTRY_MESSAGE, "zxq-acme-entry");
	write_entry(c, c->own, ENTRY_NOTE, "zxq-acme-note");
	attach(c, c->own, "zxq-acme-inside", true);
	ASSERT_OK(casefile_tag(c->cx, find(c, c->own).id, STR("zxq-acme-tag")));
	ASSERT_OK(effort_add(c->cx, find(c, c->own).id, &(struct effort_new){ .minutes = 5,
		.what = STR("zxq-acme-effort") }));
	write_entry(c, c->foreign, ENTRY_MESSAGE, "zxq-globex-entry");
	attach(c, c->foreign, "zxq-globex-file", false);
	ASSERT_OK(asset_change(c->cx, STR("NB-2001"), &device));
	write_articles(c);
	plant_report(c);
}

/* --- every route --- */

/* What the parts of addresses stand for; "" ends. A part that is missing here fails the test. */
static const struct part {
	const char *name, *values[VALUES_MAX];
} parts[] = {
	{ "case", { "{own}", "{foreign}", "{urgent}" } },
	{ "disclosure", { "{report}" } },
	{ "file", { "1", "2" } },
	{ "name", { "x" } },
	{ "serial", { "NB-1001", "NB-2001" } },
	{ "number", { "KB1", "KB2", "KB3" } },
	{ "article", { "KB1", "KB2", "KB3" } },
	{ "slug", { "x" } },
	{ "organisation", { "{acme}", "{globex}" } },
	{ "person", { "1", "4" } },
	{ "agent", { "1", "4" } },
	{ "product", { "1", "nb-s4300" } },
	{ "path...", { "cases/x" } },
	{ NULL },
};

/* Numbers of rows, and secrets that nobody has. */
static const char *const plain_parts[] = { "secret", "upload", "contract", "release", "calendar",
	"webhook", "delivery", "share", "intake", "token", "session", "id", "defect", "edition", "end",
	"hash", "key", "kind", "macro", "mail", "n", "office", "phone", "queue", "rma", "set", "view",
	NULL };

/* Streams of announcements: they say numbers of rows alone, and do not end. */
static bool is_stream(const struct route *r)
{
	return strstr(r->path, "/events") != NULL;
}

/* What is asked besides the bare address. */
static const char *const queries[] = { "?q=quetzal", "?find=NB-2", "?organisation={globex}",
	"?organisation={globex}&q=quetzal", "?text=quetzal+quetzal+card", "?as_typed=1&q=quetzal",
	"?translation_of=KB2", "?language=de", "?lang=de" };

struct crawl {
	struct center *c;
	enum center_who who;
	bool seen[CANARIES]; /* by who may: else a word was planted where nobody looks */
	int64_t asked;
	int leaks;
	const char *values[16];
};

static void ask(struct crawl *k, const struct route *r, struct str path)
{
	struct center *c = k->c;
	struct arena_mark mark = arena_mark(c->t->arena);
	struct center_request q = { .method = "GET", .path = center_fill(c,
		str_c(c->t->arena, path), k->values) };

	q.headers = r->api ? center_bearer(c, k->who) : c->people[k->who].cookie;
	struct center_reply reply = center_send(c, &q);
	k->asked++;
	for (size_t i = 0; i < CANARIES; i++) {
		bool there = str_find(reply.body, str_from(canaries[i].word)) >= 0 ||
			str_find(reply.head, str_from(canaries[i].word)) >= 0;
		if (there && canaries[i].may(c, k->who))
			k->seen[i] = true;
		if (!there || canaries[i].may(c, k->who))
			continue;
		print_error("%s sees %s at %.*s\n", center_name(k->who), canaries[i].word,
			STR_ARG(q.path));
		k->leaks++;
	}
	arena_release(c->t->arena, mark);
}

static const char *const *values_of(const char *name, size_t len)
{
	static const char *const one[VALUES_MAX] = { "1" };

	for (const struct part *p = parts; p->name != NULL; p++)
		if (strlen(p->name) == len && strncmp(p->name, name, len) == 0)
			return p->values;
	for (size_t i = 0; plain_parts[i] != NULL; i++)
		if (strlen(plain_parts[i]) == len && strncmp(plain_parts[i], name, len) == 0)
			return one;
	print_error("{%.*s}: say in parts[] what it stands for\n", (int)len, name);
	fail();
	return one;
}

/* The address with all values of its parts, in turn. */
static void expand(struct crawl *k, const struct route *r, struct str done, struct str rest)
{
	struct arena *a = k->c->t->arena;
	ptrdiff_t open = str_find_char(rest, '{');

	if (open < 0) {
		struct str path = str_concat(a, done, rest);
		ask(k, r, path);
		for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
			if (str_find_char(str_from(r->path), '{') < 0)
				ask(k, r, str_concat(a, path, str_from(queries[i])));
		return;
	}
	struct str after = str_skip(rest, (size_t)open + 1);
	ptrdiff_t close = str_find_char(after, '}');
	const char *const *values = values_of(after.at, (size_t)close);
	struct str head = str_concat(a, done, str_sub(rest, 0, (size_t)open));
	for (size_t i = 0; i < VALUES_MAX && values[i] != NULL; i++)
		expand(k, r, str_concat(a, head, str_from(values[i])), str_skip(after, (size_t)close + 1));
}

/* A value like {own} is filled in at the end, so it must not be taken for a part. */
static void crawl_as(struct crawl *k, enum center_who who)
{
	k->who = who;
	for (const struct route *const *table = route_tables; *table != NULL; table++)
		for (const struct route *r = *table; r->method != NULL; r++)
			if (strcmp(r->method, "GET") == 0 && !is_stream(r))
				expand(k, r, STR(""), str_from(r->path));
}

TEST_STORE(no_route_tells_anybody_what_is_not_theirs)
{
	static const enum center_who crawlers[] = { VISITOR, CUSTOMER, CUSTOMER_ADMIN, PARTNER,
		STRANGER, SIRT, AUTHOR, MODERATOR, AGENT,
		ADMIN };
	struct crawl k = { .c = center_open_with(t, plant) };
	struct center *c = k.c;

	k.values[0] = "own", k.values[1] = str_c(t->arena, c->own);
	k.values[2] = "foreign", k.values[3] = str_c(t->arena, c->foreign);
	k.values[4] = "urgent", k.values[5] = str_c(t->arena, c->urgent);
	k.values[6] = "acme", k.values[7] = str_c(t->arena, str_printf(t->arena, "%" PRId64, c->acme.v));
	k.values[8] = "globex";
	k.values[10] = "report", k.values[11] = str_c(t->arena, report);
	k.values[9] = str_c(t->arena, str_printf(t->arena, "%" PRId64, c->globex.v));
	for (size_t i = 0; i < sizeof crawlers / sizeof *crawlers; i++)
		crawl_as(&k, crawlers[i]);
	ASSERT_EQ(k.leaks, 0);
	for (size_t i = 0; i < CANARIES; i++) {
		if (!k.seen[i])
			print_error("nobody who may sees %s: it was planted in vain\n",
				canaries[i].word);
		ASSERT(k.seen[i]);
	}
	ASSERT(k.asked > 1000);
	center_close(c);
}
