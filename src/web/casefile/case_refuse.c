/* case_refuse.c - a form of the case page that was refused: shown again, as typed */
#include "web/casefile/casefile_pages.h"

/* Inputs whose id is not the name of their field: the page has several of that name. */
static const struct {
	struct str form, field, id;
	bool by_level;
} inputs[] = {
	{ STR_INIT("close"), STR_INIT("why"), STR_INIT("whyc"), false },
	{ STR_INIT("reopen"), STR_INIT("why"), STR_INIT("whyr"), false },
	{ STR_INIT("status"), STR_INIT("why"), STR_INIT("whys"), false },
	{ STR_INIT("acknowledge"), STR_INIT("plan"), STR_INIT("plan"), true },
	{ STR_INIT("hold"), STR_INIT("reason"), STR_INIT("hold"), true },
	{ STR_INIT("hold"), STR_INIT("hours"), STR_INIT("hours"), true },
	{ STR_INIT("hold"), STR_INIT("until"), STR_INIT("hours"), true },
};

struct str case_input(struct arena *a, struct str prefix, int64_t level)
{
	return str_printf(a, "%.*s%" PRId64, STR_ARG(prefix), level);
}

static struct str input_of(struct arena *a, const struct case_typed *t, struct str field)
{
	for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
		if (!str_eq(inputs[i].form, t->form) || !str_eq(inputs[i].field, field))
			continue;
		return inputs[i].by_level ? case_input(a, inputs[i].id, t->level) : inputs[i].id;
	}
	return field;
}

static const struct err_at_field *at_inputs(struct arena *a, const struct case_typed *t,
	const struct err_at_field *f)
{
	if (f == NULL)
		return NULL;
	struct err_at_field *copy = arena_new(a, struct err_at_field);
	*copy = *f;
	copy->field = input_of(a, t, f->field);
	copy->next = at_inputs(a, t, f->next);
	return copy;
}

bool case_refused(const struct case_view *v, struct str form)
{
	return v->errors != NULL && str_eq(v->typed.form, form);
}

struct str case_typed(const struct case_view *v, struct str form, int64_t level, struct str text)
{
	bool here = case_refused(v, form) && (level == 0 || level == v->typed.level);
	return here ? text : STR("");
}

error case_done(struct web *w, struct case_view *v, error outcome, struct msg notice)
{
	if (form_is_refused(outcome)) {
		v->errors = at_inputs(web_ctx(w)->arena, &v->typed, outcome->fields);
		return case_show(w, err_http_status(outcome->kind), v);
	}
	TRY(outcome);
	web_notice(w, notice);
	return web_see_other(w, "/cases/%.*s", STR_ARG(v->c.number));
}
