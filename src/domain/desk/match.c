/* match.c - asks of each case what the filter says */
#include <stdlib.h>

#include "base/buf.h"
#include "domain/desk/walk.h"

enum {
	ID_DIGITS = 16,
	LIST_MAX = 4000,
	PIECE = 128, /* ids of a statement: it finds each by counting from the first character */
};

struct str desk_ids(struct arena *a, const casefile_id *ids, size_t count)
{
	struct buf b = buf_new(a, count * ID_DIGITS + 1);

	for (size_t i = 0; i < count; i++)
		buf_printf(&b, "%016" PRId64, ids[i].v);
	return buf_str(&b);
}

static int by_id(const void *a, const void *b)
{
	const casefile_id *x = a, *y = b;
	return (x->v > y->v) - (x->v < y->v);
}

/* Each once: a case can have two tags of the list. */
static size_t distinct(const desk_entries *all, casefile_id *ids)
{
	size_t n = 0;

	for (size_t i = 0; i < all->len; i++)
		ids[i] = all->at[i].id;
	qsort(ids, all->len, sizeof *ids, by_id);
	for (size_t i = 0; i < all->len; i++)
		if (n == 0 || ids[n - 1].v != ids[i].v)
			ids[n++] = ids[i];
	return n;
}

static struct str list_of(struct arena *a, const struct desk_values *v)
{
	struct buf b = buf_new(a, LIST_MAX);

	if (v->count == 0)
		return STR("");
	buf_put(&b, v->not ? STR("!,") : STR(","));
	for (size_t i = 0; i < v->count; i++)
		buf_printf(&b, "%" PRId64 ",,", v->at[i]);
	return buf_str(&b);
}

static struct str tags_of(struct arena *a, const struct desk_filter *f)
{
	struct buf b = buf_new(a, LIST_MAX);

	if (f->tags.count == 0)
		return STR("");
	buf_put(&b, f->tags.not ? STR("!,") : STR(","));
	for (size_t i = 0; i < f->tags.count; i++)
		buf_printf(&b, "%.*s,,", STR_ARG(f->tags.at[i]));
	return buf_str(&b);
}

static struct q_desk_matches_args asked(struct arena *a, const struct desk_filter *f)
{
	const struct desk_values *v = f->values;

	return (struct q_desk_matches_args){
		.open = f->open,
		.queues = list_of(a, &v[DESK_QUEUE]),
		.owners = list_of(a, &v[DESK_OWNER]),
		.statuses = list_of(a, &v[DESK_STATUS]),
		.waiting = list_of(a, &v[DESK_WAITING]),
		.priorities = list_of(a, &v[DESK_PRIORITY]),
		.products = list_of(a, &v[DESK_PRODUCT]),
		.releases = list_of(a, &v[DESK_RELEASE]),
		.organisations = list_of(a, &v[DESK_ORGANISATION]),
		.contacts = list_of(a, &v[DESK_CONTACT]),
		.channels = list_of(a, &v[DESK_CHANNEL]),
		.entitlements = list_of(a, &v[DESK_ENTITLEMENT]),
		.tags = tags_of(a, f),
		.reported_from = f->times[DESK_REPORTED].from,
		.reported_to = f->times[DESK_REPORTED].to,
		.changed_from = f->times[DESK_CHANGED].from,
		.changed_to = f->times[DESK_CHANGED].to,
		.due_from = f->times[DESK_DUE].from,
		.due_to = f->times[DESK_DUE].to,
	};
}

error desk_match(struct ctx *cx, const struct desk_filter *f, const desk_entries *entries,
	desk_matches *out)
{
	struct arena *a = cx->arena;
	struct q_desk_matches_args args = asked(a, f);
	struct desk_match_list found;

	*out = (desk_matches){ 0 };
	casefile_id *ids = arena_array(a, casefile_id, entries->len + 1);
	size_t count = distinct(entries, ids);
	for (size_t i = 0; i < count; i += PIECE) {
		size_t some = count - i < PIECE ? count - i : PIECE;
		args.ids = desk_ids(a, ids + i, some);
		args.count = (int64_t)some;
		TRY(q_desk_matches(cx, &args, &found));
		for (size_t k = 0; k < found.len; k++)
			*arena_push(a, out) = found.at[k];
	}
	return OK;
}
