#include "tests/unit/center.h"

#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "domain/account/invitation.h"
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/account/registration.h"
#include "domain/account/session.h"
#include "domain/account/token.h"
#include "domain/casefile/assign/assign.h"
#include "domain/casefile/casefile.h"
#include "domain/casefile/notice/unsubscribe.h"
#include "domain/escalation/respond.h"
#include "domain/findable/findable.h"
#include "domain/knowledge/views.h"
#include "domain/knowledge/article.h"
#include "domain/manual/manual_write.h"
#include "domain/notify/notify.h"
#include "domain/notify/suppression.h"
#include "domain/product/contract.h"
#include "domain/product/product.h"
#include "domain/search/indexer.h"
#include "domain/search/search.h"
#include "os/file.h"
#include "os/socket.h"
#include "store/files.h"
#include "web/asset.h"
#include "web/site/site_pages.h"

enum { REPLY_MAX = 256 << 10, HEAD_MAX = 16 << 10 };

static const struct {
	const char *name;
	unsigned roles;
	bool globex;
} cast[CENTER_PEOPLE] = {
	[VISITOR] = { "visitor", 0, false },
	[CUSTOMER] = { "customer", ROLE_CUSTOMER, false },
	[CUSTOMER_ADMIN] = { "customer-admin", ROLE_CUSTOMER | ROLE_CUSTOMER_ADMIN, false },
	[PARTNER] = { "partner", ROLE_PARTNER, false },
	[STRANGER] = { "stranger", ROLE_CUSTOMER | ROLE_CUSTOMER_ADMIN, true },
	[AGENT] = { "agent", ROLE_AGENT, false },
	[MANAGER] = { "manager", ROLE_MANAGER, false },
	[DIRECTOR] = { "director", ROLE_DIRECTOR, false },
	[VP_CS] = { "vp-cs", ROLE_VP_CS, false },
	[VP_ES] = { "vp-es", ROLE_VP_ES, false },
	[SIRT] = { "sirt", ROLE_SIRT, false },
	[AUTHOR] = { "author", ROLE_AUTHOR, false },
	[MODERATOR] = { "moderator", ROLE_MODERATOR, false },
	[ADMIN] = { "admin", ROLE_ADMIN, false },
};

const char *center_name(enum center_who who)
{
	return cast[who].name;
}

/* --- who and what is there --- */

static void add_person(struct center *c, enum center_who who)
{
	struct ctx *cx = c->cx;
	struct center_person *p = &c->people[who];
	bool outside = (cast[who].roles & (ROLE_CUSTOMER | ROLE_PARTNER)) != 0;
	struct person_new n = { .roles = cast[who].roles };
	struct token_new token;
	struct str secret;

	p->email = str_printf(cx->arena, "%s@%s.example", cast[who].name,
		!outside ? "desk" : cast[who].globex ? "globex" : "acme");
	n.email = p->email;
	p->roles = n.roles;
	n.name = str_printf(cx->arena, "Some %s", cast[who].name);
	if (outside)
		n.organisation = cast[who].globex ? c->globex : c->acme;
	ASSERT_OK(person_create(cx, &n, &p->id));
	ASSERT_OK(session_create(cx, p->id, STR("::1"), STR("test"), &secret));
	p->cookie = str_printf(cx->arena, "Cookie: session=%.*s\r\n", STR_ARG(secret));
	token = (struct token_new){ .person = p->id };
	ASSERT_OK(token_create(cx, &token, &p->token));
	token.scopes = TOKEN_READ;
	ASSERT_OK(token_create(cx, &token, &p->reader));
}

static struct str add_case(struct center *c, enum center_who contact)
{
	struct casefile_new n = { .summary = STR("Uplink flaps"), .description = STR("Every hour."),
		.priority = 3, .contact = c->people[contact].email };
	struct casefile made;

	ASSERT_OK(casefile_open(c->cx, &n, &made));
	return made.number;
}

