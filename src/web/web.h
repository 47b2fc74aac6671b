/*
 * web.h - what a page needs of the server
 *
 * A feature has a folder web/X with X_pages.c (handlers and a const table of
 * routes) and its templates. A handler reads the request, calls one verb of the
 * domain, and writes one reply. It holds no rule. Errors are returned: the server
 * turns them into the right page or problem document.
 *
 * Where a handler runs: GET on the loop's thread with a reader, in one snapshot.
 * POST, PUT, PATCH and DELETE on a writer, in one transaction, and may run again
 * (store.h): the reply leaves when the transaction is durable. A route marked .slow
 * runs on the pool with a reader and calls store_write itself: for work that takes
 * more than a millisecond of CPU (passwords).
 */
#pragma once

#include "base/ctx.h"
#include "domain/account/permission.h"
#include "html/html.h"
#include "web/form.h"

struct web; /* one request and its reply */

struct route {
	const char *method;
	const char *path;          /* "/cases/{case}"; "{rest...}" last takes all that follows */
	const char *handler;       /* its name, for `mainstay routes` */
	error (*run)(struct web *);
	enum permission may;       /* 0 is refused at start-up: say MAY_ANYONE */
	bool slow;                 /* run on the pool */
	bool bare;                 /* needs no database, and answers without one */
	bool api;                  /* bearer token, JSON errors, no CSRF, no cookies */
	bool open;                 /* a secret in the path is the proof: no CSRF, from any site */
	bool cached;               /* GET: kept for visitors until it changes: web_follow */
	bool fallback;             /* GET: only for paths that no other route has */
	const struct upload_sink *upload; /* the body streams: upload.h; .run on the pool */
};

#define ROUTE_(m, p, f, ...)                                                             \
	{ .method = (m), .path = (p), .handler = #f, .run = (f), __VA_ARGS__ }
#define GET(p, f, ...) ROUTE_("GET", p, f, __VA_ARGS__)
#define POST(p, f, ...) ROUTE_("POST", p, f, __VA_ARGS__)
#define PUT(p, f, ...) ROUTE_("PUT", p, f, __VA_ARGS__)
#define PATCH(p, f, ...) ROUTE_("PATCH", p, f, __VA_ARGS__)
#define DELETE(p, f, ...) ROUTE_("DELETE", p, f, __VA_ARGS__)
#define ROUTES_END { 0 }

struct ctx *web_ctx(struct web *);
int web_parse_role(struct web *); /* core's end of the pair; 0: there is none */
int web_vault_role(struct web *); /* the same of the vault */

/* The cookie that holds a session's secret; over TLS its name begins with "__Host-". */
#define WEB_SESSION "session"

/* The session of a signed-in person; NULL for a visitor and for a token. */
struct session;
const struct session *web_session(struct web *);

/*
 * A mark that this server puts on a text for who is signed in, so that it can come back in a
 * form unchanged. It ends with the server.
 */
struct str web_mark(struct web *, struct str text);
bool web_is_marked(struct web *, struct str text, struct str mark);

/* Who acts from here on: after signing in. */
void web_set_actor(struct web *, const struct actor *);

/* --- the request --- */

struct str web_path(struct web *);
/* "GET", ...; "GET" for HEAD too. */
struct str web_method(struct web *);
/* A {part} of the path, percent-decoded; never empty. */
struct str web_path_text(struct web *, const char *name);
/* A {part} as an id; -1, which no row has, when it is not a number. */
int64_t web_path_id(struct web *, const char *name);
/* ?name=: valid UTF-8 or empty. */
struct str web_query(struct web *, const char *name);
/* The nth value of a repeated ?name=; false past the last. */
bool web_query_nth(struct web *, const char *name, size_t n, struct str *out);
int64_t web_query_int(struct web *, const char *name, int64_t otherwise);
/* The same for a program, that learns of its mistake: ERR_INVALID; absent: *out stays. */
NODISCARD error web_query_number(struct web *, const char *name, int64_t min, int64_t max,
	int64_t *out);
/* The language that the reader is shown ("de"): chosen, the account's, or the browser's. */
struct str web_language(struct web *);
/* Empty when it is absent or no text. */
struct str web_header(struct web *, const char *name);
bool web_has_header(struct web *, const char *name);
struct str web_cookie(struct web *, const char *name);
struct str web_body(struct web *);
/* The client's address, as text; behind a trusted proxy the forwarded one. */
struct str web_address(struct web *);
bool web_is_tls(struct web *);
/* "https://support.example": from settings, else from the Host header. */
struct str web_origin(struct web *);

/* --- the reply: exactly one of these --- */

enum {
	HTTP_OK = 200,
	HTTP_CREATED = 201,
	HTTP_ACCEPTED = 202,
	HTTP_NO_CONTENT = 204,
	HTTP_SEE_OTHER = 303,
	HTTP_UNPROCESSABLE = 422,
};

struct html *web_html(struct web *, int status);
/* A document of a template X.xml or X.atom. */
struct html *web_xml(struct web *, const char *content_type);
struct buf *web_text(struct web *, int status, const char *content_type);
NODISCARD error web_see_other(struct web *, const char *fmt, ...) PRINTF(2, 3);
NODISCARD error web_moved(struct web *, const char *fmt, ...) PRINTF(2, 3); /* 301 */
/* 303 to another site: an address that an administrator gave, never one of the request. */
NODISCARD error web_elsewhere(struct web *, struct str url);
NODISCARD error web_no_content(struct web *);
/*
 * A stored file, by sendfile, with ranges. As a download, unless show_inline and of a
 * type that cannot act: images, plain text, PDF. ERR_NOT_FOUND when it is not there.
 */
NODISCARD error web_file(struct web *, struct str path, struct str name,
	struct str content_type, bool show_inline);
void web_set_header(struct web *, const char *name, struct str value);
struct cookie_options {
	int64_t max_age_s; /* 0: until the browser closes; <0: delete */
	bool script_readable;
};
void web_set_cookie(struct web *, const char *name, struct str value, struct cookie_options);
/* A sentence shown on the next page ("Case opened."), kept in a cookie. */
void web_notice(struct web *, struct msg);

/*
 * Call before building the reply, with the versions of the rows that it shows. True when
 * the client has this very page: the reply (304) is made, return OK.
 */
bool web_fresh(struct web *, const int64_t *versions, size_t count);

/*
 * What a page of a .cached route shows, as store_announce names it: the page is kept for
 * visitors until one of these is announced. Id 0: any of the topic. A page that follows
 * nothing, or more than 16 things, is not kept.
 */
void web_follow(struct web *, const char *topic, int64_t id);
/* The page shows this article to a reader: counted now and whenever it is kept and sent again. */
void web_count_view(struct web *, article_id);

/* Names the visit of who is not signed in, by the cookie of their forms; empty: none. */
struct str web_visit(struct web *);

/*
 * An event stream (text/event-stream) that follows the announcements of a topic and id
 * (0: any). Each is an event named as the topic, whose data is the id: what changed the
 * page asks for by itself, so a stream tells nothing that its reader may not see. It ends
 * after LIMIT_EVENT_SECONDS; browsers come back, and are asked for their rights again.
 */
NODISCARD error web_events(struct web *, struct str topic, int64_t id);
