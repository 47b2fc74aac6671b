/* policy_pages.c - the escalation policy: look, preview, put in force */
#include "base/limits.h"
#include "web/escalation/escalation_pages.h"
#include "web/escalation/policy.html.h"

enum { SPAN_TEXT_MAX = 12, DAYS_FROM_S = 7 * 86400 };

struct str span_text(struct arena *a, int64_t s)
{
	if (s == 0)
		return STR("");
	if (s % 86400 == 0 && s >= DAYS_FROM_S)
		return str_printf(a, "%" PRId64 "d", s / 86400);
	if (s % 3600 == 0)
		return str_printf(a, "%" PRId64 "h", s / 3600);
	return str_printf(a, "%" PRId64 "m", s / 60);
}

bool span_parse(struct str text, int64_t *ret_s)
{
	int64_t n, unit;
	struct str t = str_trim(text);

	*ret_s = 0;
	if (t.len == 0)
		return true;
	switch (str_lower_char(t.at[t.len - 1])) {
	case 'm':
		unit = 60;
		break;
	case 'h':
		unit = 3600;
		break;
	case 'd':
		unit = 86400;
		break;
	default:
		return false;
	}
	if (!str_int(str_trim(str_sub(t, 0, t.len - 1)), &n) || n < 0 || n > 100000)
		return false;
	*ret_s = n * unit;
	return true;
}

/* As typed; the names are those of policy_check's errors. */
struct policy_form {
	struct str o11, o12, o13, o14, o21, o22, o23, o24;
	struct str o31, o32, o33, o34, o41, o42, o43, o44;
	struct str a1, a2, a3, a4, reason;
	bool p2, p3, p4;
	int64_t confirm, confirmed;
};

#define SPAN(m) FIELD_TEXT(struct policy_form, m, .max = SPAN_TEXT_MAX)
static const struct field policy_fields[] = {
	SPAN(o11), SPAN(o12), SPAN(o13), SPAN(o14),
	SPAN(o21), SPAN(o22), SPAN(o23), SPAN(o24),
	SPAN(o31), SPAN(o32), SPAN(o33), SPAN(o34),
	SPAN(o41), SPAN(o42), SPAN(o43), SPAN(o44),
	SPAN(a1), SPAN(a2), SPAN(a3), SPAN(a4),
	FIELD_BOOL(struct policy_form, p2),
	FIELD_BOOL(struct policy_form, p3),
	FIELD_BOOL(struct policy_form, p4),
	FIELD_TEXT(struct policy_form, reason, .max = LIMIT_REASON, .required = true),
	FIELD_INT(struct policy_form, confirm, .min = 0, .max = 1),
	FIELD_INT(struct policy_form, confirmed, .min = 0, .max = INT64_MAX),
	FIELDS_END
};

static struct str *offset_at(struct policy_form *f, int priority, int level)
{
	struct str *all[LADDER_PRIORITIES][LADDER_LEVELS] = {
		{ &f->o11, &f->o12, &f->o13, &f->o14 },
		{ &f->o21, &f->o22, &f->o23, &f->o24 },
		{ &f->o31, &f->o32, &f->o33, &f->o34 },
		{ &f->o41, &f->o42, &f->o43, &f->o44 },
	};
	return all[priority - 1][level - 1];
}

static struct str *ack_at(struct policy_form *f, int priority)
{
	struct str *all[LADDER_PRIORITIES] = { &f->a1, &f->a2, &f->a3, &f->a4 };
	return all[priority - 1];
}

static bool *pause_at(struct policy_form *f, int priority)
{
	bool *all[LADDER_PRIORITIES] = { NULL, &f->p2, &f->p3, &f->p4 };
	return all[priority - 1];
}