/* A P1 case that an agent works on, and whose first level was told. */
static void add_urgent(struct center *c)
{
	struct casefile_new n = { .summary = STR("Core is down"), .description = STR("All of it."),
		.impact = STR("No phones."), .priority = 1, .contact = c->people[CUSTOMER].email };
	struct casefile made;

	ASSERT_OK(casefile_open(c->cx, &n, &made));
	c->urgent = made.number;
	ASSERT_OK(casefile_set_owner(c->cx, made.id, c->people[AGENT].id));
	ASSERT_OK(agent_save(c->cx, &(struct agent){ .person = c->people[AGENT].id,
		.takes_part = true, .capacity = 50, .zone = STR("UTC") }));
	ASSERT_OK(escalation_raise(c->cx, made.id, RELATION_NONE, STR("It cannot wait."), NULL));
}

static void add_article(struct center *c)
{
	struct article_new n = { .number = STR("KB1"), .title = STR("Ports stay down"),
		.audience = AUDIENCE_PUBLIC };
	article_id id;

	*arena_push(c->cx->arena, &n.sections) = (struct section_new){ PART_SOLUTION, STR(""),
		STR("Plug it in.") };
	ASSERT_OK(article_publish(c->cx, (article_id){ 0 }, &n, &id));
}

static void add_manual(struct center *c)
{
	struct ctx *cx = c->cx;
	struct manual_new set = { .slug = STR("os"), .title = STR("BeamOS"), .language = STR("en"),
		.audience = AUDIENCE_PUBLIC };
	struct manual_page_new page = { .path = STR("net/vlan"), .title = STR("VLANs"),
		.source = STR("net/vlan.md"), .hash = STR("1"), .body = STR("Tag the port."),
		.markup = STR("<p>Tag the port.</p>") };
	manual_release_id release;
	manual_page_id id;
	manual_id manual;

	*arena_push(cx->arena, &page.sections) = (struct manual_section_new){
		.level = 1, .words = STR("Tag the port.") };
	ASSERT_OK(manual_put(cx, &set, &manual));
	ASSERT_OK(manual_release_put(cx, manual, STR("24.2"), &release));
	ASSERT_OK(manual_page_put(cx, release, (manual_page_id){ 0 }, &page, &id));
	ASSERT_OK(manual_release_done(cx, manual, release));
}

/* Links that mails hold, and somebody who asks for an account. */
static void add_links(struct center *c)
{
	struct link_new reset = { .purpose = LINK_RESET, .person = c->people[CUSTOMER].id };
	struct invitation_new invited = { .email = STR("invited@acme.example"),
		.roles = ROLE_CUSTOMER, .organisation = c->acme };
	struct registration_new asked = { .email = STR("asked@acme.example"),
		.name = STR("Some asker"), .serial = STR("NB1"), .owner = c->acme };
	struct outgoing_new mail = { .channel = OUTGOING_MAIL, .purpose = STR("account"),
		.recipient = STR("a@acme.example"), .subject = STR("Hello"), .text = STR("words") };
	struct casefile own;
	struct str email;

	ASSERT_OK(link_create(c->cx, &reset, &c->reset));
	ASSERT_OK(invitation_create(c->cx, &invited, &c->invitation, &email));
	ASSERT_OK(registration_ask(c->cx, &asked));
	c->answer = center_mailed(c, "/escalations/acknowledge/");
	ASSERT_OK(suppression_note(c->cx, STR("gone@acme.example"), SUPPRESSION_BOUNCE, STR("5.1.1")));
	ASSERT_OK(notify_queue(c->cx, &mail, &c->message));
	ASSERT_OK(casefile_find(c->cx, c->own, &own));
	ASSERT_OK(unsubscribe_link(c->cx, c->people[CUSTOMER].id, own.id, &c->end));
	c->end = str_skip(c->end, (size_t)str_find(c->end, STR("/unsubscribe/")) + 13);
}

/* The second release is not on the product. */
static void add_releases(struct center *c)
{
	struct release_new n = { .software = STR("BeamOS"), .name = STR("24.1R1"),
		.released_at = c->cx->now };

	ASSERT_OK(release_create(c->cx, &n, &c->release));
	ASSERT_OK(product_add_release(c->cx, c->product, c->release, true));
	n.name = STR("24.2R1");
	ASSERT_OK(release_create(c->cx, &n, &c->other_release));
}

