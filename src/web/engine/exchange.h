/*
 * exchange.h - struct web from the inside: one request and its reply
 *
 * Only the server's own files include this. An exchange is made when the request
 * line has arrived, goes through the phases in order, and is used again for another
 * request when its reply is flushed: everything it holds lives in its arena.
 *
 * It belongs to its worker's thread, except while it RUNS elsewhere (on a writer or the
 * pool); then the connection is suspended and the worker does not touch it.
 */
#pragma once

#include <microhttpd.h>

#include "os/loop.h"
#include "os/pool.h"
#include "os/socket.h"
#include "store/store.h"
#include "web/cache/cache.h"
#include "web/http/pairs.h"
#include "web/engine/router.h"
#include "web/web.h"

struct worker;
struct connection;
struct stream;
struct upload;

enum phase {
	PHASE_HEADERS, /* until the first call of the handler */
	PHASE_BODY,
	PHASE_RUNNING,
	PHASE_DONE,    /* outcome is known, reply not queued */
	PHASE_REPLYING,
};

enum known_header {
	HEADER_HOST,
	HEADER_COOKIE,
	HEADER_ACCEPT_ENCODING,
	HEADER_ACCEPT_LANGUAGE,
	HEADER_IF_NONE_MATCH,
	HEADER_AUTHORIZATION,
	HEADER_CONTENT_TYPE,
	HEADER_CONTENT_LENGTH,
	HEADER_TRANSFER_ENCODING,
	HEADER_ORIGIN,
	HEADER_SEC_FETCH_SITE,
	HEADER_FORWARDED_FOR,
	HEADER_FORWARDED_PROTO,
	HEADER_EXPECT,
	HEADER_RANGE,
	HEADER_IF_RANGE,
	HEADER_KNOWN,
};

enum reply_kind { REPLY_NONE, REPLY_BUFFER, REPLY_FILE, REPLY_EVENTS };

struct reply {
	enum reply_kind kind;
	int status;
	struct buf body;
	struct str content_type;
	pair_list headers;
	struct str etag;          /* without quotes; empty: none, or from the content */
	struct html html;
	uint32_t follows[CACHE_FOLLOWS];
	int follow_count;         /* -1: too many */
	article_id viewed;        /* whose reading counts; 0: none */
	/* REPLY_FILE */
	int fd;
	int64_t file_size;
	/* REPLY_EVENTS */
	struct str topic;
	int64_t topic_id;
};

struct web {
	struct ctx cx;
	struct worker *worker;
	struct connection *connection;
	struct web *next_free;
	enum phase phase;

	/* the request */
	struct str target, path, query; /* raw */
	struct str method;
	bool head, unsafe;              /* HEAD; a method that changes something */
	bool has_body;
	bool rated, over_rate;          /* counted against its address; refused */
	bool malformed;                 /* the headers contradict each other */
	bool refused;                   /* `outcome` is known; the body is only read */
	int64_t content_length;         /* -1: chunked */
	struct str known[HEADER_KNOWN];
	size_t header_bytes;
	const struct route *route;
	struct router_match match;
	struct str params[ROUTE_PARAMS_MAX];
	struct buf body;
	pair_list queries, cookies, form;
	bool queries_read, cookies_read, form_read;
	struct peer peer;               /* the client, also behind a trusted proxy */
	bool tls;                       /* between the client and the proxy, or us */
	struct viewer viewer;
	bool viewer_made;
	struct str csrf, new_visit;     /* the page's token; the cookie that it needs */
	struct upload *upload;          /* a body that goes to a sink */
	bool upload_kept;               /* its handler succeeded */
	uint64_t discard_until;         /* of a refused body */

