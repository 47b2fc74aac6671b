/* work_pages.c - watchers, links, merging, redaction, drafts and mails of a case */
#include "base/limits.h"
#include "domain/casefile/draft.h"
#include "domain/casefile/merge/merge.h"
#include "domain/casefile/redact.h"
#include "web/casefile/casefile_pages.h"

static error begin(struct web *w, struct case_view *v, const struct field *fields)
{
	TRY(casefile_find(web_ctx(w), web_path_text(w, "case"), &v->c));
	return web_form(w, fields, &v->typed);
}

static const struct field watch_fields[] = {
	FIELD_TEXT(struct case_typed, email, .max = LIMIT_EMAIL, .required = true),
	FIELDS_END
};

static error watch(struct web *w)
{
	struct case_view v = { .typed.form = STR("watchers") };

	error wrong = begin(w, &v, watch_fields);
	if (wrong == OK)
		wrong = casefile_watch(web_ctx(w), v.c.id, v.typed.email);
	return case_done(w, &v, wrong, MSG("The person follows the case now."));
}

static error unwatch(struct web *w)
{
	struct case_view v = { 0 };

	TRY(casefile_find(web_ctx(w), web_path_text(w, "case"), &v.c));
	error wrong = casefile_unwatch(web_ctx(w), v.c.id, (person_id){ web_path_id(w, "person") });
	return case_done(w, &v, wrong, MSG("The person does not follow the case any more."));
}

static const struct field link_fields[] = {
	FIELD_TEXT(struct case_typed, target, .max = LIMIT_NAME, .required = true),
	FIELD_INT(struct case_typed, bond, .min = 0, .max = BOND_MERGED),
	FIELDS_END
};

static error add_link(struct web *w)
{
	struct case_view v = { .typed.form = STR("links") };

	error wrong = begin(w, &v, link_fields);
	if (wrong == OK)
		wrong = bond_add(web_ctx(w), v.c.id, v.typed.target);
	return case_done(w, &v, wrong, MSG("Linked."));
}

static error remove_link(struct web *w)
{
	struct case_view v = { .typed.form = STR("unlink") };

	error wrong = begin(w, &v, link_fields);
	if (wrong == OK)
		wrong = bond_remove(web_ctx(w), v.c.id, (enum bond_kind)v.typed.bond, v.typed.target);
	return case_done(w, &v, wrong, MSG("The link is gone."));
}

static const struct field tag_fields[] = {
	FIELD_TEXT(struct case_typed, tag, .max = LIMIT_NAME, .required = true),
	FIELDS_END
};

static error add_tag(struct web *w)
{
	struct case_view v = { .typed.form = STR("tags") };
	struct edit e = { .field = EDIT_TAG };
	struct edit_clash clash;

	error wrong = begin(w, &v, tag_fields);
	if (wrong == OK)
		wrong = tag_normalise(web_ctx(w), v.typed.tag, &e.to);
	if (wrong == OK)
		wrong = casefile_edit(web_ctx(w), v.c.id, &e, 1, &clash);
	return case_done(w, &v, wrong, MSG("The tag is on the case."));
}

static error remove_tag(struct web *w)
{
	struct case_view v = { .typed.form = STR("untag") };
	struct edit_clash clash;

	error wrong = begin(w, &v, tag_fields);
	if (wrong == OK)
		wrong = casefile_edit(web_ctx(w), v.c.id,
			&(struct edit){ .field = EDIT_TAG, .from = v.typed.tag }, 1, &clash);
	return case_done(w, &v, wrong, MSG("The tag is off the case."));
}

static const struct field merge_fields[] = {
	FIELD_TEXT(struct case_typed, into, .max = LIMIT_NAME, .required = true),
	FIELDS_END
};

static error merge(struct web *w)
{
	struct case_view v = { .typed.form = STR("merge") };

	error wrong = begin(w, &v, merge_fields);
	if (wrong == OK)
		wrong = casefile_merge(web_ctx(w), v.c.id, v.typed.into);
	if (wrong != OK)
		return case_done(w, &v, wrong, MSG(""));
	web_notice(w, MSG("The cases are one now."));
	return web_see_other(w, "/cases/%.*s", STR_ARG(str_trim(v.typed.into)));
}

