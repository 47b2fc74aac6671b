/* split_pages.c - a second problem becomes a case of its own; two cases before they are merged */
#include "base/limits.h"
#include "base/utf8.h"
#include "domain/casefile/merge/merge.h"
#include "domain/casefile/split/split.h"
#include "web/casework/casework.h"
#include "web/casework/split.html.h"

enum { EXCERPT_MAX = 240 };

struct str case_excerpt(struct str text)
{
	return utf8_cut(text, EXCERPT_MAX);
}

static error find(struct web *w, struct casefile *out)
{
	return casefile_find(web_ctx(w), web_path_text(w, "case"), out);
}

/* The newest entries that can go; older ones by ?before=. */
static error show_page(struct web *w, int status, struct split_view *v)
{
	struct ctx *cx = web_ctx(w);
	struct entry_list page;

	TRY(timeline_page(cx, v->c.id, web_query_int(w, "before", 0), true,
		LIMIT_CASE_PAGE_ENTRIES, &page));
	for (size_t i = page.len; i-- > 0;)
		if (page.at[i].kind <= ENTRY_CALL)
			*arena_push(cx->arena, &v->entries) = page.at[i];
	if (page.len == LIMIT_CASE_PAGE_ENTRIES)
		v->older = entry_number(page.at[page.len - 1].id);
	TRY(attachment_recent(cx, &v->c, SPLIT_FILES_MAX, &v->files));
	split_page(web_html(w, status), v);
	return OK;
}

static error show(struct web *w)
{
	struct split_view v = { 0 };

	TRY(find(w, &v.c));
	return show_page(w, HTTP_OK, &v);
}

static const struct field split_fields[] = {
	FIELD_TEXT(struct split_form, summary, .max = LIMIT_SUBJECT, .required = true),
	FIELD_TEXTS(struct split_form, entry, .max = 20),
	FIELD_TEXTS(struct split_form, file, .max = 20),
	FIELD_BOOL(struct split_form, same_time),
	FIELDS_END
};

static const int64_t *numbers_of(struct arena *a, const str_list *texts)
{
	int64_t *numbers = arena_array(a, int64_t, texts->len + 1);

	for (size_t i = 0; i < texts->len; i++)
		if (!str_int(texts->at[i], &numbers[i]))
			numbers[i] = 0; /* which is none */
	return numbers;
}

bool split_chosen(const str_list *chosen, int64_t number)
{
	int64_t n;

	for (size_t i = 0; i < chosen->len; i++)
		if (str_int(chosen->at[i], &n) && n == number)
			return true;
	return false;
}

static error split(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct split_view v = { 0 };
	struct casefile made;

	TRY(find(w, &v.c));
	error wrong = web_form(w, split_fields, &v.form);
	if (wrong == OK)
		wrong = casefile_split(cx, v.c.id, &(struct split){ .summary = v.form.summary,
			.entries = numbers_of(cx->arena, &v.form.entry), .entry_count = v.form.entry.len,
			.files = numbers_of(cx->arena, &v.form.file), .file_count = v.form.file.len,
			.same_time = v.form.same_time }, &made);
	if (form_is_refused(wrong)) {
		v.errors = wrong->fields;
		return show_page(w, err_http_status(wrong->kind), &v);
	}
	TRY(wrong);
	web_notice(w, MSG("This is the new case. The other one is linked."));
	return web_see_other(w, "/cases/%.*s", STR_ARG(made.number));
}

/* --- before a merge --- */

static error look_at_merge(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct merge_view v = { .into = str_trim(web_query(w, "into")) };

	TRY(find(w, &v.from));
	if (v.into.len > 0) {
		error wrong = casefile_merge_look(cx, &v.from, v.into, &v.to);
		if (wrong != OK && !form_is_refused(wrong))
			return wrong;
		v.errors = wrong != OK ? wrong->fields : NULL;
		v.possible = wrong == OK;
	}
	TRY(escalation_view(cx, v.from.id, &v.from_ladder));
	if (v.possible)
		TRY(escalation_view(cx, v.to.id, &v.to_ladder));
	merge_page(web_html(w, HTTP_OK), &v);
	return OK;
}

int merge_level_told(const struct merge_view *v, int level)
{
	bool of_from = v->from_ladder.armed && v->from_ladder.levels[level - 1].state == STEP_PASSED;
	bool of_to = v->to_ladder.armed && v->to_ladder.levels[level - 1].state == STEP_PASSED;

	return (of_from ? 1 : 0) + (of_to ? 2 : 0);
}

const struct route split_routes[] = {
	GET("/cases/{case}/split", show, .may = MAY_WORK_CASE),
	POST("/cases/{case}/split", split, .may = MAY_WORK_CASE),
	GET("/cases/{case}/merge", look_at_merge, .may = MAY_WORK_CASE),
	ROUTES_END
};
