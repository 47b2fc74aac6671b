/* agent_pages.c - the round robin: who takes part, with what, and when */
#include "base/limits.h"
#include "web/desk/staffing.html.h"
#include "web/desk/staffing_pages.h"

enum { WORDS_MAX = 2000 };

struct str agent_words(struct arena *a, str_list words)
{
	struct buf b = buf_new(a, 4 * WORDS_MAX);

	for (size_t i = 0; i < words.len; i++)
		buf_printf(&b, "%s%.*s", i ? ", " : "", STR_ARG(words.at[i]));
	return buf_str(&b);
}

static str_list read_words(struct arena *a, struct str text)
{
	str_list all = { 0 };
	struct str word;

	while (str_cut(&text, ',', &word))
		if (!str_is_blank(word))
			*arena_push(a, &all) = str_trim(word);
	return all;
}

static error list(struct web *w)
{
	struct agents_view v = { 0 };

	TRY(agent_list(web_ctx(w), &v.list));
	agents_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static error load(struct web *w, struct agents_view *v)
{
	return agent_load(web_ctx(w), (person_id){ web_path_id(w, "person") }, &v->agent);
}

static error show(struct web *w)
{
	struct arena *a = web_ctx(w)->arena;
	struct agents_view v = { 0 };

	TRY(load(w, &v));
	v.form = (struct agent_form){ .takes_part = v.agent.takes_part, .away = v.agent.away,
		.capacity = v.agent.capacity, .zone = v.agent.zone,
		.skills = agent_words(a, v.agent.skills),
		.languages = agent_words(a, v.agent.languages), .shifts = v.agent.shifts };
	agent_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static const struct field agent_fields[] = {
	FIELD_BOOL(struct agent_form, takes_part),
	FIELD_BOOL(struct agent_form, away),
	FIELD_INT(struct agent_form, capacity, .min = 1, .max = AGENT_CAPACITY_MAX, .required = true),
	FIELD_TEXT(struct agent_form, zone, .max = LIMIT_NAME),
	FIELD_TEXT(struct agent_form, skills, .max = WORDS_MAX),
	FIELD_TEXT(struct agent_form, languages, .max = WORDS_MAX),
	FIELD_TEXT(struct agent_form, shifts, .max = WORDS_MAX, .lines = true),
	FIELDS_END
};

static error save(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct agents_view v = { 0 };

	TRY(load(w, &v));
	error wrong = web_form(w, agent_fields, &v.form);
	struct agent a = { .person = v.agent.person, .takes_part = v.form.takes_part,
		.away = v.form.away, .capacity = v.form.capacity,
		.zone = v.form.zone.len > 0 ? v.form.zone : STR("UTC"),
		.skills = read_words(cx->arena, v.form.skills),
		.languages = read_words(cx->arena, v.form.languages), .shifts = v.form.shifts };
	if (wrong == OK)
		wrong = agent_save(cx, &a);
	if (form_is_refused(wrong)) {
		v.errors = wrong->fields;
		agent_page(web_html(w, err_http_status(wrong->kind)), &v);
		return OK;
	}
	TRY(wrong);
	web_notice(w, MSG("Saved."));
	return web_see_other(w, "/admin/agents");
}

struct away_form {
	int64_t away;
};

static const struct field away_fields[] = {
	FIELD_INT(struct away_form, away, .min = 0, .max = 1, .required = true),
	FIELDS_END
};

static error set_away(struct web *w)
{
	struct away_form form = { 0 };

	TRY(web_form(w, away_fields, &form));
	TRY(agent_set_away(web_ctx(w), form.away));
	web_notice(w, form.away ? MSG("You get no new cases now.") : MSG("You get new cases again."));
	return web_see_other(w, "/desk");
}

/* Gives a case to who is next. */
static error hand_out(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct assign_choice choice;
	struct casefile c;

	TRY(casefile_find(cx, web_path_text(w, "case"), &c));
	TRY(assign_case(cx, c.id, &choice));
	web_notice(w, MSG("The case went to who is next; why stands on its timeline."));
	return web_see_other(w, "/cases/%.*s", STR_ARG(c.number));
}

const struct route agent_routes[] = {
	GET("/admin/agents", list, .may = MAY_ADMINISTER),
	GET("/admin/agents/{person}", show, .may = MAY_ADMINISTER),
	POST("/admin/agents/{person}", save, .may = MAY_ADMINISTER),
	POST("/account/away", set_away, .may = MAY_WORK_CASE),
	POST("/cases/{case}/hand-out", hand_out, .may = MAY_WORK_CASE),
	ROUTES_END
};
