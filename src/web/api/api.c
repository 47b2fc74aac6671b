#include "web/api/api.h"

#include "domain/idempotency/idempotency.h"

static struct idempotent_request request_of(struct web *w)
{
	struct arena *a = web_ctx(w)->arena;
	return (struct idempotent_request){ .key = web_header(w, "Idempotency-Key"),
		.text = str_concat(a, str_concat(a, web_path(w), STR("\n")), web_body(w)),
		.credential = web_header(w, "Authorization") };
}

static void send(struct web *w, int status, struct str location, struct str body)
{
	if (location.len > 0)
		web_set_header(w, "Location", location);
	buf_put(web_text(w, status, "application/json"), body);
}

error api_replayed(struct web *w, bool *ret_done)
{
	struct idempotent_reply r;

	*ret_done = false;
	if (!web_has_header(w, "Idempotency-Key"))
		return OK;
	struct idempotent_request q = request_of(w);
	TRY(idempotency_look(web_ctx(w), &q, &r, ret_done));
	if (*ret_done)
		send(w, (int)r.status, r.location, r.body);
	return OK;
}

error api_reply(struct web *w, int status, struct str location, struct str body)
{
	struct idempotent_request q = request_of(w);
	bool post = str_eq(web_method(w), STR("POST"));

	if (q.key.len > 0 && post) {
		struct idempotent_reply r = { status, location, body };
		TRY(idempotency_keep(web_ctx(w), &q, &r));
	}
	send(w, status, location, body);
	return OK;
}
