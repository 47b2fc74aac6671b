/* target_api.c - response targets and the calendars that they count by, as JSON */
#include "base/limits.h"
#include "domain/casefile/status.h"
#include "domain/target/policy.h"
#include "web/api/api.h"

enum { MINUTES_MAX = TARGET_SECONDS_MAX / 60, ZONE_MAX = 64, HOURS_TEXT_MAX = 100,
	HOLIDAYS_MAX = CALENDAR_HOLIDAYS_MAX * 12 };

static void put_policy(struct json_writer *j, const struct target_policy *p)
{
	jw_object(j);
	jw_put_int(j, "priority", p->priority);
	jw_put_opt(j, "tier", p->tier);
	jw_put_int(j, "response_minutes", p->response_s.s / 60);
	jw_put_int(j, "update_minutes", p->update_s.s / 60);
	jw_put_int(j, "restore_minutes", p->restore_s.s / 60);
	jw_put_opt(j, "calendar", p->calendar_name);
	jw_key(j, STR("pause"));
	jw_array(j);
	for (int s = 0; s < CASEFILE_STATUS_COUNT_; s++)
		if (p->pauses & INT64_C(1) << s)
			jw_str(j, status_rule((enum casefile_status)s)->name);
	jw_array_end(j);
	jw_put_instant(j, "created_at", p->created_at);
	jw_put_instant(j, "ended_at", p->ended_at);
	jw_object_end(j);
}

static error reply_policies(struct web *w, int status)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct target_policy_list list;

	TRY(target_policies(cx, &list));
	jw_object(&j);
	jw_key(&j, STR("targets"));
	jw_array(&j);
	for (size_t i = 0; i < list.len; i++)
		put_policy(&j, &list.at[i]);
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, status, STR(""), buf_str(&b));
}

static error policies(struct web *w)
{
	return reply_policies(w, HTTP_OK);
}

struct target_body {
	struct str tier;
	int64_t priority, response_minutes, update_minutes, restore_minutes, calendar;
	str_list pause;
};

static const struct field target_fields[] = {
	FIELD_INT(struct target_body, priority, .min = 1, .max = 4, .required = true),
	FIELD_TEXT(struct target_body, tier, .max = LIMIT_NAME),
	FIELD_INT(struct target_body, response_minutes, .min = 0, .max = MINUTES_MAX),
	FIELD_INT(struct target_body, update_minutes, .min = 0, .max = MINUTES_MAX),
	FIELD_INT(struct target_body, restore_minutes, .min = 0, .max = MINUTES_MAX),
	FIELD_INT(struct target_body, calendar, .min = 0, .max = INT64_MAX),
	FIELD_TEXTS(struct target_body, pause, .max = 40),
	FIELDS_END
};

static error set_policy(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct target_body b = { 0 };

	TRY(web_json(w, target_fields, &b));
	struct target_policy_new n = { .priority = b.priority, .tier = b.tier,
		.response = { b.response_minutes * 60 }, .update = { b.update_minutes * 60 },
		.restore = { b.restore_minutes * 60 }, .calendar = { b.calendar } };
	for (size_t i = 0; i < b.pause.len; i++) {
		enum casefile_status s = status_by_name(b.pause.at[i]);
		if (s == CASEFILE_STATUS_COUNT_)
			return err_field(cx, "pause", "Choose statuses of open cases.");
		n.pauses |= 1u << s;
	}
	TRY(target_policy_set(cx, &n));
	return reply_policies(w, HTTP_OK);
}

/* --- calendars --- */

static const char *const day_names[7] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

static error put_calendar(struct ctx *cx, struct json_writer *j, calendar_id id)
{
	struct calendar_text t;

	TRY(calendar_text(cx, id, &t));
	jw_object(j);
	jw_put_int(j, "id", id.v);
	jw_put_str(j, "name", t.name);
	jw_put_str(j, "zone", t.zone);
	for (int d = 0; d < 7; d++)
		jw_put_str(j, day_names[d], t.days[d]);
	jw_put_str(j, "holidays", t.holidays);
	jw_object_end(j);
	return OK;
}

static error reply_calendars(struct web *w, int status)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct calendar_list list;

	TRY(q_calendar_list(cx, &list));
	jw_object(&j);
	jw_key(&j, STR("calendars"));
	jw_array(&j);
	for (size_t i = 0; i < list.len; i++)
		TRY(put_calendar(cx, &j, list.at[i].id));
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, status, STR(""), buf_str(&b));
}

static error calendars(struct web *w)
{
	return reply_calendars(w, HTTP_OK);
}

struct calendar_body {
	struct str name, zone, holidays, mon, tue, wed, thu, fri, sat, sun;
};

static const struct field calendar_fields[] = {
	FIELD_TEXT(struct calendar_body, name, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct calendar_body, zone, .max = ZONE_MAX, .required = true),
	FIELD_TEXT(struct calendar_body, mon, .max = HOURS_TEXT_MAX),
	FIELD_TEXT(struct calendar_body, tue, .max = HOURS_TEXT_MAX),
	FIELD_TEXT(struct calendar_body, wed, .max = HOURS_TEXT_MAX),
	FIELD_TEXT(struct calendar_body, thu, .max = HOURS_TEXT_MAX),
	FIELD_TEXT(struct calendar_body, fri, .max = HOURS_TEXT_MAX),
	FIELD_TEXT(struct calendar_body, sat, .max = HOURS_TEXT_MAX),
	FIELD_TEXT(struct calendar_body, sun, .max = HOURS_TEXT_MAX),
	FIELD_TEXT(struct calendar_body, holidays, .max = HOLIDAYS_MAX, .lines = true),
	FIELDS_END
};

/* One of that name is changed. */
static error set_calendar(struct web *w)
{
	struct calendar_body b = { 0 };
	calendar_id id;

	TRY(web_json(w, calendar_fields, &b));
	TRY(calendar_set(web_ctx(w), &(struct calendar_text){ .name = b.name, .zone = b.zone,
		.holidays = b.holidays,
		.days = { b.mon, b.tue, b.wed, b.thu, b.fri, b.sat, b.sun } }, &id));
	return reply_calendars(w, HTTP_OK);
}

const struct route target_api_routes[] = {
	GET("/api/v1/targets", policies, .may = MAY_ADMINISTER, .api = true),
	PUT("/api/v1/targets", set_policy, .may = MAY_ADMINISTER, .api = true),
	GET("/api/v1/calendars", calendars, .may = MAY_ADMINISTER, .api = true),
	PUT("/api/v1/calendars", set_calendar, .may = MAY_ADMINISTER, .api = true),
	ROUTES_END
};
