#include "web/engine/exchange.h"

#include <strings.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "web/http/url.h"
#include "web/engine/worker.h"

static const struct str names[HEADER_KNOWN] = {
	[HEADER_HOST] = STR_INIT("Host"),
	[HEADER_COOKIE] = STR_INIT("Cookie"),
	[HEADER_ACCEPT_ENCODING] = STR_INIT("Accept-Encoding"),
	[HEADER_ACCEPT_LANGUAGE] = STR_INIT("Accept-Language"),
	[HEADER_IF_NONE_MATCH] = STR_INIT("If-None-Match"),
	[HEADER_AUTHORIZATION] = STR_INIT("Authorization"),
	[HEADER_CONTENT_TYPE] = STR_INIT("Content-Type"),
	[HEADER_CONTENT_LENGTH] = STR_INIT("Content-Length"),
	[HEADER_TRANSFER_ENCODING] = STR_INIT("Transfer-Encoding"),
	[HEADER_ORIGIN] = STR_INIT("Origin"),
	[HEADER_SEC_FETCH_SITE] = STR_INIT("Sec-Fetch-Site"),
	[HEADER_FORWARDED_FOR] = STR_INIT("X-Forwarded-For"),
	[HEADER_FORWARDED_PROTO] = STR_INIT("X-Forwarded-Proto"),
	[HEADER_EXPECT] = STR_INIT("Expect"),
	[HEADER_RANGE] = STR_INIT("Range"),
	[HEADER_IF_RANGE] = STR_INIT("If-Range"),
};

/* A second one of these would let two readers of the request disagree about it. */
static bool is_single(enum known_header h)
{
	return h == HEADER_HOST || h == HEADER_CONTENT_LENGTH ||
		h == HEADER_TRANSFER_ENCODING || h == HEADER_AUTHORIZATION ||
		h == HEADER_CONTENT_TYPE;
}

/* token of RFC 9110, 5.6.2: the library lets "Content-Length :" through. */
static bool is_token(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		if (!str_is_alpha(c) && !str_is_digit(c) && (c == 0 || !strchr("!#$%&'*+-.^_`|~", c)))
			return false;
	}
	return s.len > 0;
}

static enum MHD_Result each_header(void *arg, enum MHD_ValueKind kind, const char *name,
	size_t name_len, const char *value, size_t value_len)
{
	struct web *w = arg;
	struct str key = str_of(name, name_len);
	w->header_bytes += name_len + value_len + 4;
	if (value == NULL || !is_token(key)) {
		w->malformed = true;
		return MHD_YES;
	}
	for (int h = 0; h < HEADER_KNOWN; h++) {
		if (names[h].len != name_len || (names[h].at[0] | 0x20) != (name[0] | 0x20) ||
			strncasecmp(names[h].at, name, name_len) != 0)
			continue;
		if (w->known[h].at == NULL)
			w->known[h] = str_of(value, value_len);
		else if (is_single(h))
			w->malformed = true;
		else if (h == HEADER_COOKIE) /* HTTP/2 proxies may split it */
			w->known[h] = str_printf(w->cx.arena, "%.*s; %.*s",
				STR_ARG(w->known[h]), (int)value_len, value);
		break;
	}
	return MHD_YES;
}

static void read_length(struct web *w)
{
	struct str length = w->known[HEADER_CONTENT_LENGTH];
	struct str coding = w->known[HEADER_TRANSFER_ENCODING];
	if (coding.at != NULL) {
		/* Both, or any other coding: a proxy might see another end of the body. */
		w->has_body = true;
		w->content_length = -1;
		w->malformed |= length.at != NULL || !str_eq_nocase(coding, STR("chunked"));
	} else if (length.at != NULL) {
		w->malformed |= !str_int(length, &w->content_length) || w->content_length < 0;
		w->has_body = w->content_length > 0;
	}
}

/* The client behind the nearest proxy that is not ours. */
static void read_forwarded(struct web *w)
{
	const struct server *s = w->worker->server;
	struct str list = w->known[HEADER_FORWARDED_FOR], one;
	w->peer = w->connection->peer;
	w->tls = s->config.tls_cert.len > 0;
	bool trusted = false;
	for (size_t i = 0; i < s->trusted_count && !trusted; i++)
		trusted = peer_in(w->peer, s->trusted[i]);
	if (!trusted)
		return;
	/* Each proxy appends who called it: the last one was written by our own. */
	while (list.len > 0) {
		ptrdiff_t comma = str_rfind_char(list, ',');
		one = str_trim(str_skip(list, (size_t)(comma + 1)));
		list = comma < 0 ? STR("") : str_sub(list, 0, (size_t)comma);
		struct peer p;
		if (!peer_parse(one, &p))
			break;
		w->peer = p;
		trusted = false;
		for (size_t i = 0; i < s->trusted_count && !trusted; i++)
			trusted = peer_in(p, s->trusted[i]);
		if (!trusted)
			break;
	}
	struct str proto = w->known[HEADER_FORWARDED_PROTO];
	if (proto.len > 0)
		w->tls = str_eq_nocase(proto, STR("https"));
}

void request_read(struct web *w, struct MHD_Connection *mhd)
{
	struct str target = url_target_path(w->target);
	ptrdiff_t mark = str_find_char(target, '?');
	w->path = mark < 0 ? target : str_sub(target, 0, (size_t)mark);
	w->query = mark < 0 ? STR("") : str_skip(target, (size_t)mark + 1);
	w->head = str_eq(w->method, STR("HEAD"));
	w->unsafe = !w->head && !str_eq(w->method, STR("GET")) &&
		!str_eq(w->method, STR("OPTIONS"));
	MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, each_header, w);
	read_length(w);
	read_forwarded(w);
}

