/* admin_pages.c - settings and the audit log */
#include "web/admin/admin_pages.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "html/html.h"
#include "web/admin/admin.html.h"

static bool has_error(const struct err_at_field *errors, struct str name)
{
	for (; errors != NULL; errors = errors->next)
		if (str_eq(errors->field, name))
			return true;
	return false;
}

/* What to write there, in a word or two. */
static const struct str kinds[] = {
	[SETTING_TEXT] = SAY_INIT("Text"),
	[SETTING_NUMBER] = SAY_INIT("Whole number"),
	[SETTING_SECONDS] = SAY_INIT("Seconds"),
	[SETTING_ORIGIN] = SAY_INIT("Address of a site"),
	[SETTING_URL] = SAY_INIT("Web address"),
	[SETTING_ZONE] = SAY_INIT("Time zone"),
	[SETTING_MAIL_SERVER] = SAY_INIT("Mail server"),
	[SETTING_ADDRESS] = SAY_INIT("Mail address"),
	[SETTING_HOST] = SAY_INIT("Host name"),
	[SETTING_SECRET] = SAY_INIT("Secret text"),
};

/* `typed` stands where it was refused. */
static error show_settings(struct web *w, int status, struct str typed,
	const struct err_at_field *errors)
{
	struct ctx *cx = web_ctx(w);
	struct settings_view v = { .errors = errors };
	struct settings now;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	TRY(settings_load(cx, &now));
	for (const struct setting *s = settings_known; s->name != NULL; s++)
		*arena_push(cx->arena, &v.rows) = (struct setting_row){ .name = str_from(s->name),
			.help = s->help, .secret = s->kind == SETTING_SECRET,
			.kind = kinds[s->kind], .initial = str_from(s->initial), .min = s->min,
			.max = s->max,
			.number = s->kind == SETTING_NUMBER || s->kind == SETTING_SECONDS,
			.value = has_error(errors, str_from(s->name)) && s->kind != SETTING_SECRET ? typed
				: setting_text(cx->arena, s, &now),
			.wrong = has_error(errors, str_from(s->name)) };
	settings_page(web_html(w, status), &v);
	return OK;
}

static error settings(struct web *w)
{
	return show_settings(w, HTTP_OK, STR(""), NULL);
}

struct setting_form {
	struct str value;
	bool reset;
};

static const struct field setting_fields[] = {
	FIELD_TEXT(struct setting_form, value, .max = LIMIT_REASON),
	FIELD_BOOL(struct setting_form, reset),
	FIELDS_END
};

static error set(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct setting_form f = { 0 };
	struct str name = web_path_text(w, "name");

	if (setting_find(name) == NULL)
		return err_new(cx, ERR_NOT_FOUND, "there is no such setting");
	error e = web_form(w, setting_fields, &f);
	if (err_is(e, ERR_INVALID)) { /* each stands in a form of its own */
		struct err_at_field at = *e->fields;
		at.field = name;
		return show_settings(w, HTTP_UNPROCESSABLE, f.value, &at);
	}
	if (e == OK)
		e = f.reset ? setting_reset(cx, name) : setting_set(cx, name, f.value);
	if (err_is(e, ERR_INVALID))
		return show_settings(w, HTTP_UNPROCESSABLE, f.value, e->fields);
	TRY(e);
	web_notice(w, MSG("Saved."));
	return web_see_other(w, "/admin/settings");
}

static error show_audit(struct web *w, struct audit_view *v)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_URL);
	struct html part = { .out = &b, .arena = cx->arena };
	audit_id before = { web_query_int(w, "before", INT64_MAX) };

	v->find = web_query(w, "find");
	TRY(audit_list(cx, v->find, before, &v->list));
	if (v->list.len == LIMIT_LIST_PAGE) {
		buf_printf(&b, "/admin/audit?before=%" PRId64 "&find=",
			v->list.at[v->list.len - 1].id.v);
		html_part_str(&part, v->find);
		v->next = buf_str(&b);
	}
	audit_page(web_html(w, HTTP_OK), v);
	return OK;
}

static error audit(struct web *w)
{
	struct audit_view v = { 0 };
	return show_audit(w, &v);
}

static error check_audit(struct web *w)
{
	struct audit_view v = { .checked = true };

	TRY(actor_may(web_ctx(w), MAY_READ_AUDIT, RELATION_NONE));
	TRY(audit_verify(web_ctx(w), &v.count, &v.broken));
	return show_audit(w, &v);
}

const struct route admin_routes[] = {
	GET("/admin/settings", settings, .may = MAY_ADMINISTER),
	POST("/admin/settings/{name}", set, .may = MAY_ADMINISTER),
	GET("/admin/audit", audit, .may = MAY_READ_AUDIT),
	GET("/admin/audit/check", check_audit, .may = MAY_READ_AUDIT, .slow = true),
	ROUTES_END
};
