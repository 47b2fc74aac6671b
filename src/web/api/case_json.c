#include "web/api/api.h"

#include "base/limits.h"
#include "domain/escalation/escalation.h"
#include "domain/escalation/respond.h"
#include "domain/target/target.h"

static void put_text(struct json_writer *j, const struct casefile *c)
{
	jw_put_str(j, "number", c->number);
	jw_put_str(j, "summary", c->summary);
	jw_put_str(j, "impact", c->impact);
	jw_put_int(j, "priority", c->priority);
	jw_put_str(j, "status", status_rule((enum casefile_status)c->status)->name);
	jw_put_opt(j, "product", c->product_code);
	jw_put_opt(j, "release", c->release_text.len ? c->release_text : c->release_name);
	jw_put_opt(j, "serial", c->serial);
	jw_put_opt(j, "organisation", c->organisation_name);
	jw_put_str(j, "contact", c->contact_email);
	jw_put_opt(j, "owner", c->owner_name);
	jw_put_str(j, "queue", c->queue_name);
	jw_put_str(j, "channel", channel_name((enum casefile_channel)c->channel));
	jw_put_str(j, "language", c->language);
	jw_put_bool(j, "covered", entitlement_covers((enum entitlement)c->entitlement));
}

static void put_times(struct json_writer *j, const struct casefile *c)
{
	jw_put_instant(j, "reported_at", c->reported_at);
	jw_put_instant(j, "first_response_at", c->first_response_at);
	jw_put_instant(j, "resolved_at", c->resolved_at);
	jw_put_instant(j, "closed_at", c->closed_at);
	jw_put_instant(j, "changed_at", c->changed_at);
	jw_put_int(j, "version", c->version);
}

/* Each level that the priority has: when it was told or will be. */
static void put_level(struct json_writer *j, const struct ladder_level *l)
{
	if (l->state == STEP_NONE)
		return;
	jw_object(j);
	jw_put_int(j, "level", l->level);
	jw_put_str(j, "title", escalation_levels[l->level - 1].title);
	jw_put_bool(j, "told", l->state == STEP_PASSED);
	if (l->state == STEP_PASSED) {
		jw_put_instant(j, "due_at", l->rung.due_at);
		jw_put_instant(j, "told_at", l->rung.fired_at);
		if (instant_is_set(l->rung.acked_at))
			jw_put_instant(j, "acknowledged_at", l->rung.acked_at);
	} else if (instant_is_set(l->due)) {
		jw_put_instant(j, "due_at", l->due);
	}
	jw_object_end(j);
}

static error put_ladder(struct web *w, struct json_writer *j, const struct casefile *c)
{
	struct ladder_view v;

	TRY(escalation_view(web_ctx(w), c->id, &v));
	jw_key(j, STR("ladder"));
	jw_array(j);
	for (size_t i = 0; v.armed && i < LADDER_LEVELS; i++)
		put_level(j, &v.levels[i]);
	jw_array_end(j);
	return OK;
}

/* The first entry, which a short timeline ends with. */
static error put_description(struct ctx *cx, struct json_writer *j, casefile_id id,
	const struct entry_list *newest)
{
	struct entry_list page = *newest;

	if (page.len == LIMIT_CASE_PAGE_ENTRIES)
		TRY(timeline_page(cx, id, 2, false, 1, &page));
	const struct entry *first = page.len > 0 ? &page.at[page.len - 1] : NULL;
	bool there = first != NULL && entry_number(first->id) == 1;
	jw_put_str(j, "description", there ? first->text : STR(""));
	return OK;
}

static error put_targets(struct web *w, struct json_writer *j, const struct casefile *c)
{
	static const char *const kinds[TARGET_KINDS_] = { "", "response", "update", "restore" };
	struct target_list list;

	TRY(target_list(web_ctx(w), c->id, &list));
	jw_key(j, STR("targets"));
	jw_array(j);
	for (size_t i = 0; i < list.len; i++) {
		const struct target *t = &list.at[i];
		jw_object(j);
		jw_put_str(j, "kind", str_from(kinds[t->kind]));
		jw_put_instant(j, "due_at", t->due_at);
		jw_put_instant(j, "met_at", t->met_at);
		jw_put_instant(j, "missed_at", t->missed_at);
		jw_object_end(j);
	}
	jw_array_end(j);
	return OK;
}

void api_put_entries(struct json_writer *j, const struct entry_list *entries)
{
	static const char *const kinds[] = { "", "public", "internal", "phone", "change",
		"escalation", "system" };
	jw_key(j, STR("entries"));
	jw_array(j);
	for (size_t i = entries->len; i-- > 0;) {
		const struct entry *e = &entries->at[i];
		jw_object(j);
		jw_put_int(j, "id", entry_number(e->id));
		jw_put_str(j, "kind", str_from(kinds[e->kind]));
		jw_put_opt(j, "author", e->author_name);
		jw_put_bool(j, "by_staff", e->by_staff);
		jw_put_instant(j, "created_at", e->created_at);
		jw_put_str(j, "text", instant_is_set(e->redacted_at) ? STR("") : e->text);
		jw_object_end(j);
	}
	jw_array_end(j);
}

error api_case(struct web *w, const struct casefile *c, struct str *out)
{
	struct ctx *cx = web_ctx(w);
	struct buf *b = arena_new(cx->arena, struct buf);
	struct entry_list entries;
	bool internal = may(cx->actor, MAY_WORK_CASE);

	*b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(b);
	TRY(timeline_page(cx, c->id, 0, internal, LIMIT_CASE_PAGE_ENTRIES, &entries));
	jw_object(&j);
	put_text(&j, c);
	TRY(put_description(cx, &j, c->id, &entries));
	put_times(&j, c);
	TRY(put_ladder(w, &j, c));
	TRY(put_targets(w, &j, c));
	api_put_entries(&j, &entries);
	jw_object_end(&j);
	*out = buf_str(b);
	return OK;
}
