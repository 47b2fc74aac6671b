#include "web/engine/worker.h"

#include <errno.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/limits.h"
#include "web/engine/compress.h"
#include "web/events.h"

enum {
	ROUNDS = 8,                /* of the library, before others have their turn */
	ACCEPT_MAX = 16,           /* at once, so that the threads share a rush */
	SWEEP_US = 1000 * 1000,
	TIMEOUT_SECONDS = 120,     /* the library's own, behind connection_sweep */
};

/* --- the daemon in the loop --- */

static void daemon_ready(struct loop_watch *watch)
{
	struct worker *k = watch->arg;
	MHD_run(k->daemon);
}

/*
 * The library may hold input that no descriptor tells of: it is asked before each wait,
 * and run again at once, but not for ever: letters and timers wait.
 */
static int64_t daemon_patience(void *arg)
{
	struct worker *k = arg;
	MHD_UNSIGNED_LONG_LONG ms = 0;
	for (int round = 0; round < ROUNDS; round++) {
		if (k->run_again)
			MHD_run(k->daemon);
		k->run_again = false;
		if (MHD_get_timeout(k->daemon, &ms) != MHD_YES)
			return -1;
		if (ms > 0)
			return ms > INT32_MAX ? -1 : (int64_t)ms * US_PER_MS;
		k->run_again = true;
	}
	return 0;
}

/* --- new clients --- */

/* The one that has waited longest makes room: it can come back at any time. */
static void make_room(struct worker *k)
{
	struct connection *longest = NULL;
	for (struct connection *c = k->connections; c != NULL; c = c->next)
		if (c->state == CONNECTION_WAITING &&
			(longest == NULL || c->since_us < longest->since_us))
			longest = c;
	if (longest != NULL)
		shutdown(longest->fd, SHUT_RDWR);
}

