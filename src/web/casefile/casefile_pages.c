/* casefile_pages.c - read a case, write to it */
#include "web/casefile/casefile_pages.h"

#include "base/limits.h"
#include "domain/casefile/follow.h"
#include "domain/disclosure/handover.h"
#include "web/casefile/case_page.html.h"

/* Both are in the order of entries. */
static error load_mails(struct ctx *cx, struct case_view *v)
{
	struct mail_entry_list mails;
	size_t next = 0;

	TRY(mailin_of_entries(cx, &v->c, v->items.at[0].entry.id,
		v->items.at[v->items.len - 1].entry.id, &mails));
	for (size_t i = 0; i < v->items.len && next < mails.len; i++)
		if (mails.at[next].entry.v == v->items.at[i].entry.id.v)
			v->items.at[i].mail = mails.at[next++];
	return OK;
}

static error load_timeline(struct web *w, struct case_view *v)
{
	struct ctx *cx = web_ctx(w);
	struct entry_list page;

	TRY(timeline_page(cx, v->c.id, web_query_int(w, "before", 0), v->internal,
		LIMIT_CASE_PAGE_ENTRIES, &page));
	for (size_t i = page.len; i-- > 0;) {
		struct timeline_item *item = arena_push(cx->arena, &v->items);
		item->entry = page.at[i];
		item->is_change = page.at[i].kind == ENTRY_CHANGE &&
			timeline_read_change(cx->arena, page.at[i].text, &item->change);
	}
	if (page.len > 0)
		TRY(load_mails(cx, v));
	if (page.len == LIMIT_CASE_PAGE_ENTRIES)
		v->older = entry_number(page.at[page.len - 1].id);
	return case_load_mails(cx, v);
}

error case_show(struct web *w, int status, struct case_view *v)
{
	struct ctx *cx = web_ctx(w);

	v->internal = may(cx->actor, MAY_WORK_CASE);
	v->past = casefile_is_past(cx, &v->c);
	TRY(handover_number(cx, &v->c, &v->report));
	TRY(load_timeline(w, v));
	TRY(attachment_recent(cx, &v->c, CASE_PAGE_FILES, &v->files));
	TRY(inspection_of_case(cx, &v->c, &v->inspection));
	TRY(escalation_view(cx, v->c.id, &v->ladder));
	TRY(target_list(cx, v->c.id, &v->targets));
	TRY(case_load_work(w, v));
	TRY(rma_of_case(cx, &v->c, &v->rmas));
	TRY(incident_load(cx, &v->c, &v->incident));
	TRY(undo_look(cx, &v->c, &v->undo));
	if (v->internal) {
		TRY(q_person_with_role(cx, ROLE_AGENT, &v->desk));
		TRY(q_queue_list(cx, &v->queues));
		TRY(mailin_held(cx, v->c.id, &v->held));
	}
	case_page(web_html(w, status), v);
	return OK;
}

static error find(struct web *w, struct casefile *out)
{
	return casefile_find(web_ctx(w), web_path_text(w, "case"), out);
}

static error show(struct web *w)
{
	struct case_view v = { 0 };

	TRY(find(w, &v.c));
	return case_show(w, HTTP_OK, &v);
}

static const struct field reply_fields[] = {
	FIELD_TEXT(struct case_typed, kind, .max = 20),
	FIELD_TEXT(struct case_typed, text, .max = LIMIT_CASE_TEXT, .required = true, .lines = true),
	FIELD_TEXT(struct case_typed, then, .max = 40),
	FIELD_INT(struct case_typed, minutes, .min = 0, .max = EFFORT_MINUTES_MAX),
	FIELD_INT(struct case_typed, seen, .min = 0, .max = TIMELINE_ENTRIES_MAX),
	FIELDS_END
};

static const struct {
	struct str name;
	enum entry_kind kind;
} kinds[] = { { STR_INIT("public"), ENTRY_MESSAGE }, { STR_INIT("internal"), ENTRY_NOTE },
	{ STR_INIT("phone"), ENTRY_CALL } };

