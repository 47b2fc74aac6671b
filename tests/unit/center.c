#include "tests/unit/center.h"

#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/account/session.h"
#include "domain/account/token.h"
#include "domain/casefile/casefile.h"
#include "domain/findable/findable.h"
#include "domain/product/product.h"
#include "domain/search/indexer.h"
#include "domain/search/search.h"
#include "os/file.h"
#include "os/socket.h"
#include "store/files.h"
#include "store/query.h"
#include "web/asset.h"
#include "web/site/site_pages.h"

enum { REPLY_MAX = 1 << 20, REQUEST_MAX = 6 << 20, TABLES_MAX = 200 };

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

static void fill(struct center *c)
{
	struct organisation_new acme = { .name = STR("ACME"), .mail_domain = STR("acme.example"),
		.sharing = SHARING_ALL };
	struct organisation_new globex = { .name = STR("Globex"), .sharing = SHARING_ALL };
	struct product_new p = { .code = STR("NB-S4300"), .name = STR("S4300"),
		.family = STR("Switches") };
	product_id product;

	ASSERT_OK(organisation_create(c->cx, &acme, &c->acme));
	ASSERT_OK(organisation_create(c->cx, &globex, &c->globex));
	ASSERT_OK(product_create(c->cx, &p, &product));
	for (enum center_who who = VISITOR + 1; who < CENTER_PEOPLE; who++)
		add_person(c, who);
	c->own = add_case(c, CUSTOMER);
	c->foreign = add_case(c, STRANGER);
}

static void build_index(struct center *c)
{
	struct ctx *cx = fixture_reader(c->t);
	struct str place = path_join(cx, fixture_dir(c->t), STR("search"));
	struct indexer_config indexer = { .place = place, .sources = findable };
	struct search_config search = { .place = place, .sources = findable };

	search_close(); /* what a failed test left */
	ASSERT_OK(indexer_rebuild(cx, &indexer));
	ASSERT_OK(search_open(cx, &search));
}

static void serve(struct center *c)
{
	struct ctx *cx = c->cx;
	struct files *files = arena_new(c->t->arena, struct files);
	struct server_config config = { .routes = route_tables, .threads = 2, .quiet = true,
		.socket_count = 1, .store = c->store, .assets = asset_all, .files = files,
		.hooks = { .viewer = site_viewer, .error_page = site_error } };
	socklen_t len = sizeof c->site.at;

	ASSERT_OK(files_open(cx, path_join(cx, fixture_dir(c->t), STR("files")), files));
	ASSERT_OK(socket_listen(cx, STR("127.0.0.1:0"), &config.sockets[0]));
	ASSERT(getsockname(config.sockets[0], (struct sockaddr *)&c->site.at, &len) == 0);
	ASSERT_OK(server_start(cx, &config, &c->site.server));
}

struct center *center_open(struct test *t)
{
	struct center *c = arena_new(t->arena, struct center);

	c->t = t;
	c->cx = fixture_ctx(t);
	c->cx->now = instant_now(); /* the server's clock is the real one */
	c->store = fixture_store(t);
	fill(c);
	fixture_release(c->cx);
	build_index(c);
	serve(c);
	return c;
}

void center_close(struct center *c)
{
	site_stop(&c->site);
	search_close();
	ASSERT_OK(store_hold_writer(c->cx, c->store));
}

/* --- requests --- */

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
	struct buf b = buf_new(a, REQUEST_MAX);
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

/* --- what is stored --- */

struct table {
	struct str name;
	int64_t rows;
	uint64_t hash;
};

struct center_stored {
	struct table at[TABLES_MAX];
	size_t len;
};

static const struct query_column two_texts[] = { { "t", QUERY_TEXT }, { "c", QUERY_TEXT } };

static const struct query columns = {
	.name = "center_columns", .kind = QUERY_EACH, .column_count = 2, .columns = two_texts,
	.sqlite = "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p"
		  " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY m.name, p.cid",
	.postgres = "SELECT c.table_name::text, c.column_name::text FROM information_schema.columns c"
		    " JOIN information_schema.tables t USING (table_schema, table_name)"
		    " WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'"
		    " ORDER BY 1, c.ordinal_position",
};

/* That somebody was here is noted to the minute; it is not what a request stores. */
static bool is_touched(struct str column)
{
	return str_eq(column, STR("seen_at")) || str_eq(column, STR("used_at"));
}

/* All rows of all tables, as one text each. */
static const struct query *content_query(struct center *c, struct ctx *cx)
{
	struct query *q = arena_new(c->t->arena, struct query);
	static const struct query_column shape[] = { { "t", QUERY_TEXT }, { "n", QUERY_INT },
		{ "x", QUERY_TEXT } };
	bool postgres = store_is_postgres(c->store), more;
	struct buf b = buf_new(c->t->arena, 1 << 20);
	struct str table = { 0 };
	AUTO_ROWS rows;

	ASSERT_OK(query_open(cx, &columns, NULL, &rows));
	for (;;) {
		ASSERT_OK(query_next(&rows, &more));
		struct str name = rows.values[0].s, column = rows.values[1].s;
		bool next = !more || !str_eq(name, table);
		if (next && table.len > 0) {
			if (postgres)
				buf_printf(&b, " AS x FROM \"%.*s\") y", STR_ARG(table));
			else
				buf_printf(&b, " AS x FROM \"%.*s\" ORDER BY 1)", STR_ARG(table));
		}
		if (!more)
			break;
		if (next) {
			buf_printf(&b, "%sSELECT '%.*s', count(*), coalesce(%s, '') FROM (SELECT ''",
				table.len > 0 ? " UNION ALL " : "", STR_ARG(name),
				postgres ? "string_agg(x, '/' ORDER BY x)" : "group_concat(x, '/')");
			table = name;
		}
		if (!is_touched(column))
			buf_printf(&b, postgres ? " || '|' || coalesce(\"%.*s\"::text, '')"
						: " || '|' || quote(\"%.*s\")", STR_ARG(column));
	}
	check(!b.overflow);
	*q = (struct query){ .name = "center_content", .kind = QUERY_EACH, .column_count = 3,
		.columns = shape };
	q->sqlite = q->postgres = str_c(c->t->arena, buf_str(&b));
	return q;
}

struct center_stored *center_look(struct center *c)
{
	struct center_stored *out = arena_new(c->t->arena, struct center_stored);
	struct ctx *cx = fixture_reader(c->t);
	AUTO_ARENA scratch = arena_create();
	const struct query *q = content_query(c, cx);
	bool more;
	AUTO_ROWS rows;

	cx->arena = scratch;
	ASSERT_OK(query_open(cx, q, NULL, &rows));
	for (;;) {
		ASSERT_OK(query_next(&rows, &more));
		if (!more)
			return out;
		check(out->len < TABLES_MAX);
		out->at[out->len++] = (struct table){
			.name = str_copy(c->t->arena, rows.values[0].s),
			.rows = rows.values[1].i, .hash = str_hash(rows.values[2].s) };
	}
}

struct str center_changed(struct center *c, const struct center_stored *before)
{
	const struct center_stored *now = center_look(c);
	struct buf b = buf_new(c->t->arena, 4000);

	check(now->len == before->len);
	for (size_t i = 0; i < now->len; i++)
		if (now->at[i].rows != before->at[i].rows || now->at[i].hash != before->at[i].hash)
			buf_printf(&b, "%s%.*s", b.len > 0 ? " " : "", STR_ARG(now->at[i].name));
	return buf_str(&b);
}
