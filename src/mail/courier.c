#include "mail/courier.h"

#include <curl/curl.h>
#include <sodium.h>

#include "base/buf.h"
#include "domain/notify/suppression.h"
#include "mail/private_host.h"
#include "mail/sign.h"
#include "mail/smtp_client.h"
#include "os/log.h"

struct courier {
	struct arena *arena;
	CURL *easy; /* of web addresses */
	struct smtp_client *smtp;
	int vault; /* 0: nothing is signed */
	char fault[CURL_ERROR_SIZE];
};

error courier_open(struct ctx *cx, struct courier **out)
{
	struct arena *arena;
	struct courier *c;

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return err_new(cx, ERR_UNAVAILABLE, "libcurl does not start");
	arena = arena_create();
	c = arena_new(arena, struct courier);
	*c = (struct courier){ .arena = arena, .easy = curl_easy_init(),
		.smtp = smtp_client_make(arena) };
	if (c->easy == NULL) {
		arena_destroy(arena);
		return err_new(cx, ERR_UNAVAILABLE, "libcurl gives no handle");
	}
	*out = c;
	return OK;
}

void courier_close(struct courier *c)
{
	if (c == NULL)
		return;
	smtp_client_end(c->smtp);
	curl_easy_cleanup(c->easy);
	arena_destroy(c->arena);
}

static size_t drop_reply(char *at, size_t size, size_t count, void *arg)
{
	(void)at, (void)arg;
	return size * count;
}

static void begin(struct courier *c, struct arena *a, struct str url)
{
	CURL *e = c->easy;

	curl_easy_reset(e); /* keeps the connections */
	c->fault[0] = '\0';
	curl_easy_setopt(e, CURLOPT_ERRORBUFFER, c->fault);
	curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT, (long)COURIER_CONNECT_SECONDS);
	curl_easy_setopt(e, CURLOPT_TIMEOUT, (long)COURIER_SECONDS);
	curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, drop_reply);
	curl_easy_setopt(e, CURLOPT_URL, str_c(a, url));
}

static struct str reason(struct courier *c, struct arena *a, CURLcode code, long status)
{
	const char *text = c->fault[0] != '\0' ? c->fault : curl_easy_strerror(code);

	if (status > 0)
		return str_printf(a, "%ld: %s", status, code == CURLE_OK ? "refused" : text);
	return str_printf(a, "%s", text);
}

static bool is_unreachable(CURLcode code)
{
	return code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_CONNECT ||
		code == CURLE_OPERATION_TIMEDOUT || code == CURLE_SSL_CONNECT_ERROR ||
		code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_USE_SSL_FAILED ||
		code == CURLE_LOGIN_DENIED;
}

/* --- mail --- */

/*
 * The recipient or the message will never do (RFC 5321, 4.2.3). 554 is not among them:
 * a server that dislikes us says it to every message, and may be brought to reason.
 */
static bool is_refusal(long status)
{
	return status == 550 || status == 551 || status == 552 || status == 553 ||
		status == 555 || status == 556;
}

/* "550 5.1.1 no such user" */
static bool says_no_mailbox(struct str reply)
{
	struct str code = str_trim(str_skip(reply, 4)), word;

	return str_starts(reply, STR("5")) && str_cut(&code, ' ', &word) && suppression_is_gone(word);
}

void courier_sign_by(struct courier *c, int vault)
{
	c->vault = vault;
}

/* What kept it from being signed, or nothing. */
static struct str sign(struct courier *c, struct arena *a, const struct settings *s,
	struct courier_letter *l)
{
	struct ctx cx = { .arena = a };

	if (s->mail_pgp_key.len == 0)
		return STR("");
	if (c->vault == 0)
		return STR("nobody keeps the keys");
	error e = mail_sign(&cx, c->vault, s->mail_pgp_key, &l->message);
	if (e == OK)
		return STR("");
	log_error("mail", 0, err_text(a, e));
	return e->text;
}

struct courier_outcome courier_mail(struct courier *c, struct arena *a, const struct settings *s,
	const struct courier_letter *given)
{
	struct courier_letter letter = *given;

	struct str unsigned_why = sign(c, a, s, &letter);
	struct smtp_outcome r = smtp_client_give(c->smtp, a, s,
		&(struct smtp_letter){ letter.from, letter.to, letter.message }, COURIER_SECONDS);
	struct courier_outcome o = { .delivered = r.delivered, .unsigned_why = unsigned_why };

	if (o.delivered)
		return o;
	o.unreachable = is_unreachable(r.code);
	o.refused = !o.unreachable && is_refusal(r.status);
	o.no_mailbox = o.refused && says_no_mailbox(r.why);
	o.why = r.why;
	return o;
}

/* --- web addresses --- */

static struct str signature(struct arena *a, struct str secret, struct str body)
{
	crypto_auth_hmacsha256_state h;
	unsigned char sum[crypto_auth_hmacsha256_BYTES];
	struct buf b = buf_new(a, 2 * sizeof sum + 64);

	crypto_auth_hmacsha256_init(&h, (const unsigned char *)secret.at, secret.len);
	crypto_auth_hmacsha256_update(&h, (const unsigned char *)body.at, body.len);
	crypto_auth_hmacsha256_final(&h, sum);
	buf_put(&b, STR("X-Mainstay-Signature: sha256="));
	buf_hex(&b, str_of(sum, sizeof sum));
	return buf_str(&b);
}

struct courier_outcome courier_post(struct courier *c, struct arena *a, const struct settings *s,
	struct str url, struct str json)
{
	struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
	struct private_host guard = { .allowed = s->webhook_private_hosts };
	long status = 0;

	begin(c, a, url);
	private_host_guard(&guard, c->easy, a, url);
	if (s->escalation_webhook_secret.len > 0)
		headers = curl_slist_append(headers,
			str_c(a, signature(a, s->escalation_webhook_secret, json)));
	curl_easy_setopt(c->easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c->easy, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(c->easy, CURLOPT_POSTFIELDS, str_c(a, json));
	curl_easy_setopt(c->easy, CURLOPT_POSTFIELDSIZE, (long)json.len);
	CURLcode code = curl_easy_perform(c->easy);
	curl_easy_getinfo(c->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_slist_free_all(headers);
	struct courier_outcome o = { .delivered = code == CURLE_OK && status / 100 == 2 };
	if (o.delivered)
		return o;
	o.unreachable = is_unreachable(code) && !guard.stopped;
	o.why = guard.stopped
		? STR("the address is in a private network: add the host to webhook_private_hosts")
		: reason(c, a, code, status);
	return o;
}
