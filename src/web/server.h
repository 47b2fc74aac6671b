/*
 * server.h - the web server as a whole
 *
 * One thread per core, each with an event loop and an HTTP daemon of its own; they
 * share the listening sockets. How an error page looks the server asks through a hook.
 */
#pragma once

#include "web/web.h"

struct article_views;
struct server;
struct store;

struct server_hooks {
	/* Completes the viewer of a page: how much is unread. */
	error (*viewer)(struct web *, struct viewer *);
	/* Writes the body of an error page by web_html(w, status). */
	void (*error_page)(struct web *, int status, struct str sentence, error);
	/* Lines of /readyz and whether all are well: "search index: ready". */
	bool (*ready)(struct ctx *, struct buf *);
};

struct server_config {
	int sockets[8];          /* listening; closed by the server */
	size_t socket_count;
	int threads;             /* 0: one per core */
	int slow_threads;        /* 0: two */
	struct str tls_cert, tls_key; /* PEM texts; both empty: no TLS */
	struct str origin;       /* "https://support.example"; empty: of the settings */
	struct str secret;       /* 32 bytes or more: signs form tokens; empty: made at start */
	struct str trusted;      /* "10.0.0.0/8,::1": proxies whose X-Forwarded-* counts */
	struct str build;        /* in every ETag */
	bool limit_local;        /* count loopback clients too (tests) */
	bool unlimited;          /* do not count an account's requests (tests) */
	bool quiet;              /* no access log */
	struct store *store;     /* NULL: routes that need none */
	struct settings_live *settings; /* NULL: the defaults */
	const struct route *const *routes; /* NULL-terminated */
	const struct files *files; /* of the data folder; NULL: none */
	struct search *search;   /* NULL: none */
	struct article_views *views; /* domain/knowledge/views.h; NULL: not counted */
	int parse;               /* core's end of the pair with the parse role; 0: none */
	int vault;               /* the same of the vault */
	const struct web_asset *assets; /* asset_all; NULL: none */
	struct server_hooks hooks;
};

/* ERR_INVALID when it is no list of addresses; server_start asks too. */
NODISCARD error server_check_trusted(struct ctx *, struct str trusted);

/* Serves when it returns. What the config points to must outlive the server. */
NODISCARD error server_start(struct ctx *, const struct server_config *, struct server **out);

/*
 * Stops accepting, lets running requests finish for at most `patience`, ends the
 * event streams, then frees all. Work handed to the store is always waited for: stop
 * the server before the store. NULL is fine.
 */
void server_stop(struct server *, seconds patience);

/* Every route of the program; ends with NULL (routes.c). */
extern const struct route *const route_tables[];
