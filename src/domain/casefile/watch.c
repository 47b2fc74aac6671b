#include "domain/casefile/watch.h"

#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/casefile/find.h"
#include "domain/casefile/notice/notice.h"
#include "store/db.h"
#include "store/store.h"

/* One text for all that fail: a customer must not learn who has an account. */
static error find_watcher(struct ctx *cx, const struct casefile *c, struct str email,
	struct person *out)
{
	struct q_membership_role_row m;
	bool member = false;

	error e = person_find(cx, str_trim(email), out);
	if (e != OK && !err_is(e, ERR_NOT_FOUND))
		return e;
	bool known = e == OK && !instant_is_set(out->disabled_at);
	bool desk = known && (out->roles & ROLES_STAFF) != 0;
	if (known)
		TRY(q_membership_role(cx, out->id, c->organisation, &m, &member));
	if (!member && !(desk && cx->actor->staff))
		return err_field(cx, "email",
			"Nobody of this organisation has this address. Invite the person first.");
	return OK;
}

static error say(struct ctx *cx, const struct casefile *c, struct str from, struct str to)
{
	struct field_change change = { .field = "watcher", .from = from, .to = to, .public = true };

	TRY(timeline_add_change(cx, c->id, &change));
	TRY(casefile_findable(cx, c->id));
	return store_announce(cx, STR("case"), c->id.v);
}

error casefile_watch(struct ctx *cx, casefile_id id, struct str email)
{
	struct casefile c;
	struct person p;
	struct watcher_list all;
	int64_t added;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(casefile_may_change(cx, &c, MAY_UPDATE_CASE));
	TRY(find_watcher(cx, &c, email, &p));
	TRY(q_casefile_watchers(cx, id, &all));
	if (all.len >= WATCHERS_MAX)
		return err_field(cx, "email", "A case has at most 50 watchers. Remove one first.");
	TRY(q_casefile_watch(cx, id, p.id, &added));
	if (added == 0)
		return OK;
	TRY(say(cx, &c, STR(""), p.name));

	return tx_commit(&tx);
}

error casefile_unwatch(struct ctx *cx, casefile_id id, person_id person)
{
	struct casefile c;
	struct person p;
	int64_t removed;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(casefile_may_change(cx, &c, MAY_UPDATE_CASE));
	TRY(q_casefile_unwatch(cx, id, person, &removed));
	if (removed == 0)
		return err_new(cx, ERR_NOT_FOUND, "no such watcher");
	TRY(person_load(cx, person, &p));
	TRY(say(cx, &c, p.name, STR("")));

	return tx_commit(&tx);
}

error casefile_watchers(struct ctx *cx, const struct casefile *c, struct watcher_list *out)
{
	TRY(actor_may(cx, MAY_READ_CASE, casefile_relation(cx, c)));
	return q_casefile_watchers(cx, c->id, out);
}
