/* casefile_api.c - cases as JSON: create, read, list, add an entry, change */
#include "base/limits.h"
#include "domain/account/person.h"
#include "domain/casefile/edit/edit.h"
#include "domain/casefile/list.h"
#include "domain/casefile/queue/queue.h"
#include "domain/disclosure/handover.h"
#include "web/api/api.h"
#include "web/api/own_api.h"
#include "web/asset.h"

struct case_body {
	struct str summary, description, impact, product, release, serial, organisation, contact,
		language;
	int64_t priority;
	bool vulnerability;
};

static const struct field case_fields[] = {
	FIELD_TEXT(struct case_body, summary, .max = LIMIT_SUBJECT, .required = true),
	FIELD_TEXT(struct case_body, description, .max = LIMIT_CASE_TEXT, .required = true, .lines = true),
	FIELD_INT(struct case_body, priority, .min = 1, .max = 4, .required = true),
	FIELD_TEXT(struct case_body, impact, .max = LIMIT_IMPACT, .lines = true),
	FIELD_TEXT(struct case_body, product, .max = LIMIT_NAME),
	FIELD_TEXT(struct case_body, release, .max = LIMIT_NAME),
	FIELD_TEXT(struct case_body, serial, .max = LIMIT_SERIAL),
	FIELD_TEXT(struct case_body, organisation, .max = LIMIT_NAME),
	FIELD_TEXT(struct case_body, contact, .max = LIMIT_EMAIL),
	FIELD_TEXT(struct case_body, language, .max = 20),
	FIELD_BOOL(struct case_body, vulnerability),
	FIELDS_END
};

static error find(struct web *w, struct casefile *out)
{
	return casefile_find(web_ctx(w), web_path_text(w, "case"), out);
}

static error reply_case(struct web *w, int status, const struct casefile *c)
{
	struct str body;
	struct str location = status == HTTP_CREATED
		? str_printf(web_ctx(w)->arena, "/api/v1/cases/%.*s", STR_ARG(c->number))
		: STR("");

	TRY(api_case(w, c, &body));
	return api_reply(w, status, location, body);
}

static error create(struct web *w)
{
	struct case_body b = { 0 };
	struct disclosure report;
	struct casefile c;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(web_json(w, case_fields, &b));
	struct casefile_new n = {
		.summary = b.summary, .description = b.description, .impact = b.impact,
		.priority = b.priority, .product = b.product, .release = b.release,
		.serial = b.serial, .organisation = b.organisation, .contact = b.contact,
		.language = b.language, .channel = CHANNEL_API,
	};
	TRY(b.vulnerability ? handover_open(web_ctx(w), &n, &c, &report)
			    : casefile_open(web_ctx(w), &n, &c));
	return reply_case(w, HTTP_CREATED, &c);
}

static error show(struct web *w)
{
	struct casefile c;

	TRY(find(w, &c));
	return reply_case(w, HTTP_OK, &c);
}

struct entry_body {
	struct str kind, text, status;
	int64_t minutes;
};

static const struct field entry_fields[] = {
	FIELD_TEXT(struct entry_body, kind, .max = 20, .required = true),
	FIELD_TEXT(struct entry_body, text, .max = LIMIT_CASE_TEXT, .required = true, .lines = true),
	FIELD_TEXT(struct entry_body, status, .max = 40),
	FIELD_INT(struct entry_body, minutes, .min = 0, .max = 24 * 60),
	FIELDS_END
};

static error read_kind(struct web *w, struct str name, enum entry_kind *out)
{
	static const struct {
		struct str name;
		enum entry_kind kind;
	} kinds[] = { { STR_INIT("public"), ENTRY_MESSAGE }, { STR_INIT("internal"), ENTRY_NOTE },
		{ STR_INIT("phone"), ENTRY_CALL } };
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (!str_eq(kinds[i].name, name))
			continue;
		*out = kinds[i].kind;
		return OK;
	}
	return err_field(web_ctx(w), "kind", "The kind is public, internal or phone.");
}

static error read_status(struct web *w, struct str name, enum casefile_status *out)
{
	*out = CASEFILE_STATUS_COUNT_;
	if (name.len == 0)
		return OK;
	*out = status_by_name(name);
	if (*out == CASEFILE_STATUS_COUNT_)
		return err_field(web_ctx(w), "status",
			"The status is new, open, waiting-customer, waiting-other, resolved or closed.");
	return OK;
}

