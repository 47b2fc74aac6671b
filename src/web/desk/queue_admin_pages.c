/* queue_admin_pages.c - queues and the teams that serve them */
#include "base/limits.h"
#include "web/desk/staffing.html.h"
#include "web/desk/staffing_pages.h"

static const struct field queue_fields[] = {
	FIELD_TEXT(struct queue_form, name, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct queue_form, about, .max = LIMIT_REASON),
	FIELD_TEXT(struct queue_form, family, .max = LIMIT_NAME),
	FIELD_INT(struct queue_form, team, .min = 0, .max = INT64_MAX),
	FIELD_BOOL(struct queue_form, at_opening),
	FIELDS_END
};

static error show_queues(struct web *w, int status, struct queues_view *v)
{
	TRY(queue_all(web_ctx(w), &v->list));
	TRY(team_list(web_ctx(w), &v->teams));
	if (v->queue.id.v != 0)
		queue_edit_page(web_html(w, status), v);
	else
		queues_page(web_html(w, status), v);
	return OK;
}

static error queues(struct web *w)
{
	struct queues_view v = { 0 };
	return show_queues(w, HTTP_OK, &v);
}

static error show_queue(struct web *w)
{
	struct queues_view v = { 0 };

	TRY(queue_load(web_ctx(w), (queue_id){ web_path_id(w, "queue") }, &v.queue));
	v.form = (struct queue_form){ v.queue.name, v.queue.about, v.queue.family, v.queue.team.v,
		v.queue.assign == ASSIGN_AT_OPENING };
	return show_queues(w, HTTP_OK, &v);
}

static error queue_done(struct web *w, struct queues_view *v, error outcome, struct msg notice)
{
	if (form_is_refused(outcome)) {
		v->errors = outcome->fields;
		return show_queues(w, err_http_status(outcome->kind), v);
	}
	TRY(outcome);
	web_notice(w, notice);
	return web_see_other(w, "/admin/queues");
}

static struct queue_change change_of(const struct queue_form *f)
{
	return (struct queue_change){ f->name, f->about, f->family, { f->team }, f->at_opening };
}

static error add_queue(struct web *w)
{
	struct queues_view v = { 0 };
	queue_id id;

	error wrong = web_form(w, queue_fields, &v.form);
	struct queue_change c = change_of(&v.form);
	if (wrong == OK)
		wrong = queue_create(web_ctx(w), &c, &id);
	return queue_done(w, &v, wrong, MSG("The queue is added."));
}

static error save_queue(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct queues_view v = { 0 };

	TRY(queue_load(cx, (queue_id){ web_path_id(w, "queue") }, &v.queue));
	error wrong = web_form(w, queue_fields, &v.form);
	struct queue_change c = change_of(&v.form);
	if (wrong == OK)
		wrong = queue_change(cx, v.queue.id, &c);
	return queue_done(w, &v, wrong, MSG("The queue is saved."));
}

static error retire(struct web *w)
{
	struct queues_view v = { 0 };

	TRY(queue_load(web_ctx(w), (queue_id){ web_path_id(w, "queue") }, &v.queue));
	bool retires = !instant_is_set(v.queue.retired_at);
	error wrong = queue_retire(web_ctx(w), v.queue.id, retires);
	return queue_done(w, &v, wrong, retires ? MSG("The queue takes no more cases.")
						: MSG("The queue takes cases again."));
}

const struct route queue_routes[] = {
	GET("/admin/queues", queues, .may = MAY_ADMINISTER),
	POST("/admin/queues", add_queue, .may = MAY_ADMINISTER),
	GET("/admin/queues/{queue}", show_queue, .may = MAY_ADMINISTER),
	POST("/admin/queues/{queue}", save_queue, .may = MAY_ADMINISTER),
	POST("/admin/queues/{queue}/retire", retire, .may = MAY_ADMINISTER),
	ROUTES_END
};

/* --- teams --- */

static error show_teams(struct web *w, int status, struct teams_view *v)
{
	struct ctx *cx = web_ctx(w);
	struct team_list teams;

	TRY(team_list(cx, &teams));
	TRY(agent_list(cx, &v->desk));
	for (size_t i = 0; i < teams.len; i++) {
		struct team_members_row *row = arena_push(cx->arena, &v->list);
		*row = (struct team_members_row){ .team = teams.at[i] };
		TRY(team_members(cx, row->team.id, &row->members));
	}
	teams_page(web_html(w, status), v);
	return OK;
}

static error teams(struct web *w)
{
	struct teams_view v = { 0 };
	return show_teams(w, HTTP_OK, &v);
}

static error team_done(struct web *w, struct teams_view *v, error outcome, struct msg notice)
{
	if (form_is_refused(outcome)) {
		v->errors = outcome->fields;
		return show_teams(w, err_http_status(outcome->kind), v);
	}
	TRY(outcome);
	web_notice(w, notice);
	return web_see_other(w, "/admin/teams");
}

static const struct field name_fields[] = {
	FIELD_TEXT(struct team_form, name, .max = LIMIT_NAME, .required = true),
	FIELDS_END
};
static const struct field person_fields[] = {
	FIELD_INT(struct team_form, person, .min = 1, .max = INT64_MAX, .required = true),
	FIELDS_END
};

static error add_team(struct web *w)
{
	struct teams_view v = { 0 };
	team_id id;

	error wrong = web_form(w, name_fields, &v.form);
	if (wrong == OK)
		wrong = team_create(web_ctx(w), v.form.name, &id);
	return team_done(w, &v, wrong, MSG("The team is added."));
}

static error rename_team(struct web *w)
{
	struct teams_view v = { 0 };

	error wrong = web_form(w, name_fields, &v.form);
	if (wrong == OK)
		wrong = team_rename(web_ctx(w), (team_id){ web_path_id(w, "team") }, v.form.name);
	return team_done(w, &v, wrong, MSG("The team is saved."));
}

static error join(struct web *w)
{
	struct teams_view v = { 0 };

	error wrong = web_form(w, person_fields, &v.form);
	if (wrong == OK)
		wrong = team_join(web_ctx(w), (team_id){ web_path_id(w, "team") },
			(person_id){ v.form.person });
	return team_done(w, &v, wrong, MSG("The person belongs to the team."));
}

static error leave(struct web *w)
{
	struct teams_view v = { 0 };

	error wrong = team_leave(web_ctx(w), (team_id){ web_path_id(w, "team") },
		(person_id){ web_path_id(w, "person") });
	return team_done(w, &v, wrong, MSG("The person has left the team."));
}

const struct route team_routes[] = {
	GET("/admin/teams", teams, .may = MAY_ADMINISTER),
	POST("/admin/teams", add_team, .may = MAY_ADMINISTER),
	POST("/admin/teams/{team}", rename_team, .may = MAY_ADMINISTER),
	POST("/admin/teams/{team}/members", join, .may = MAY_ADMINISTER),
	POST("/admin/teams/{team}/members/{person}/remove", leave, .may = MAY_ADMINISTER),
	ROUTES_END
};
