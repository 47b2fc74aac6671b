#include "web/target/target_pages.h"

#include "base/limits.h"
#include "web/target/targets.html.h"

enum { MINUTES_MAX = TARGET_SECONDS_MAX / 60, ZONE_MAX = 64, HOURS_MAX = 100,
	HOLIDAYS_MAX = CALENDAR_HOLIDAYS_MAX * 12 };

struct str target_span(struct html *h, seconds s)
{
	return s.s > 0 ? seconds_text(h->arena, s) : STR("");
}

bool target_pauses(const struct target_form *f, struct str status)
{
	for (size_t i = 0; i < f->pause.len; i++)
		if (str_eq(f->pause.at[i], status))
			return true;
	return false;
}

static error show_targets(struct web *w, int status, struct targets_view *v)
{
	struct ctx *cx = web_ctx(w);

	TRY(target_policies(cx, &v->policies));
	TRY(q_calendar_list(cx, &v->calendars));
	targets_page(web_html(w, status), v);
	return OK;
}

static error targets(struct web *w)
{
	struct targets_view v = { .form.priority = 1 };
	return show_targets(w, HTTP_OK, &v);
}

static const struct field target_fields[] = {
	FIELD_INT(struct target_form, priority, .min = 1, .max = 4, .required = true),
	FIELD_TEXT(struct target_form, tier, .max = LIMIT_NAME),
	FIELD_INT(struct target_form, response_minutes, .min = 0, .max = MINUTES_MAX),
	FIELD_INT(struct target_form, update_minutes, .min = 0, .max = MINUTES_MAX),
	FIELD_INT(struct target_form, restore_minutes, .min = 0, .max = MINUTES_MAX),
	FIELD_INT(struct target_form, calendar, .min = 0, .max = INT64_MAX),
	FIELD_TEXTS(struct target_form, pause, .max = 40),
	FIELDS_END
};

static error read_policy(struct web *w, struct target_form *f, struct target_policy_new *out)
{
	TRY(web_form(w, target_fields, f));
	*out = (struct target_policy_new){ .priority = f->priority, .tier = f->tier,
		.response = { f->response_minutes * 60 }, .update = { f->update_minutes * 60 },
		.restore = { f->restore_minutes * 60 }, .calendar = { f->calendar } };
	for (size_t i = 0; i < f->pause.len; i++) {
		enum casefile_status s = status_by_name(f->pause.at[i]);
		if (s == CASEFILE_STATUS_COUNT_)
			return err_field(web_ctx(w), "pause", "Choose statuses of open cases.");
		out->pauses |= 1u << s;
	}
	return OK;
}

static error set_target(struct web *w)
{
	struct targets_view v = { 0 };
	struct target_policy_new n;

	error wrong = read_policy(w, &v.form, &n);
	if (wrong == OK)
		wrong = target_policy_set(web_ctx(w), &n);
	if (form_is_refused(wrong)) {
		v.errors = wrong->fields;
		return show_targets(w, err_http_status(wrong->kind), &v);
	}
	TRY(wrong);
	web_notice(w, MSG("The targets hold for cases from now on."));
	return web_see_other(w, "/admin/targets");
}

/* --- calendars --- */

static const struct field calendar_fields[] = {
	FIELD_TEXT(struct calendar_form, name, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct calendar_form, zone, .max = ZONE_MAX, .required = true),
	FIELD_TEXT(struct calendar_form, day0, .max = HOURS_MAX),
	FIELD_TEXT(struct calendar_form, day1, .max = HOURS_MAX),
	FIELD_TEXT(struct calendar_form, day2, .max = HOURS_MAX),
	FIELD_TEXT(struct calendar_form, day3, .max = HOURS_MAX),
	FIELD_TEXT(struct calendar_form, day4, .max = HOURS_MAX),
	FIELD_TEXT(struct calendar_form, day5, .max = HOURS_MAX),
	FIELD_TEXT(struct calendar_form, day6, .max = HOURS_MAX),
	FIELD_TEXT(struct calendar_form, holidays, .max = HOLIDAYS_MAX, .lines = true),
	FIELDS_END
};

static error new_calendar(struct web *w)
{
	struct calendar_view v = { .form = { .zone = STR("Europe/Berlin") } };

	calendar_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static error calendar(struct web *w)
{
	struct calendar_view v = { .id = { web_path_id(w, "calendar") } };
	struct calendar_text t;

	TRY(calendar_text(web_ctx(w), v.id, &t));
	v.form = (struct calendar_form){ t.name, t.zone, t.holidays, t.days[0], t.days[1], t.days[2],
		t.days[3], t.days[4], t.days[5], t.days[6] };
	calendar_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static error set_calendar(struct web *w)
{
	struct calendar_view v = { 0 };
	struct calendar_form *f = &v.form;

	error wrong = web_form(w, calendar_fields, f);
	struct calendar_text t = { .name = f->name, .zone = f->zone, .holidays = f->holidays,
		.days = { f->day0, f->day1, f->day2, f->day3, f->day4, f->day5, f->day6 } };
	if (wrong == OK)
		wrong = calendar_set(web_ctx(w), &t, &v.id);
	if (form_is_refused(wrong)) {
		v.errors = wrong->fields;
		calendar_page(web_html(w, err_http_status(wrong->kind)), &v);
		return OK;
	}
	TRY(wrong);
	web_notice(w, MSG("The calendar is saved."));
	return web_see_other(w, "/admin/targets");
}

const struct route target_routes[] = {
	GET("/admin/targets", targets, .may = MAY_ADMINISTER),
	POST("/admin/targets", set_target, .may = MAY_ADMINISTER),
	GET("/admin/calendars", new_calendar, .may = MAY_ADMINISTER),
	GET("/admin/calendars/{calendar}", calendar, .may = MAY_ADMINISTER),
	POST("/admin/calendars", set_calendar, .may = MAY_ADMINISTER),
	ROUTES_END
};