static error add_entry(struct web *w)
{
	struct entry_body b = { 0 };
	struct casefile_reply r = { 0 };
	struct casefile c;
	entry_id id;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(find(w, &c));
	TRY(web_json(w, entry_fields, &b));
	TRY(read_kind(w, b.kind, &r.kind));
	TRY(read_status(w, b.status, &r.then));
	r.text = b.text;
	r.minutes = b.minutes;
	TRY(casefile_add_entry(web_ctx(w), &c, &r, &id));
	struct str body = str_printf(web_ctx(w)->arena, "{\"id\":%" PRId64 ",\"case\":\"%.*s\"}",
		entry_number(id), STR_ARG(c.number));
	return api_reply(w, HTTP_CREATED, STR(""), body);
}

struct patch_body {
	struct str status, owner, queue, why, next_action, next_action_at;
	struct str was_status, was_owner; /* what the client saw: refused when it changed since */
	int64_t priority, was_priority;
};

static const struct field patch_fields[] = {
	FIELD_TEXT(struct patch_body, status, .max = 40),
	FIELD_INT(struct patch_body, priority, .min = 1, .max = 4),
	FIELD_TEXT(struct patch_body, owner, .max = LIMIT_EMAIL),
	FIELD_TEXT(struct patch_body, queue, .max = LIMIT_NAME),
	FIELD_TEXT(struct patch_body, next_action, .max = LIMIT_REASON),
	FIELD_TEXT(struct patch_body, next_action_at, .max = 40),
	FIELD_TEXT(struct patch_body, why, .max = LIMIT_REASON),
	FIELD_TEXT(struct patch_body, was_status, .max = 40),
	FIELD_TEXT(struct patch_body, was_owner, .max = LIMIT_EMAIL),
	FIELD_INT(struct patch_body, was_priority, .min = 1, .max = 4),
	FIELDS_END
};

/* Customers close and reopen; the desk goes where the machine goes. */
static error apply_status(struct web *w, const struct casefile *c, const struct patch_body *b)
{
	struct ctx *cx = web_ctx(w);
	enum casefile_status to;

	TRY(read_status(w, b->status, &to));
	if (to == CASEFILE_STATUS_COUNT_ || may(cx->actor, MAY_WORK_CASE))
		return OK;
	if (to == CASEFILE_CLOSED)
		return casefile_close(cx, c->id, b->why);
	if (to == CASEFILE_OPEN && !c->is_open)
		return casefile_reopen(cx, c->id, b->why);
	return err_field(cx, "status", "You can close the case, or open it again.");
}

static error owner_value(struct web *w, const char *field, struct str email, struct str *out)
{
	struct ctx *cx = web_ctx(w);
	struct person p;

	*out = STR("");
	if (email.len == 0)
		return OK;
	error e = person_find(cx, email, &p);
	if (err_is(e, ERR_NOT_FOUND))
		return err_person_(cx, ERR_INVALID, field, SAY("No account has this address."),
			__FILE__, __LINE__);
	TRY(e);
	*out = str_printf(cx->arena, "%" PRId64, p.id.v);
	return OK;
}

static error queue_value(struct web *w, struct str name, struct str *out)
{
	struct ctx *cx = web_ctx(w);
	queue_id id;

	*out = STR("");
	if (name.len == 0)
		return OK;
	TRY(queue_named(cx, name, &id));
	*out = str_printf(cx->arena, "%" PRId64, id.v);
	return OK;
}

static void add_edit(struct edit *steps, size_t *count, enum edit_field field, struct str to,
	struct str was, struct str why)
{
	if (to.len > 0)
		steps[(*count)++] = (struct edit){ .field = field, .to = to, .from = was,
			.checked = was.len > 0, .why = why };
}

static error read_edits(struct web *w, const struct patch_body *b, struct edit *steps, size_t *count)
{
	struct ctx *cx = web_ctx(w);
	struct str owner, was_owner, queue;
	instant by = { 0 };

	/* First: who may not give a case away does not learn here who has an account. */
	if (b->owner.len > 0 || b->was_owner.len > 0 || b->queue.len > 0)
		TRY(actor_may(cx, MAY_WORK_CASE, RELATION_NONE));
	error wrong = owner_value(w, "owner", b->owner, &owner);
	wrong = err_also(cx, wrong, owner_value(w, "was_owner", b->was_owner, &was_owner));
	wrong = err_also(cx, wrong, queue_value(w, b->queue, &queue));
	wrong = err_also(cx, wrong, form_time(cx, "next_action_at", b->next_action_at, &by));
	TRY(wrong);
	if (b->priority > 0)
		add_edit(steps, count, EDIT_PRIORITY, str_printf(cx->arena, "%" PRId64, b->priority),
			b->was_priority > 0 ? str_printf(cx->arena, "%" PRId64, b->was_priority) : STR(""),
			b->why);
	add_edit(steps, count, EDIT_OWNER, owner, was_owner, b->why);
	add_edit(steps, count, EDIT_QUEUE, queue, STR(""), b->why);
	if (b->next_action.len > 0)
		add_edit(steps, count, EDIT_ACTION, edit_action(cx->arena, str_trim(b->next_action), by),
			STR(""), b->why);
	if (may(cx->actor, MAY_WORK_CASE))
		add_edit(steps, count, EDIT_STATUS, b->status, b->was_status, b->why);
	return OK;
}

