#include "domain/casefile/macro/macro.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/casefile/tag/tag.h"
#include "store/db.h"

bool macro_is_answer(const struct macro *m)
{
	return m->status.len == 0 && m->owner.len == 0 && m->queue.v == 0 && m->priority == 0 &&
		m->tags.len == 0 && m->next_action.len == 0;
}

bool macro_may_change(const struct ctx *cx, const struct macro *m)
{
	return m->shared != MACRO_ALL || may(cx->actor, MAY_SHARE_MACROS);
}

static error check_sharing(struct ctx *cx, const struct macro_new *n)
{
	struct team_of_list teams;

	if (n->shared == MACRO_ALL && !may(cx->actor, MAY_SHARE_MACROS))
		return err_field(cx, "shared", "Managers and administrators share with everybody. Keep it for yourself or a team.");
	if (n->shared != MACRO_TEAM)
		return OK;
	TRY(q_team_mine(cx, cx->actor->person, &teams));
	for (size_t i = 0; i < teams.len; i++)
		if (teams.at[i].id.v == n->team)
			return OK;
	return err_field(cx, "team", "Choose a team that you are in.");
}

static error check_changes(struct ctx *cx, const struct macro_new *n)
{
	struct q_queue_list_list queues;
	bool found = n->queue == 0;

	if (n->status.len > 0 && status_by_name(n->status) == CASEFILE_STATUS_COUNT_)
		return err_field(cx, "status", "There is no such status. Choose one of the list.");
	if (n->owner.len > 0 && !str_eq(n->owner, STR("me")) && !str_eq(n->owner, STR("nobody")))
		return err_field(cx, "owner", "Choose one of the list.");
	if (n->priority < 0 || n->priority > PRIORITY_LOWEST)
		return err_field(cx, "priority", "Choose a priority, 1 to 4.");
	if (n->hours < 0 || n->hours > MACRO_HOURS_MAX)
		return err_field(cx, "hours", "Write hours, at most 90 days of them.");
	TRY(q_queue_list(cx, &queues));
	for (size_t i = 0; i < queues.len && !found; i++)
		found = queues.at[i].id.v == n->queue;
	return found ? OK : err_field(cx, "queue", "There is no such queue. Choose one of the list.");
}

/* "PSU  fan" is "psu fan". */
static error normalise_tags(struct ctx *cx, struct str typed, struct str *out)
{
	struct str rest = typed, word, tag;
	int count = 0;

	*out = STR("");
	while (str_cut(&rest, ' ', &word)) {
		if (str_is_blank(word))
			continue;
		error e = tag_normalise(cx, word, &tag);
		if (err_is(e, ERR_INVALID) || ++count > MACRO_TAGS_MAX)
			return err_field(cx, "tags", "Write at most five tags, with blanks between.");
		TRY(e);
		*out = str_printf(cx->arena, "%.*s%s%.*s", STR_ARG(*out), out->len > 0 ? " " : "",
			STR_ARG(tag));
	}
	return OK;
}

static error check_new(struct ctx *cx, const struct macro_new *n, struct str *ret_tags)
{
	error wrong = OK;

	TRY(actor_may(cx, MAY_WORK_CASE, RELATION_NONE));
	if (str_is_blank(n->name) || n->name.len > LIMIT_NAME)
		wrong = err_field(cx, "name", "Give it a name of 1 to 200 bytes.");
	if (n->shared < MACRO_OWN || n->shared > MACRO_ALL)
		wrong = err_also(cx, wrong, err_field(cx, "shared", "Choose one of the list."));
	if (n->kind != ENTRY_MESSAGE && n->kind != ENTRY_NOTE)
		wrong = err_also(cx, wrong, err_field(cx, "kind", "Choose a public reply or an internal note."));
	if (n->next_action.len > LIMIT_REASON)
		wrong = err_also(cx, wrong,
			err_field(cx, "next_action", "The next action has at most 2,000 bytes."));
	wrong = err_also(cx, wrong, check_sharing(cx, n));
	wrong = err_also(cx, wrong, macro_check_text(cx, n->text));
	wrong = err_also(cx, wrong, check_changes(cx, n));
	return err_also(cx, wrong, normalise_tags(cx, n->tags, ret_tags));
}

static error check_use(struct ctx *cx, const struct macro_new *n, struct str tags)
{
	if (str_is_blank(n->text) && n->status.len == 0 && n->owner.len == 0 && n->queue == 0 &&
		n->priority == 0 && tags.len == 0 && str_is_blank(n->next_action))
		return err_field(cx, "text", "Write a text, or choose what it changes.");
	return OK;
}

error macro_create(struct ctx *cx, const struct macro_new *n, macro_id *out)
{
	struct q_macro_insert_row row;
	struct macro_list mine;
	struct str tags;

	AUTO_TX tx = tx_begin(cx);

	TRY(check_new(cx, n, &tags));
	TRY(check_use(cx, n, tags));
	TRY(macro_list(cx, &mine));
	if (mine.len >= MACROS_MAX)
		return err_person(cx, ERR_LIMIT, "There are 200 macros already. Remove one first.");
	TRY(q_macro_insert(cx, &(struct q_macro_insert_args){ .name = str_trim(n->name),
		.shared = n->shared, .person = cx->actor->person,
		.team = { n->shared == MACRO_TEAM ? n->team : 0 }, .kind = n->kind, .text = n->text,
		.status = n->status, .owner = n->owner, .queue = { n->queue },
		.priority = n->priority, .tags = tags, .next_action = str_trim(n->next_action),
		.hours = n->hours, .now = cx->now }, &row));
	*out = row.id;

	return tx_commit(&tx);
}

static error load_own(struct ctx *cx, macro_id id, struct macro *out)
{
	TRY(macro_load(cx, id, out));
	if (!macro_may_change(cx, out))
		return err_person(cx, ERR_DENIED, "Managers and administrators change what everybody has.");
	return OK;
}

error macro_change(struct ctx *cx, macro_id id, const struct macro_new *n)
{
	struct macro old;
	struct str tags;
	int64_t changes;

	AUTO_TX tx = tx_begin(cx);

	TRY(load_own(cx, id, &old));
	TRY(check_new(cx, n, &tags));
	TRY(check_use(cx, n, tags));
	TRY(q_macro_update(cx, &(struct q_macro_update_args){ .id = id, .name = str_trim(n->name),
		.shared = n->shared, .person = cx->actor->person,
		.team = { n->shared == MACRO_TEAM ? n->team : 0 }, .kind = n->kind, .text = n->text,
		.status = n->status, .owner = n->owner, .queue = { n->queue },
		.priority = n->priority, .tags = tags, .next_action = str_trim(n->next_action),
		.hours = n->hours, .now = cx->now }, &changes));

	return tx_commit(&tx);
}

error macro_remove(struct ctx *cx, macro_id id)
{
	struct macro m;
	int64_t changes;

	TRY(load_own(cx, id, &m));
	return q_macro_drop(cx, id, &changes);
}

error macro_list(struct ctx *cx, struct macro_list *out)
{
	TRY(actor_may(cx, MAY_WORK_CASE, RELATION_NONE));
	return q_macro_mine(cx, cx->actor->person, out);
}

error macro_load(struct ctx *cx, macro_id id, struct macro *out)
{
	bool found;

	TRY(actor_may(cx, MAY_WORK_CASE, RELATION_NONE));
	TRY(q_macro_by_id(cx, id, cx->actor->person, out, &found));
	return found ? OK : err_new(cx, ERR_NOT_FOUND, "no such macro, or not the actor's");
}
