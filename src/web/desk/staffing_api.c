/* staffing_api.c - queues, the teams that serve them, and who takes part in the round robin, as JSON */
#include "base/limits.h"
#include "domain/account/team.h"
#include "domain/casefile/assign/assign.h"
#include "domain/casefile/queue/queue.h"
#include "web/api/api.h"

enum { WORD_MAX = 200, SHIFTS_MAX = 2000 };

struct staffing_body {
	struct str name, about, family, zone, shifts;
	int64_t team, capacity;
	bool at_opening, retired, takes_part, away;
	str_list skills, languages;
};

/* --- queues --- */

static void put_queue(struct json_writer *j, const struct queue *q)
{
	jw_object(j);
	jw_put_int(j, "id", q->id.v);
	jw_put_str(j, "name", q->name);
	jw_put_opt(j, "about", q->about);
	jw_put_opt(j, "family", q->family);
	jw_put_int(j, "team", q->team.v);
	jw_put_opt(j, "team_name", q->team_name);
	jw_put_bool(j, "at_opening", q->assign == ASSIGN_AT_OPENING);
	jw_put_instant(j, "retired_at", q->retired_at);
	jw_object_end(j);
}

static error reply_queues(struct web *w, int status)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct queue_list list;

	TRY(queue_all(cx, &list));
	jw_object(&j);
	jw_key(&j, STR("queues"));
	jw_array(&j);
	for (size_t i = 0; i < list.len; i++)
		put_queue(&j, &list.at[i]);
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, status, STR(""), buf_str(&b));
}

static error queues(struct web *w)
{
	return reply_queues(w, HTTP_OK);
}

static const struct field queue_fields[] = {
	FIELD_TEXT(struct staffing_body, name, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct staffing_body, about, .max = LIMIT_REASON),
	FIELD_TEXT(struct staffing_body, family, .max = LIMIT_NAME),
	FIELD_INT(struct staffing_body, team, .min = 0, .max = INT64_MAX),
	FIELD_BOOL(struct staffing_body, at_opening),
	FIELDS_END
};

static struct queue_change change_of(const struct staffing_body *b)
{
	return (struct queue_change){ b->name, b->about, b->family, { b->team }, b->at_opening };
}

static error add_queue(struct web *w)
{
	struct staffing_body b = { 0 };
	queue_id id;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(web_json(w, queue_fields, &b));
	struct queue_change c = change_of(&b);
	TRY(queue_create(web_ctx(w), &c, &id));
	return reply_queues(w, HTTP_CREATED);
}

static queue_id queue_of(struct web *w)
{
	return (queue_id){ web_path_id(w, "queue") };
}

static error save_queue(struct web *w)
{
	struct staffing_body b = { 0 };

	TRY(web_json(w, queue_fields, &b));
	struct queue_change c = change_of(&b);
	TRY(queue_change(web_ctx(w), queue_of(w), &c));
	return reply_queues(w, HTTP_OK);
}

static const struct field retire_fields[] = {
	FIELD_BOOL(struct staffing_body, retired),
	FIELDS_END
};

static error retire_queue(struct web *w)
{
	struct staffing_body b = { 0 };

	TRY(web_json(w, retire_fields, &b));
	TRY(queue_retire(web_ctx(w), queue_of(w), b.retired));
	return reply_queues(w, HTTP_OK);
}

/* --- teams --- */

static error put_team(struct ctx *cx, struct json_writer *j, const struct team *t)
{
	struct q_team_members_list members;

	TRY(team_members(cx, t->id, &members));
	jw_object(j);
	jw_put_int(j, "id", t->id.v);
	jw_put_str(j, "name", t->name);
	jw_key(j, STR("members"));
	jw_array(j);
	for (size_t i = 0; i < members.len; i++) {
		jw_object(j);
		jw_put_int(j, "person", members.at[i].person.v);
		jw_put_str(j, "name", members.at[i].name);
		jw_object_end(j);
	}
	jw_array_end(j);
	jw_object_end(j);
	return OK;
}

static error reply_teams(struct web *w, int status)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct team_list list;

	TRY(team_list(cx, &list));
	jw_object(&j);
	jw_key(&j, STR("teams"));
	jw_array(&j);
	for (size_t i = 0; i < list.len; i++)
		TRY(put_team(cx, &j, &list.at[i]));
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, status, STR(""), buf_str(&b));
}

static error teams(struct web *w)
{
	return reply_teams(w, HTTP_OK);
}

static const struct field team_fields[] = {
	FIELD_TEXT(struct staffing_body, name, .max = LIMIT_NAME, .required = true),
	FIELDS_END
};

static team_id team_of(struct web *w)
{
	return (team_id){ web_path_id(w, "team") };
}

static error add_team(struct web *w)
{
	struct staffing_body b = { 0 };
	team_id id;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(web_json(w, team_fields, &b));
	TRY(team_create(web_ctx(w), b.name, &id));
	return reply_teams(w, HTTP_CREATED);
}

