#include "domain/desk/view.h"

#include <stdlib.h>

#include "domain/account/permission.h"
#include "store/db.h"

/* The first is what the desk opens with. */
static const struct desk_view program_views[] = {
	{ STR_INIT("mine"), SAY_INIT("My cases"), true, STR_INIT("inbox"), STR_INIT("owner:me"),
		DESK_BY_DUE, COLUMNS_USUAL },
	{ STR_INIT("unassigned"), SAY_INIT("Unassigned"), true, STR_INIT("users"),
		STR_INIT("owner:none"), DESK_BY_DUE, COLUMNS_USUAL },
	{ STR_INIT("grave"), SAY_INIT("P1 and P2"), true, STR_INIT("flag"), STR_INIT("priority:1,2"),
		DESK_BY_DUE, COLUMNS_USUAL },
	{ STR_INIT("soon"), SAY_INIT("Due within an hour"), true, STR_INIT("clock"),
		STR_INIT("due:1h"), DESK_BY_DUE, COLUMNS_USUAL },
	{ STR_INIT("waiting"), SAY_INIT("Waiting for customer"), true, STR_INIT("wait"),
		STR_INIT("waiting:customer"), DESK_BY_DUE, COLUMNS_USUAL },
	{ STR_INIT("late"), SAY_INIT("Past escalation time"), true, STR_INIT("alert"),
		STR_INIT("due:late"), DESK_BY_DUE, COLUMNS_USUAL },
	{ STR_INIT("all"), SAY_INIT("All open cases"), true, STR_INIT("list"), STR_INIT("is:open"),
		DESK_BY_DUE, COLUMNS_USUAL },
};

enum { PROGRAM_VIEWS = sizeof program_views / sizeof *program_views, UNPLACED = 1000000 };

static struct desk_view from_stored(struct arena *a, const struct desk_stored *s)
{
	return (struct desk_view){
		.key = str_printf(a, "%" PRId64, s->id.v),
		.name = s->name,
		.icon = STR("star"),
		.filter = s->filter,
		.sort = s->sort < DESK_SORTS_ ? (enum desk_sort)s->sort : DESK_BY_DUE,
		.columns = s->columns,
		.id = s->id,
		.owner = s->owner,
		.owner_name = s->owner_name,
		.sharing = (enum desk_sharing)s->sharing,
		.team = s->team,
		.team_name = s->team_name,
	};
}