error case_entry_kind(struct ctx *cx, struct str name, enum entry_kind *out)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_eq(kinds[i].name, name) || (i == 0 && name.len == 0)) {
			*out = kinds[i].kind;
			return OK;
		}
	return err_field(cx, "kind", "Choose a public reply, an internal note or a call.");
}

struct str case_kind_name(enum entry_kind kind)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i].kind == kind)
			return kinds[i].name;
	return kinds[0].name;
}

/* A form without a kind is the customer's. */
static error read_reply(struct web *w, const struct case_typed *t, struct casefile_reply *out)
{
	struct ctx *cx = web_ctx(w);

	*out = (struct casefile_reply){ .kind = ENTRY_MESSAGE, .text = t->text,
		.then = CASEFILE_STATUS_COUNT_, .minutes = t->minutes };
	TRY(case_entry_kind(cx, t->kind, &out->kind));
	if (t->then.len == 0)
		return OK;
	out->then = status_by_name(t->then);
	if (out->then == CASEFILE_STATUS_COUNT_)
		return err_field(cx, "then", "There is no such status. Choose one of the list.");
	return OK;
}

static error reply(struct web *w)
{
	struct case_view v = { .typed.form = STR("entries") };
	struct casefile_reply r;
	entry_id id = { 0 };

	TRY(find(w, &v.c));
	error wrong = web_form(w, reply_fields, &v.typed);
	if (wrong == OK)
		wrong = read_reply(w, &v.typed, &r);
	if (wrong == OK && r.kind == ENTRY_MESSAGE && v.typed.seen > 0)
		TRY(casefile_unseen(web_ctx(w), &v.c, v.typed.seen, &v.unseen));
	if (v.unseen.id.v != 0)
		return case_show(w, err_http_status(ERR_CONFLICT), &v);
	if (wrong == OK)
		wrong = casefile_add_entry(web_ctx(w), &v.c, &r, &id);
	if (wrong != OK)
		return case_done(w, &v, wrong, MSG(""));
	return web_see_other(w, "/cases/%.*s#e%" PRId64, STR_ARG(v.c.number), entry_number(id));
}

static const struct field why_fields[] = {
	FIELD_TEXT(struct case_typed, why, .max = LIMIT_REASON),
	FIELDS_END
};
static error close_case(struct web *w)
{
	struct case_view v = { .typed.form = STR("close") };

	TRY(find(w, &v.c));
	error wrong = web_form(w, why_fields, &v.typed);
	if (wrong == OK)
		wrong = casefile_close(web_ctx(w), v.c.id, v.typed.why);
	return case_done(w, &v, wrong, MSG("The case is closed."));
}

static const struct field reopen_fields[] = {
	FIELD_TEXT(struct case_typed, why, .max = LIMIT_CASE_TEXT, .lines = true),
	FIELDS_END
};

static error reopen(struct web *w)
{
	struct case_view v = { .typed.form = STR("reopen") };
	struct casefile next = { 0 };

	TRY(find(w, &v.c));
	error wrong = web_form(w, reopen_fields, &v.typed);
	if (wrong == OK)
		wrong = casefile_come_back(web_ctx(w), v.c.id, v.typed.why, &next);
	if (wrong != OK || next.id.v == v.c.id.v)
		return case_done(w, &v, wrong, MSG("The case is open again."));
	web_notice(w, MSG("A new case is open. It is linked with the old one."));
	return web_see_other(w, "/cases/%.*s", STR_ARG(next.number));
}

static error events(struct web *w)
{
	struct casefile c;

	TRY(find(w, &c));
	return web_events(w, STR("case"), c.id.v);
}

const struct route casefile_routes[] = {
	GET("/cases/{case}", show, .may = MAY_READ_CASE),
	GET("/cases/{case}/events", events, .may = MAY_READ_CASE),
	POST("/cases/{case}/entries", reply, .may = MAY_UPDATE_CASE),
	POST("/cases/{case}/close", close_case, .may = MAY_CLOSE_CASE),
	POST("/cases/{case}/reopen", reopen, .may = MAY_CLOSE_CASE),
	ROUTES_END
};
