/*
 * dispatch.c - who runs a request, and where
 *
 * Reads run on the loop's thread, in one snapshot. Writes run on a writer of the store;
 * slow routes on the pool. Meanwhile the connection is suspended, and the worker's
 * mailbox brings the exchange back when the outcome is known.
 */
#include "web/engine/exchange.h"

#include "base/limits.h"
#include "store/store.h"
#include "web/http/multipart.h"
#include "web/http/url.h"
#include "web/engine/worker.h"
#include "web/upload.h"

static int method_of(const struct web *w)
{
	static const char *const methods[METHOD_COUNT] = { "GET", "POST", "PUT", "PATCH", "DELETE" };
	for (int m = 0; m < METHOD_COUNT; m++)
		if (str_eq(w->method, str_from(methods[m])))
			return m;
	return w->head ? METHOD_GET : METHOD_COUNT;
}

/* "/cases/" where "/cases" is meant. */
static bool is_with_slash(struct web *w)
{
	if (w->path.len < 2 || w->path.at[w->path.len - 1] != '/' || w->unsafe)
		return false;
	return router_find(w->worker->server->router, str_sub(w->path, 0, w->path.len - 1),
		&w->match);
}

static error find_route(struct web *w)
{
	struct ctx *cx = &w->cx;
	if (!url_path_is_clean(w->path))
		return err_new(cx, ERR_MALFORMED, "the path is not clean");
	if (is_with_slash(w)) {
		struct str path = str_sub(w->path, 0, w->path.len - 1);
		return web_moved(w, "%.*s%s%.*s", STR_ARG(path), w->query.len > 0 ? "?" : "",
			STR_ARG(w->query));
	}
	if (!router_find(w->worker->server->router, w->path, &w->match))
		return err_new(cx, ERR_NOT_FOUND, "no route");
	int m = method_of(w);
	const struct route *get = w->match.routes[METHOD_GET];
	if (m != METHOD_GET && get != NULL && get->fallback)
		return err_new(cx, ERR_NOT_FOUND, "no route");
	w->route = m < METHOD_COUNT ? w->match.routes[m] : NULL;
	if (w->route != NULL)
		return request_params(w);
	if (!str_eq(w->method, STR("OPTIONS")))
		return err_new(cx, ERR_METHOD, "no such method here");
	w->reply.kind = REPLY_BUFFER;
	w->reply.status = HTTP_NO_CONTENT;
	web_set_header(w, "Allow", router_allow(cx->arena, w->match.routes));
	return OK;
}

/* Whether the body goes to the sink of its route. */
static bool is_streamed(const struct web *w)
{
	const struct upload_sink *sink = w->route->upload;

	return sink != NULL && (!sink->form ||
		multipart_boundary(w->cx.arena, w->known[HEADER_CONTENT_TYPE]).len > 0);
}

static int64_t body_limit(const struct web *w)
{
	if (w->route == NULL)
		return 0;
	if (is_streamed(w))
		return LIMIT_ATTACHMENT;
	return w->route->api ? LIMIT_JSON_BODY : LIMIT_FORM_BODY;
}

static error check_size(struct web *w)
{
	if (w->target.len > LIMIT_URL)
		return err_person(&w->cx, ERR_LIMIT, "The address is longer than 8 KB.");
	if (!request_query_is_text(w))
		return err_person(&w->cx, ERR_MALFORMED,
			"What follows the ? in the address is not valid UTF-8 text.");
	if (w->header_bytes > LIMIT_HEADERS)
		return err_person(&w->cx, ERR_LIMIT, "The headers are larger than 16 KB.");
	if (w->content_length > body_limit(w))
		return err_new(&w->cx, ERR_LIMIT, "body of %" PRId64 " bytes", w->content_length);
	w->body = buf_new(w->cx.arena, (size_t)body_limit(w));
	return OK;
}

/* --- identity and rights: with a reader --- */

static bool is_over(struct web *w, uint64_t key, int rate, int burst)
{
	return !rates_take(w->worker->server->rates, key, rate, burst, w->started_us);
}

error dispatch_rate(struct web *w)
{
	bool counts = w->worker->server->config.limit_local || !peer_is_local(w->peer);
	if (counts && !w->rated)
		w->over_rate = is_over(w, rate_address_key(w->peer), LIMIT_REQUEST_RATE,
			LIMIT_REQUEST_BURST);
	w->rated = true;
	return w->over_rate ? err_new(&w->cx, ERR_RATE, "too many requests of an address") : OK;
}

