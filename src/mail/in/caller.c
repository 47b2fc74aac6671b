#include "mail/in/caller.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/mailin/support_address.h"
#include "os/log.h"
#include "os/metric.h"

struct ctx caller_ctx(struct caller *c)
{
	arena_reset(c->work);
	return (struct ctx){ .arena = c->work, .actor = &actor_system, .now = instant_now(),
		.settings = settings_now(c->listener->config.settings),
		.files = c->listener->config.files };
}

void caller_end(struct caller *c)
{
	struct ctx cx = caller_ctx(c);

	if (c->has_raw)
		raw_drop(&cx, &c->raw);
	tls_end(c->tls);
	close(c->watch.fd);
	listener_forget(c);
	arena_destroy(c->mail);
	arena_destroy(c->work);
	arena_destroy(c->talk); /* and the caller with it */
}

static void destroy(struct loop_timer *t)
{
	caller_end(t->arg);
}

void caller_drop(struct caller *c)
{
	if (c->gone)
		return;
	c->gone = true;
	loop_unwatch(c->listener->loop, &c->watch);
	if (c->waits)
		return; /* the letter comes first */
	c->timer.fire = destroy;
	loop_timer_set(c->listener->loop, &c->timer, monotonic_us());
}

/* --- storing --- */

static enum smtp_verdict verdict_of(error e)
{
	return e == OK ? SMTP_YES : err_is(e, ERR_UNAVAILABLE) ? SMTP_FULL : SMTP_LATER;
}

static enum smtp_verdict judged(struct ctx *cx, error e)
{
	if (e != OK)
		log_error("mail", 0, err_text(cx->arena, e));
	return verdict_of(e);
}

/* On a thread of the pool: the file, then the row. */
static void store(struct pool_job *job)
{
	struct caller *c = (struct caller *)((char *)job - offsetof(struct caller, job));
	AUTO_ARENA arena = arena_create();
	struct ctx cx = { .arena = arena, .actor = &actor_system, .now = instant_now(),
		.settings = settings_now(c->listener->config.settings) };
	mail_in_id id;

	error e = raw_end(&cx, &c->raw);
	if (e == OK)
		e = raw_note(&cx, c->listener->config.store, &c->raw, &c->arrival, &id);
	c->verdict = judged(&cx, e);
	loop_post(c->listener->loop, &c->letter);
}

static void stored(struct loop_letter *letter)
{
	struct caller *c = (struct caller *)((char *)letter - offsetof(struct caller, letter));

	c->waits = false;
	c->has_raw = c->verdict != SMTP_YES;
	if (c->gone) {
		c->timer.fire = destroy;
		loop_timer_set(c->listener->loop, &c->timer, monotonic_us());
		return;
	}
	struct ctx cx = caller_ctx(c);
	if (c->has_raw)
		raw_drop(&cx, &c->raw);
	c->has_raw = false;
	smtp_accepted(&c->smtp, c->verdict);
	caller_go(c);
}

static void submit(struct caller *c)
{
	struct buf to = buf_new(c->mail, (SMTP_PATH_MAX + 1) * LIMIT_MAIL_RECIPIENTS);

	for (size_t i = 0; i < c->smtp.to.len; i++) {
		if (i > 0)
			buf_char(&to, '\n');
		buf_put(&to, str_lower(c->mail, c->smtp.to.at[i]));
	}
	c->arrival = (struct mailin_arrival){ .source = c->config.lmtp ? STR("lmtp") : STR("smtp"),
		.envelope_from = c->smtp.from, .envelope_to = buf_str(&to) };
	c->job.run = store;
	c->letter.open = stored;
	c->waits = true;
	if (!pool_submit(c->listener->pool, &c->job)) {
		c->verdict = SMTP_LATER;
		stored(&c->letter);
	}
}

/* --- events of the talk --- */

static void find_recipient(struct caller *c)
{
	struct ctx cx = caller_ctx(c);
	struct support_address address;
	bool found = false;

	error e = store_reader(&cx, c->listener->config.store, &cx.db);
	if (e == OK)
		e = support_address_find(&cx, c->smtp.path, &address, &found);
	if (e != OK)
		log_error("mail", 0, err_text(cx.arena, e));
	metric_add(METRIC_MAIL_REFUSED, e != OK || !found);
	smtp_recipient(&c->smtp, e != OK ? SMTP_LATER : found ? SMTP_YES : SMTP_NO);
}

/* RFC 5321, 4.4: who had it before, and where it is to be sent back to. */
static struct str trace(struct ctx *cx, struct caller *c)
{
	return str_printf(cx->arena, "Return-Path: <%.*s>\r\nReceived: from [%s]\r\n\tby %.*s with %s%s;"
		"\r\n\t%.*s\r\n", STR_ARG(c->smtp.from), c->peer, STR_ARG(c->config.host),
		c->config.lmtp ? "LMTP" : "ESMTP", c->tls != NULL ? "S" : "",
		STR_ARG(instant_mail(cx->arena, cx->now)));
}

