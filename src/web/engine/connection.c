/*
 * connection.c - from the HTTP library's calls to the phases of an exchange
 *
 * The library calls connection_target when a request line is complete,
 * connection_handle once with the headers, then for each piece of the body, then once
 * with none, and again after a suspended connection is resumed. A reply that is queued
 * in the first of these closes the connection: so it is done only to refuse a body.
 */
#include "web/engine/worker.h"

#include <sys/ioctl.h>
#include <sys/socket.h>
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <unistd.h>

#include "base/limits.h"
#include "web/events.h"

enum {
	EXCHANGES_KEPT = 64,
	DRAIN_FRESH_US = 2 * US_PER_SECOND, /* how long the first request is waited for at the end */
};

static void enter(struct connection *c, enum connection_state state)
{
	c->state = state;
	c->since_us = monotonic_us();
	c->moved = 0;
}

/* --- connections --- */

static bool counts(const struct worker *k, struct peer p)
{
	return k->server->config.limit_local || !peer_is_local(p);
}

bool connection_accept(struct worker *k, int fd, const struct sockaddr *from, socklen_t len)
{
	struct peer p = peer_of(from);
	if (counts(k, p) && !rates_enter(k->server->rates, rate_address_key(p),
				    LIMIT_CONNECTIONS_PER_ADDRESS)) {
		atomic_fetch_add_explicit(&k->count.refused, 1, memory_order_relaxed);
		close(fd);
		return false;
	}
	if (MHD_add_connection(k->daemon, fd, from, len) == MHD_YES)
		return true;
	if (counts(k, p)) /* the library has closed it */
		rates_leave(k->server->rates, rate_address_key(p));
	return false;
}

static void opened(struct worker *k, struct MHD_Connection *mhd, void **context)
{
	struct connection *c = k->free_connections;
	if (c != NULL)
		k->free_connections = c->next;
	else
		c = arena_new(k->arena, struct connection);
	const union MHD_ConnectionInfo *fd =
		MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
	int at = fd->connect_fd;
	const union MHD_ConnectionInfo *address =
		MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	*c = (struct connection){ .mhd = mhd, .fd = at, .fresh = true,
		.peer = peer_of(address->client_addr), .next = k->connections };
	if (c->next != NULL)
		c->next->prev = c;
	k->connections = c;
	enter(c, CONNECTION_WAITING);
	atomic_fetch_add_explicit(&k->count.connections, 1, memory_order_relaxed);
	*context = c;
}

static void release(struct worker *k, struct web *w)
{
	if (w->upload != NULL && !w->upload_kept)
		upload_abandon(w);
	if (w->reply.kind == REPLY_FILE && w->reply.fd >= 0)
		close(w->reply.fd); /* never sent */
	if (w->connection->streaming)
		events_closed(k, w->connection);
	arena_reset(w->cx.arena);
	w->next_free = k->free_exchanges;
	k->free_exchanges = w;
}

static void closed(struct worker *k, struct connection *c)
{
	if (c->exchange != NULL) /* its headers never came */
		release(k, c->exchange);
	*(c->prev != NULL ? &c->prev->next : &k->connections) = c->next;
	if (c->next != NULL)
		c->next->prev = c->prev;
	if (counts(k, c->peer))
		rates_leave(k->server->rates, rate_address_key(c->peer));
	c->next = k->free_connections;
	k->free_connections = c;
	atomic_fetch_sub_explicit(&k->count.connections, 1, memory_order_relaxed);
}

void connection_notify(void *worker, struct MHD_Connection *mhd, void **context,
	enum MHD_ConnectionNotificationCode code)
{
	if (code == MHD_CONNECTION_NOTIFY_STARTED)
		opened(worker, mhd, context);
	else
		closed(worker, *context);
}

/* --- exchanges --- */

/* Unique while the process lives, and not to be guessed from outside. */
static uint64_t trace_new(struct worker *k)
{
	uint64_t x = (uint64_t)k->server->started_us + ++k->traces * 0x9e3779b97f4a7c15u +
		(uint64_t)(k - k->server->workers);
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
	return x ^ (x >> 31);
}

