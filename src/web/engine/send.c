/*
 * send.c - from the reply in memory to the library's response
 */
#include "web/engine/exchange.h"

#include "base/limits.h"
#include "domain/knowledge/views.h"
#include "web/engine/compress.h"
#include "web/http/accept.h"
#include "web/http/etag.h"
#include "web/cache/static.h"
#include "web/engine/worker.h"

/* Below this a reply fits one packet as it is. */
enum { COMPRESS_FROM = 1200 };

#define VARY STR("Accept-Encoding, Accept-Language, Cookie")

static const struct {
	const char *name;
	struct str value;
} security[] = {
	{ "Content-Security-Policy",
		STR_INIT("default-src 'self'; script-src 'self'; style-src 'self'; "
			 "object-src 'none'; base-uri 'none'; form-action 'self'; "
			 "frame-ancestors 'none'") },
	{ "X-Content-Type-Options", STR_INIT("nosniff") },
	{ "Referrer-Policy", STR_INIT("same-origin") },
	{ "Cross-Origin-Opener-Policy", STR_INIT("same-origin") },
	{ "Cross-Origin-Resource-Policy", STR_INIT("same-origin") },
	{ "Permissions-Policy",
		STR_INIT("camera=(), geolocation=(), microphone=(), payment=(), usb=()") },
};

void send_header(struct MHD_Response *r, const char *name, struct str value)
{
	char text[2048];
	check(value.len < sizeof text);
	memcpy(text, value.at, value.len);
	text[value.len] = 0;
	check(MHD_add_response_header(r, name, text) == MHD_YES);
}

void send_security_headers(struct MHD_Response *r, bool tls)
{
	for (size_t i = 0; i < sizeof security / sizeof *security; i++)
		if (MHD_get_response_header(r, security[i].name) == NULL) /* or a stricter one */
			send_header(r, security[i].name, security[i].value);
	if (tls)
		send_header(r, "Strict-Transport-Security", STR("max-age=31536000; includeSubDomains"));
}

static void count(atomic_uint_least64_t *counter)
{
	atomic_fetch_add_explicit(counter, 1, memory_order_relaxed);
}

static void begin_reply(struct web *w)
{
	w->phase = PHASE_REPLYING;
	w->connection->state = CONNECTION_REPLYING;
	w->connection->since_us = w->started_us;
	w->connection->moved = 0;
}

/* --- what is kept --- */

static unsigned codings_of(const struct web *w)
{
	return accept_codings(w->known[HEADER_ACCEPT_ENCODING]);
}

/* A visitor without anything that makes a page theirs. */
static bool may_be_kept(struct web *w)
{
	if (w->unsafe || w->has_body || w->malformed || request_has_identity(w))
		return false;
	return w->known[HEADER_COOKIE].len == 0 || web_cookie(w, "notice").len == 0;
}

static struct cache_key key_of(struct web *w, unsigned coding)
{
	struct buf b = buf_new(w->cx.arena, LIMIT_URL + 256);
	const struct locale *locale = reply_locale(w);
	struct str theme = web_cookie(w, "theme");
	buf_put(&b, w->path);
	buf_char(&b, '?');
	buf_put(&b, w->query);
	buf_printf(&b, "\n%u%d", coding, w->tls);
	buf_put(&b, locale->tag);
	buf_char(&b, ' ');
	buf_put(&b, str_sub(theme, 0, 8));
	return cache_key(w->worker->server->cache, buf_str(&b));
}

static unsigned best(unsigned codings)
{
	return codings & CODING_BR ? CODING_BR : codings & CODING_GZIP;
}

struct use {
	struct web *w;
	struct MHD_Connection *mhd;
};

static void count_view(const struct web *w, article_id article)
{
	struct article_views *views = w->worker->server->config.views;
	if (article.v != 0 && views != NULL && !w->head && w->outcome == OK)
		article_views_count(views, article);
}