error desk_view_find(struct ctx *cx, struct str key, struct desk_view *out)
{
	struct desk_stored row;
	desk_view_id id;
	bool found = false;

	TRY(actor_may(cx, MAY_SEE_QUEUES, RELATION_NONE));
	for (size_t i = 0; i < PROGRAM_VIEWS; i++)
		if (str_eq(program_views[i].key, key)) {
			*out = program_views[i];
			return OK;
		}
	if (str_int(key, &id.v))
		TRY(q_desk_stored_one(cx, id, &row, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "no such view, or not the actor's");
	*out = from_stored(cx->arena, &row);
	return OK;
}

/* --- the list, in the actor's order --- */

static int by_position(const void *a, const void *b)
{
	const struct desk_view *x = a, *y = b;
	return (x->position > y->position) - (x->position < y->position);
}

static void add(struct ctx *cx, const struct desk_stored_list *rows, desk_views *out)
{
	for (size_t i = 0; i < rows->len && out->len < DESK_VIEWS_SHOWN_MAX; i++)
		*arena_push(cx->arena, out) = from_stored(cx->arena, &rows->at[i]);
}

static error place(struct ctx *cx, desk_views *views)
{
	struct q_desk_rail_list_list rail;

	TRY(q_desk_rail_list(cx, cx->actor->person, &rail));
	for (size_t i = 0; i < views->len; i++) {
		struct desk_view *v = &views->at[i];
		v->position = UNPLACED + (int64_t)i;
		for (size_t j = 0; j < rail.len; j++)
			if (str_eq(rail.at[j].key, v->key)) {
				v->position = rail.at[j].position;
				v->hidden = rail.at[j].hidden;
			}
	}
	qsort(views->at, views->len, sizeof *views->at, by_position);
	return OK;
}

error desk_view_list(struct ctx *cx, desk_views *out)
{
	struct desk_stored_list rows;

	*out = (desk_views){ 0 };
	TRY(actor_may(cx, MAY_SEE_QUEUES, RELATION_NONE));
	for (size_t i = 0; i < PROGRAM_VIEWS; i++)
		*arena_push(cx->arena, out) = program_views[i];
	TRY(q_desk_stored_own(cx, DESK_VIEWS_OWN_MAX, &rows));
	add(cx, &rows, out);
	TRY(q_desk_stored_team(cx, DESK_VIEWS_SHOWN_MAX, &rows));
	add(cx, &rows, out);
	TRY(q_desk_stored_shared(cx, DESK_VIEWS_SHOWN_MAX, &rows));
	add(cx, &rows, out);
	return place(cx, out);
}

/* All get places, so that one that comes later does not stand between them. */
static error keep_order(struct ctx *cx, const desk_views *views)
{
	for (size_t i = 0; i < views->len; i++)
		TRY(q_desk_rail_put(cx, cx->actor->person, views->at[i].key, (int64_t)i,
			views->at[i].hidden));
	return OK;
}

static error find_in(struct ctx *cx, const desk_views *views, struct str key, size_t *out)
{
	for (size_t i = 0; i < views->len; i++)
		if (str_eq(views->at[i].key, key)) {
			*out = i;
			return OK;
		}
	return err_new(cx, ERR_NOT_FOUND, "no such view, or not the actor's");
}

error desk_view_move(struct ctx *cx, struct str key, bool up)
{
	desk_views views;
	size_t at;

	AUTO_TX tx = tx_begin(cx);

	TRY(desk_view_list(cx, &views));
	TRY(find_in(cx, &views, key, &at));
	if (up ? at > 0 : at + 1 < views.len) {
		struct desk_view v = views.at[at];
		size_t other = up ? at - 1 : at + 1;
		views.at[at] = views.at[other];
		views.at[other] = v;
	}
	TRY(keep_order(cx, &views));

	return tx_commit(&tx);
}

error desk_view_hide(struct ctx *cx, struct str key, bool hide)
{
	desk_views views;
	size_t at;

	AUTO_TX tx = tx_begin(cx);

	TRY(desk_view_list(cx, &views));
	TRY(find_in(cx, &views, key, &at));
	views.at[at].hidden = hide;
	TRY(keep_order(cx, &views));

	return tx_commit(&tx);
}

/* --- those that people keep --- */

bool desk_view_may_change(const struct ctx *cx, const struct desk_view *v)
{
	return !v->ours && (v->owner.v == cx->actor->person.v || may(cx->actor, MAY_ADMINISTER));
}

static error check_team(struct ctx *cx, const struct desk_view_new *n)
{
	struct q_desk_team_of_list teams;

	if (n->sharing != DESK_SHARED_TEAM)
		return OK;
	TRY(q_desk_team_of(cx, cx->actor->person, DESK_TEAMS_MAX, &teams));
	for (size_t i = 0; i < teams.len; i++)
		if (teams.at[i].id.v == n->team.v)
			return OK;
	return err_field(cx, "team", "Choose a team that you belong to.");
}

static error check_view(struct ctx *cx, const struct desk_view_new *n)
{
	struct desk_filter f;
	error wrong = OK;

	if (str_is_blank(n->name))
		wrong = err_field(cx, "name", "Give the view a name.");
	if (n->name.len > DESK_VIEW_NAME_MAX)
		wrong = err_field(cx, "name", "The name of a view has at most 80 bytes.");
	if (n->sharing > DESK_SHARED_ALL)
		wrong = err_also(cx, wrong, err_field(cx, "sharing",
			"A view is for you, for a team or for everybody."));
	wrong = err_also(cx, wrong, desk_filter_read(cx, n->filter, &f));
	return err_also(cx, wrong, check_team(cx, n));
}

static int64_t columns_of(const struct desk_view_new *n)
{
	int64_t columns = n->columns & COLUMNS_ALL;
	return columns != 0 ? columns : COLUMNS_USUAL;
}

static team_id team_of(const struct desk_view_new *n)
{
	return n->sharing == DESK_SHARED_TEAM ? n->team : (team_id){ 0 };
}

error desk_view_create(struct ctx *cx, const struct desk_view_new *n, struct desk_view *out)
{
	struct q_desk_stored_insert_row made;
	struct q_desk_stored_count_row kept;

	TRY(actor_may(cx, MAY_SEE_QUEUES, RELATION_NONE));
	TRY(check_view(cx, n));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_desk_stored_count(cx, cx->actor->person, &kept));
	if (kept.n >= DESK_VIEWS_OWN_MAX)
		return err_field(cx, "name", "You keep 50 views, as many as can be. Delete one first.");
	TRY(q_desk_stored_insert(cx, cx->actor->person, str_trim(n->name), str_trim(n->filter), n->sort,
		columns_of(n), n->sharing, team_of(n), cx->now, &made));
	TRY(desk_view_find(cx, str_printf(cx->arena, "%" PRId64, made.id.v), out));

	return tx_commit(&tx);
}

static error load_own(struct ctx *cx, struct str key, struct desk_view *out)
{
	TRY(desk_view_find(cx, key, out));
	if (!desk_view_may_change(cx, out))
		return err_person(cx, ERR_DENIED,
			"This view is not yours to change. Save it under another name.");
	return OK;
}

error desk_view_change(struct ctx *cx, struct str key, const struct desk_view_new *n)
{
	struct desk_view v;
	int64_t changes;

	AUTO_TX tx = tx_begin(cx);

	TRY(load_own(cx, key, &v));
	TRY(check_view(cx, n));
	TRY(q_desk_stored_update(cx, v.id, str_trim(n->name), str_trim(n->filter), n->sort,
		columns_of(n), n->sharing, team_of(n), cx->now, &changes));

	return tx_commit(&tx);
}

error desk_view_remove(struct ctx *cx, struct str key)
{
	struct desk_view v;
	int64_t changes;

	AUTO_TX tx = tx_begin(cx);

	TRY(load_own(cx, key, &v));
	TRY(q_desk_stored_drop(cx, v.id, &changes));

	return tx_commit(&tx);
}
