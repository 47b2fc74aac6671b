#include "domain/casefile/own/own.h"

#include "base/limits.h"
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/casefile/share/share.h"
#include "domain/product/asset.h"
#include "domain/search/search.h"

int64_t own_key(enum own_sort sort, const struct own_case *c)
{
	switch (sort) {
	case OWN_BY_REPORT:
		return c->reported_at.us;
	case OWN_BY_PRIORITY:
		return -c->priority;
	case OWN_BY_CHANGE:
	case OWN_SORTS_:
		break;
	}
	return c->changed_at.us;
}

static instant until_of(const struct casefile_own *o)
{
	return instant_is_set(o->until) ? o->until : (instant){ INT64_MAX };
}

/* The hits of the search that pass the filter, best first. */
static error found(struct ctx *cx, const struct casefile_own *o, struct str serial,
	struct own_case_list *out)
{
	struct search_request r = { .text = o->text,
		.narrow.kinds = 1u << SEARCH_CASEFILE };
	ranked_list hits;
	SLICE(struct own_case) rows = { 0 };

	TRY(search_rank(cx, &r, &hits));
	for (size_t i = 0; i < hits.len && rows.len < OWN_FOUND_MAX; i++) {
		struct own_case row;
		bool there;
		TRY(q_own_one(cx, &(struct q_own_one_args){
			.id = { hits.at[i].ref.id }, .organisation = o->organisation.v,
			.open = o->open, .priority = o->priority, .status = o->status,
			.product = o->product, .site = o->site.v, .contact = o->contact.v,
			.serial = serial, .since = o->since, .until = until_of(o) }, &row, &there));
		if (there)
			*arena_push(cx->arena, &rows) = row;
	}
	*out = (struct own_case_list){ rows.at, rows.len };
	return OK;
}

static error of_organisation(struct ctx *cx, const struct casefile_own *o, struct str serial,
	int64_t limit, struct own_case_list *out)
{
	bool start = o->after.v == 0;
	casefile_id after = start ? (casefile_id){ INT64_MAX } : o->after;
	int64_t key = start ? INT64_MAX : o->key;

	if (o->sort == OWN_BY_CHANGE)
		return q_own_organisation(cx, &(struct q_own_organisation_args){
			.organisation = o->organisation, .open = o->open,
			.priority = o->priority, .status = o->status, .product = o->product,
			.site = o->site.v, .contact = o->contact.v, .serial = serial,
			.since = o->since, .until = until_of(o), .key = key, .after = after,
			.limit = limit }, out);
	return q_own_organisation_by(cx, &(struct q_own_organisation_by_args){ .sort = o->sort,
		.organisation = o->organisation, .open = o->open, .priority = o->priority,
		.status = o->status, .product = o->product, .site = o->site.v,
		.contact = o->contact.v, .serial = serial, .since = o->since,
		.until = until_of(o), .key = key, .after = after, .limit = limit }, out);
}

static error of_contact(struct ctx *cx, const struct casefile_own *o, struct str serial,
	int64_t limit, struct own_case_list *out)
{
	bool start = o->after.v == 0;
	casefile_id after = start ? (casefile_id){ INT64_MAX } : o->after;
	int64_t key = start ? INT64_MAX : o->key;

	if (o->sort == OWN_BY_CHANGE)
		return q_own_mine(cx, &(struct q_own_mine_args){ .open = o->open,
			.priority = o->priority, .status = o->status, .product = o->product,
			.site = o->site.v, .contact = o->contact.v, .serial = serial,
			.since = o->since, .until = until_of(o), .key = key, .after = after,
			.limit = limit }, out);
	return q_own_mine_by(cx, &(struct q_own_mine_by_args){ .sort = o->sort, .open = o->open,
		.priority = o->priority, .status = o->status, .product = o->product,
		.site = o->site.v, .contact = o->contact.v, .serial = serial,
		.since = o->since, .until = until_of(o), .key = key, .after = after,
		.limit = limit }, out);
}

error casefile_own(struct ctx *cx, const struct casefile_own *o, struct own_case_list *out)
{
	struct str serial = STR("");
	int64_t limit = o->limit <= 0 ? LIMIT_QUEUE_PAGE
		: o->limit > LIMIT_LIST_PAGE  ? LIMIT_LIST_PAGE
					      : o->limit;

	TRY(actor_may(cx, MAY_READ_CASE, RELATION_OWN));
	if (!str_is_blank(o->serial))
		TRY(serial_normalise(cx, o->serial, "serial", &serial));
	if (!str_is_blank(o->text))
		return found(cx, o, serial, out);
	if (o->organisation.v == 0)
		return of_contact(cx, o, serial, limit, out);
	return of_organisation(cx, o, serial, limit, out);
}

static error look_at(struct ctx *cx, organisation_id id, struct str name, own_elsewhere_list *out)
{
	struct casefile_own o = { .organisation = id, .open = -1, .status = -1,
		.limit = LIMIT_LIST_PAGE };
	struct own_case_list list;

	TRY(casefile_own(cx, &o, &list));
	if (list.len > 0)
		*arena_push(cx->arena, out) = (struct own_elsewhere){ id, name, (int64_t)list.len,
			list.len == LIMIT_LIST_PAGE };
	return OK;
}

error casefile_elsewhere(struct ctx *cx, own_elsewhere_list *out)
{
	struct organisation_list own;
	struct q_share_grantors_list grantors;

	*out = (own_elsewhere_list){ 0 };
	TRY(organisation_of_actor(cx, &own));
	TRY(share_grantors(cx, &grantors));
	for (size_t i = 0; i < own.len && i < OWN_ELSEWHERE_MAX; i++)
		TRY(look_at(cx, own.at[i].id, own.at[i].name, out));
	for (size_t i = 0; i < grantors.len && own.len + i < OWN_ELSEWHERE_MAX; i++)
		TRY(look_at(cx, grantors.at[i].id, grantors.at[i].name, out));
	return OK;
}

error casefile_of_device(struct ctx *cx, struct str serial, struct own_case_list *out)
{
	TRY(actor_may(cx, MAY_READ_CASE, RELATION_OWN));
	return q_own_of_device(cx, serial, out);
}