static struct connection *connection_of(struct MHD_Connection *mhd)
{
	return MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

static const struct settings *settings_of(const struct server *s)
{
	return s->config.settings != NULL ? settings_now(s->config.settings) : &s->defaults;
}

void *connection_target(void *worker, const char *target, struct MHD_Connection *mhd)
{
	struct worker *k = worker;
	struct connection *c = connection_of(mhd);
	struct web *w = k->free_exchanges;
	struct arena *arena;
	if (w != NULL) {
		k->free_exchanges = w->next_free;
		arena = w->cx.arena;
	} else {
		w = arena_new(k->arena, struct web);
		arena = arena_create();
	}
	*w = (struct web){
		.cx = { .arena = arena, .now = instant_now(), .actor = &actor_visitor,
			.files = k->server->config.files, .search = k->server->config.search,
			.settings = settings_of(k->server), .trace = trace_new(k) },
		.worker = k, .connection = c, .phase = PHASE_HEADERS,
		.target = str_copy(arena, str_from(target)), .started_us = monotonic_us(),
	};
	c->exchange = w;
	return w;
}

void connection_completed(void *worker, struct MHD_Connection *mhd, void **exchange,
	enum MHD_RequestTerminationCode code)
{
	struct worker *k = worker;
	struct web *w = *exchange;
	(void)mhd, (void)code;
	if (w == NULL)
		return;
	access_log_put(w);
	w->connection->exchange = NULL;
	w->connection->fresh = false;
	enter(w->connection, CONNECTION_WAITING);
	release(k, w);
	*exchange = NULL;
}

void connection_free_all(struct worker *k)
{
	for (struct web *w = k->free_exchanges; w != NULL; w = w->next_free)
		arena_destroy(w->cx.arena);
	k->free_exchanges = NULL;
}

/* --- the phases --- */

static void refuse_rest(struct web *w, error e)
{
	w->outcome = e;
	w->refused = true;
	w->discard_until = w->connection->moved + LIMIT_DISCARD;
}

static enum MHD_Result refuse(struct web *w, struct MHD_Connection *mhd, error e)
{
	/* A small body is read and forgotten: the connection can be used again. */
	w->outcome = e;
	if (w->content_length >= 0 && w->content_length <= LIMIT_DISCARD &&
		w->known[HEADER_EXPECT].len == 0) {
		refuse_rest(w, e);
		return MHD_YES;
	}
	w->phase = PHASE_DONE;
	return send_reply(w, mhd);
}

static enum MHD_Result take_headers(struct web *w, struct MHD_Connection *mhd, const char *method)
{
	w->method = str_copy(w->cx.arena, str_from(method));
	request_read(w, mhd);
	w->phase = PHASE_BODY;
	if (w->malformed) {
		error e = err_new(&w->cx, ERR_MALFORMED, "the headers contradict each other");
		w->outcome = e;
		w->refused = true;
		if (!w->has_body)
			return MHD_YES;
		w->phase = PHASE_DONE;
		return send_reply(w, mhd);
	}
	if (!w->has_body)
		return MHD_YES;
	enter(w->connection, CONNECTION_READING);
	error e = dispatch_admit(w);
	if (e != OK || w->reply.kind != REPLY_NONE)
		return refuse(w, mhd, e);
	return MHD_YES;
}

/* --- uploads: the pool writes, the connection waits --- */

static void write_piece(struct pool_job *job)
{
	struct web *w = (struct web *)((char *)job - offsetof(struct web, pool_job));
	error failed = upload_write(w);
	if (failed != OK)
		refuse_rest(w, failed);
	worker_resume(w);
}

static void take_upload(struct web *w, struct str piece)
{
	bool full = false;
	error e = upload_take(w, piece, &full);
	if (e != OK) {
		refuse_rest(w, e);
	} else if (full) {
		worker_suspend(w, PHASE_BODY);
		w->pool_job.run = write_piece;
		check(pool_submit(w->worker->server->disk, &w->pool_job));
	}
}

static enum MHD_Result take_body(struct web *w, struct str piece)
{
	w->connection->moved += piece.len;
	if (w->refused) /* a chunked body ends when the patience does */
		return w->connection->moved <= w->discard_until ? MHD_YES : MHD_NO;
	if (w->upload != NULL) {
		take_upload(w, piece);
		return MHD_YES;
	}
	buf_put(&w->body, piece);
	if (w->body.overflow)
		refuse_rest(w, err_new(&w->cx, ERR_LIMIT, "the body passes its limit"));
	return MHD_YES;
}

enum MHD_Result connection_handle(void *worker, struct MHD_Connection *mhd, const char *url,
	const char *method, const char *version, const char *data, size_t *data_size,
	void **exchange)
{
	struct web *w = *exchange;
	(void)worker, (void)url, (void)version;
	if (w == NULL)
		return MHD_NO;
	if (w->phase == PHASE_HEADERS)
		return take_headers(w, mhd, method);
	if (*data_size > 0) {
		enum MHD_Result go_on = take_body(w, str_of(data, *data_size));
		*data_size = 0;
		return go_on;
	}
	if (w->phase == PHASE_BODY) {
		enter(w->connection, CONNECTION_WORKING);
		w->phase = PHASE_DONE;
		if (!w->has_body && !w->refused && dispatch_rate(w) == OK && send_kept(w, mhd))
			return MHD_YES;
		if (!w->refused)
			dispatch_run(w);
	}
	return w->phase == PHASE_DONE ? send_reply(w, mhd) : MHD_YES;
}

/* --- slow clients --- */

static uint64_t acknowledged(int fd)
{
	struct tcp_info info = { 0 };
	socklen_t len = sizeof info;
	if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len) != 0)
		return UINT64_MAX; /* not TCP: a proxy of our own */
	return info.tcpi_bytes_acked;
}