	/* its run */
	struct loop_letter letter;
	struct store_job store_job;
	struct pool_job pool_job;
	error outcome;
	int64_t started_us;
	uint64_t seen;                  /* cache_now() before its snapshot */
	struct cache_key key;
	bool key_made;                  /* it may go to the page cache */
	bool permitted;                 /* its actor is known, and may */
	const struct session *session;  /* of the cookie */
	enum phase after;               /* the phase to go on with after RUNNING */
	bool ran;                       /* a writer has run it before */
	const struct actor *before;     /* the actor, before the handler ran */
	uint64_t sent_bytes;

	struct reply reply;
};

/* --- request.c --- */

/* Splits the target and reads the headers; then ->malformed may be set. */
void request_read(struct web *, struct MHD_Connection *);
/* The cookies of the request, read once. */
const pair_list *request_cookies(struct web *);
/* Reads ?a=b&c=d; false when it cannot be decoded. */
bool request_query_is_text(struct web *);
/* The path's parameters, decoded; ERR_MALFORMED. */
error request_params(struct web *);
/* The name of a cookie on the wire: with "__Host-" where it can be. */
struct str cookie_name(struct web *, const char *name);
bool request_has_identity(struct web *);

/* --- reply.c --- */

/* As if no handler had run: before a handler runs again, or an error is shown. */
void reply_clear(struct web *);
/* The language: chosen, the account's, or the browser's. */
const struct locale *reply_locale(struct web *);
/* Who reads the page; made once. */
const struct viewer *reply_viewer(struct web *);
/* Turns an error into the page or problem document of the reply. */
void reply_error(struct web *, error);

/* --- dispatch.c --- */

/* The route and the right to it: what can be said before the body is read. */
error dispatch_admit(struct web *);
/* Runs the handler, here or elsewhere; afterwards the phase is DONE or RUNNING. */
void dispatch_run(struct web *);

/* Runs `fn` with the thread's reader, in one snapshot. */
error dispatch_with_reader(struct web *, error (*fn)(struct web *));
/* ERR_RATE beyond what its address may ask for; counts each request once. */
error dispatch_rate(struct web *);

/* --- send.c --- */

/* Queues the reply of a DONE exchange. */
enum MHD_Result send_reply(struct web *, struct MHD_Connection *);
/* The reply from the page cache or the assets, if it is there: then it is queued. */
bool send_kept(struct web *, struct MHD_Connection *);
/* Of every reply, also of those that are kept. */
void send_security_headers(struct MHD_Response *, bool tls);
void send_header(struct MHD_Response *, const char *name, struct str value);

/* --- file.c --- */

/* Takes the descriptor of the reply; sets its status to 206, 304 or 416. */
struct MHD_Response *file_response(struct web *);

/* --- events.c --- */

struct MHD_Response *events_response(struct web *);

/* --- upload.c --- */

/* Before the body, with its right checked; makes ->upload. */
error upload_begin(struct web *);
/* A piece of the body; when full, upload_write before the next. */
error upload_take(struct web *, struct str piece, bool *ret_full);
/* The whole body has been taken, but not written. */
error upload_ended(struct web *);
/* Gives to the sink what was taken; on a thread of the pool. */
error upload_write(struct web *);
void upload_abandon(struct web *);
/* Reads a multipart body in memory, of a form that takes no files, into ->form. */
error upload_read_form(struct web *, struct str boundary);

/* --- guard/identity.c --- */

/* Sets the actor by the session's cookie or the token, with a reader. */
error identity_find(struct web *);

/* --- guard/security.c --- */

bool security_origin_is_ours(struct web *);
/* The token for forms of this page, masked anew. */
struct str csrf_token(struct web *);
/* Sets the visitor's cookie when the page that was made holds the token. */
void csrf_remember(struct web *);
/* ERR_DENIED unless the form, or the header X-CSRF-Token, holds the token. */
error csrf_check(struct web *);
/* The sentence that web_notice left, once; a request with X-Partial leaves it to the next page. */
struct str notice_take(struct web *);

/* --- form.c --- */

/* Decodes the body into ->form, once; ERR_MALFORMED, ERR_LIMIT. */
error form_read(struct web *);
