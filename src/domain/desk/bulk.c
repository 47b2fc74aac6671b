#include "domain/desk/bulk.h"

#include "domain/account/permission.h"
#include "domain/casefile/incident/incident.h"
#include "domain/casefile/tag/tag.h"
#include "store/db.h"
#include "store/store.h"

/* One case of it: what it was, and what it became. */
struct step {
	casefile_id id;
	int64_t was, became;
	struct str tag;
	struct str refused;
};

/* --- what each act does --- */

static bool has_tag(const struct tag_list *tags, struct str tag)
{
	for (size_t i = 0; i < tags->len; i++)
		if (str_eq(tags->at[i].tag, tag))
			return true;
	return false;
}

static error do_tag(struct ctx *cx, const struct casefile *c, struct str typed, struct step *s)
{
	struct tag_list tags;

	TRY(tag_normalise(cx, typed, &s->tag));
	TRY(casefile_tags(cx, c, &tags));
	s->was = has_tag(&tags, s->tag);
	s->became = 1;
	return casefile_tag(cx, c->id, s->tag);
}

/* The case that it is attached to; 0: none. */
static error lead_of(struct ctx *cx, const struct casefile *c, int64_t *out)
{
	struct incident_view v;

	TRY(incident_load(cx, c, &v));
	*out = v.attached ? v.lead.lead.v : 0;
	return OK;
}

static error do_attach(struct ctx *cx, const struct casefile *c, struct step *s)
{
	int64_t count;

	s->was = s->became;
	if (c->id.v == s->became)
		return OK;
	TRY(lead_of(cx, c, &s->was));
	return incident_attach(cx, (casefile_id){ s->became }, c->number, &count);
}

static error do_to(struct ctx *cx, const struct bulk_ask *ask, const struct casefile *c, struct step *s)
{
	s->became = ask->value;
	switch (ask->act) {
	case BULK_OWNER:
		s->was = c->owner.v;
		return casefile_set_owner(cx, c->id, (person_id){ ask->value });
	case BULK_QUEUE:
		s->was = c->queue.v;
		return casefile_set_queue(cx, c->id, (queue_id){ ask->value });
	case BULK_STATUS:
		s->was = c->status;
		return casefile_set_status(cx, c->id, (enum casefile_status)ask->value, ask->why);
	case BULK_PRIORITY:
		s->was = c->priority;
		return casefile_set_priority(cx, c->id, ask->value, ask->why);
	case BULK_TAG:
		return do_tag(cx, c, ask->tag, s);
	case BULK_CLOSE:
		s->was = c->status;
		s->became = CASEFILE_CLOSED;
		return casefile_close(cx, c->id, ask->why);
	case BULK_INCIDENT:
		return do_attach(cx, c, s);
	case BULK_ACTS_:
		break;
	}
	return err_new(cx, ERR_INTERNAL, "no such act");
}

/* Back from what it became; who changed it since has the last word. */
static error changed_since(struct ctx *cx)
{
	return err_person(cx, ERR_CONFLICT, "Somebody has changed this case since.");
}

static error undo_status(struct ctx *cx, const struct casefile *c, const struct step *s)
{
	bool back = status_may_become((enum casefile_status)c->status, (enum casefile_status)s->was);

	if (c->status != s->became)
		return changed_since(cx);
	if (!c->is_open && status_rule((enum casefile_status)s->was)->open && !back)
		return casefile_reopen(cx, c->id, STR(""));
	/* From new there is no way back but being open. */
	return casefile_set_status(cx, c->id, back ? (enum casefile_status)s->was : CASEFILE_OPEN, STR(""));
}

static error undo_attach(struct ctx *cx, const struct casefile *c, const struct step *s)
{
	int64_t lead;

	TRY(lead_of(cx, c, &lead));
	return lead != s->became ? changed_since(cx)
		: incident_detach(cx, (casefile_id){ s->became }, c->number);
}

static error undo_one(struct ctx *cx, enum bulk_act act, const struct casefile *c, const struct step *s)
{
	switch (act) {
	case BULK_OWNER:
		return c->owner.v != s->became ? changed_since(cx)
			: casefile_set_owner(cx, c->id, (person_id){ s->was });
	case BULK_QUEUE:
		return c->queue.v != s->became ? changed_since(cx)
			: casefile_set_queue(cx, c->id, (queue_id){ s->was });
	case BULK_PRIORITY:
		return c->priority != s->became ? changed_since(cx)
			: casefile_set_priority(cx, c->id, s->was, STR(""));
	case BULK_TAG:
		return casefile_untag(cx, c->id, s->tag);
	case BULK_INCIDENT:
		return undo_attach(cx, c, s);
	case BULK_STATUS:
	case BULK_CLOSE:
	case BULK_ACTS_:
		break;
	}
	return undo_status(cx, c, s);
}

