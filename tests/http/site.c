/*
 * site.c - a site of its own for the tests of the web server
 *
 *	http-site LISTEN [--store URL] [--file PATH] [--tls CERT KEY] [--threads N]
 *		[--page PATH] [--limit-local] [--log]
 *
 * prints "listening on ADDRESS" and serves until SIGTERM.
 */
#include <signal.h>

#include "base/limits.h"
#include "os/socket.h"
#include "store/store.h"
#include "web/health/health_pages.h"
#include "web/server.h"
#include "web/upload.h"

static const char *file_path = "/dev/null";

static error hello(struct web *w)
{
	struct buf *b = web_text(w, HTTP_OK, "text/plain; charset=utf-8");
	buf_put(b, STR("Hello.\n"));
	return OK;
}

static error big(struct web *w)
{
	struct buf *b = web_text(w, HTTP_OK, "text/html; charset=utf-8");
	int64_t lines = web_query_int(w, "lines", 1000);
	for (int64_t i = 0; i < lines; i++)
		buf_printf(b, "<p>Line %" PRId64 " of a page that is worth compressing.</p>\n", i);
	return OK;
}

static error kept(struct web *w)
{
	web_follow(w, "thing", 7);
	return big(w);
}

static error versioned(struct web *w)
{
	const int64_t versions[] = { 1, web_query_int(w, "v", 0) };
	if (web_fresh(w, versions, 2))
		return OK;
	buf_put(web_html(w, HTTP_OK)->out, STR("<p>A page with versions.</p>\n"));
	return OK;
}

static error stored_file(struct web *w)
{
	return web_file(w, str_from(file_path), STR("B\xc3\xbc" "cher \"x\".txt"),
		STR("text/plain; charset=utf-8"), web_query(w, "inline").len > 0);
}

static struct str page_text;

static error page(struct web *w)
{
	web_follow(w, "thing", 1);
	buf_put(web_html(w, HTTP_OK)->out, page_text);
	return OK;
}

static error touch(struct web *w)
{
	TRY(store_announce(web_ctx(w), web_path_text(w, "topic"), web_path_id(w, "id")));
	return web_no_content(w);
}

static error events(struct web *w)
{
	return web_events(w, web_path_text(w, "topic"), web_path_id(w, "id"));
}

static error echo(struct web *w)
{
	struct buf *b = web_text(w, HTTP_OK, "text/plain; charset=utf-8");
	struct str name = web_path_text(w, "name"), q = web_query(w, "q");
	buf_printf(b, "name=%.*s\nq=%.*s\n", STR_ARG(name), STR_ARG(q));
	return OK;
}

static error rest(struct web *w)
{
	struct buf *b = web_text(w, HTTP_OK, "text/plain; charset=utf-8");
	struct str path = web_path_text(w, "path");
	buf_printf(b, "%.*s\n", STR_ARG(path));
	return OK;
}

static error form_page(struct web *w)
{
	struct html *h = web_html(w, HTTP_OK);
	buf_printf(h->out, "<form method=\"post\"><input name=\"csrf\" value=\"%.*s\"></form>\n",
		STR_ARG(h->viewer->csrf));
	if (h->viewer->notice.len > 0)
		buf_printf(h->out, "<p>%.*s</p>\n", STR_ARG(h->viewer->notice));
	return OK;
}

struct order {
	struct str title, note, secret;
	int64_t amount;
	bool urgent;
	str_list tags;
};

static const struct field order_fields[] = {
	FIELD_TEXT(struct order, title, .max = 20, .required = true),
	FIELD_TEXT(struct order, note, .max = 1000, .lines = true),
	FIELD_TEXT(struct order, secret, .max = 50, .secret = true),
	FIELD_INT(struct order, amount, .min = 1, .max = 99, .required = true),
	FIELD_BOOL(struct order, urgent),
	FIELD_TEXTS(struct order, tags, .max = 10),
	FIELDS_END
};

