/* casework_api.c - macros, undo and incidents, as JSON */
#include "base/limits.h"
#include "domain/casefile/incident/incident.h"
#include "domain/casefile/macro/macro.h"
#include "web/api/api.h"

static error find(struct web *w, struct casefile *out)
{
	return casefile_find(web_ctx(w), web_path_text(w, "case"), out);
}

static error reply_case(struct web *w, casefile_id id)
{
	struct casefile c;
	struct str body;

	TRY(casefile_load(web_ctx(w), id, &c));
	TRY(api_case(w, &c, &body));
	return api_reply(w, HTTP_OK, STR(""), body);
}

static error list_macros(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct macro_list list;

	TRY(macro_list(cx, &list));
	jw_object(&j);
	jw_key(&j, STR("macros"));
	jw_array(&j);
	for (size_t i = 0; i < list.len; i++) {
		const struct macro *m = &list.at[i];
		jw_object(&j);
		jw_put_int(&j, "id", m->id.v);
		jw_put_str(&j, "name", m->name);
		jw_put_opt(&j, "text", m->text);
		jw_put_opt(&j, "status", m->status);
		jw_put_opt(&j, "owner", m->owner);
		jw_put_opt(&j, "queue", m->queue_name);
		jw_put_opt(&j, "tags", m->tags);
		jw_put_opt(&j, "next_action", m->next_action);
		jw_object_end(&j);
	}
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

struct macro_body {
	struct str name, text, kind, status, owner, tags, next_action;
	int64_t shared, team, queue, priority, hours;
};

static const struct field macro_fields[] = {
	FIELD_TEXT(struct macro_body, name, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct macro_body, text, .max = MACRO_TEXT_MAX, .lines = true),
	FIELD_TEXT(struct macro_body, kind, .max = 20),
	FIELD_TEXT(struct macro_body, status, .max = 40),
	FIELD_TEXT(struct macro_body, owner, .max = 20),
	FIELD_TEXT(struct macro_body, tags, .max = LIMIT_NAME),
	FIELD_TEXT(struct macro_body, next_action, .max = LIMIT_REASON),
	FIELD_INT(struct macro_body, shared, .min = MACRO_OWN, .max = MACRO_ALL, .required = true),
	FIELD_INT(struct macro_body, team, .min = 0, .max = INT64_MAX),
	FIELD_INT(struct macro_body, queue, .min = 0, .max = INT64_MAX),
	FIELD_INT(struct macro_body, priority, .min = 0, .max = PRIORITY_LOWEST),
	FIELD_INT(struct macro_body, hours, .min = 0, .max = MACRO_HOURS_MAX),
	FIELDS_END
};

/* "public" or "internal"; empty is the first. */
static enum entry_kind kind_of(struct str name)
{
	if (name.len == 0 || str_eq(name, STR("public")))
		return ENTRY_MESSAGE;
	return str_eq(name, STR("internal")) ? ENTRY_NOTE : ENTRY_CALL; /* which is refused */
}

static error read_macro(struct web *w, struct macro_new *out)
{
	struct macro_body b = { 0 };

	TRY(web_json(w, macro_fields, &b));
	*out = (struct macro_new){ .name = b.name, .text = b.text, .kind = kind_of(b.kind),
		.status = b.status, .owner = b.owner, .tags = b.tags, .next_action = b.next_action,
		.shared = b.shared, .team = b.team, .queue = b.queue, .priority = b.priority,
		.hours = b.hours };
	return OK;
}

static error reply_macro(struct web *w, int status, macro_id id)
{
	return api_reply(w, status, STR(""),
		str_printf(web_ctx(w)->arena, "{\"id\":%" PRId64 "}", id.v));
}

static error create_macro(struct web *w)
{
	struct macro_new n;
	macro_id id;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(read_macro(w, &n));
	TRY(macro_create(web_ctx(w), &n, &id));
	return reply_macro(w, HTTP_CREATED, id);
}

static error change_macro(struct web *w)
{
	macro_id id = { web_path_id(w, "macro") };
	struct macro_new n;

	TRY(read_macro(w, &n));
	TRY(macro_change(web_ctx(w), id, &n));
	return reply_macro(w, HTTP_OK, id);
}

static error remove_macro(struct web *w)
{
	TRY(macro_remove(web_ctx(w), (macro_id){ web_path_id(w, "macro") }));
	return web_no_content(w);
}

struct apply_body {
	struct str text;
	bool draft;
};

static const struct field apply_fields[] = {
	FIELD_TEXT(struct apply_body, text, .max = LIMIT_CASE_TEXT, .lines = true),
	FIELD_BOOL(struct apply_body, draft),
	FIELDS_END
};

/* Without a text of its own it sends the macro's, if nothing is missing in it. */
static error apply_macro(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct macro_preview p;
	struct apply_body b = { 0 };
	struct casefile c;
	struct macro m;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(find(w, &c));
	TRY(web_json(w, apply_fields, &b));
	TRY(macro_load(cx, (macro_id){ web_path_id(w, "macro") }, &m));
	TRY(macro_preview(cx, &c, &m, &p));
	if (b.text.len == 0 && p.missing.len > 0)
		return err_field(cx, "text", "This case has no value for a variable of the macro. Give the text yourself.");
	TRY(macro_apply(cx, &c, &m, b.text.len > 0 ? b.text : p.text, !b.draft));
	return reply_case(w, c.id);
}

static const struct field no_fields[] = { FIELDS_END };

static error undo(struct web *w)
{
	struct casefile c;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(find(w, &c));
	TRY(web_json(w, no_fields, &c));
	TRY(casefile_undo(web_ctx(w), c.id));
	return reply_case(w, c.id);
}

static error reply_incident(struct web *w, int status, const struct casefile *c, int64_t count)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct incident_view v;

	TRY(incident_load(cx, c, &v));
	jw_object(&j);
	if (count >= 0)
		jw_put_int(&j, "count", count);
	if (v.attached)
		jw_put_str(&j, "attached_to", v.lead.number);
	jw_key(&j, STR("cases"));
	jw_array(&j);
	for (size_t i = 0; i < v.cases.len; i++) {
		jw_object(&j);
		jw_put_str(&j, "number", v.cases.at[i].number);
		jw_put_str(&j, "status",
			status_rule((enum casefile_status)v.cases.at[i].status)->name);
		jw_put_opt(&j, "organisation", v.cases.at[i].organisation_name);
		jw_object_end(&j);
	}
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, status, STR(""), buf_str(&b));
}

