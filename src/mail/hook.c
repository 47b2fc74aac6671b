#include "mail/hook.h"

#include <curl/curl.h>

#include "base/buf.h"
#include "domain/setting/setting.h"
#include "mail/private_host.h"
#include "os/log.h"

struct hook_courier {
	struct arena *arena;
	CURL *easy;
	char fault[CURL_ERROR_SIZE];
};

error hook_courier_open(struct ctx *cx, struct hook_courier **out)
{
	struct arena *arena;
	struct hook_courier *c;

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return err_new(cx, ERR_UNAVAILABLE, "libcurl does not start");
	arena = arena_create();
	c = arena_new(arena, struct hook_courier);
	*c = (struct hook_courier){ .arena = arena, .easy = curl_easy_init() };
	if (c->easy == NULL) {
		arena_destroy(arena);
		return err_new(cx, ERR_UNAVAILABLE, "libcurl gives no handle");
	}
	*out = c;
	return OK;
}

void hook_courier_close(struct hook_courier *c)
{
	if (c == NULL)
		return;
	curl_easy_cleanup(c->easy);
	arena_destroy(c->arena);
}

static size_t drop_body(char *at, size_t size, size_t count, void *arg)
{
	(void)at, (void)arg;
	return size * count;
}

/* The head of the answer, up to the limit of what is kept. */
static size_t keep_head(char *at, size_t size, size_t count, void *arg)
{
	struct buf *head = arg;
	buf_put(head, str_of(at, size * count));
	return size * count;
}

static struct curl_slist *headers_of(struct arena *a, struct str lines)
{
	struct curl_slist *list = NULL;
	struct str line;

	while (str_cut(&lines, '\n', &line))
		if (line.len > 0)
			list = curl_slist_append(list, str_c(a, line));
	return list;
}

static void set_up(struct hook_courier *c, struct arena *a, const struct webhook *w, struct str body,
	struct buf *head)
{
	CURL *e = c->easy;

	curl_easy_reset(e);
	c->fault[0] = '\0';
	curl_easy_setopt(e, CURLOPT_ERRORBUFFER, c->fault);
	curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(e, CURLOPT_TIMEOUT, (long)HOOK_SECONDS);
	curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(e, CURLOPT_USERAGENT, "Mainstay");
	curl_easy_setopt(e, CURLOPT_URL, str_c(a, w->url));
	curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, drop_body);
	curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, keep_head);
	curl_easy_setopt(e, CURLOPT_HEADERDATA, head);
	curl_easy_setopt(e, CURLOPT_POSTFIELDS, str_c(a, body));
	curl_easy_setopt(e, CURLOPT_POSTFIELDSIZE, (long)body.len);
}

static struct webhook_outcome post(struct hook_courier *c, struct ctx *cx, const struct webhook *w,
	const struct webhook_due *d)
{
	struct buf head = buf_new(cx->arena, WEBHOOK_HEAD_MAX);
	struct private_host guard = { .allowed = cx->settings->webhook_private_hosts };
	struct str lines = webhook_headers(cx, w, d);
	struct curl_slist *headers = headers_of(cx->arena, lines);
	long status = 0;

	set_up(c, cx->arena, w, d->text, &head);
	private_host_guard(&guard, c->easy, cx->arena, w->url);
	curl_easy_setopt(c->easy, CURLOPT_HTTPHEADER, headers);
	CURLcode code = curl_easy_perform(c->easy);
	curl_easy_getinfo(c->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_slist_free_all(headers);
	struct webhook_outcome o = { .delivered = code == CURLE_OK && status / 100 == 2,
		.status = status, .response_head = buf_str(&head),
		.request_head = str_printf(cx->arena, "POST %.*s\n%.*s", STR_ARG(w->url),
			STR_ARG(lines)) };
	if (o.delivered)
		return o;
	const char *said = c->fault[0] != '\0' ? c->fault : curl_easy_strerror(code);
	o.fault = guard.stopped
		? STR("the address is in a private network: add the host to webhook_private_hosts")
		: code == CURLE_OK ? str_printf(cx->arena, "the receiver answered %ld", status)
				   : str_copy(cx->arena, str_from(said));
	return o;
}

struct note {
	const struct webhook_due *due;
	struct webhook_outcome outcome;
};

static error note(struct ctx *cx, void *arg)
{
	const struct note *n = arg;
	return webhook_note(cx, n->due, &n->outcome);
}

/* One that has ended, or was switched off, takes nothing more. */
static error send_one(struct ctx *cx, struct store *store, struct hook_courier *c,
	const struct webhook_due *d, bool *ret_sent)
{
	struct note n = { .due = d };
	struct webhook w;
	bool found;

	TRY(q_webhook_load(cx, d->webhook, &w, &found));
	if (!found || instant_is_set(w.disabled_at))
		n.outcome = (struct webhook_outcome){ .over = true,
			.fault = STR("the webhook is switched off") };
	else
		n.outcome = post(c, cx, &w, d);
	*ret_sent = n.outcome.delivered;
	return store_write(store, cx, note, &n);
}

error hook_pass(struct ctx *cx, struct store *store, struct hook_courier *c, struct hook_pass *ret)
{
	struct webhook_due_list due;

	*ret = (struct hook_pass){ 0 };
	TRY(q_webhook_due(cx, cx->now, &due));
	for (size_t i = 0; i < due.len; i++) {
		AUTO_ARENA arena = arena_create();
		struct ctx own = *cx;
		bool sent = false;
		own.arena = arena;
		TRY_KEEP(cx->arena, send_one(&own, store, c, &due.at[i], &sent));
		ret->sent += sent;
		ret->failed += !sent;
	}
	return OK;
}

/* --- on a thread --- */

#define LOOK_US US_PER_SECOND

struct hook_sender {
	struct hook_courier *courier;
	struct periodic_thread *thread;
};

static error look(struct ctx *cx, struct store *store, void *courier)
{
	struct hook_pass pass;

	return hook_pass(cx, store, courier, &pass);
}

error hook_start(struct ctx *cx, const struct periodic_place *place, struct hook_sender **out)
{
	struct hook_sender *s = arena_new(cx->arena, struct hook_sender);

	TRY(hook_courier_open(cx, &s->courier));
	struct periodic work = { "webhook", LOOK_US, look, s->courier };
	error e = periodic_start(cx, &work, place, &s->thread);
	if (e != OK)
		hook_courier_close(s->courier);
	else
		*out = s;
	return e;
}

void hook_stop(struct hook_sender *s)
{
	if (s == NULL)
		return;
	periodic_stop(s->thread);
	hook_courier_close(s->courier);
}