/* A device of ACME without a contract, and a contract of ACME that covers nothing. */
static void add_stock(struct center *c)
{
	struct asset_edit device = { .serial = STR("NB-1001"), .product = STR("NB-S4300"),
		.organisation = STR("ACME") };
	struct contract_new n = { .number = STR("C-1"), .tier = STR("Gold"),
		.organisation = c->acme, .hardware = true, .software = true,
		.starts_at = c->cx->now, .ends_at = instant_add(c->cx->now, (seconds){ 86400 }) };
	struct str serial;

	ASSERT_OK(asset_create(c->cx, &device, &serial));
	ASSERT_OK(contract_create(c->cx, &n, &c->contract));
	device.serial = STR("NB-2001");
	device.organisation = STR("Globex");
	ASSERT_OK(asset_create(c->cx, &device, &serial));
}

static void fill(struct center *c)
{
	struct organisation_new acme = { .name = STR("ACME"), .mail_domain = STR("acme.example"),
		.sharing = SHARING_ALL };
	struct organisation_new globex = { .name = STR("Globex"), .sharing = SHARING_ALL };
	struct product_new p = { .code = STR("NB-S4300"), .name = STR("S4300"),
		.family = STR("Switches"), .software = STR("BeamOS") };
	struct str other;

	ASSERT_OK(organisation_create(c->cx, &acme, &c->acme));
	ASSERT_OK(organisation_create(c->cx, &globex, &c->globex));
	ASSERT_OK(product_create(c->cx, &p, &c->product));
	add_releases(c);
	add_stock(c);
	for (enum center_who who = VISITOR + 1; who < CENTER_PEOPLE; who++)
		add_person(c, who);
	ASSERT_OK(session_create(c->cx, c->people[CUSTOMER].id, STR("::1"), STR("other"), &other));
	c->own = add_case(c, CUSTOMER);
	c->foreign = add_case(c, STRANGER);
	add_urgent(c);
	add_article(c);
	add_manual(c);
	add_links(c);
}

static void build_index(struct center *c)
{
	struct ctx *cx = fixture_reader(c->t);
	struct str place = path_join(cx, fixture_dir(c->t), STR("search"));
	struct indexer_config indexer = { .place = place, .sources = findable };
	struct search_config search = { .place = place, .sources = findable };

	ASSERT_OK(indexer_rebuild(cx, &indexer));
	ASSERT_OK(search_open(cx, &search, &c->search));
}

static void serve(struct center *c)
{
	struct ctx *cx = c->cx;
	struct files *files = arena_new(c->t->arena, struct files);
	struct server_config config = { .routes = route_tables, .threads = 2, .quiet = true,
		.socket_count = 1, .unlimited = true, .store = c->store, .assets = asset_all, .files = files,
		.search = c->search, .views = c->views,
		.hooks = { .viewer = site_viewer, .error_page = site_error } };
	socklen_t len = sizeof c->site.at;

	ASSERT_OK(files_open(cx, path_join(cx, fixture_dir(c->t), STR("files")), files));
	ASSERT_OK(socket_listen(cx, STR("127.0.0.1:0"), &config.sockets[0]));
	ASSERT(getsockname(config.sockets[0], (struct sockaddr *)&c->site.at, &len) == 0);
	ASSERT_OK(server_start(cx, &config, &c->site.server));
}

static struct center *begin(struct test *t, bool filled, void (*plant)(struct center *))
{
	struct center *c = arena_new(t->arena, struct center);

	c->t = t;
	c->cx = fixture_ctx(t);
	c->cx->now = instant_now(); /* the server's clock is the real one */
	c->store = fixture_store(t);
	c->views = article_views_new();
	if (filled)
		fill(c);
	if (plant != NULL)
		plant(c);
	fixture_release(c->cx);
	build_index(c);
	serve(c);
	return c;
}

struct center *center_open(struct test *t)
{
	return begin(t, true, NULL);
}

struct center *center_open_with(struct test *t, void (*plant)(struct center *))
{
	return begin(t, true, plant);
}

struct center *center_open_empty(struct test *t)
{
	return begin(t, false, NULL);
}

void center_close(struct center *c)
{
	site_stop(&c->site);
	search_close(c->search);
	ASSERT_OK(store_hold_writer(c->cx, c->store));
	ASSERT_OK(article_views_flush(c->cx, c->store, c->views));
	article_views_free(c->views);
}