static error patch(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct edit steps[EDIT_STEPS_MAX];
	struct edit_clash clash;
	struct patch_body b = { 0 };
	struct casefile c;
	size_t count = 0;

	TRY(find(w, &c));
	TRY(web_json(w, patch_fields, &b));
	if (b.priority == 0 && b.owner.len == 0 && b.queue.len == 0 && b.next_action.len == 0 && b.status.len == 0)
		return err_person(cx, ERR_INVALID,
			"Name what is to change: priority, owner, queue, next_action or status.");
	TRY(read_edits(w, &b, steps, &count));
	TRY(apply_status(w, &c, &b));
	if (count > 0) {
		TRY(casefile_edit(cx, c.id, steps, count, &clash));
		if (clash.is)
			return err_person(cx, ERR_CONFLICT,
				"Somebody changed this since you read it. Read the case again.");
	}
	TRY(casefile_load(cx, c.id, &c));
	return reply_case(w, HTTP_OK, &c);
}

static void put_items(struct json_writer *j, const struct casefile_item_list *list)
{
	jw_key(j, STR("cases"));
	jw_array(j);
	for (size_t i = 0; i < list->len; i++) {
		const struct casefile_item *c = &list->at[i];
		jw_object(j);
		jw_put_str(j, "number", c->number);
		jw_put_str(j, "summary", c->summary);
		jw_put_int(j, "priority", c->priority);
		jw_put_str(j, "status", status_rule((enum casefile_status)c->status)->name);
		jw_put_opt(j, "organisation", c->organisation_name);
		jw_put_opt(j, "product", c->product_code);
		jw_put_opt(j, "owner", c->owner_name);
		jw_put_instant(j, "reported_at", c->reported_at);
		jw_put_instant(j, "changed_at", c->changed_at);
		jw_object_end(j);
	}
	jw_array_end(j);
}

struct list_query {
	int64_t priority, key, after;
	enum casefile_status status; /* CASEFILE_STATUS_COUNT_: any */
};

static error read_list(struct web *w, struct list_query *out)
{
	error wrong = read_status(w, web_query(w, "status"), &out->status);

	wrong = err_also(web_ctx(w), wrong, web_query_number(w, "priority", 0, 4, &out->priority));
	wrong = err_also(web_ctx(w), wrong, web_query_number(w, "key", 0, INT64_MAX, &out->key));
	return err_also(web_ctx(w), wrong,
		web_query_number(w, "after", 0, INT64_MAX, &out->after));
}

/* The desk pages by next rung; `next` is opaque to the client. */
static error list(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct casefile_item_list items;
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct list_query q = { 0 };

	if (!may(cx->actor, MAY_SEE_QUEUES))
		return own_api_list(w);
	TRY(read_list(w, &q));
	bool by_status = q.status < CASEFILE_STATUS_COUNT_;
	struct casefile_filter f = { .view = VIEW_ALL, .status = by_status ? (int64_t)q.status : -1,
		.ended = by_status && !status_rule(q.status)->open, .priority = q.priority,
		.due = { q.key }, .after = { q.after } };
	TRY(casefile_queue(cx, &f, &items));
	jw_object(&j);
	put_items(&j, &items);
	if (items.len == LIMIT_QUEUE_PAGE) {
		const struct casefile_item *last = &items.at[items.len - 1];
		jw_put_str(&j, "next", str_printf(cx->arena,
			"/api/v1/cases?key=%" PRId64 "&after=%" PRId64 "&priority=%" PRId64 "&status=%.*s",
			last->next_due_at.us, last->id.v, q.priority,
			STR_ARG(web_query(w, "status"))));
	}
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

static error openapi(struct web *w)
{
	buf_put(web_text(w, HTTP_OK, "application/json"), web_asset_text("openapi.json"));
	return OK;
}

const struct route api_routes[] = {
	GET("/api/v1/openapi.json", openapi, .may = MAY_ANYONE, .api = true),
	GET("/api/v1/cases", list, .may = MAY_READ_CASE, .api = true),
	POST("/api/v1/cases", create, .may = MAY_OPEN_CASE, .api = true),
	GET("/api/v1/cases/{case}", show, .may = MAY_READ_CASE, .api = true),
	PATCH("/api/v1/cases/{case}", patch, .may = MAY_SET_PRIORITY, .api = true),
	POST("/api/v1/cases/{case}/entries", add_entry, .may = MAY_UPDATE_CASE, .api = true),
	ROUTES_END
};
