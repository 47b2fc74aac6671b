/* queue_api.c - lists, views, bulk changes and the round robin of the desk, as JSON */
#include "base/limits.h"
#include "domain/account/person.h"
#include "domain/casefile/assign/assign.h"
#include "domain/casefile/queue/queue.h"
#include "domain/desk/bulk.h"
#include "domain/desk/view.h"
#include "web/api/api.h"

/* --- lists --- */

static void put_item(struct json_writer *j, const struct desk_item *c)
{
	jw_object(j);
	jw_put_str(j, "number", c->number);
	jw_put_str(j, "summary", c->summary);
	jw_put_int(j, "priority", c->priority);
	jw_put_str(j, "status", status_rule((enum casefile_status)c->status)->name);
	jw_put_opt(j, "organisation", c->organisation_name);
	jw_put_opt(j, "product", c->product_code);
	jw_put_opt(j, "release", c->release_name.len > 0 ? c->release_name : c->release_text);
	jw_put_opt(j, "owner", c->owner_name);
	jw_put_str(j, "queue", c->queue_name);
	jw_put_instant(j, "reported_at", c->reported_at);
	jw_put_instant(j, "changed_at", c->changed_at);
	if (c->next_rung > 0 && c->next_due_at.us < INT64_MAX) {
		jw_put_int(j, "next_level", c->next_rung);
		jw_put_instant(j, "next_due_at", c->next_due_at);
	}
	jw_object_end(j);
}

static struct str next_page(struct web *w, const struct desk_ask *ask, struct str q,
	const struct desk_key *next)
{
	struct buf b = buf_new(web_ctx(w)->arena, LIMIT_URL);
	struct html part = { .out = &b, .arena = web_ctx(w)->arena };

	buf_put(&b, STR("/api/v1/desk/cases?q="));
	html_part_str(&part, q);
	buf_printf(&b, "&sort=%.*s&after=%.*s", STR_ARG(desk_sort_name(ask->sort)),
		STR_ARG(desk_key_text(web_ctx(w)->arena, next)));
	return buf_str(&b);
}

