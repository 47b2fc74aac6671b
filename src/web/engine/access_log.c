/*
 * access_log.c - one line a request, without anything that people wrote
 *
 * The route's pattern stands for the path: an id in a path may be personal.
 */
#include "os/log.h"
#include "web/engine/worker.h"

enum { LOG_LINE = 512 };

void access_log_flush(struct worker *k)
{
	log_write(buf_str(&k->log));
	buf_clear(&k->log);
}

void access_log_put(struct web *w)
{
	struct worker *k = w->worker;
	int64_t us = monotonic_us() - w->started_us;
	unsigned kind = (unsigned)w->reply.status / 100;
	atomic_fetch_add_explicit(&k->count.requests, 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&k->count.by_status[kind < 6 ? kind : 0], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&k->count.bytes_out, w->sent_bytes, memory_order_relaxed);
	atomic_fetch_add_explicit(&k->count.us, (uint64_t)us, memory_order_relaxed);
	if (k->server->config.quiet)
		return;
	if (k->log.len + LOG_LINE > LOG_BUFFER)
		access_log_flush(k);
	struct arena_mark mark = arena_mark(w->cx.arena);
	struct str at = instant_iso(w->cx.arena, w->cx.now);
	buf_printf(&k->log, "at=%.*s area=request method=%.*s route=%s status=%d bytes=%" PRId64
		" us=%" PRId64 " trace=%016" PRIx64 "\n", STR_ARG(at),
		(int)(w->method.len < 8 ? w->method.len : 8), w->method.at,
		w->route != NULL ? w->route->path : "-", w->reply.status, w->sent_bytes, us,
		w->cx.trace);
	arena_release(w->cx.arena, mark);
}