static void use_page(void *arg, const struct cache_page *page)
{
	struct use *u = arg;
	struct web *w = u->w;
	bool known = etag_matches(w->known[HEADER_IF_NONE_MATCH], str_from(page->etag));
	w->route = page->route;
	w->reply.status = known ? 304 : HTTP_OK;
	w->sent_bytes = known ? 0 : page->size;
	begin_reply(w);
	count(known ? &w->worker->count.not_modified : &w->worker->count.cache_hits);
	count_view(w, page->viewed);
	MHD_queue_response(u->mhd, (unsigned)w->reply.status,
		known ? page->not_modified : page->whole);
}

bool send_kept(struct web *w, struct MHD_Connection *mhd)
{
	struct MHD_Response *file = static_find(w->worker->server->files, w);
	if (file != NULL) {
		begin_reply(w);
		MHD_queue_response(mhd, (unsigned)w->reply.status, file);
		return true;
	}
	if (!may_be_kept(w))
		return false;
	struct use u = { w, mhd };
	w->key = key_of(w, best(codings_of(w)));
	w->key_made = true;
	return cache_find(w->worker->server->cache, w->key, w->started_us, use_page, &u);
}

/* --- a page in memory --- */

static bool is_compressible(struct str type)
{
	static const struct str kinds[] = { STR_INIT("text/"), STR_INIT("application/json"),
		STR_INIT("application/problem+json"), STR_INIT("application/atom+xml"),
		STR_INIT("application/xml"), STR_INIT("image/svg+xml") };
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_starts(type, kinds[i]))
			return true;
	return false;
}

/* A page whose content alone says what it is: not one with a form's token in it. */
static struct str content_tag(struct web *w)
{
	struct reply *r = &w->reply;
	bool token = w->csrf.len > 0 && str_find(buf_str(&r->body), w->csrf) >= 0;
	if (r->etag.len > 0 || w->unsafe || r->status != HTTP_OK || token || r->body.len == 0)
		return r->etag;
	struct etag tag = etag_of(buf_str(&r->body), 0);
	return str_copy(w->cx.arena, str_from(tag.text));
}

static struct str cache_control(const struct web *w)
{
	if (w->unsafe || w->reply.status >= 400 || (w->route != NULL && w->route->api))
		return STR("no-store");
	if (w->route != NULL && w->route->cached && w->cx.actor->person.v == 0)
		return STR("public, no-cache");
	return STR("private, no-cache");
}

static bool has_header(const struct reply *r, struct str name)
{
	for (size_t i = 0; i < r->headers.len; i++)
		if (str_eq_nocase(r->headers.at[i].name, name))
			return true;
	return false;
}

static void put_headers(struct web *w, struct MHD_Response *m, struct str tag)
{
	struct reply *r = &w->reply;
	if (r->content_type.len > 0)
		send_header(m, "Content-Type", r->content_type);
	if (tag.len > 0)
		send_header(m, "ETag", str_printf(w->cx.arena, "\"%.*s\"", STR_ARG(tag)));
	for (size_t i = 0; i < r->headers.len; i++)
		send_header(m, str_c(w->cx.arena, r->headers.at[i].name), r->headers.at[i].value);
	if (!has_header(r, STR("Cache-Control")))
		send_header(m, "Cache-Control", cache_control(w));
	send_header(m, "Vary", VARY);
	send_security_headers(m, w->tls);
	if (w->worker->draining)
		send_header(m, "Connection", STR("close"));
}

static bool is_for_keeping(const struct web *w)
{
	const struct reply *r = &w->reply;
	return w->key_made && w->route != NULL && w->route->cached && r->status == HTTP_OK &&
		r->follow_count > 0 && w->csrf.len == 0 && !w->worker->draining &&
		w->cx.actor->person.v == 0 && !has_header(r, STR("Set-Cookie"));
}

/* How the body goes out. */
struct wire {
	struct str body, tag;
	const char *coding;
};

