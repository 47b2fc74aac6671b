#include "domain/account/link.h"

#include "domain/account/secret.h"
#include "store/db.h"

static seconds life_of(enum link_purpose purpose)
{
	return (seconds){ purpose == LINK_RESET ? 3600 : 14 * SECONDS_PER_DAY };
}

error link_create(struct ctx *cx, const struct link_new *l, struct str *ret_secret)
{
	struct str secret = secret_new(cx->arena);

	AUTO_TX tx = tx_begin(cx);

	if (l->person.v != 0)
		TRY(q_one_time_link_end(cx, l->person, l->purpose, cx->now));
	TRY(q_one_time_link_insert(cx, secret_hash(cx->arena, secret), l->purpose, l->person,
		l->email, l->organisation, (int64_t)l->roles, cx->now,
		instant_add(cx->now, life_of(l->purpose))));
	TRY(tx_commit(&tx));

	*ret_secret = secret;
	return OK;
}

error link_look(struct ctx *cx, struct str secret, enum link_purpose purpose,
	struct one_time_link *out)
{
	bool found = false;

	if (secret.len == SECRET_TEXT)
		TRY(q_one_time_link_by_secret(cx, secret_hash(cx->arena, secret), out, &found));
	bool good = found && out->purpose == purpose && !instant_is_set(out->used_at) &&
		cx->now.us < out->expires_at.us;
	if (!good)
		return err_person(cx, ERR_NOT_FOUND,
			"This link was used already, or its time is over. Ask for a new one.");
	return OK;
}

error link_use(struct ctx *cx, struct str secret, enum link_purpose purpose,
	struct one_time_link *out)
{
	int64_t changed;

	TRY(link_look(cx, secret, purpose, out));
	TRY(q_one_time_link_use(cx, out->id, cx->now, &changed));
	if (changed == 0)
		return err_new(cx, ERR_CONFLICT, "link %" PRId64 " was used meanwhile", out->id);
	return OK;
}