static const struct field redact_fields[] = {
	FIELD_TEXT(struct case_typed, why, .max = LIMIT_REASON, .required = true),
	FIELDS_END
};

static error redact(struct web *w)
{
	struct case_view v = { .typed.form = STR("redact") };

	error wrong = begin(w, &v, redact_fields);
	if (wrong == OK)
		wrong = casefile_redact(web_ctx(w), v.c.id, web_path_id(w, "entry"), v.typed.why);
	return case_done(w, &v, wrong, MSG("The text is gone. That it was there stays on record."));
}

static const struct field choice_fields[] = {
	FIELD_INT(struct case_typed, choice, .min = NOTICE_ALL, .max = NOTICE_NONE, .required = true),
	FIELDS_END
};

static error choose(struct web *w)
{
	struct case_view v = { .typed.form = STR("mail") };

	error wrong = begin(w, &v, choice_fields);
	if (wrong == OK)
		wrong = notice_choose(web_ctx(w), v.c.id, (enum notice_choice)v.typed.choice);
	return case_done(w, &v, wrong, MSG("Saved."));
}

static const struct field draft_fields[] = {
	FIELD_TEXT(struct case_typed, kind, .max = 20),
	FIELD_TEXT(struct case_typed, text, .max = LIMIT_CASE_TEXT, .lines = true),
	FIELD_TEXT(struct case_typed, then, .max = 40),
	FIELD_INT(struct case_typed, minutes, .min = 0, .max = EFFORT_MINUTES_MAX),
	FIELD_INT(struct case_typed, seen, .min = 0, .max = TIMELINE_ENTRIES_MAX),
	FIELDS_END
};

static error save_draft(struct web *w)
{
	struct case_view v = { .typed.form = STR("entries") };
	struct draft d = { .kind = ENTRY_MESSAGE };

	error wrong = begin(w, &v, draft_fields);
	d.text = v.typed.text;
	if (wrong == OK)
		wrong = case_entry_kind(web_ctx(w), v.typed.kind, &d.kind);
	if (wrong == OK)
		wrong = draft_save(web_ctx(w), &v.c, &d);
	return case_done(w, &v, wrong, MSG("The draft is saved. Only you see it."));
}

error case_load_work(struct web *w, struct case_view *v)
{
	struct ctx *cx = web_ctx(w);
	struct draft d;

	TRY(casefile_watchers(cx, &v->c, &v->watchers));
	TRY(bond_list(cx, &v->c, &v->bonds));
	TRY(casefile_tags(cx, &v->c, &v->tags));
	TRY(presence_of(cx, v->c.id, &v->others));
	TRY(notice_choice_of(cx, v->c.id, &v->choice));
	if (may(cx->actor, MAY_TAKE_CALLS))
		TRY(call_of_case(cx, v->c.id, &v->calls));
	if (v->errors != NULL || v->unseen.id.v != 0)
		return OK; /* what was typed stands there */
	TRY(draft_load(cx, &v->c, &d));
	v->typed.text = d.text;
	v->typed.kind = case_kind_name(d.kind);
	v->draft = d.text.len > 0;
	return OK;
}

const struct route case_work_routes[] = {
	POST("/cases/{case}/watchers", watch, .may = MAY_UPDATE_CASE),
	POST("/cases/{case}/watchers/{person}/remove", unwatch, .may = MAY_UPDATE_CASE),
	POST("/cases/{case}/links", add_link, .may = MAY_WORK_CASE),
	POST("/cases/{case}/unlink", remove_link, .may = MAY_WORK_CASE),
	POST("/cases/{case}/tags", add_tag, .may = MAY_WORK_CASE),
	POST("/cases/{case}/untag", remove_tag, .may = MAY_WORK_CASE),
	POST("/cases/{case}/merge", merge, .may = MAY_WORK_CASE),
	POST("/cases/{case}/entries/{entry}/redact", redact, .may = MAY_WORK_CASE),
	POST("/cases/{case}/mail", choose, .may = MAY_READ_CASE),
	POST("/cases/{case}/draft", save_draft, .may = MAY_UPDATE_CASE),
	ROUTES_END
};
