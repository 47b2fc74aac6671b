/*
 * worker.h - one thread of the server: a loop, a daemon, its connections
 */
#pragma once

#include <libdeflate.h>
#include <pthread.h>
#include <stdatomic.h>

#include "domain/setting/setting.h"
#include "web/engine/exchange.h"
#include "web/guard/rate.h"
#include "web/server.h"

enum connection_state {
	CONNECTION_WAITING,  /* for a request, or the rest of its headers */
	CONNECTION_READING,  /* a body */
	CONNECTION_WORKING,
	CONNECTION_REPLYING,
};

enum { STREAM_TOPIC = 30, STREAM_PENDING = 8, STREAM_ROWS = 64 };

/* An event stream, in the rows of its worker by topic. */
struct stream {
	struct stream *next;
	char topic[STREAM_TOPIC + 1];
	int64_t id;            /* 0: any */
	int64_t pending[STREAM_PENDING];
	size_t pending_count;
	int64_t since_us, spoke_us;
	bool asleep;           /* its connection is suspended */
	bool ending;
};

/* A file on its way through TLS. */
struct file_source {
	int fd;
	int64_t from;
};

struct connection {
	struct connection *prev, *next; /* of the worker's */
	struct MHD_Connection *mhd;
	int fd;
	enum connection_state state;
	struct peer peer;
	int64_t since_us;       /* in this state */
	uint64_t moved;         /* bytes of the body so far, or acknowledged at the last look */
	struct web *exchange;   /* NULL: between requests */
	bool fresh;             /* no request finished yet */
	bool streaming;         /* events: slow by nature */
	struct stream stream;   /* these two outlive the exchange: the library's responses */
	struct file_source source; /* use them to their end */
};

/* Of this thread alone; read by /metrics, so atomic but never contended. */
struct counters {
	atomic_uint_least64_t requests, by_status[6], bytes_out, us;
	atomic_uint_least64_t cache_hits, not_modified, slow_clients, refused;
	atomic_int connections, streams;
};

struct worker {
	struct server *server;
	struct loop *loop;
	struct MHD_Daemon *daemon; /* gets its connections from worker_accept */
	struct loop_watch daemon_watch, listeners[SOCKETS_MAX];
	bool listening, run_again;
	struct connection *connections;
	struct connection *free_connections;
	struct stream *streams[STREAM_ROWS];
	struct web *free_exchanges;
	struct loop_timer sweep;
	struct loop_letter drain_letter;
	bool draining;
	int64_t drain_wish_us, drain_until_us;
	struct arena *arena;    /* connections, exchanges, log */
	struct counters count;
	struct buf log;
	struct libdeflate_compressor *quick, *thorough;
	struct str languages;   /* the last Accept-Language, and what it means */
	const struct locale *locale;
	char languages_text[128];
	uint64_t traces;
	int running_requests;
	pthread_t thread;
	bool running;
};

struct static_files;

enum { TRUSTED_MAX = 16 };

struct server {
	struct server_config config;
	struct ctx cx;          /* of the process: for what is made at start */
	struct settings defaults;
	struct router *router;
	struct pool *slow, *disk; /* handlers; bytes of uploads */
	struct rates *rates;
	struct cache *cache;
	struct static_files *files;
	struct hub *hub;
	struct peer_range trusted[TRUSTED_MAX];
	size_t trusted_count;
	int64_t started_us;
	bool listening;         /* to the store */
	atomic_int streams;
	unsigned char secret[32];
	int worker_count;
	struct worker workers[];
};

/* --- worker.c --- */
error worker_start(struct ctx *, struct server *, struct worker *);
/* From another thread. */
void worker_drain(struct worker *, int64_t until_us);
void worker_join(struct worker *);
/* Suspends the connection until worker_resume; the phase is RUNNING, then `after`. */
void worker_suspend(struct web *, enum phase after);
/* From any thread: its own worker goes on with it. */
void worker_resume(struct web *);

/* --- connection.c: what the HTTP library calls --- */
void connection_notify(void *worker, struct MHD_Connection *, void **context,
	enum MHD_ConnectionNotificationCode);
/* Takes a new client; false, and closed, when it has too many connections. */
bool connection_accept(struct worker *, int fd, const struct sockaddr *, socklen_t);
void *connection_target(void *worker, const char *target, struct MHD_Connection *);
enum MHD_Result connection_handle(void *worker, struct MHD_Connection *, const char *url,
	const char *method, const char *version, const char *data, size_t *data_size,
	void **exchange);
void connection_completed(void *worker, struct MHD_Connection *, void **exchange,
	enum MHD_RequestTerminationCode);
/* Holds its state for longer than is allowed, or moves too few bytes (limits.h). */
bool connection_is_slow(struct connection *, int64_t now_us);
/* Ends connections that are too slow, or, when draining, those without a request. */
void connection_sweep(struct worker *);
/* After the thread has ended. */
void connection_free_all(struct worker *);

/* --- access_log.c --- */
enum { LOG_BUFFER = 32 * 1024 };
void access_log_put(struct web *);
void access_log_flush(struct worker *);