static error rename_team(struct web *w)
{
	struct staffing_body b = { 0 };

	TRY(web_json(w, team_fields, &b));
	TRY(team_rename(web_ctx(w), team_of(w), b.name));
	return reply_teams(w, HTTP_OK);
}

static person_id agent_of(struct web *w)
{
	return (person_id){ web_path_id(w, "agent") };
}

static error join(struct web *w)
{
	TRY(team_join(web_ctx(w), team_of(w), agent_of(w)));
	return reply_teams(w, HTTP_OK);
}

static error leave(struct web *w)
{
	TRY(team_leave(web_ctx(w), team_of(w), agent_of(w)));
	return reply_teams(w, HTTP_OK);
}

/* --- agents --- */

static void put_words(struct json_writer *j, const char *name, str_list words)
{
	jw_key(j, str_from(name));
	jw_array(j);
	for (size_t i = 0; i < words.len; i++)
		jw_str(j, words.at[i]);
	jw_array_end(j);
}

static void put_agent(struct json_writer *j, const struct agent *a)
{
	jw_object(j);
	jw_put_int(j, "person", a->person.v);
	jw_put_str(j, "name", a->name);
	jw_put_bool(j, "takes_part", a->takes_part);
	jw_put_bool(j, "away", a->away);
	jw_put_bool(j, "on_shift", a->on_shift);
	jw_put_int(j, "capacity", a->capacity);
	jw_put_int(j, "open_cases", a->open_cases);
	jw_put_str(j, "zone", a->zone);
	put_words(j, "skills", a->skills);
	put_words(j, "languages", a->languages);
	jw_put_str(j, "shifts", a->shifts);
	jw_object_end(j);
}

static error list_agents(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	agents list;

	TRY(agent_list(cx, &list));
	jw_object(&j);
	jw_key(&j, STR("agents"));
	jw_array(&j);
	for (size_t i = 0; i < list.len; i++)
		put_agent(&j, &list.at[i]);
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

static error show_agent(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct agent a;

	TRY(agent_load(cx, agent_of(w), &a));
	put_agent(&j, &a);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

static const struct field agent_fields[] = {
	FIELD_BOOL(struct staffing_body, takes_part),
	FIELD_BOOL(struct staffing_body, away),
	FIELD_INT(struct staffing_body, capacity, .min = 1, .max = AGENT_CAPACITY_MAX, .required = true),
	FIELD_TEXT(struct staffing_body, zone, .max = LIMIT_NAME),
	FIELD_TEXTS(struct staffing_body, skills, .max = WORD_MAX),
	FIELD_TEXTS(struct staffing_body, languages, .max = WORD_MAX),
	FIELD_TEXT(struct staffing_body, shifts, .max = SHIFTS_MAX, .lines = true),
	FIELDS_END
};

static error save_agent(struct web *w)
{
	struct staffing_body b = { 0 };
	struct agent a;

	TRY(agent_load(web_ctx(w), agent_of(w), &a));
	TRY(web_json(w, agent_fields, &b));
	struct agent new = { .person = a.person, .takes_part = b.takes_part, .away = b.away,
		.capacity = b.capacity, .zone = b.zone.len > 0 ? b.zone : STR("UTC"),
		.skills = b.skills, .languages = b.languages, .shifts = b.shifts };
	TRY(agent_save(web_ctx(w), &new));
	return show_agent(w);
}

const struct route staffing_api_routes[] = {
	GET("/api/v1/queues", queues, .may = MAY_ADMINISTER, .api = true),
	POST("/api/v1/queues", add_queue, .may = MAY_ADMINISTER, .api = true),
	PUT("/api/v1/queues/{queue}", save_queue, .may = MAY_ADMINISTER, .api = true),
	PUT("/api/v1/queues/{queue}/retired", retire_queue, .may = MAY_ADMINISTER, .api = true),
	GET("/api/v1/teams", teams, .may = MAY_ADMINISTER, .api = true),
	POST("/api/v1/teams", add_team, .may = MAY_ADMINISTER, .api = true),
	PUT("/api/v1/teams/{team}", rename_team, .may = MAY_ADMINISTER, .api = true),
	PUT("/api/v1/teams/{team}/members/{agent}", join, .may = MAY_ADMINISTER, .api = true),
	DELETE("/api/v1/teams/{team}/members/{agent}", leave, .may = MAY_ADMINISTER, .api = true),
	GET("/api/v1/agents", list_agents, .may = MAY_ADMINISTER, .api = true),
	GET("/api/v1/agents/{agent}", show_agent, .may = MAY_ADMINISTER, .api = true),
	PUT("/api/v1/agents/{agent}", save_agent, .may = MAY_ADMINISTER, .api = true),
	ROUTES_END
};