bool connection_is_slow(struct connection *c, int64_t now)
{
	int64_t age = (now - c->since_us) / US_PER_SECOND;
	switch (c->state) {
	case CONNECTION_WAITING:
		return age > (c->fresh ? LIMIT_HEADER_SECONDS : LIMIT_IDLE_SECONDS);
	case CONNECTION_READING:
		if (c->exchange->phase == PHASE_RUNNING) /* our disk is slow, not they */
			return false;
		return age > LIMIT_SLOW_GRACE_SECONDS &&
			c->moved < (uint64_t)age * LIMIT_SLOW_RATE;
	case CONNECTION_REPLYING: {
		if (age <= LIMIT_SLOW_GRACE_SECONDS || c->streaming)
			return false;
		/* Measured anew from here: a pause after a fast start does not count. */
		uint64_t moved = acknowledged(c->fd), before = c->moved;
		enter(c, CONNECTION_REPLYING);
		c->moved = moved;
		return moved != UINT64_MAX && before != 0 &&
			moved - before < LIMIT_SLOW_GRACE_SECONDS * LIMIT_SLOW_RATE;
	}
	case CONNECTION_WORKING:
		break;
	}
	return false;
}

/*
 * Nothing of a next request has arrived: closing it loses nothing. Who has only just come
 * is about to send the first.
 */
static bool is_idle(const struct connection *c, int64_t now)
{
	int unread = 0;
	return c->state == CONNECTION_WAITING && c->exchange == NULL &&
		!(c->fresh && now - c->since_us < DRAIN_FRESH_US) &&
		ioctl(c->fd, SIOCINQ, &unread) == 0 && unread == 0;
}

void connection_sweep(struct worker *k)
{
	int64_t now = monotonic_us();
	for (struct connection *c = k->connections; c != NULL; c = c->next) {
		bool slow = connection_is_slow(c, now);
		if (slow && c->state != CONNECTION_WAITING)
			atomic_fetch_add_explicit(&k->count.slow_clients, 1, memory_order_relaxed);
		if (slow || (k->draining && is_idle(c, now)))
			shutdown(c->fd, SHUT_RDWR); /* the library sees the end and closes */
	}
}