/* --- requests --- */

struct str center_csrf(struct center *c, enum center_who who)
{
	struct center_person *p = &c->people[who];
	struct center_request r = { .method = "GET", .headers = p->cookie,
		.path = who == VISITOR ? STR("/sign-in") : STR("/account") };

	if (p->csrf.len > 0)
		return p->csrf;
	struct center_reply page = center_send(c, &r);
	ptrdiff_t at = str_find(page.body, STR("name=\"csrf\" value=\""));
	ASSERT(at > 0);
	p->csrf = str_sub(page.body, (size_t)at + 19, 43);
	if (who == VISITOR)
		p->cookie = str_printf(c->t->arena, "Cookie: visit=%.*s\r\n",
			STR_ARG(site_cookie(page.head, "visit")));
	return p->csrf;
}

struct center_reply center_post(struct center *c, enum center_who who, struct str path,
	struct str fields)
{
	struct str csrf = center_csrf(c, who);
	struct center_request r = { .method = "POST", .path = path,
		.type = "application/x-www-form-urlencoded",
		.body = str_printf(c->t->arena, "csrf=%.*s&%.*s", STR_ARG(csrf), STR_ARG(fields)),
		.headers = str_concat(c->t->arena, c->people[who].cookie,
			STR("Origin: http://site.example\r\n")) };
	return center_send(c, &r);
}

struct str center_bearer(struct center *c, enum center_who who)
{
	if (who == VISITOR)
		return STR("");
	return str_printf(c->t->arena, "Authorization: Bearer %.*s\r\n",
		STR_ARG(c->people[who].token));
}

static void say(int fd, struct str bytes)
{
	while (bytes.len > 0) {
		ssize_t n = send(fd, bytes.at, bytes.len, MSG_NOSIGNAL);
		if (n <= 0)
			return; /* refused in the middle: the reply says why */
		bytes = str_skip(bytes, (size_t)n);
	}
}

struct center_reply center_send(struct center *c, const struct center_request *r)
{
	struct arena *a = c->t->arena;
	struct center_reply reply = { 0 };
	struct buf b = buf_new(a, HEAD_MAX + r->body.len);
	int64_t status = 0;

	buf_printf(&b, "%s %.*s HTTP/1.1\r\nHost: site.example\r\nConnection: close\r\n%.*s",
		r->method, STR_ARG(r->path), STR_ARG(r->headers));
	if (r->type != NULL)
		buf_printf(&b, "Content-Type: %s\r\n", r->type);
	if (strcmp(r->method, "GET") != 0)
		buf_printf(&b, "Content-Length: %zu\r\n", r->body.len);
	buf_put(&b, STR("\r\n"));
	buf_put(&b, r->body);
	check(!b.overflow);

	char *room = arena_bytes(a, REPLY_MAX);
	int fd = site_connect(&c->site);
	say(fd, buf_str(&b));
	struct str heard = str_of(room, site_hear(fd, room, REPLY_MAX, NULL));
	close(fd);
	ptrdiff_t end = str_find(heard, STR("\r\n\r\n"));
	ASSERT(end > 0 && str_int(str_sub(heard, 9, 3), &status));
	reply.status = (int)status;
	reply.head = str_sub(heard, 0, (size_t)end + 2);
	reply.body = str_skip(heard, (size_t)end + 4);
	return reply;
}

struct str center_fill(struct center *c, const char *path, const char *const *values)
{
	struct buf b = buf_new(c->t->arena, 1000);
	struct str rest = str_from(path);

	for (ptrdiff_t open; (open = str_find_char(rest, '{')) >= 0;) {
		ptrdiff_t close = str_find_char(rest, '}');
		struct str name = str_sub(rest, (size_t)open + 1, (size_t)(close - open) - 1);
		buf_put(&b, str_sub(rest, 0, (size_t)open));
		size_t i = 0;
		while (values[i] != NULL && !str_eq(str_from(values[i]), name))
			i += 2;
		check(values[i] != NULL); /* a path has a part that the test cannot fill */
		buf_put(&b, str_from(values[i + 1]));
		rest = str_skip(rest, (size_t)close + 1);
	}
	buf_put(&b, rest);
	return buf_str(&b);
}
