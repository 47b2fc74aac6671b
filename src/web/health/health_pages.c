#include "web/health/health_pages.h"

#include <sys/resource.h>
#include <unistd.h>

#include "os/file.h"
#include "os/metric.h"
#include "web/engine/worker.h"

#define PLAIN "text/plain; charset=utf-8"

static error health(struct web *w)
{
	buf_put(web_text(w, HTTP_OK, PLAIN), STR("ok\n"));
	return OK;
}

/* With a store, a reader and its snapshot were had before this runs. */
static error readiness(struct web *w)
{
	const struct server *s = w->worker->server;
	struct buf lines = buf_new(w->cx.arena, 4096);
	bool ready = s->config.hooks.ready == NULL || s->config.hooks.ready(&w->cx, &lines);
	ready = heart_lines(&lines) && ready;
	bool stopping = w->worker->draining;
	struct buf *out = web_text(w, ready && !stopping ? HTTP_OK : 503, PLAIN);
	buf_put(out, stopping ? STR("stopping\n") : ready ? STR("ready\n") : STR("not ready\n"));
	buf_put(out, buf_str(&lines));
	web_set_header(w, "Cache-Control", STR("no-store"));
	return OK;
}

/* --- metrics --- */

static void one(struct buf *out, const char *name, bool counter, const char *help, double value)
{
	buf_printf(out, "# HELP mainstay_%s %s\n# TYPE mainstay_%s %s\nmainstay_%s %.17g\n", name, help,
		name, counter ? "counter" : "gauge", name, value);
}

static double sum(const struct server *s, size_t at)
{
	double total = 0;
	for (int i = 0; i < s->worker_count; i++) {
		const atomic_uint_least64_t *n =
			(const void *)((const char *)&s->workers[i].count + at);
		total += (double)atomic_load_explicit(n, memory_order_relaxed);
	}
	return total;
}

#define SUM(s, m) sum((s), offsetof(struct counters, m))

static void of_requests(struct buf *out, const struct server *s)
{
	static const char *const kinds[6] = { "other", "1xx", "2xx", "3xx", "4xx", "5xx" };
	buf_put(out, STR("# HELP mainstay_http_requests_total Requests answered.\n"
			 "# TYPE mainstay_http_requests_total counter\n"));
	for (size_t i = 0; i < 6; i++)
		buf_printf(out, "mainstay_http_requests_total{status=\"%s\"} %.0f\n", kinds[i],
			sum(s, offsetof(struct counters, by_status) +
					i * sizeof(atomic_uint_least64_t)));
	one(out, "http_request_seconds_total", true, "From the request line to the reply's end.",
		SUM(s, us) / 1e6);
	one(out, "http_bytes_total", true, "Bodies sent.", SUM(s, bytes_out));
	one(out, "http_not_modified_total", true, "Replies of 304.", SUM(s, not_modified));
	one(out, "http_slow_clients_total", true, "Connections ended for slowness.",
		SUM(s, slow_clients));
	one(out, "http_refused_total", true, "Connections beyond an address's share.",
		SUM(s, refused));
}

static void of_server(struct buf *out, struct server *s)
{
	size_t bytes, pages;
	int connections = 0;
	for (int i = 0; i < s->worker_count; i++)
		connections += atomic_load_explicit(&s->workers[i].count.connections,
			memory_order_relaxed);
	cache_size(s->cache, &bytes, &pages);
	one(out, "http_connections", false, "Open connections.", connections);
	one(out, "http_event_streams", false, "Open event streams.", atomic_load(&s->streams));
	one(out, "page_cache_hits_total", true, "Pages sent from the cache.", SUM(s, cache_hits));
	one(out, "page_cache_bytes", false, "Size of the page cache.", (double)bytes);
	one(out, "page_cache_pages", false, "Pages in the cache.", (double)pages);
	one(out, "pool_waiting", false, "Slow requests that wait for a thread.",
		pool_waiting(s->slow));
	one(out, "uptime_seconds", false, "Since the start.",
		(double)(monotonic_us() - s->started_us) / 1e6);
}

static void of_process(struct web *w, struct buf *out)
{
	struct rusage use;
	struct str statm, part;
	int64_t pages = 0;
	getrusage(RUSAGE_SELF, &use);
	double cpu = (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
		(double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
	one(out, "cpu_seconds_total", true, "CPU time of the process.", cpu);
	if (file_read_all(&w->cx, STR("/proc/self/statm"), 256, &statm) == OK &&
		str_cut(&statm, ' ', &part) && str_cut(&statm, ' ', &part) && str_int(part, &pages))
		one(out, "resident_bytes", false, "Memory of the process.",
			(double)pages * (double)sysconf(_SC_PAGESIZE));
}

static error metrics(struct web *w)
{
	struct server *s = w->worker->server;
	bool trusted = peer_is_local(w->peer);
	for (size_t i = 0; i < s->trusted_count && !trusted; i++)
		trusted = peer_in(w->peer, s->trusted[i]);
	if (!trusted)
		return err_new(&w->cx, ERR_NOT_FOUND, "metrics are for trusted addresses");
	struct buf *out = web_text(w, HTTP_OK, "text/plain; version=0.0.4; charset=utf-8");
	web_set_header(w, "Cache-Control", STR("no-store"));
	of_requests(out, s);
	of_server(out, s);
	of_process(w, out);
	metric_print(out);
	return OK;
}

const struct route health_routes[] = {
	GET("/healthz", health, .may = MAY_ANYONE, .bare = true),
	GET("/readyz", readiness, .may = MAY_ANYONE),
	GET("/metrics", metrics, .may = MAY_ANYONE, .bare = true),
	ROUTES_END
};