static void show_order(struct web *w, const struct order *o)
{
	struct buf *b = web_text(w, HTTP_OK, "text/plain; charset=utf-8");
	buf_printf(b, "title=%.*s\nnote=%.*s\namount=%" PRId64 "\nurgent=%d\n", STR_ARG(o->title),
		STR_ARG(o->note), o->amount, o->urgent);
	for (size_t i = 0; i < o->tags.len; i++)
		buf_printf(b, "tag=%.*s\n", STR_ARG(o->tags.at[i]));
}

static error form_post(struct web *w)
{
	struct order o = { 0 };
	TRY(web_form(w, order_fields, &o));
	show_order(w, &o);
	return OK;
}

static error json_post(struct web *w)
{
	struct order o = { 0 };
	TRY(web_json(w, order_fields, &o));
	show_order(w, &o);
	return OK;
}

/* --- uploads: counted and summed, not kept --- */

struct counted {
	int64_t bytes;
	uint64_t sum;
};

static error count_begin(struct web *w, struct upload_file *f)
{
	if (str_eq(f->filename, STR("refuse.me")))
		return err_person(web_ctx(w), ERR_INVALID, "This file is not wanted.");
	f->state = arena_new(web_ctx(w)->arena, struct counted);
	return OK;
}

static error count_chunk(struct web *w, struct upload_file *f, struct str bytes)
{
	struct counted *c = f->state;
	(void)w;
	c->bytes += (int64_t)bytes.len;
	for (size_t i = 0; i < bytes.len; i++)
		c->sum = c->sum * 31 + (unsigned char)bytes.at[i];
	return OK;
}

static void count_abandon(struct upload_file *f)
{
	struct counted *c = f->state;
	fprintf(stderr, "abandoned after %" PRId64 "\n", c->bytes);
}

static const struct upload_sink count_sink = { count_begin, count_chunk, count_abandon };

static error uploaded(struct web *w)
{
	struct buf *b = web_text(w, HTTP_OK, "text/plain; charset=utf-8");
	const struct upload_file *f;
	for (size_t n = 0; (f = web_upload(w, n)) != NULL; n++) {
		const struct counted *c = f->state;
		buf_printf(b, "field=%.*s name=%.*s type=%.*s offset=%" PRId64 " bytes=%" PRId64
			" sum=%016" PRIx64 "\n", STR_ARG(f->field), STR_ARG(f->filename),
			STR_ARG(f->type), f->offset, c->bytes, c->sum);
	}
	struct order o = { 0 };
	if (web_upload(w, 0) != NULL && web_upload(w, 0)->field.len > 0) {
		error e = web_form(w, order_fields, &o);
		buf_printf(b, "title=%.*s%s\n", STR_ARG(o.title), e == OK ? "" : " (wrong)");
	}
	return OK;
}

static error form_done(struct web *w)
{
	web_notice(w, MSG("The order is placed."));
	return web_see_other(w, "/form");
}

static error away(struct web *w)
{
	struct str to = web_query(w, "to");
	return web_see_other(w, "%.*s", STR_ARG(to));
}

static error broken(struct web *w)
{
	return err_new(web_ctx(w), ERR_INTERNAL, "the disk is a teapot");
}

static error nothing(struct web *w)
{
	return web_no_content(w);
}

static error secret(struct web *w)
{
	return hello(w);
}

static error conflict(struct web *w)
{
	return err_new(web_ctx(w), ERR_CONFLICT, "changed meanwhile");
}

