/*
 * static.c - serves the assets
 *
 * Each is three finished responses (as it is, gzip, brotli), made at start.
 */
#include "web/cache/static.h"
#include "web/asset.h"
#include "web/http/accept.h"
#include "web/http/etag.h"
#include "web/engine/worker.h"

struct static_replies {
	struct MHD_Response *raw, *gzip, *br, *not_modified;
};

struct static_files {
	const struct web_asset *all;
	size_t count;
	struct static_replies *replies;
};

static struct MHD_Response *response(const struct web_asset *a, struct str body, const char *coding,
	bool tls)
{
	char tag[160];
	if (body.len == 0 && coding != NULL)
		return NULL;
	struct MHD_Response *m = MHD_create_response_from_buffer(body.len,
		(void *)(uintptr_t)body.at, MHD_RESPMEM_PERSISTENT);
	check(m != NULL);
	snprintf(tag, sizeof tag, "\"%.*s\"", STR_ARG(a->url));
	send_header(m, "Content-Type", a->type);
	send_header(m, "ETag", str_from(tag));
	send_header(m, "Cache-Control", STR("public, max-age=31536000, immutable"));
	if (a->gzip.len > 0 || a->br.len > 0)
		send_header(m, "Vary", STR("Accept-Encoding"));
	if (coding != NULL)
		send_header(m, "Content-Encoding", str_from(coding));
	send_security_headers(m, tls);
	return m;
}

struct static_files *static_new(struct arena *a, const struct web_asset *all, bool tls)
{
	struct static_files *s = arena_new(a, struct static_files);
	s->all = all;
	while (all != NULL && all[s->count].name.len > 0)
		s->count++;
	s->replies = arena_array(a, struct static_replies, s->count);
	for (size_t i = 0; i < s->count; i++)
		s->replies[i] = (struct static_replies){
			.raw = response(&all[i], all[i].raw, NULL, tls),
			.gzip = response(&all[i], all[i].gzip, "gzip", tls),
			.br = response(&all[i], all[i].br, "br", tls),
			.not_modified = response(&all[i], STR(""), NULL, tls),
		};
	return s;
}

void static_free(struct static_files *s)
{
	for (size_t i = 0; s != NULL && i < s->count; i++) {
		MHD_destroy_response(s->replies[i].raw);
		MHD_destroy_response(s->replies[i].not_modified);
		if (s->replies[i].gzip != NULL)
			MHD_destroy_response(s->replies[i].gzip);
		if (s->replies[i].br != NULL)
			MHD_destroy_response(s->replies[i].br);
	}
}

static const struct web_asset *seek(const struct static_files *s, struct str url)
{
	size_t low = 0, high = s->count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = str_cmp(s->all[middle].url, url);
		if (order == 0)
			return &s->all[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

struct MHD_Response *static_find(const struct static_files *s, struct web *w)
{
	if (w->unsafe || !str_starts(w->path, STR("/assets/")))
		return NULL;
	const struct web_asset *a = seek(s, w->path);
	if (a == NULL)
		return NULL;
	const struct static_replies *r = &s->replies[a - s->all];
	unsigned taken = accept_codings(w->known[HEADER_ACCEPT_ENCODING]);
	w->reply.status = HTTP_OK;
	if (etag_matches(w->known[HEADER_IF_NONE_MATCH], a->url)) {
		w->reply.status = 304;
		return r->not_modified;
	}
	if ((taken & CODING_BR) && r->br != NULL) {
		w->sent_bytes = a->br.len;
		return r->br;
	}
	if ((taken & CODING_GZIP) && r->gzip != NULL) {
		w->sent_bytes = a->gzip.len;
		return r->gzip;
	}
	w->sent_bytes = a->raw.len;
	return r->raw;
}
