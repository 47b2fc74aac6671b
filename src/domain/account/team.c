#include "domain/account/team.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "store/db.h"

static error check_name(struct ctx *cx, team_id self, struct str name)
{
	struct team other;
	bool found;

	if (str_is_blank(name) || name.len > LIMIT_NAME)
		return err_field(cx, "name", "Give the team a name of 1 to 200 bytes.");
	TRY(q_team_by_name(cx, str_trim(name), &other, &found));
	if (found && other.id.v != self.v)
		return err_person_(cx, ERR_CONFLICT, "name", SAY("There is a team of this name already."),
			__FILE__, __LINE__);
	return OK;
}

error team_create(struct ctx *cx, struct str name, team_id *out)
{
	struct q_team_insert_row made;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(check_name(cx, (team_id){ 0 }, name));
	TRY(q_team_insert(cx, str_trim(name), &made));
	*out = made.id;

	return tx_commit(&tx);
}

static error find(struct ctx *cx, team_id id)
{
	struct team t;
	bool found;

	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	TRY(q_team_one(cx, id, &t, &found));
	return found ? OK : err_new(cx, ERR_NOT_FOUND, "no such team");
}

error team_rename(struct ctx *cx, team_id id, struct str name)
{
	int64_t changes;

	AUTO_TX tx = tx_begin(cx);

	TRY(find(cx, id));
	TRY(check_name(cx, id, name));
	TRY(q_team_set_name(cx, id, str_trim(name), &changes));

	return tx_commit(&tx);
}

error team_join(struct ctx *cx, team_id id, person_id person)
{
	struct person p;
	struct actor a;

	AUTO_TX tx = tx_begin(cx);

	TRY(find(cx, id));
	error e = person_load(cx, person, &p);
	if (e == OK)
		e = person_actor(cx, &p, &a);
	if (err_is(e, ERR_NOT_FOUND) || err_is(e, ERR_UNSIGNED) || (e == OK && !may(&a, MAY_WORK_CASE)))
		return err_field(cx, "person", "Teams are of people of the desk.");
	TRY(e);
	TRY(q_team_put_member(cx, id, person));

	return tx_commit(&tx);
}

error team_leave(struct ctx *cx, team_id id, person_id person)
{
	int64_t changes;

	AUTO_TX tx = tx_begin(cx);

	TRY(find(cx, id));
	TRY(q_team_drop_member(cx, id, person, &changes));
	if (changes == 0)
		return err_new(cx, ERR_NOT_FOUND, "not of this team");

	return tx_commit(&tx);
}

error team_list(struct ctx *cx, struct team_list *out)
{
	TRY(actor_may(cx, MAY_SEE_QUEUES, RELATION_NONE));
	return q_team_all(cx, TEAMS_MAX, out);
}

error team_members(struct ctx *cx, team_id id, struct q_team_members_list *out)
{
	TRY(actor_may(cx, MAY_SEE_QUEUES, RELATION_NONE));
	return q_team_members(cx, id, TEAM_MEMBERS_MAX, out);
}
