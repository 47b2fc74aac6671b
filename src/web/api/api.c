#include "web/api/api.h"

#include "domain/idempotency/idempotency.h"

/* What a request is, for telling it from another: its path and its body. */
static struct str request_of(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	return str_concat(cx->arena, str_concat(cx->arena, web_path(w), STR("\n")), web_body(w));
}

static void send(struct web *w, int status, struct str location, struct str body)
{
	if (location.len > 0)
		web_set_header(w, "Location", location);
	buf_put(web_text(w, status, "application/json"), body);
}

error api_replayed(struct web *w, bool *ret_done)
{
	struct str key = web_header(w, "Idempotency-Key");
	struct idempotent_reply r;

	*ret_done = false;
	if (!web_has_header(w, "Idempotency-Key"))
		return OK;
	TRY(idempotency_look(web_ctx(w), key, request_of(w), &r, ret_done));
	if (*ret_done)
		send(w, (int)r.status, r.location, r.body);
	return OK;
}

error api_reply(struct web *w, int status, struct str location, struct str body)
{
	struct str key = web_header(w, "Idempotency-Key");
	bool post = str_eq(web_method(w), STR("POST"));

	if (key.len > 0 && post) {
		struct idempotent_reply r = { status, location, body };
		TRY(idempotency_keep(web_ctx(w), key, request_of(w), &r));
	}
	send(w, status, location, body);
	return OK;
}
