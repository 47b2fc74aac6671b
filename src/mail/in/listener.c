#include "mail/in/listener.h"

#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "domain/account/permission.h"
#include "mail/in/caller.h"
#include "os/file.h"
#include "os/log.h"
#include "os/metric.h"

enum {
	STORE_THREADS = 16, /* that wait for the disk together */
	RATES = 256,        /* addresses that are counted */
	ACCEPT_BATCH = 16,
	STOP_SECONDS = 5,   /* for messages on their way to the disk */
};

/* --- how much an address may --- */

static struct rate *rate_of(struct listener *l, struct peer peer)
{
	struct rate *oldest = NULL;

	for (int i = 0; i < RATES; i++) {
		struct rate *r = &l->rates[i];
		if (memcmp(&r->peer, &peer, sizeof peer) == 0 && r->minute != 0)
			return r;
		if (r->callers == 0 && (oldest == NULL || r->minute < oldest->minute))
			oldest = r;
	}
	if (oldest != NULL)
		*oldest = (struct rate){ .peer = peer, .minute = monotonic_us() };
	return oldest;
}

bool listener_may_mail(struct caller *c)
{
	struct ctx cx = caller_ctx(c);
	int64_t most = cx.settings->mail_in_rate, now = monotonic_us();

	if (c->rate == NULL || most == 0)
		return true;
	if (now - c->rate->minute >= 60 * US_PER_SECOND) {
		c->rate->minute = now;
		c->rate->mails = 0;
	}
	return c->rate->mails++ < most;
}

/* --- who calls --- */

void listener_forget(struct caller *c)
{
	struct listener *l = c->listener;

	if (c->before != NULL)
		c->before->next = c->next;
	else
		l->first = c->next;
	if (c->next != NULL)
		c->next->before = c->before;
	if (c->rate != NULL)
		c->rate->callers--;
	l->callers--;
	metric_set(METRIC_MAIL_CALLERS, l->callers);
	if (l->stopping && l->callers == 0)
		loop_stop(l->loop);
}

static void ready(struct loop_watch *w)
{
	caller_go(w->arg);
}

static void silent(struct loop_timer *t)
{
	struct caller *c = t->arg;

	/* Whoever does not read is not told. */
	smtp_end(&c->smtp, STR("421 4.4.2 Nothing was said for too long"));
	c->closing = true;
	caller_go(c);
	caller_drop(c);
}

static struct caller *caller_new(struct door *d, int fd, struct peer peer)
{
	struct listener *l = d->listener;
	struct arena *talk = arena_create();
	struct caller *c = arena_new(talk, struct caller);

	c->listener = l;
	c->talk = talk;
	c->mail = arena_create();
	c->work = arena_create();
	struct ctx cx = caller_ctx(c);
	struct str host = cx.settings->mail_in_host.len > 0 ? cx.settings->mail_in_host
							   : cx.settings->escalation_host;
	c->config = (struct smtp_config){ .lmtp = d->lmtp, .host = host, .tls = l->identity != NULL,
		.size_max = cx.settings->mail_in_mb * 1024 * 1024,
		.recipients_max = LIMIT_MAIL_RECIPIENTS };
	struct str name = peer_text(cx.arena, peer);
	memcpy(c->peer, name.at, name.len < sizeof c->peer - 1 ? name.len : sizeof c->peer - 1);
	c->watch = (struct loop_watch){ .fd = fd, .ready = ready, .arg = c };
	c->timer = (struct loop_timer){ .fire = silent, .arg = c };
	c->rate = peer_is_local(peer) ? NULL : rate_of(l, peer);
	smtp_open(&c->smtp, &c->config, c->talk, c->mail);
	c->next = l->first;
	if (l->first != NULL)
		l->first->before = c;
	l->first = c;
	l->callers++;
	if (c->rate != NULL)
		c->rate->callers++;
	metric_set(METRIC_MAIL_CALLERS, l->callers);
	return c;
}

static bool is_too_many(struct listener *l, struct peer peer)
{
	const struct settings *s = settings_now(l->config.settings);

	if (l->callers >= s->mail_in_callers)
		return true;
	if (peer_is_local(peer))
		return false;
	struct rate *r = rate_of(l, peer);
	return r == NULL || r->callers >= LIMIT_MAIL_CALLERS_PER_ADDRESS;
}