static error show_incident(struct web *w)
{
	struct casefile c;

	TRY(find(w, &c));
	return reply_incident(w, HTTP_OK, &c, -1);
}

struct incident_body {
	struct str numbers, lead, kind, text, status;
};

static const struct field attach_fields[] = {
	FIELD_TEXT(struct incident_body, numbers, .max = INCIDENT_NUMBERS_MAX, .required = true,
		.lines = true),
	FIELDS_END
};

static error attach(struct web *w)
{
	struct incident_body b = { 0 };
	struct casefile c;
	int64_t count;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(find(w, &c));
	TRY(web_json(w, attach_fields, &b));
	TRY(incident_attach(web_ctx(w), c.id, b.numbers, &count));
	return reply_incident(w, HTTP_CREATED, &c, count);
}

static const struct field join_fields[] = {
	FIELD_TEXT(struct incident_body, lead, .max = LIMIT_NAME, .required = true),
	FIELDS_END
};

/* The same from the case that is attached. */
static error join(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct incident_body b = { 0 };
	struct casefile c, lead;
	int64_t count;

	TRY(find(w, &c));
	TRY(web_json(w, join_fields, &b));
	error e = casefile_find(cx, str_trim(b.lead), &lead);
	if (err_is(e, ERR_NOT_FOUND))
		return err_field(cx, "lead", "There is no case of this number.");
	TRY(e);
	TRY(incident_attach(cx, lead.id, c.number, &count));
	return reply_incident(w, HTTP_OK, &c, -1);
}

static error leave(struct web *w)
{
	struct casefile c;
	struct incident_view v;

	TRY(find(w, &c));
	TRY(incident_load(web_ctx(w), &c, &v));
	if (!v.attached)
		return err_new(web_ctx(w), ERR_NOT_FOUND, "not attached");
	TRY(incident_detach(web_ctx(w), v.lead.lead, c.number));
	return reply_incident(w, HTTP_OK, &c, -1);
}

static error detach(struct web *w)
{
	struct casefile c;

	TRY(find(w, &c));
	TRY(incident_detach(web_ctx(w), c.id, web_path_text(w, "child")));
	return reply_incident(w, HTTP_OK, &c, -1);
}

static const struct field update_fields[] = {
	FIELD_TEXT(struct incident_body, kind, .max = 20),
	FIELD_TEXT(struct incident_body, text, .max = LIMIT_CASE_TEXT, .required = true, .lines = true),
	FIELD_TEXT(struct incident_body, status, .max = 40),
	FIELDS_END
};

static error update(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct incident_body b = { 0 };
	struct incident_update u = { .then = CASEFILE_STATUS_COUNT_ };
	struct casefile c;
	int64_t count;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(find(w, &c));
	TRY(web_json(w, update_fields, &b));
	u.kind = kind_of(b.kind);
	if (b.status.len > 0)
		u.then = status_by_name(b.status);
	if (b.status.len > 0 && u.then == CASEFILE_STATUS_COUNT_)
		return err_field(cx, "status",
			"The status is new, open, waiting-customer, waiting-other, resolved or closed.");
	u.text = b.text;
	TRY(incident_tell(cx, c.id, &u, &count));
	return reply_incident(w, HTTP_CREATED, &c, count);
}

const struct route casework_api_routes[] = {
	GET("/api/v1/macros", list_macros, .may = MAY_WORK_CASE, .api = true),
	POST("/api/v1/macros", create_macro, .may = MAY_WORK_CASE, .api = true),
	PUT("/api/v1/macros/{macro}", change_macro, .may = MAY_WORK_CASE, .api = true),
	DELETE("/api/v1/macros/{macro}", remove_macro, .may = MAY_WORK_CASE, .api = true),
	POST("/api/v1/cases/{case}/macros/{macro}", apply_macro, .may = MAY_WORK_CASE, .api = true),
	POST("/api/v1/cases/{case}/undo", undo, .may = MAY_WORK_CASE, .api = true),
	GET("/api/v1/cases/{case}/incident", show_incident, .may = MAY_WORK_CASE, .api = true),
	PUT("/api/v1/cases/{case}/incident", join, .may = MAY_WORK_CASE, .api = true),
	DELETE("/api/v1/cases/{case}/incident", leave, .may = MAY_WORK_CASE, .api = true),
	POST("/api/v1/cases/{case}/incident/cases", attach, .may = MAY_WORK_CASE, .api = true),
	DELETE("/api/v1/cases/{case}/incident/cases/{child}", detach, .may = MAY_WORK_CASE, .api = true),
	POST("/api/v1/cases/{case}/incident/updates", update, .may = MAY_WORK_CASE, .api = true),
	ROUTES_END
};