const pair_list *request_cookies(struct web *w)
{
	if (!w->cookies_read) {
		w->cookies_read = true;
		enum pairs_outcome ignored =
			pairs_cookies(w->cx.arena, w->known[HEADER_COOKIE], &w->cookies);
		(void)ignored; /* too many: those that fit */
	}
	return &w->cookies;
}

struct str cookie_name(struct web *w, const char *name)
{
	return str_printf(w->cx.arena, "%s%s", w->tls ? "__Host-" : "", name);
}

bool request_has_identity(struct web *w)
{
	if (w->known[HEADER_AUTHORIZATION].len > 0)
		return true;
	if (w->route != NULL && w->route->api)
		return false; /* cookies count for nothing there */
	return w->known[HEADER_COOKIE].len > 0 && web_cookie(w, WEB_SESSION).len > 0;
}

error request_params(struct web *w)
{
	for (size_t i = 0; i < ROUTE_PARAMS_MAX; i++)
		if (w->match.values[i].len > 0 &&
			!url_decode(w->cx.arena, w->match.values[i], false, &w->params[i]))
			return err_new(&w->cx, ERR_MALFORMED, "path part %zu is not text", i);
	return OK;
}

/* --- what handlers ask --- */

struct ctx *web_ctx(struct web *w)
{
	return &w->cx;
}

int web_parse_role(struct web *w)
{
	return w->worker->server->config.parse;
}

int web_vault_role(struct web *w)
{
	return w->worker->server->config.vault;
}

void web_set_actor(struct web *w, const struct actor *actor)
{
	w->cx.actor = actor;
}

struct str web_method(struct web *w)
{
	return w->head ? STR("GET") : w->method;
}

struct str web_path(struct web *w)
{
	return w->path;
}

struct str web_path_text(struct web *w, const char *name)
{
	int i = router_param(w->route, str_from(name));
	check(i >= 0); /* the handler names a part that its route has not */
	return w->params[i];
}

int64_t web_path_id(struct web *w, const char *name)
{
	int64_t id;
	return str_int(web_path_text(w, name), &id) && id >= 0 ? id : -1;
}

bool request_query_is_text(struct web *w)
{
	if (w->queries_read)
		return true;
	w->queries_read = true;
	if (pairs_urlencoded(w->cx.arena, w->query, &w->queries) != PAIRS_MALFORMED)
		return true;
	w->queries = (pair_list){ 0 };
	return false;
}

bool web_query_nth(struct web *w, const char *name, size_t n, struct str *out)
{
	bool readable = request_query_is_text(w);
	(void)readable; /* or it would not have come here */
	return pairs_get(&w->queries, str_from(name), n, out);
}

struct str web_query(struct web *w, const char *name)
{
	struct str value;
	return web_query_nth(w, name, 0, &value) ? value : STR("");
}

int64_t web_query_int(struct web *w, const char *name, int64_t otherwise)
{
	int64_t n;
	return str_int(web_query(w, name), &n) ? n : otherwise;
}

error web_query_number(struct web *w, const char *name, int64_t min, int64_t max, int64_t *out)
{
	struct str value;
	int64_t n;
	if (!web_query_nth(w, name, 0, &value))
		return OK;
	if (!str_int(value, &n) || n < min || n > max)
		return err_numbers(&w->cx, name, "This must be a whole number between {1} and {2}.",
			min, max);
	*out = n;
	return OK;
}

bool web_has_header(struct web *w, const char *name)
{
	return MHD_lookup_connection_value_n(w->connection->mhd, MHD_HEADER_KIND, name,
		strlen(name), NULL, NULL) == MHD_YES;
}

struct str web_header(struct web *w, const char *name)
{
	const char *value = NULL;
	size_t len = 0;
	if (MHD_lookup_connection_value_n(w->connection->mhd, MHD_HEADER_KIND, name, strlen(name),
		    &value, &len) != MHD_YES || value == NULL)
		return STR("");
	struct str s = str_of(value, len);
	return utf8_is_text(s) ? s : STR("");
}

struct str web_cookie(struct web *w, const char *name)
{
	struct str value;
	return pairs_get(request_cookies(w), cookie_name(w, name), 0, &value) ? value : STR("");
}

struct str web_body(struct web *w)
{
	return buf_str(&w->body);
}

struct str web_address(struct web *w)
{
	return peer_text(w->cx.arena, w->peer);
}

bool web_is_tls(struct web *w)
{
	return w->tls;
}

/* letters, digits, dots, dashes, and a port or an IPv6 literal */
static bool is_host(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!str_is_alpha(s.at[i]) && !str_is_digit(s.at[i]) &&
			(s.at[i] == 0 || !strchr(".-:[]", s.at[i])))
			return false;
	return s.len > 0 && s.len <= 255;
}

struct str web_origin(struct web *w)
{
	if (w->worker->server->config.origin.len > 0)
		return w->worker->server->config.origin;
	if (w->cx.settings->origin.len > 0)
		return w->cx.settings->origin;
	struct str host = w->known[HEADER_HOST];
	if (!is_host(host))
		host = STR("localhost");
	return str_printf(w->cx.arena, "http%s://%.*s", w->tls ? "s" : "", STR_ARG(host));
}
