#include "domain/mailin/mailin.h"

#include "domain/account/permission.h"
#include "domain/account/secret.h"
#include "domain/casefile/find.h"
#include "domain/mailin/mailin_part.h"
#include "store/db.h"
#include "store/store.h"

error mailin_receive(struct ctx *cx, const struct mailin_arrival *a, mail_in_id *ret_id)
{
	struct str key = a->key.len > 0 ? a->key : secret_new(cx->arena);
	struct q_mail_in_insert_row made;
	bool is_new;

	TRY(q_mail_in_insert(cx, a->source, key, a->sha256, a->size, a->envelope_from,
		a->envelope_to, cx->now, MAILIN_RECEIVED, &made, &is_new));
	*ret_id = is_new ? made.id : (mail_in_id){ 0 };
	return is_new ? store_announce(cx, STR("mail"), made.id.v) : OK;
}

error mailin_due(struct ctx *cx, struct mail_due_list *out)
{
	return q_mail_due(cx, cx->now, out);
}

error mailin_waiting(struct ctx *cx, struct mail_waiting *out)
{
	return q_mail_in_waiting(cx, out);
}

error mailin_finish(struct ctx *cx, mail_in_id id, const struct mailin_end *end)
{
	return q_mail_in_finish(cx, id, end->state, end->reason, end->casefile, end->entry,
		cx->actor->person, cx->now);
}

error mailin_hold(struct ctx *cx, mail_in_id id, struct str why)
{
	struct mail_in m;
	bool found;

	TRY(q_mail_in_load(cx, id, &m, &found));
	if (!found || m.state != MAILIN_RECEIVED)
		return OK;
	return mailin_finish(cx, id, &(struct mailin_end){ MAILIN_HELD, why, m.casefile, { 0 } });
}

error mailin_load(struct ctx *cx, mail_in_id id, struct mail_in *out)
{
	bool found;

	TRY(actor_may(cx, MAY_WORK_CASE, RELATION_NONE));
	TRY(q_mail_in_load(cx, id, out, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "there is no mail %" PRId64, id.v);
	return OK;
}

error mailin_original(struct ctx *cx, mail_in_id id, struct mail_in *out)
{
	struct q_mail_in_entry_row entry;
	bool found;

	TRY(mailin_load(cx, id, out));
	TRY(q_mail_in_entry(cx, id, &entry, &found));
	if (found && entry.redacted_at.us != 0)
		return err_person(cx, ERR_NOT_FOUND, "The entry that came by this mail was redacted.");
	return OK;
}

error mailin_files(struct ctx *cx, mail_in_id id, struct mail_in_part_list *out)
{
	TRY(actor_may(cx, MAY_WORK_CASE, RELATION_NONE));
	return q_mail_in_parts(cx, id, out);
}

error mailin_list(struct ctx *cx, enum mailin_state state, mail_in_id before,
	struct mail_in_line_list *out)
{
	TRY(actor_may(cx, MAY_WORK_CASE, RELATION_NONE));
	if (before.v == 0)
		before.v = INT64_MAX;
	return q_mail_in_page(cx, state, before, out);
}

error mailin_held(struct ctx *cx, casefile_id id, struct mail_in_list *out)
{
	TRY(actor_may(cx, MAY_WORK_CASE, RELATION_NONE));
	return q_mail_in_held(cx, id, MAILIN_HELD, out);
}

error mailin_picture(struct ctx *cx, mail_in_id id, int64_t number, struct mail_in_part *out)
{
	bool desk = may(cx->actor, MAY_WORK_CASE), found;
	struct q_mail_in_entry_row entry;
	struct casefile c;

	TRY(q_mail_in_entry(cx, id, &entry, &found));
	if (found && !desk && entry.public)
		TRY(casefile_load(cx, entry.casefile, &c));
	if (!found || entry.redacted_at.us != 0 || (!desk && !entry.public))
		return err_new(cx, ERR_NOT_FOUND, "there is no mail %" PRId64 " to be shown", id.v);
	TRY(q_mail_in_part_load(cx, id, number, out, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "mail %" PRId64 " has no such file", id.v);
	return OK;
}

error mailin_of_entries(struct ctx *cx, const struct casefile *c, entry_id first, entry_id last,
	struct mail_entry_list *out)
{
	TRY(actor_may(cx, MAY_READ_CASE, casefile_relation(cx, c)));
	return q_mail_of_entries(cx, first, last, out);
}