static void begin_mail(struct caller *c)
{
	struct ctx cx = caller_ctx(c);

	c->began_us = monotonic_us();
	if (!listener_may_mail(c)) {
		metric_add(METRIC_MAIL_REFUSED, 1);
		smtp_begun(&c->smtp, SMTP_LATER);
		return;
	}
	error e = raw_begin(&cx, c->listener->config.files, INT64_MAX, &c->raw);
	c->has_raw = e == OK;
	if (e == OK)
		e = raw_put(&cx, &c->raw, trace(&cx, c));
	smtp_begun(&c->smtp, judged(&cx, e));
}

static void keep_bytes(struct caller *c)
{
	struct ctx cx = caller_ctx(c);
	error e = raw_put(&cx, &c->raw, c->smtp.bytes);

	if (e != OK)
		smtp_lost(&c->smtp, judged(&cx, e));
}

static void forget_mail(struct caller *c)
{
	struct ctx cx = caller_ctx(c);

	if (c->has_raw)
		raw_drop(&cx, &c->raw);
	c->has_raw = false;
	metric_add(METRIC_MAIL_REFUSED, 1);
}

static void act(struct caller *c, enum smtp_event e)
{
	switch (e) {
	case SMTP_RECIPIENT:
		find_recipient(c);
		break;
	case SMTP_BEGIN:
		begin_mail(c);
		break;
	case SMTP_BYTES:
		keep_bytes(c);
		break;
	case SMTP_END:
		submit(c);
		break;
	case SMTP_DROP:
		forget_mail(c);
		break;
	case SMTP_STARTTLS:
		c->shake_next = true;
		break;
	case SMTP_CLOSE:
		c->closing = true;
		break;
	case SMTP_MORE:
		break;
	}
}

/* --- bytes --- */

static ssize_t plain(ssize_t n)
{
	return n >= 0 ? n : errno == EAGAIN || errno == EINTR ? TLS_WAIT_IN : TLS_FAILED;
}

static ssize_t send_some(struct caller *c, struct str bytes)
{
	if (c->tls != NULL)
		return tls_write(c->tls, bytes);
	ssize_t n = plain(send(c->watch.fd, bytes.at, bytes.len, MSG_NOSIGNAL));
	return n == TLS_WAIT_IN ? TLS_WAIT_OUT : n;
}

static ssize_t read_some(struct caller *c)
{
	if (c->tls != NULL)
		return tls_read(c->tls, c->in, sizeof c->in);
	return plain(recv(c->watch.fd, c->in, sizeof c->in, 0));
}

/* False when it has to wait, or is gone. */
static bool goes_on(struct caller *c, ssize_t n)
{
	if (n >= 0)
		return true;
	if (n == TLS_FAILED)
		caller_drop(c);
	else
		loop_want(c->listener->loop, &c->watch, n == TLS_WAIT_IN, n == TLS_WAIT_OUT);
	return false;
}

static bool flush(struct caller *c)
{
	while (c->sent < c->smtp.out.len) {
		ssize_t n = send_some(c, str_skip(buf_str(&c->smtp.out), c->sent));
		if (!goes_on(c, n))
			return false;
		c->sent += (size_t)n;
	}
	c->sent = 0;
	buf_clear(&c->smtp.out);
	return true;
}

static bool shake(struct caller *c)
{
	if (c->shake_next) {
		c->shake_next = false;
		c->shaking = true;
		c->in_at = c->in_len = 0;
		c->tls = tls_begin(c->listener->identity, c->watch.fd);
		if (c->tls == NULL) {
			caller_drop(c);
			return false;
		}
	}
	if (!c->shaking)
		return true;
	if (!goes_on(c, tls_handshake(c->tls)))
		return false;
	c->shaking = false;
	smtp_secured(&c->smtp);
	return true;
}

static bool fill(struct caller *c)
{
	if (c->in_at < c->in_len || c->busy)
		return true;
	ssize_t n = read_some(c);
	if (n == 0)
		caller_drop(c);
	if (n == 0 || !goes_on(c, n))
		return false;
	c->in_at = 0;
	c->in_len = (size_t)n;
	loop_timer_set(c->listener->loop, &c->timer,
		monotonic_us() + LIMIT_MAIL_CALLER_SECONDS * US_PER_SECOND);
	return true;
}

static bool is_slow(const struct caller *c)
{
	return c->has_raw && monotonic_us() - c->began_us > LIMIT_MAIL_SECONDS * US_PER_SECOND;
}

/* One event. */
static void step(struct caller *c)
{
	struct str bytes = str_of(c->in + c->in_at, c->in_len - c->in_at);
	enum smtp_event e = smtp_take(&c->smtp, &bytes);

	c->in_at = c->in_len - bytes.len;
	c->busy = e != SMTP_MORE;
	act(c, e);
}

void caller_go(struct caller *c)
{
	/* While a handshake runs nothing else is sent. */
	while (!c->gone && (c->shaking || flush(c)) && shake(c)) {
		if (c->closing) {
			caller_drop(c);
		} else if (c->waits) {
			loop_want(c->listener->loop, &c->watch, false, false);
			return;
		} else if (is_slow(c)) {
			smtp_end(&c->smtp, STR("421 4.4.2 The mail takes too long"));
			c->closing = true;
		} else if (!fill(c)) {
			return;
		} else {
			step(c);
		}
	}
}
