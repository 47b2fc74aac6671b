#include "domain/account/permission.h"
#include "domain/casefile/draft.h"
#include "domain/casefile/edit/value.h"
#include "domain/casefile/macro/macro.h"
#include "domain/casefile/tag/tag.h"
#include "store/db.h"

/* A step that changes nothing is none. */
static error add(struct ctx *cx, const struct casefile *c, const struct macro *m,
	struct macro_preview *p, enum edit_field field, struct str to)
{
	struct str now = edit_value(cx->arena, c, field);

	if (field != EDIT_TAG && str_eq(now, to))
		return OK;
	check(p->count < EDIT_STEPS_MAX);
	p->steps[p->count] = (struct edit){ .field = field, .to = to,
		.why = str_printf(cx->arena, "Macro: %.*s", STR_ARG(m->name)) };
	struct field_change *shown = &p->shown[p->count++];
	shown->field = edit_name(field);
	TRY(edit_label(cx, field, now, &shown->from));
	return edit_label(cx, field, to, &shown->to);
}

static error add_tags(struct ctx *cx, const struct casefile *c, const struct macro *m,
	struct macro_preview *p)
{
	struct tag_list have;
	struct str rest = m->tags, tag;

	TRY(casefile_tags(cx, c, &have));
	while (str_cut(&rest, ' ', &tag)) {
		bool there = false;
		for (size_t i = 0; i < have.len; i++)
			there |= str_eq(have.at[i].tag, tag);
		if (!there)
			TRY(add(cx, c, m, p, EDIT_TAG, tag));
	}
	return OK;
}

/* Status last: the others need an open case. */
static error add_changes(struct ctx *cx, const struct casefile *c, const struct macro *m,
	struct macro_preview *p)
{
	person_id owner = str_eq(m->owner, STR("me")) ? cx->actor->person : (person_id){ 0 };
	instant by = { 0 };

	if (m->hours > 0)
		by = instant_add(cx->now, (seconds){ m->hours * 3600 });
	if (m->priority > 0)
		TRY(add(cx, c, m, p, EDIT_PRIORITY, str_printf(cx->arena, "%" PRId64, m->priority)));
	if (m->owner.len > 0)
		TRY(add(cx, c, m, p, EDIT_OWNER, str_printf(cx->arena, "%" PRId64, owner.v)));
	if (m->queue.v > 0)
		TRY(add(cx, c, m, p, EDIT_QUEUE, str_printf(cx->arena, "%" PRId64, m->queue.v)));
	if (m->next_action.len > 0)
		TRY(add(cx, c, m, p, EDIT_ACTION, edit_action(cx->arena, m->next_action, by)));
	TRY(add_tags(cx, c, m, p));
	return m->status.len > 0 ? add(cx, c, m, p, EDIT_STATUS, m->status) : OK;
}

error macro_preview(struct ctx *cx, const struct casefile *c, const struct macro *m,
	struct macro_preview *out)
{
	TRY(actor_may(cx, MAY_WORK_CASE, casefile_relation(cx, c)));
	*out = (struct macro_preview){ 0 };
	TRY(macro_fill(cx, c, m->text, &out->text, &out->missing));
	return add_changes(cx, c, m, out);
}

static error write_text(struct ctx *cx, casefile_id id, const struct macro *m, struct str text,
	bool send)
{
	struct casefile_reply r = { .kind = (enum entry_kind)m->kind, .text = text,
		.then = CASEFILE_STATUS_COUNT_ };
	struct casefile c;
	entry_id entry;

	if (str_is_blank(text))
		return OK;
	TRY(casefile_load(cx, id, &c));
	if (!send)
		return draft_save(cx, &c, &(struct draft){ r.kind, text });
	return casefile_add_entry(cx, &c, &r, &entry);
}

/* The text first: it may answer a new case, and the changes come after what that does. */
error macro_apply(struct ctx *cx, const struct casefile *c, const struct macro *m,
	struct str text, bool send)
{
	struct macro_preview p;
	struct edit_clash clash;

	AUTO_TX tx = tx_begin(cx);

	TRY(macro_preview(cx, c, m, &p));
	TRY(write_text(cx, c->id, m, text, send));
	if (p.count > 0)
		TRY(casefile_edit(cx, c->id, p.steps, p.count, &clash));

	return tx_commit(&tx);
}