static void listener_ready(struct loop_watch *watch)
{
	struct worker *k = watch->arg;
	int most = LIMIT_CONNECTIONS / k->server->worker_count;
	for (int i = 0; i < ACCEPT_MAX; i++) {
		struct sockaddr_storage from = { 0 };
		socklen_t len = sizeof from;
		int fd = accept4(watch->fd, (struct sockaddr *)&from, &len,
			SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (fd < 0) {
			if (errno == EMFILE || errno == ENFILE)
				make_room(k);
			return;
		}
		if (atomic_load_explicit(&k->count.connections, memory_order_relaxed) >= most)
			make_room(k);
		connection_accept(k, fd, (struct sockaddr *)&from, len);
	}
}

static error listen_on(struct ctx *cx, struct worker *k)
{
	const struct server_config *config = &k->server->config;
	for (size_t i = 0; i < config->socket_count; i++) {
		k->listeners[i] = (struct loop_watch){ .fd = config->sockets[i],
			.exclusive = true, .ready = listener_ready, .arg = k };
		TRY(loop_watch(cx, k->loop, &k->listeners[i]));
	}
	k->listening = true;
	return OK;
}

static void stop_listening(struct worker *k)
{
	for (size_t i = 0; i < k->server->config.socket_count && k->listening; i++)
		loop_unwatch(k->loop, &k->listeners[i]);
	k->listening = false;
}

/* --- suspended requests --- */

void worker_suspend(struct web *w, enum phase after)
{
	w->phase = PHASE_RUNNING;
	w->after = after;
	w->worker->running_requests++;
	MHD_suspend_connection(w->connection->mhd);
}

static void arrived(struct loop_letter *letter)
{
	struct web *w = (struct web *)((char *)letter - offsetof(struct web, letter));
	w->phase = w->after;
	w->worker->run_again = true;
	w->worker->running_requests--;
	MHD_resume_connection(w->connection->mhd);
}

void worker_resume(struct web *w)
{
	w->letter.open = arrived;
	loop_post(w->worker->loop, &w->letter);
}

/* --- the second's round, and the end --- */

static void sweep(struct loop_timer *t)
{
	struct worker *k = t->arg;
	connection_sweep(k);
	events_sweep(k);
	access_log_flush(k);
	bool empty = k->connections == NULL;
	bool late = monotonic_us() >= k->drain_until_us;
	/* What the store or the pool still has is waited for: it will come back here. */
	if (k->draining && (empty || (late && k->running_requests == 0))) {
		loop_stop(k->loop);
		return;
	}
	loop_timer_set(k->loop, t, monotonic_us() + (k->draining ? SWEEP_US / 20 : SWEEP_US));
}

static void drain(struct loop_letter *letter)
{
	struct worker *k = (struct worker *)((char *)letter - offsetof(struct worker, drain_letter));
	k->draining = true;
	k->drain_until_us = k->drain_wish_us;
	stop_listening(k);
	loop_timer_set(k->loop, &k->sweep, 0);
}

void worker_drain(struct worker *k, int64_t until_us)
{
	k->drain_wish_us = until_us; /* read when the letter is opened */
	k->drain_letter.open = drain;
	loop_post(k->loop, &k->drain_letter);
}

/* --- start and stop --- */

static void *run(void *arg)
{
	struct worker *k = arg;
	loop_run(k->loop);
	return NULL;
}

static size_t unescaped(void *arg, struct MHD_Connection *c, char *s)
{
	(void)arg, (void)c;
	return strlen(s); /* http/url.h does it, strictly */
}

static void library_says(void *arg, const char *fmt, va_list args)
{
	(void)arg, (void)fmt, (void)args; /* clients' faults; ours are seen as outcomes */
}

static error start_daemon(struct ctx *cx, struct worker *k)
{
	const struct server_config *config = &k->server->config;
	bool tls = config->tls_cert.len > 0;
	unsigned flags = MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_ALLOW_SUSPEND_RESUME |
		MHD_USE_ERROR_LOG | (tls ? MHD_USE_TLS : 0);
	struct MHD_OptionItem secure[] = {
		{ MHD_OPTION_HTTPS_MEM_CERT, 0, str_c(cx->arena, config->tls_cert) },
		{ MHD_OPTION_HTTPS_MEM_KEY, 0, str_c(cx->arena, config->tls_key) },
		{ MHD_OPTION_HTTPS_PRIORITIES, 0, "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2" },
		{ MHD_OPTION_END, 0, NULL },
	};
	struct MHD_OptionItem none[] = { { MHD_OPTION_END, 0, NULL } };
	k->daemon = MHD_start_daemon(flags, 0, NULL, NULL, connection_handle, k,
		MHD_OPTION_EXTERNAL_LOGGER, library_says, NULL,
		MHD_OPTION_NOTIFY_CONNECTION, connection_notify, k,
		MHD_OPTION_NOTIFY_COMPLETED, connection_completed, k,
		MHD_OPTION_URI_LOG_CALLBACK, connection_target, k,
		MHD_OPTION_UNESCAPE_CALLBACK, unescaped, NULL,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)LIMIT_CONNECTIONS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)LIMIT_CONNECTION_MEMORY,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)TIMEOUT_SECONDS,
		MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
		MHD_OPTION_ARRAY, tls ? secure : none, MHD_OPTION_END);
	if (k->daemon == NULL)
		return err_new(cx, ERR_INVALID, tls ? "the certificate and key do not fit, or "
						      "are not PEM"
						    : "the HTTP daemon does not start");
	const union MHD_DaemonInfo *info = MHD_get_daemon_info(k->daemon, MHD_DAEMON_INFO_EPOLL_FD);
	k->daemon_watch = (struct loop_watch){ .fd = info->epoll_fd, .ready = daemon_ready,
		.arg = k };
	return loop_watch(cx, k->loop, &k->daemon_watch);
}

error worker_start(struct ctx *cx, struct server *s, struct worker *k)
{
	k->server = s;
	k->arena = arena_create();
	k->log = buf_new(k->arena, LOG_BUFFER);
	k->quick = libdeflate_alloc_compressor(GZIP_QUICK);
	k->thorough = libdeflate_alloc_compressor(GZIP_THOROUGH);
	check(k->quick != NULL && k->thorough != NULL);
	TRY(loop_create(cx, &k->loop));
	TRY(start_daemon(cx, k));
	TRY(listen_on(cx, k));
	loop_before_wait(k->loop, daemon_patience, k);
	k->sweep = (struct loop_timer){ .fire = sweep, .arg = k };
	loop_timer_set(k->loop, &k->sweep, monotonic_us() + SWEEP_US);

	/* Signals are for the main thread; a client that has gone is EPIPE. */
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int failed = pthread_create(&k->thread, NULL, run, k);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (failed != 0)
		return err_new(cx, ERR_UNAVAILABLE, "thread: %s", strerror(failed));
	k->running = true;
	return OK;
}

void worker_join(struct worker *k)
{
	if (k->running)
		pthread_join(k->thread, NULL);
	if (k->daemon != NULL)
		MHD_stop_daemon(k->daemon);
	access_log_flush(k);
	loop_destroy(k->loop);
	connection_free_all(k);
	if (k->quick != NULL)
		libdeflate_free_compressor(k->quick);
	if (k->thorough != NULL)
		libdeflate_free_compressor(k->thorough);
	arena_destroy(k->arena);
}
