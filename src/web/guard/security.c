/*
 * security.c - forms come from our own pages
 *
 * A form holds a token that is bound to the session's cookie, or for a visitor to a
 * random cookie: another site can neither read nor guess it. Each page masks it anew,
 * so that compression tells nothing about it. Origin and Sec-Fetch-Site are checked
 * besides, where the browser sends them.
 */
#include <sodium.h>

#include "base/utf8.h"
#include "web/form.h"
#include "web/engine/worker.h"

enum { MAC = 16, SEED = 16, TOKEN_TEXT = 43 };

#define VISIT "visit"

static struct str base64(struct arena *a, const unsigned char *at, size_t len)
{
	const int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
	size_t max = sodium_base64_encoded_len(len, variant);
	char *text = arena_bytes(a, max);
	sodium_bin2base64(text, max, at, len, variant);
	return str_of(text, max - 1);
}

static void sign(struct web *w, const char *purpose, struct str what, unsigned char mac[MAC])
{
	crypto_generichash_state state;
	crypto_generichash_init(&state, w->worker->server->secret, 32, MAC);
	crypto_generichash_update(&state, (const unsigned char *)purpose, strlen(purpose) + 1);
	crypto_generichash_update(&state, (const unsigned char *)what.at, what.len);
	crypto_generichash_final(&state, mac, MAC);
}

/* --- form tokens --- */

/* What the token is bound to: empty when the client has no cookie yet. */
static struct str binding(struct web *w)
{
	return web_cookie(w, w->session != NULL ? WEB_SESSION : VISIT);
}

struct str csrf_token(struct web *w)
{
	struct str bound = binding(w);
	if (bound.len == 0) {
		unsigned char seed[SEED];
		randombytes_buf(seed, sizeof seed);
		bound = w->new_visit = base64(w->cx.arena, seed, sizeof seed);
	}
	unsigned char token[2 * MAC], mac[MAC];
	sign(w, "form", bound, mac);
	randombytes_buf(token, MAC);
	for (size_t i = 0; i < MAC; i++)
		token[MAC + i] = token[i] ^ mac[i];
	return w->csrf = base64(w->cx.arena, token, sizeof token);
}

/* --- what comes back in a form --- */

static void sign_for_actor(struct web *w, struct str text, unsigned char mac[MAC])
{
	struct ctx *cx = &w->cx;

	sign(w, "mark", str_printf(cx->arena, "%" PRId64 " %.*s", cx->actor->person.v, STR_ARG(text)),
		mac);
}

struct str web_mark(struct web *w, struct str text)
{
	unsigned char mac[MAC];

	sign_for_actor(w, text, mac);
	return base64(w->cx.arena, mac, MAC);
}

bool web_is_marked(struct web *w, struct str text, struct str mark)
{
	struct str right = web_mark(w, text);

	return mark.len == right.len && sodium_memcmp(mark.at, right.at, right.len) == 0;
}

/* A hash: the cookie itself is a secret. Without a key: it says the same on each node. */
struct str web_visit(struct web *w)
{
	struct str cookie = web_cookie(w, VISIT);
	unsigned char *hash = (unsigned char *)arena_bytes(w->cx.arena, MAC);
	if (w->session != NULL || cookie.len == 0)
		return STR("");
	crypto_generichash(hash, MAC, (const unsigned char *)cookie.at, cookie.len, NULL, 0);
	return str_of(hash, MAC);
}

static bool is_valid(struct web *w, struct str text)
{
	unsigned char token[2 * MAC], mac[MAC];
	size_t len = 0;
	struct str bound = binding(w);
	if (bound.len == 0 || text.len != TOKEN_TEXT ||
		sodium_base642bin(token, sizeof token, text.at, text.len, NULL, &len, NULL,
			sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
		len != sizeof token)
		return false;
	sign(w, "form", bound, mac);
	for (size_t i = 0; i < MAC; i++)
		token[i] ^= token[MAC + i];
	return sodium_memcmp(token, mac, MAC) == 0;
}

error csrf_check(struct web *w)
{
	struct str token = web_header(w, "X-CSRF-Token");
	TRY(form_read(w)); /* also for a handler that asks for no field */
	if (token.len == 0)
		pairs_get(&w->form, STR("csrf"), 0, &token);
	if (is_valid(w, token))
		return OK;
	return err_person(&w->cx, ERR_DENIED,
		"This form is too old, or cookies are off. Go back, reload the page and repeat.");
}

/* Only a page that has a form needs the cookie. */
void csrf_remember(struct web *w)
{
	if (w->new_visit.len > 0 && str_find(buf_str(&w->reply.body), w->csrf) >= 0)
		web_set_cookie(w, VISIT, w->new_visit, (struct cookie_options){ 0 });
}

bool security_origin_is_ours(struct web *w)
{
	struct str origin = w->known[HEADER_ORIGIN], site = w->known[HEADER_SEC_FETCH_SITE];
	if (site.len > 0 && !str_eq(site, STR("same-origin")) && !str_eq(site, STR("none")))
		return false;
	if (origin.len == 0)
		return true; /* then the token alone decides */
	if (str_eq_nocase(origin, web_origin(w)))
		return true;
	/* A proxy that ends TLS may not tell us; its host is ours all the same. */
	if (w->worker->server->config.origin.len > 0 || w->cx.settings->origin.len > 0)
		return false;
	ptrdiff_t scheme = str_find(origin, STR("://"));
	return scheme > 0 && str_eq_nocase(str_skip(origin, (size_t)scheme + 3), w->known[HEADER_HOST]);
}

/* --- the sentence on the next page --- */

#define NOTICE "notice"

void web_notice(struct web *w, struct msg m)
{
	unsigned char mac[MAC];
	struct str said = locale_text(reply_locale(w), w->cx.arena, m.text);
	sign(w, NOTICE, said, mac);
	struct str signature = base64(w->cx.arena, mac, MAC);
	struct str text = base64(w->cx.arena, (const unsigned char *)said.at, said.len);
	web_set_cookie(w, NOTICE, str_printf(w->cx.arena, "%.*s.%.*s", STR_ARG(signature),
		STR_ARG(text)), (struct cookie_options){ .max_age_s = 60 });
}

struct str notice_take(struct web *w)
{
	struct str value = web_cookie(w, NOTICE), signature;
	/* A script that renews parts of a page must not take what the next page is to say. */
	if (value.len == 0 || web_header(w, "X-Partial").len > 0)
		return STR("");
	web_set_cookie(w, NOTICE, STR(""), (struct cookie_options){ .max_age_s = -1 });
	size_t len = 0;
	unsigned char *text = arena_bytes(w->cx.arena, value.len + 1), mac[MAC];
	if (!str_cut(&value, '.', &signature) ||
		sodium_base642bin(text, value.len + 1, value.at, value.len, NULL, &len, NULL,
			sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
		return STR("");
	struct str notice = str_of(text, len);
	sign(w, NOTICE, notice, mac);
	if (!str_eq(base64(w->cx.arena, mac, MAC), signature) || !utf8_is_text(notice))
		return STR("");
	return notice;
}
