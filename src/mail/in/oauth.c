#include "mail/in/oauth.h"

#include <curl/curl.h>
#include <jansson.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "mail/curl_buf.h"

/* Of an endpoint that does not say how long a token lives. */
enum { LIFE_S = 300, LIFE_MAX_S = 7 * 24 * 3600, SAID_MAX = 200 };

static void put(struct buf *out, CURL *e, const char *name, struct str value)
{
	char *text = value.len > 0 ? curl_easy_escape(e, value.at, (int)value.len) : NULL;

	if (text != NULL)
		buf_printf(out, "&%s=%s", name, text);
	curl_free(text);
}

static struct str question(struct ctx *cx, CURL *e, const struct mailbox *b,
	const struct mailbox_secrets *s)
{
	struct buf out = buf_new(cx->arena, OAUTH_ANSWER_MAX);

	buf_printf(&out, "grant_type=%s", s->secret.len > 0 ? "refresh_token" : "client_credentials");
	put(&out, e, "refresh_token", s->secret);
	put(&out, e, "client_id", b->client_id);
	put(&out, e, "client_secret", s->client_secret);
	put(&out, e, "scope", b->scope);
	return buf_str(&out);
}

static error post(struct ctx *cx, CURL *e, struct str url, struct str body, struct buf *answer,
	long *ret_status)
{
	char fault[CURL_ERROR_SIZE] = "";

	curl_easy_setopt(e, CURLOPT_ERRORBUFFER, fault);
	curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(e, CURLOPT_TIMEOUT, (long)OAUTH_SECONDS);
	curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(e, CURLOPT_USERAGENT, "Mainstay");
	curl_easy_setopt(e, CURLOPT_URL, str_c(cx->arena, url));
	curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, curl_buf_put);
	curl_easy_setopt(e, CURLOPT_WRITEDATA, answer);
	curl_easy_setopt(e, CURLOPT_POSTFIELDS, str_c(cx->arena, body));
	curl_easy_setopt(e, CURLOPT_POSTFIELDSIZE, (long)body.len);
	CURLcode code = curl_easy_perform(e);
	curl_easy_getinfo(e, CURLINFO_RESPONSE_CODE, ret_status);
	if (code == CURLE_OK)
		return OK;
	return err_new(cx, ERR_UNAVAILABLE, "the token endpoint: %s",
		fault[0] != '\0' ? fault : curl_easy_strerror(code));
}

/* The first line, since some explain at length. */
static struct str said(struct ctx *cx, const json_t *root, const char *key)
{
	const json_t *value = json_object_get(root, key);
	struct str text = utf8_clean(cx->arena, str_from(json_is_string(value) ? json_string_value(value) : ""));
	struct str line = STR("");

	(void)str_cut(&text, '\n', &line);
	return utf8_cut(str_trim(line), SAID_MAX);
}

static struct str member(struct ctx *cx, const json_t *root, const char *key)
{
	const json_t *value = json_object_get(root, key);

	return json_is_string(value) ? str_copy(cx->arena, str_from(json_string_value(value))) : STR("");
}

/* Some send the number as text. */
static int64_t life(const json_t *root)
{
	const json_t *value = json_object_get(root, "expires_in");
	int64_t n = json_is_integer(value) ? json_integer_value(value) : 0;

	if (json_is_string(value) && !str_int(str_from(json_string_value(value)), &n))
		n = 0;
	return n <= 0 ? LIFE_S : n > LIFE_MAX_S ? LIFE_MAX_S : n;
}

static error read_answer(struct ctx *cx, const json_t *root, long status, struct oauth_token *out)
{
	struct str fault = said(cx, root, "error"), why = said(cx, root, "error_description");
	struct str access = member(cx, root, "access_token");

	if (status >= 400 && status < 500 && fault.len > 0)
		return err_new(cx, ERR_DENIED, "the token endpoint refuses: %.*s%s%.*s", STR_ARG(fault),
			why.len > 0 ? ": " : "", STR_ARG(why));
	if (status != 200 || access.len == 0 || access.len > MAILBOX_SECRET_MAX)
		return err_new(cx, ERR_UNAVAILABLE, "the token endpoint answers %ld, without a token", status);
	*out = (struct oauth_token){ .access = access, .refresh = member(cx, root, "refresh_token"),
		.seconds = life(root) };
	return OK;
}

static error ask(struct ctx *cx, CURL *e, const struct mailbox *b, const struct mailbox_secrets *s,
	struct oauth_token *out)
{
	struct buf answer = buf_new(cx->arena, OAUTH_ANSWER_MAX);
	long status = 0;

	TRY(post(cx, e, b->token_url, question(cx, e, b, s), &answer, &status));
	struct str text = buf_str(&answer);
	json_t *root = json_loadb(text.at, text.len, JSON_REJECT_DUPLICATES, NULL);
	error result = read_answer(cx, root, status, out);
	json_decref(root);
	return result;
}

error oauth_ask(struct ctx *cx, const struct mailbox *b, const struct mailbox_secrets *s,
	struct oauth_token *out)
{
	CURL *e = curl_easy_init();

	if (e == NULL)
		return err_new(cx, ERR_UNAVAILABLE, "libcurl gives no handle");
	error result = ask(cx, e, b, s, out);
	curl_easy_cleanup(e);
	return result;
}
