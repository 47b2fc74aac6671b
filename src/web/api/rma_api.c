/* rma_api.c - replacements of a case, as JSON */
#include "base/limits.h"
#include "domain/rma/rma.h"
#include "web/api/api.h"

static void put_rma(struct json_writer *j, const struct rma *r)
{
	jw_object(j);
	jw_put_str(j, "number", r->number);
	jw_put_str(j, "case", r->case_number);
	jw_put_str(j, "state", rma_rule((enum rma_state)r->state)->name);
	jw_put_str(j, "defective", r->defective);
	jw_put_opt(j, "replacement", r->replacement);
	jw_put_str(j, "ship_to", r->ship_to);
	jw_put_opt(j, "reason", r->reason);
	jw_put_opt(j, "carrier", r->carrier);
	jw_put_opt(j, "tracking", r->tracking);
	jw_put_instant(j, "created_at", r->created_at);
	jw_put_instant(j, "changed_at", r->changed_at);
	jw_object_end(j);
}

static error reply_rma(struct web *w, int status, struct str number)
{
	struct buf b = buf_new(web_ctx(w)->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct rma r;

	TRY(rma_find(web_ctx(w), number, &r));
	put_rma(&j, &r);
	return api_reply(w, status, STR(""), buf_str(&b));
}

static error list(struct web *w)
{
	struct buf b = buf_new(web_ctx(w)->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct rma_list all;
	struct casefile c;

	TRY(casefile_find(web_ctx(w), web_path_text(w, "case"), &c));
	TRY(rma_of_case(web_ctx(w), &c, &all));
	jw_object(&j);
	jw_key(&j, STR("rma"));
	jw_array(&j);
	for (size_t i = 0; i < all.len; i++)
		put_rma(&j, &all.at[i]);
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

struct rma_body {
	struct str defective, ship_to, reason, state, replacement, carrier, tracking;
};

static const struct field new_fields[] = {
	FIELD_TEXT(struct rma_body, defective, .max = LIMIT_SERIAL, .required = true),
	FIELD_TEXT(struct rma_body, ship_to, .max = RMA_TEXT_MAX, .required = true, .lines = true),
	FIELD_TEXT(struct rma_body, reason, .max = RMA_TEXT_MAX, .lines = true),
	FIELDS_END
};

static error create(struct web *w)
{
	struct rma_body b = { 0 };
	struct casefile c;
	struct rma made;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(casefile_find(web_ctx(w), web_path_text(w, "case"), &c));
	TRY(web_json(w, new_fields, &b));
	TRY(rma_open(web_ctx(w), c.id, &(struct rma_new){ .defective = b.defective,
		.ship_to = b.ship_to, .reason = b.reason }, &made));
	return reply_rma(w, HTTP_CREATED, made.number);
}

static error show(struct web *w)
{
	return reply_rma(w, HTTP_OK, web_path_text(w, "rma"));
}

static const struct field step_fields[] = {
	FIELD_TEXT(struct rma_body, state, .max = 20, .required = true),
	FIELD_TEXT(struct rma_body, replacement, .max = LIMIT_SERIAL),
	FIELD_TEXT(struct rma_body, carrier, .max = RMA_TRACKING_MAX),
	FIELD_TEXT(struct rma_body, tracking, .max = RMA_TRACKING_MAX),
	FIELDS_END
};

static error advance(struct web *w)
{
	struct rma_body b = { 0 };
	struct rma r;

	TRY(rma_find(web_ctx(w), web_path_text(w, "rma"), &r));
	TRY(web_json(w, step_fields, &b));
	TRY(rma_advance(web_ctx(w), r.number, &(struct rma_step){ .to = rma_state_by_name(b.state),
		.replacement = b.replacement, .carrier = b.carrier, .tracking = b.tracking }));
	return reply_rma(w, HTTP_OK, r.number);
}

const struct route rma_api_routes[] = {
	GET("/api/v1/cases/{case}/rma", list, .may = MAY_READ_CASE, .api = true),
	POST("/api/v1/cases/{case}/rma", create, .may = MAY_WORK_CASE, .api = true),
	GET("/api/v1/rma/{rma}", show, .may = MAY_READ_CASE, .api = true),
	PATCH("/api/v1/rma/{rma}", advance, .may = MAY_WORK_CASE, .api = true),
	ROUTES_END
};