static error list(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct str q = web_query(w, "q"), sort = web_query(w, "sort"), after = web_query(w, "after");
	struct desk_ask ask = { 0 };
	struct desk_page page;

	TRY(desk_filter_read(cx, q, &ask.filter));
	ask.sort = desk_usual_sort(&ask.filter);
	if (sort.len > 0 && !desk_sort_by_name(sort, &ask.sort))
		return err_field(cx, "sort", "Lists are sorted by due, priority, newest or changed.");
	if (after.len > 0 && !desk_key_read(after, &ask.after))
		return err_field(cx, "after", "This page of the list is not known. Begin with the first.");
	TRY(desk_list(cx, &ask, &page));
	jw_object(&j);
	jw_key(&j, STR("cases"));
	jw_array(&j);
	for (size_t i = 0; i < page.items.len; i++)
		put_item(&j, &page.items.at[i]);
	jw_array_end(&j);
	if (page.more)
		jw_put_str(&j, "next", next_page(w, &ask, q, &page.next));
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

/* --- views --- */

static const struct str sharings[] = {
	[DESK_PRIVATE] = STR_INIT("private"),
	[DESK_SHARED_TEAM] = STR_INIT("team"),
	[DESK_SHARED_ALL] = STR_INIT("everybody"),
};

static error put_view(struct web *w, struct json_writer *j, const struct desk_view *v)
{
	struct ctx *cx = web_ctx(w);
	struct desk_filter f;
	struct desk_count count;

	jw_object(j);
	jw_put_str(j, "key", v->key);
	jw_put_str(j, "name", v->name);
	jw_put_str(j, "filter", v->filter);
	jw_put_str(j, "sort", desk_sort_name(v->sort));
	jw_put_str(j, "sharing", v->ours ? sharings[DESK_SHARED_ALL] : sharings[v->sharing]);
	jw_put_opt(j, "team", v->team_name);
	jw_put_opt(j, "owner", v->owner_name);
	jw_put_bool(j, "hidden", v->hidden);
	error e = desk_filter_read(cx, v->filter, &f);
	if (e == OK)
		e = desk_count(cx, &f, &count);
	if (e == OK) {
		jw_put_int(j, "count", count.count);
		jw_put_bool(j, "more", count.more);
	} else if (!err_is(e, ERR_INVALID) && !err_is(e, ERR_UNAVAILABLE)) {
		return e; /* a filter that names what is no more has no count */
	}
	jw_object_end(j);
	return OK;
}

static error list_views(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	desk_views views;

	TRY(desk_view_list(cx, &views));
	jw_object(&j);
	jw_key(&j, STR("views"));
	jw_array(&j);
	for (size_t i = 0; i < views.len; i++)
		TRY(put_view(w, &j, &views.at[i]));
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

static error reply_view(struct web *w, int status, const struct desk_view *v)
{
	struct buf b = buf_new(web_ctx(w)->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);

	TRY(put_view(w, &j, v));
	return api_reply(w, status, STR(""), buf_str(&b));
}

struct view_body {
	struct str name, filter, sort, sharing;
	int64_t team;
};

static const struct field view_fields[] = {
	FIELD_TEXT(struct view_body, name, .max = DESK_VIEW_NAME_MAX, .required = true),
	FIELD_TEXT(struct view_body, filter, .max = DESK_FILTER_MAX),
	FIELD_TEXT(struct view_body, sort, .max = 20),
	FIELD_TEXT(struct view_body, sharing, .max = 20),
	FIELD_INT(struct view_body, team, .min = 0, .max = INT64_MAX),
	FIELDS_END
};

static error read_view(struct web *w, struct desk_view_new *out)
{
	struct ctx *cx = web_ctx(w);
	struct view_body b = { 0 };
	int sharing = DESK_PRIVATE;

	TRY(web_json(w, view_fields, &b));
	*out = (struct desk_view_new){ .name = b.name, .filter = b.filter, .team = { b.team } };
	if (b.sort.len > 0 && !desk_sort_by_name(b.sort, &out->sort))
		return err_field(cx, "sort", "Lists are sorted by due, priority, newest or changed.");
	while (b.sharing.len > 0 && sharing <= DESK_SHARED_ALL && !str_eq(sharings[sharing], b.sharing))
		sharing++;
	if (sharing > DESK_SHARED_ALL)
		return err_field(cx, "sharing", "A view is private, for a team or for everybody.");
	out->sharing = (enum desk_sharing)sharing;
	return OK;
}

static error create_view(struct web *w)
{
	struct desk_view_new n;
	struct desk_view v;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(read_view(w, &n));
	TRY(desk_view_create(web_ctx(w), &n, &v));
	return reply_view(w, HTTP_CREATED, &v);
}

static error change_view(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct desk_view_new n;
	struct desk_view v;

	TRY(read_view(w, &n));
	TRY(desk_view_find(cx, web_path_text(w, "view"), &v));
	n.columns = v.columns;
	TRY(desk_view_change(cx, v.key, &n));
	TRY(desk_view_find(cx, v.key, &v));
	return reply_view(w, HTTP_OK, &v);
}

static error remove_view(struct web *w)
{
	TRY(desk_view_remove(web_ctx(w), web_path_text(w, "view")));
	return web_no_content(w);
}

struct place_body {
	bool hidden;
	struct str move;
};

static const struct field place_fields[] = {
	FIELD_BOOL(struct place_body, hidden),
	FIELD_TEXT(struct place_body, move, .max = 10),
	FIELDS_END
};

/* In one's own rail: nobody else's changes. */
static error place_view(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct desk_view v;
	struct place_body b;

	TRY(desk_view_find(cx, web_path_text(w, "view"), &v));
	b = (struct place_body){ .hidden = v.hidden };
	TRY(web_json(w, place_fields, &b));
	bool up = str_eq(b.move, STR("up"));
	if (b.move.len > 0 && !up && !str_eq(b.move, STR("down")))
		return err_field(cx, "move", "A view is moved up or down.");
	TRY(desk_view_hide(cx, v.key, b.hidden));
	if (b.move.len > 0)
		TRY(desk_view_move(cx, v.key, up));
	return list_views(w);
}

/* --- many cases at once --- */

struct bulk_body {
	str_list cases;
	struct str act, owner, queue, status, tag, why, lead;
	int64_t priority;
};

static const struct field bulk_fields[] = {
	FIELD_TEXTS(struct bulk_body, cases, .max = 40),
	FIELD_TEXT(struct bulk_body, act, .max = 20, .required = true),
	FIELD_TEXT(struct bulk_body, owner, .max = LIMIT_EMAIL),
	FIELD_TEXT(struct bulk_body, queue, .max = LIMIT_NAME),
	FIELD_TEXT(struct bulk_body, status, .max = 40),
	FIELD_TEXT(struct bulk_body, tag, .max = LIMIT_NAME),
	FIELD_TEXT(struct bulk_body, why, .max = LIMIT_REASON),
	FIELD_TEXT(struct bulk_body, lead, .max = LIMIT_NAME),
	FIELD_INT(struct bulk_body, priority, .min = 0, .max = 4),
	FIELDS_END
};

static error read_owner(struct ctx *cx, struct str email, struct bulk_ask *ask)
{
	struct person p;

	if (email.len == 0)
		return OK; /* back to the queue */
	error e = person_find(cx, email, &p);
	if (err_is(e, ERR_NOT_FOUND))
		return err_field(cx, "owner", "No account has this address.");
	TRY(e);
	ask->value = p.id.v;
	return OK;
}

static error read_queue(struct ctx *cx, struct str name, struct bulk_ask *ask)
{
	queue_id queue;

	TRY(queue_named(cx, name, &queue));
	ask->value = queue.v;
	return OK;
}

static error read_lead(struct ctx *cx, struct str number, struct bulk_ask *ask)
{
	struct casefile lead;

	error e = casefile_find(cx, number, &lead);
	if (err_is(e, ERR_NOT_FOUND))
		return err_field(cx, "lead", "There is no case of this number.");
	TRY(e);
	ask->value = lead.id.v;
	return OK;
}

static error read_value(struct ctx *cx, const struct bulk_body *b, struct bulk_ask *ask)
{
	switch (ask->act) {
	case BULK_OWNER:
		return read_owner(cx, b->owner, ask);
	case BULK_QUEUE:
		return read_queue(cx, b->queue, ask);
	case BULK_PRIORITY:
		ask->value = b->priority;
		return OK;
	case BULK_STATUS:
		ask->value = status_by_name(b->status);
		if (ask->value == CASEFILE_STATUS_COUNT_)
			return err_field(cx, "status", "There is no such status. Choose one of the list.");
		return OK;
	case BULK_INCIDENT:
		return read_lead(cx, b->lead, ask);
	case BULK_TAG:
	case BULK_CLOSE:
	case BULK_ACTS_:
		break;
	}
	return OK;
}

static error reply_bulk(struct web *w, int status, bulk_id id)
{
	struct buf b = buf_new(web_ctx(w)->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct bulk_result r;

	TRY(bulk_load(web_ctx(w), id, &r));
	jw_object(&j);
	jw_put_int(&j, "id", r.id.v);
	jw_put_int(&j, "done", r.done);
	jw_put_int(&j, "same", r.same);
	jw_put_bool(&j, "undone", r.undone);
	jw_key(&j, STR("refused"));
	jw_array(&j);
	for (size_t i = 0; i < r.refused.len; i++) {
		jw_object(&j);
		jw_put_str(&j, "number", r.refused.at[i].number);
		jw_put_str(&j, "why", r.refused.at[i].why);
		jw_object_end(&j);
	}
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, status, STR(""), buf_str(&b));
}

static error run_bulk(struct web *w)
{
	static const struct str acts[BULK_ACTS_] = {
		[BULK_OWNER] = STR_INIT("assign"), [BULK_QUEUE] = STR_INIT("move"),
		[BULK_STATUS] = STR_INIT("status"), [BULK_PRIORITY] = STR_INIT("priority"),
		[BULK_TAG] = STR_INIT("tag"), [BULK_CLOSE] = STR_INIT("close"),
		[BULK_INCIDENT] = STR_INIT("incident"),
	};
	struct ctx *cx = web_ctx(w);
	struct bulk_body b = { 0 };
	int act = 0;
	bulk_id id;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(web_json(w, bulk_fields, &b));
	while (act < BULK_ACTS_ && !str_eq(acts[act], b.act))
		act++;
	if (act == BULK_ACTS_)
		return err_field(cx, "act", "Choose what to do with the cases.");
	struct bulk_ask ask = { .act = (enum bulk_act)act, .numbers = b.cases, .tag = b.tag, .why = b.why };
	TRY(read_value(cx, &b, &ask));
	TRY(bulk_run(cx, &ask, &id));
	return reply_bulk(w, HTTP_OK, id);
}

static error undo_bulk(struct web *w)
{
	bulk_id id = { web_path_id(w, "bulk") };
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(bulk_undo(web_ctx(w), id));
	return reply_bulk(w, HTTP_OK, id);
}

/* --- the round robin --- */

static error reply_choice(struct web *w, const struct assign_choice *c)
{
	struct buf b = buf_new(web_ctx(w)->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);

	jw_object(&j);
	jw_put_opt(&j, "owner", c->name);
	jw_put_opt(&j, "why", c->why);
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

static error show_next(struct web *w)
{
	struct assign_choice choice;
	struct casefile c;

	TRY(casefile_find(web_ctx(w), web_path_text(w, "case"), &c));
	TRY(assign_choose(web_ctx(w), &c, &choice));
	return reply_choice(w, &choice);
}

static error hand_out(struct web *w)
{
	struct assign_choice choice;
	struct casefile c;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(casefile_find(web_ctx(w), web_path_text(w, "case"), &c));
	TRY(assign_case(web_ctx(w), c.id, &choice));
	return reply_choice(w, &choice);
}

const struct route queue_api_routes[] = {
	GET("/api/v1/desk/cases", list, .may = MAY_SEE_QUEUES, .api = true),
	GET("/api/v1/desk/views", list_views, .may = MAY_SEE_QUEUES, .api = true),
	POST("/api/v1/desk/views", create_view, .may = MAY_SEE_QUEUES, .api = true),
	PATCH("/api/v1/desk/views/{view}", change_view, .may = MAY_SEE_QUEUES, .api = true),
	DELETE("/api/v1/desk/views/{view}", remove_view, .may = MAY_SEE_QUEUES, .api = true),
	PUT("/api/v1/desk/views/{view}/place", place_view, .may = MAY_SEE_QUEUES, .api = true),
	POST("/api/v1/desk/bulk", run_bulk, .may = MAY_WORK_CASE, .api = true),
	POST("/api/v1/desk/bulk/{bulk}/undo", undo_bulk, .may = MAY_WORK_CASE, .api = true),
	GET("/api/v1/cases/{case}/assignment", show_next, .may = MAY_WORK_CASE, .api = true),
	POST("/api/v1/cases/{case}/assignment", hand_out, .may = MAY_WORK_CASE, .api = true),
	ROUTES_END
};