static struct wire wire_of(struct web *w, bool keep)
{
	struct str raw = buf_str(&w->reply.body);
	struct wire wire = { .body = raw, .tag = content_tag(w) };
	unsigned coding = best(codings_of(w));
	if (raw.len < COMPRESS_FROM || !is_compressible(w->reply.content_type))
		coding = 0;
	/* What is sent often is worth the better compression, once. */
	if (keep && coding == CODING_BR && compress_br(w->cx.arena, raw, &wire.body))
		wire.coding = "br";
	else if (coding != 0 && compress_gzip(keep ? w->worker->thorough : w->worker->quick,
					w->cx.arena, raw, &wire.body))
		wire.coding = "gzip";
	if (wire.coding != NULL && wire.tag.len > 0)
		wire.tag = str_printf(w->cx.arena, "%.*s-%c", STR_ARG(wire.tag), wire.coding[0]);
	return wire;
}

static struct MHD_Response *response_of(struct web *w, const struct wire *wire, bool keep)
{
	struct MHD_Response *m = MHD_create_response_from_buffer(wire->body.len,
		(void *)(uintptr_t)wire->body.at,
		keep ? MHD_RESPMEM_MUST_COPY : MHD_RESPMEM_PERSISTENT);
	check(m != NULL);
	put_headers(w, m, wire->tag);
	if (wire->coding != NULL)
		send_header(m, "Content-Encoding", str_from(wire->coding));
	return m;
}

static struct MHD_Response *not_modified(struct web *w, struct str tag)
{
	struct wire none = { .tag = tag };
	return response_of(w, &none, true);
}

static struct MHD_Response *buffer_response(struct web *w)
{
	csrf_remember(w);
	bool keep = is_for_keeping(w);
	struct wire wire = wire_of(w, keep);
	bool known = etag_matches(w->known[HEADER_IF_NONE_MATCH], wire.tag);
	if (known && !keep) {
		w->reply.status = 304;
		count(&w->worker->count.not_modified);
		return not_modified(w, wire.tag);
	}
	w->sent_bytes = wire.body.len;
	return response_of(w, &wire, keep);
}

/* Gives the response that was queued to the cache as well. */
static void keep_page(struct web *w, struct MHD_Response *whole)
{
	const char *tag = MHD_get_response_header(whole, "ETag");
	struct str quoted = str_from(tag), inner = str_sub(quoted, 1, quoted.len - 2);
	struct cache_page page = {
		.whole = whole, .not_modified = not_modified(w, inner), .route = w->route,
		.size = w->sent_bytes, .seen = w->seen, .made_us = w->started_us,
		.slot_count = w->reply.follow_count, .viewed = w->reply.viewed,
	};
	check(inner.len < sizeof page.etag);
	memcpy(page.etag, inner.at, inner.len);
	memcpy(page.slots, w->reply.follows, sizeof page.slots);
	cache_keep(w->worker->server->cache, w->key, &page);
}

static struct MHD_Response *make(struct web *w)
{
	struct MHD_Response *m;
	switch (w->reply.kind) {
	case REPLY_FILE:
		m = file_response(w);
		put_headers(w, m, w->reply.etag);
		return m;
	case REPLY_EVENTS:
		m = events_response(w);
		put_headers(w, m, STR(""));
		return m;
	case REPLY_NONE:
	case REPLY_BUFFER:
		break;
	}
	return buffer_response(w);
}

enum MHD_Result send_reply(struct web *w, struct MHD_Connection *mhd)
{
	struct reply *r = &w->reply;
	if (w->outcome == OK && r->body.overflow)
		w->outcome = err_new(&w->cx, ERR_INTERNAL, "the reply passes LIMIT_PAGE");
	if (w->outcome == OK && r->kind == REPLY_NONE)
		w->outcome = err_new(&w->cx, ERR_INTERNAL, "the handler made no reply");
	w->upload_kept = w->outcome == OK;
	if (w->outcome != OK)
		reply_error(w, w->outcome);
	begin_reply(w);
	count_view(w, r->viewed);
	struct MHD_Response *m = make(w);
	bool keep = r->kind == REPLY_BUFFER && is_for_keeping(w);
	enum MHD_Result queued = MHD_queue_response(mhd, (unsigned)r->status, m);
	if (keep)
		keep_page(w, m);
	else
		MHD_destroy_response(m);
	return queued;
}