static error form_load(struct ctx *cx, struct policy_form *f)
{
	struct policy p;

	TRY(policy_load(cx, &p));
	for (int i = 1; i <= LADDER_PRIORITIES; i++) {
		for (int level = 1; level <= LADDER_LEVELS; level++)
			*offset_at(f, i, level) = span_text(cx->arena,
				p.ladder.offset[i - 1][level - 1].s);
		*ack_at(f, i) = span_text(cx->arena, p.ack_timeout[i - 1].s);
		if (i > 1)
			*pause_at(f, i) = p.ladder.pause_on_wait[i - 1];
	}
	return OK;
}

static error span_of(struct ctx *cx, const char *name, struct str text, int64_t *out)
{
	if (span_parse(text, out))
		return OK;
	return err_person_(cx, ERR_INVALID, name,
		SAY("Write a number and m, h or d: 90m, 4h, 15d."), __FILE__, __LINE__);
}

static error edit_of(struct ctx *cx, struct policy_form *f, struct policy_edit *out)
{
	error wrong = OK;

	*out = (struct policy_edit){ .reason = f->reason };
	for (int i = 1; i <= LADDER_PRIORITIES; i++) {
		for (int level = 1; level <= LADDER_LEVELS; level++) {
			struct str name = str_printf(cx->arena, "o%d%d", i, level);
			wrong = err_also(cx, wrong, span_of(cx, str_c(cx->arena, name),
				*offset_at(f, i, level), &out->offset_s[i - 1][level - 1]));
		}
		struct str name = str_printf(cx->arena, "a%d", i);
		wrong = err_also(cx, wrong, span_of(cx, str_c(cx->arena, name), *ack_at(f, i),
			&out->ack_s[i - 1]));
		out->pause_on_wait[i - 1] = i > 1 && *pause_at(f, i);
	}
	return wrong;
}

static error show(struct web *w, int status, struct policy_form *f, struct policy_view *v)
{
	struct ctx *cx = web_ctx(w);
	struct policy now;

	TRY(policy_load(cx, &now));
	TRY(policy_history(cx, &v->history));
	v->version = now.ladder.version;
	v->reason = f->reason;
	for (int i = 1; i <= LADDER_PRIORITIES; i++) {
		struct policy_row *r = arena_push(cx->arena, &v->rows);
		*r = (struct policy_row){ .priority = i, .may_pause = i > 1,
			.pause = i > 1 && *pause_at(f, i), .ack = *ack_at(f, i),
			.ack_name = str_printf(cx->arena, "a%d", i),
			.pause_name = str_printf(cx->arena, "p%d", i) };
		for (int level = 1; level <= LADDER_LEVELS; level++)
			*arena_push(cx->arena, &r->cells) = (struct policy_cell){
				.name = str_printf(cx->arena, "o%d%d", i, level),
				.value = *offset_at(f, i, level), .level = level };
	}
	policy_page(web_html(w, status), v);
	return OK;
}

static error policy(struct web *w)
{
	struct policy_form f = { 0 };
	struct policy_view v = { 0 };

	TRY(form_load(web_ctx(w), &f));
	return show(w, HTTP_OK, &f, &v);
}

/* The first post shows what would happen; the second, which has seen it, does it. */
static error change(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct policy_form f = { 0 };
	struct policy_view v = { 0 };
	struct policy_edit edit;
	int64_t version;

	error e = web_form(w, policy_fields, &f);
	if (e == OK)
		e = edit_of(cx, &f, &edit);
	if (e == OK && f.confirm != 0) {
		e = policy_change(cx, &edit, f.confirmed, &version);
		if (e == OK) {
			web_notice(w, MSG("The new policy is in force."));
			return web_see_other(w, "/admin/escalation");
		}
	}
	if (e == OK)
		e = policy_preview(cx, &edit, &v.preview);
	if (e != OK && !form_is_refused(e))
		return e;
	v.previewed = e == OK;
	v.errors = e != OK ? e->fields : NULL;
	return show(w, e == OK ? HTTP_OK : err_http_status(e->kind), &f, &v);
}

const struct route policy_routes[] = {
	GET("/admin/escalation", policy, .may = MAY_EDIT_ESCALATION),
	POST("/admin/escalation", change, .may = MAY_EDIT_ESCALATION),
	ROUTES_END
};