static const struct route site_routes[] = {
	GET("/hello", hello, .may = MAY_ANYONE),
	GET("/cached", kept, .may = MAY_ANYONE, .cached = true),
	GET("/page", page, .may = MAY_ANYONE, .cached = true),
	GET("/page/uncached", page, .may = MAY_ANYONE),
	GET("/versioned", versioned, .may = MAY_ANYONE),
	GET("/file", stored_file, .may = MAY_ANYONE),
	GET("/events/{topic}/{id}", events, .may = MAY_ANYONE),
	POST("/api/v1/touch/{topic}/{id}", touch, .may = MAY_ANYONE, .api = true),
	GET("/slow", hello, .may = MAY_ANYONE, .slow = true),
	GET("/big", big, .may = MAY_ANYONE),
	GET("/echo/{name}", echo, .may = MAY_ANYONE),
	GET("/echo/fixed", hello, .may = MAY_ANYONE),
	GET("/rest/{path...}", rest, .may = MAY_ANYONE),
	GET("/form", form_page, .may = MAY_ANYONE),
	POST("/form", form_post, .may = MAY_ANYONE),
	POST("/upload", uploaded, .may = MAY_ANYONE, .upload = &count_sink),
	PATCH("/api/v1/upload", uploaded, .may = MAY_ANYONE, .api = true, .upload = &count_sink),
	POST("/api/v1/json", json_post, .may = MAY_ANYONE, .api = true),
	POST("/form/done", form_done, .may = MAY_ANYONE),
	GET("/away", away, .may = MAY_ANYONE),
	GET("/broken", broken, .may = MAY_ANYONE),
	GET("/nothing", nothing, .may = MAY_ANYONE),
	GET("/secret", secret, .may = MAY_ADMINISTER),
	GET("/api/v1/broken", broken, .may = MAY_ANYONE, .api = true),
	GET("/api/v1/secret", secret, .may = MAY_ADMINISTER, .api = true),
	POST("/api/v1/conflict", conflict, .may = MAY_ANYONE, .api = true),
	ROUTES_END
};

static const struct route *const tables[] = { site_routes, health_routes, NULL };

static struct str read_file(struct ctx *cx, const char *path)
{
	FILE *f = fopen(path, "r");
	check(f != NULL); /* no such file */
	struct buf b = buf_new(cx->arena, 1 << 20);
	for (size_t n; (n = fread(buf_room(&b, 4096), 1, 4096, f)) > 0;)
		buf_wrote(&b, n);
	fclose(f);
	return buf_str(&b);
}

static error serve(struct ctx *cx, int argc, char **argv)
{
	struct server_config config = { .routes = tables, .quiet = true, .socket_count = 1 };
	for (int i = 2; i < argc; i++) {
		int64_t n;
		if (strcmp(argv[i], "--tls") == 0 && i + 2 < argc) {
			config.tls_cert = read_file(cx, argv[++i]);
			config.tls_key = read_file(cx, argv[++i]);
		} else if (strcmp(argv[i], "--threads") == 0 && i + 1 < argc) {
			check(str_int(str_from(argv[++i]), &n));
			config.threads = (int)n;
		} else if (strcmp(argv[i], "--page") == 0 && i + 1 < argc) {
			page_text = read_file(cx, argv[++i]);
		} else if (strcmp(argv[i], "--file") == 0 && i + 1 < argc) {
			file_path = argv[++i];
		} else if (strcmp(argv[i], "--store") == 0 && i + 1 < argc) {
			struct store_config store = { .url = str_from(argv[++i]),
				.create = true, .migrate = true };
			TRY(store_open(cx, &store, &config.store));
		} else if (strcmp(argv[i], "--limit-local") == 0) {
			config.limit_local = true;
		} else if (strcmp(argv[i], "--log") == 0) {
			config.quiet = false;
		}
	}
	sigset_t stop;
	sigemptyset(&stop);
	sigaddset(&stop, SIGTERM);
	sigaddset(&stop, SIGINT);
	sigprocmask(SIG_BLOCK, &stop, NULL);
	struct server *server;
	TRY(socket_listen(cx, str_from(argv[1]), &config.sockets[0]));
	struct str name = socket_name(cx->arena, config.sockets[0]);
	TRY(server_start(cx, &config, &server));
	printf("listening on %.*s\n", STR_ARG(name));
	fflush(stdout);
	int sig;
	sigwait(&stop, &sig);
	server_stop(server, (seconds){ 5 });
	store_close(config.store);
	return OK;
}

int main(int argc, char **argv)
{
	AUTO_ARENA a = arena_create();
	struct ctx cx = { .arena = a, .actor = &actor_system, .now = instant_now() };
	error e = argc > 1 ? serve(&cx, argc, argv)
			   : err_new(&cx, ERR_INVALID, "usage: http-site LISTEN");
	if (e != OK)
		fprintf(stderr, "%.*s\n", STR_ARG(err_text(a, e)));
	return err_exit_code(e);
}
