/*
 * send.c - from the reply in memory to the library's response
 */
#include "web/exchange.h"

#include <unistd.h>

#include "base/limits.h"
#include "web/http/accept.h"
#include "web/http/etag.h"
#include "web/worker.h"

/* Below this a reply fits one packet as it is. */
enum { COMPRESS_FROM = 1200 };

static const char *const security[][2] = {
	{ "Content-Security-Policy",
		"default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; "
		"base-uri 'none'; form-action 'self'; frame-ancestors 'none'" },
	{ "X-Content-Type-Options", "nosniff" },
	{ "Referrer-Policy", "same-origin" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Cross-Origin-Resource-Policy", "same-origin" },
	{ "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
};

static void put(struct MHD_Response *r, const char *name, const char *value)
{
	check(MHD_add_response_header(r, name, value) == MHD_YES);
}

void send_security_headers(struct MHD_Response *r, bool tls)
{
	for (size_t i = 0; i < sizeof security / sizeof *security; i++)
		put(r, security[i][0], security[i][1]);
	if (tls)
		put(r, "Strict-Transport-Security", "max-age=31536000; includeSubDomains");
}

static bool is_compressible(struct str type)
{
	return str_starts(type, STR("text/")) || str_starts(type, STR("application/json")) ||
		str_starts(type, STR("application/problem+json")) ||
		str_starts(type, STR("application/atom+xml")) ||
		str_starts(type, STR("image/svg+xml"));
}

/* The body as it goes out; *coding is set when it was compressed. */
static struct str compressed(struct web *w, const char **coding)
{
	struct reply *r = &w->reply;
	struct str raw = buf_str(&r->body);
	if (raw.len < COMPRESS_FROM || !is_compressible(r->content_type) ||
		!(accept_codings(w->known[HEADER_ACCEPT_ENCODING]) & CODING_GZIP))
		return raw;
	struct libdeflate_compressor *c = w->worker->compressor;
	size_t room = libdeflate_gzip_compress_bound(c, raw.len);
	char *to = arena_bytes(w->cx.arena, room);
	size_t len = libdeflate_gzip_compress(c, raw.at, raw.len, to, room);
	if (len == 0 || len >= raw.len)
		return raw;
	*coding = "gzip";
	return str_of(to, len);
}

/* A page whose content alone says what it is: not one with a form's token in it. */
static struct str content_tag(struct web *w)
{
	struct reply *r = &w->reply;
	bool token = w->csrf.len > 0 && str_find(buf_str(&r->body), w->csrf) >= 0;
	if (r->etag.len > 0 || w->unsafe || r->status != HTTP_OK || token || r->body.len == 0)
		return r->etag;
	struct etag tag = etag_of(buf_str(&r->body), 0);
	return str_printf(w->cx.arena, "%s", tag.text);
}

static const char *cache_control(const struct web *w)
{
	if (w->unsafe || w->reply.status >= 400 || (w->route != NULL && w->route->api))
		return "no-store";
	if (w->route != NULL && w->route->cached && w->cx.actor->person.v == 0)
		return "public, no-cache";
	return "private, no-cache";
}

static struct MHD_Response *from_buffer(struct web *w)
{
	struct reply *r = &w->reply;
	const char *coding = NULL;
	csrf_remember(w);
	struct str tag = content_tag(w), body = compressed(w, &coding);
	if (tag.len > 0)
		tag = str_printf(w->cx.arena, "%.*s%s", STR_ARG(tag), coding != NULL ? "-g" : "");
	if (tag.len > 0 && etag_matches(w->known[HEADER_IF_NONE_MATCH], tag)) {
		r->status = 304;
		body = STR("");
	}
	struct MHD_Response *m = MHD_create_response_from_buffer(body.len,
		(void *)(uintptr_t)body.at, MHD_RESPMEM_PERSISTENT);
	check(m != NULL);
	w->sent_bytes = body.len;
	if (r->content_type.len > 0)
		put(m, "Content-Type", str_c(w->cx.arena, r->content_type));
	if (coding != NULL)
		put(m, "Content-Encoding", coding);
	if (tag.len > 0)
		put(m, "ETag", str_c(w->cx.arena, str_printf(w->cx.arena, "\"%.*s\"", STR_ARG(tag))));
	put(m, "Vary", "Accept-Encoding, Accept-Language, Cookie");
	return m;
}

static struct MHD_Response *make(struct web *w)
{
	struct MHD_Response *m = from_buffer(w);
	bool kept = false;
	for (size_t i = 0; i < w->reply.headers.len; i++) {
		struct pair h = w->reply.headers.at[i];
		put(m, str_c(w->cx.arena, h.name), str_c(w->cx.arena, h.value));
		kept |= str_eq(h.name, STR("Cache-Control"));
	}
	if (!kept)
		put(m, "Cache-Control", cache_control(w));
	send_security_headers(m, w->tls);
	if (w->worker->draining)
		put(m, "Connection", "close");
	return m;
}

enum MHD_Result send_reply(struct web *w, struct MHD_Connection *mhd)
{
	if (w->outcome == OK && w->reply.body.overflow)
		w->outcome = err_new(&w->cx, ERR_INTERNAL, "the reply passes LIMIT_PAGE");
	if (w->outcome == OK && w->reply.kind == REPLY_NONE)
		w->outcome = err_new(&w->cx, ERR_INTERNAL, "the handler made no reply");
	if (w->outcome != OK)
		reply_error(w, w->outcome);
	w->phase = PHASE_REPLYING;
	w->connection->state = CONNECTION_REPLYING;
	w->connection->since_us = monotonic_us();
	w->connection->moved = 0;
	struct MHD_Response *m = make(w);
	enum MHD_Result queued = MHD_queue_response(mhd, (unsigned)w->reply.status, m);
	MHD_destroy_response(m);
	return queued;
}

void send_finished(struct web *w)
{
	(void)w;
}