/* --- over many --- */

/* What a person is told; what is nobody's refusal goes up: the whole is run again or fails. */
static error refusal(error e, struct str *out)
{
	bool theirs = err_is(e, ERR_NOT_FOUND) || err_is(e, ERR_INVALID) || err_is(e, ERR_DENIED) ||
		(err_is(e, ERR_CONFLICT) && !e->retry);

	if (!theirs)
		return e;
	*out = e->fields != NULL ? e->fields->text : err_kind_sentence(e->kind);
	return OK;
}

static error run_one(struct ctx *cx, const struct bulk_ask *ask, struct str number, struct step *s)
{
	struct casefile c;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_find(cx, number, &c));
	s->id = c.id;
	TRY(do_to(cx, ask, &c, s));

	return tx_commit(&tx);
}

static error undo_step(struct ctx *cx, enum bulk_act act, const struct step *s)
{
	struct casefile c;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, s->id, &c));
	TRY(undo_one(cx, act, &c, s));

	return tx_commit(&tx);
}

static instant a_day_ago(const struct ctx *cx)
{
	return instant_add(cx->now, (seconds){ -SECONDS_PER_DAY });
}

static error begin(struct ctx *cx, const struct bulk_ask *ask, bulk_id *out)
{
	struct q_bulk_insert_row made;
	int64_t dropped;

	TRY(actor_may(cx, MAY_WORK_CASE, RELATION_NONE));
	if (ask->numbers.len == 0)
		return err_field(cx, "case", "Select at least one case.");
	if (ask->numbers.len > BULK_MAX)
		return err_field(cx, "case", "At most 100 cases are changed at once. Select fewer.");
	TRY(q_bulk_drop_steps(cx, cx->actor->person, a_day_ago(cx), &dropped));
	TRY(q_bulk_drop(cx, cx->actor->person, a_day_ago(cx), &dropped));
	TRY(q_bulk_insert(cx, cx->actor->person, ask->act, cx->now, &made));
	*out = made.id;
	return OK;
}

error bulk_run(struct ctx *cx, const struct bulk_ask *ask, bulk_id *out)
{
	AUTO_TX tx = tx_begin(cx);

	TRY(begin(cx, ask, out));
	for (size_t i = 0; i < ask->numbers.len; i++) {
		struct step s = { 0 };
		struct str number = ask->numbers.at[i];
		error e = run_one(cx, ask, number, &s);
		if (e != OK)
			TRY(refusal(e, &s.refused));
		TRY(q_bulk_step_put(cx, *out, number, s.id, s.was, s.became, s.tag, s.refused));
	}

	return tx_commit(&tx);
}

error bulk_load(struct ctx *cx, bulk_id id, struct bulk_result *out)
{
	struct q_bulk_one_row row;
	struct q_bulk_steps_list steps;
	bool found;

	TRY(actor_may(cx, MAY_WORK_CASE, RELATION_NONE));
	TRY(q_bulk_one(cx, id, a_day_ago(cx), &row, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "no such bulk, or not the actor's");
	TRY(q_bulk_steps(cx, id, &steps));
	*out = (struct bulk_result){ .id = id, .act = (enum bulk_act)row.act,
		.undone = instant_is_set(row.undone_at) };
	for (size_t i = 0; i < steps.len; i++) {
		const struct q_bulk_steps_row *s = &steps.at[i];
		if (s->refused.len > 0)
			*arena_push(cx->arena, &out->refused) =
				(struct bulk_refusal){ s->number, s->refused };
		else if (s->was == s->became)
			out->same++;
		else
			out->done++;
	}
	out->can_undo = out->done > 0 && !out->undone;
	return OK;
}

error bulk_undo(struct ctx *cx, bulk_id id)
{
	struct bulk_result r;
	struct q_bulk_steps_list steps;
	int64_t changes;

	AUTO_TX tx = tx_begin(cx);

	TRY(bulk_load(cx, id, &r));
	TRY(q_bulk_set_undone(cx, id, cx->now, &changes));
	if (changes == 0)
		return err_person(cx, ERR_CONFLICT, "This is undone already.");
	TRY(q_bulk_drop_refused(cx, id, &changes));
	TRY(q_bulk_steps(cx, id, &steps));
	for (size_t i = 0; i < steps.len; i++) {
		const struct q_bulk_steps_row *row = &steps.at[i];
		struct step s = { row->casefile, row->was, row->became, row->tag, STR("") };
		if (row->was == row->became)
			continue;
		error e = undo_step(cx, r.act, &s);
		if (e != OK)
			TRY(refusal(e, &s.refused));
		TRY(q_bulk_step_put(cx, id, row->number, s.id, s.was, s.became, s.tag, s.refused));
	}

	return tx_commit(&tx);
}