static void turn_away(int fd)
{
	static const char busy[] = "421 4.3.2 Too many connections; call again later\r\n";

	if (send(fd, busy, sizeof busy - 1, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0)
		metric_add(METRIC_MAIL_REFUSED, 1);
	close(fd);
}

static void welcome(struct door *d, int fd, struct peer peer)
{
	struct listener *l = d->listener;

	if (is_too_many(l, peer)) {
		turn_away(fd);
		return;
	}
	struct caller *c = caller_new(d, fd, peer);
	struct ctx cx = caller_ctx(c);
	loop_timer_set(l->loop, &c->timer, monotonic_us() + LIMIT_MAIL_CALLER_SECONDS * US_PER_SECOND);
	error e = loop_watch(&cx, l->loop, &c->watch);
	if (e != OK) {
		log_error("mail", 0, err_text(cx.arena, e));
		caller_drop(c);
		return;
	}
	caller_go(c);
}

static void knock(struct loop_watch *w)
{
	struct door *d = w->arg;

	for (int i = 0; i < ACCEPT_BATCH; i++) {
		struct sockaddr_storage from = { .ss_family = AF_UNIX };
		socklen_t len = sizeof from;
		int fd = accept4(w->fd, (struct sockaddr *)&from, &len, SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (fd < 0)
			return;
		welcome(d, fd, peer_of((struct sockaddr *)&from));
	}
}

/* --- the thread --- */

static void *run(void *arg)
{
	struct listener *l = arg;

	loop_run(l->loop);
	return NULL;
}

static error open_door(struct ctx *cx, struct listener *l, struct str address, bool lmtp)
{
	struct door *d = &l->doors[lmtp];

	if (address.len == 0)
		return OK;
	*d = (struct door){ .listener = l, .lmtp = lmtp, .watch = { .ready = knock } };
	d->watch.arg = d;
	TRY(socket_listen(cx, address, &d->watch.fd));
	d->open = true;
	/* Like a port: whoever is on this machine may call; the folder says who is. */
	if (str_starts(address, STR("unix:")) && chmod(str_c(cx->arena, str_skip(address, 5)), 0666) != 0)
		return err_os(cx, "open to all", address);
	TRY(loop_watch(cx, l->loop, &d->watch));
	log_info("mail", 0, str_printf(cx->arena, "taking mail by %s on %.*s", lmtp ? "LMTP" : "SMTP",
		STR_ARG(socket_name(cx->arena, d->watch.fd))));
	return OK;
}

static error start(struct ctx *cx, struct listener *l)
{
	const struct listener_config *c = &l->config;

	if (c->cert.len > 0)
		TRY(tls_identity_load(cx, c->cert, c->key, &l->identity));
	TRY(loop_create(cx, &l->loop));
	TRY(pool_create(cx, STORE_THREADS, LIMIT_CONNECTIONS, &l->pool));
	TRY(open_door(cx, l, c->smtp, false));
	TRY(open_door(cx, l, c->lmtp, true));
	int failed = pthread_create(&l->thread, NULL, run, l);
	if (failed != 0)
		return err_new(cx, ERR_UNAVAILABLE, "mail: no thread: error %d", failed);
	l->running = true;
	return OK;
}

error listener_start(struct ctx *cx, const struct listener_config *config, struct listener **out)
{
	struct arena *arena = arena_create();
	struct listener *l = arena_new(arena, struct listener);

	*l = (struct listener){ .arena = arena, .config = *config,
		.rates = arena_array(arena, struct rate, RATES) };
	error e = start(cx, l);
	if (e != OK) {
		listener_stop(l);
		return e;
	}
	*out = l;
	return OK;
}

struct str listener_name(struct arena *a, const struct listener *l, bool lmtp)
{
	return l->doors[lmtp].open ? socket_name(a, l->doors[lmtp].watch.fd) : STR("");
}

/* --- the end --- */

static void give_up(struct loop_timer *t)
{
	loop_stop(((struct listener *)t->arg)->loop);
}

/* On the loop's thread: those who are waiting for their 250 get it. */
static void begin_stop(struct loop_letter *letter)
{
	struct listener *l = (struct listener *)((char *)letter - offsetof(struct listener, stop));

	l->stopping = true;
	for (int i = 0; i < 2; i++)
		if (l->doors[i].open)
			loop_unwatch(l->loop, &l->doors[i].watch);
	for (struct caller *c = l->first; c != NULL; c = c->next) {
		c->closing = true;
		if (!c->waits && !c->gone) {
			smtp_end(&c->smtp, STR("421 4.3.2 The center stops; call again later"));
			caller_go(c);
			caller_drop(c);
		}
	}
	if (l->callers == 0)
		loop_stop(l->loop);
	l->stop_timer = (struct loop_timer){ .fire = give_up, .arg = l };
	loop_timer_set(l->loop, &l->stop_timer, monotonic_us() + STOP_SECONDS * US_PER_SECOND);
}

void listener_stop(struct listener *l)
{
	if (l == NULL)
		return;
	if (l->running) {
		l->stop.open = begin_stop;
		loop_post(l->loop, &l->stop);
		pthread_join(l->thread, NULL);
	}
	pool_destroy(l->pool);
	while (l->first != NULL) /* who did not leave in time */
		caller_end(l->first);
	for (int i = 0; i < 2; i++)
		if (l->doors[i].open)
			close(l->doors[i].watch.fd);
	loop_destroy(l->loop);
	tls_identity_drop(l->identity);
	arena_destroy(l->arena);
}