static error permit(struct web *w)
{
	struct ctx *cx = &w->cx;
	TRY(identity_find(w));
	bool counts = cx->actor->person.v != 0 && !w->worker->server->config.unlimited;
	if (counts && is_over(w, rate_account_key(cx->actor->person.v), LIMIT_ACCOUNT_RATE,
			      LIMIT_ACCOUNT_BURST))
		return err_new(cx, ERR_RATE, "too many requests of an account");
	w->permitted = may(cx->actor, w->route->may);
	if (w->permitted)
		return OK;
	bool visitor = cx->actor->person.v == 0;
	return err_new(cx, visitor ? ERR_UNSIGNED : ERR_DENIED, "may not");
}

error dispatch_with_reader(struct web *w, error (*fn)(struct web *))
{
	struct store *store = w->worker->server->config.store;
	if (store == NULL || w->route->bare)
		return fn(w);
	TRY(store_reader(&w->cx, store, &w->cx.db));
	TRY(snapshot_begin(&w->cx));
	AUTO_SNAPSHOT snapshot = &w->cx;
	return fn(w);
}

error dispatch_admit(struct web *w)
{
	TRY(dispatch_rate(w));
	TRY(find_route(w));
	if (w->route == NULL)
		return OK;
	TRY(check_size(w));
	if (w->unsafe && !w->route->api && !w->route->open && !security_origin_is_ours(w))
		return err_person(&w->cx, ERR_DENIED,
			"This form was sent from another site. Open the page here and repeat.");
	if (!w->has_body)
		return OK;
	/* A body is read only from whom it will be taken. */
	TRY(dispatch_with_reader(w, permit));
	return is_streamed(w) ? upload_begin(w) : OK;
}

/* --- running --- */

static error run_here(struct web *w)
{
	if (w->upload != NULL)
		TRY(upload_write(w));
	if (!w->permitted)
		TRY(permit(w));
	return w->route->run(w);
}

static error write_work(struct ctx *cx, void *arg)
{
	struct web *w = arg;
	(void)cx;
	if (w->ran) { /* what was read lazily is in memory that the store took back */
		w->cookies_read = w->queries_read = w->form_read = false;
		w->cx.actor = w->before;
	}
	w->ran = true;
	reply_clear(w);
	return w->route->run(w);
}

static void written(struct store_job *job, error outcome)
{
	struct web *w = (struct web *)job->arg;
	w->outcome = outcome;
	worker_resume(w);
}

static void run_slow(struct pool_job *job)
{
	struct web *w = (struct web *)((char *)job - offsetof(struct web, pool_job));
	w->outcome = dispatch_with_reader(w, run_here);
	worker_resume(w);
}

static error check_form_token(struct web *w)
{
	if (!w->unsafe || w->route->api || w->route->open)
		return OK;
	return csrf_check(w);
}

static bool is_for_pool(const struct route *r)
{
	return r->slow || r->upload != NULL;
}

static bool run_elsewhere(struct web *w)
{
	if (is_for_pool(w->route)) {
		struct server *s = w->worker->server;
		worker_suspend(w, PHASE_DONE);
		w->pool_job.run = run_slow;
		if (!pool_submit(w->route->slow ? s->slow : s->disk, &w->pool_job)) {
			w->outcome = err_new(&w->cx, ERR_UNAVAILABLE, "the pool is full");
			worker_resume(w);
		}
		return true;
	}
	struct store *store = w->worker->server->config.store;
	if (!w->unsafe || store == NULL)
		return false;
	worker_suspend(w, PHASE_DONE);
	w->before = w->cx.actor;
	w->store_job = (struct store_job){
		.cx = &w->cx, .work = write_work, .arg = w, .done = written,
	};
	store_submit(store, &w->store_job);
	return true;
}

/* The right to it, where the body has not asked for that already. */
static error prepare(struct web *w)
{
	if (!w->has_body)
		TRY(dispatch_admit(w));
	if (w->reply.kind != REPLY_NONE)
		return OK;
	if (w->unsafe && !w->permitted)
		TRY(dispatch_with_reader(w, permit));
	if (w->upload != NULL)
		TRY(upload_ended(w));
	return check_form_token(w);
}

void dispatch_run(struct web *w)
{
	w->phase = PHASE_DONE;
	w->seen = cache_now(w->worker->server->cache);
	w->outcome = prepare(w);
	if (w->outcome != OK || w->reply.kind != REPLY_NONE)
		return;
	if (run_elsewhere(w))
		return;
	w->outcome = w->unsafe ? w->route->run(w) : dispatch_with_reader(w, run_here);
}
