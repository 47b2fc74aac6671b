#include "domain/desk/walk.h"

#include <stdlib.h>

#include "base/limits.h"
#include "domain/search/search.h"

enum { PROBE = 256 };

/* What an index gives of one value: open or not, after a place, up to a due time. */
struct step {
	bool open;
	instant due;
	casefile_id after;
	instant to;
	int64_t limit;
};

/* --- the index of each field --- */

static error keys_owner(struct ctx *cx, int64_t value, const struct step *s,
	struct desk_entry_list *out)
{
	if (value == 0)
		return q_desk_keys_unowned(cx, s->open, s->due, s->after, s->to, s->limit, out);
	return q_desk_keys_owner(cx, value, s->open, s->due, s->after, s->to, s->limit, out);
}

typedef error keys_query(struct ctx *, int64_t value, bool open, instant due, casefile_id after,
	instant to, int64_t limit, struct desk_entry_list *out);

static keys_query *const keys_of[DESK_FIELDS_] = {
	[DESK_QUEUE] = q_desk_keys_queue,
	[DESK_STATUS] = q_desk_keys_status,
	[DESK_WAITING] = q_desk_keys_status,
	[DESK_PRIORITY] = q_desk_keys_priority,
	[DESK_PRODUCT] = q_desk_keys_product,
	[DESK_RELEASE] = q_desk_keys_release,
	[DESK_ORGANISATION] = q_desk_keys_organisation,
	[DESK_CONTACT] = q_desk_keys_contact,
	[DESK_CHANNEL] = q_desk_keys_channel,
	[DESK_ENTITLEMENT] = q_desk_keys_entitlement,
};

static error keys(struct ctx *cx, enum desk_field field, int64_t value, const struct step *s,
	struct desk_entry_list *out)
{
	if (field == DESK_OWNER)
		return keys_owner(cx, value, s, out);
	return keys_of[field](cx, value, s->open, s->due, s->after, s->to, s->limit, out);
}

static error keys_all(struct ctx *cx, const struct step *s, struct desk_entry_list *out)
{
	return q_desk_keys_open(cx, s->open, s->due, s->after, s->to, s->limit, out);
}

static void append(struct ctx *cx, const struct desk_entry_list *from, desk_entries *to)
{
	for (size_t i = 0; i < from->len; i++)
		*arena_push(cx->arena, to) = from->at[i];
}

static bool wants(const struct desk_filter *f, bool open)
{
	return f->open == DESK_ANY || f->open == (open ? DESK_OPEN : DESK_ENDED);
}

/* --- leads --- */

/* In the order of how few cases they tend to have, where a short look does not tell. */
static const enum desk_field by_size[] = { DESK_CONTACT, DESK_OWNER, DESK_RELEASE,
	DESK_ORGANISATION, DESK_PRODUCT, DESK_QUEUE, DESK_ENTITLEMENT, DESK_STATUS, DESK_PRIORITY,
	DESK_CHANNEL, DESK_WAITING };

static size_t conditions(const struct desk_filter *f)
{
	size_t n = 0;
	for (int i = 0; i < DESK_FIELDS_; i++)
		n += f->values[i].count > 0;
	return n + (f->tags.count > 0) + desk_is_bounded(f, DESK_REPORTED) + desk_is_bounded(f, DESK_CHANGED) +
		(f->words.len > 0);
}

static error gather_field(struct ctx *cx, const struct desk_filter *f, enum desk_field field,
	int64_t limit, desk_entries *out)
{
	const struct desk_values *v = &f->values[field];
	struct desk_entry_list some;

	for (int open = 1; open >= 0; open--)
		for (size_t i = 0; wants(f, open) && i < v->count; i++) {
			struct step s = { open, f->times[DESK_DUE].from, { 0 }, f->times[DESK_DUE].to,
				limit + 1 };
			TRY(keys(cx, field, v->at[i], &s, &some));
			append(cx, &some, out);
		}
	return OK;
}

static error gather_tags(struct ctx *cx, const struct desk_filter *f, int64_t limit, desk_entries *out)
{
	struct desk_entry_list some;

	for (size_t i = 0; i < f->tags.count; i++) {
		TRY(q_desk_keys_tag(cx, f->tags.at[i], (casefile_id){ 0 }, limit + 1, &some));
		append(cx, &some, out);
	}
	return OK;
}

static error gather_time(struct ctx *cx, const struct desk_filter *f, bool changed, int64_t limit,
	desk_entries *out)
{
	struct desk_entry_list some;
	instant from = f->times[changed ? DESK_CHANGED : DESK_REPORTED].from;
	instant to = f->times[changed ? DESK_CHANGED : DESK_REPORTED].to;

	for (int open = 1; open >= 0; open--) {
		if (!wants(f, open))
			continue;
		if (changed)
			TRY(q_desk_keys_changed(cx, open, to, (casefile_id){ 0 }, from, limit + 1, &some));
		else
			TRY(q_desk_keys_newest(cx, open, to, (casefile_id){ 0 }, from, limit + 1, &some));
		append(cx, &some, out);
	}
	return OK;
}

/* The best that the search knows; both documents of a case count as it. */
static error gather_words(struct ctx *cx, const struct desk_filter *f, desk_entries *out)
{
	struct search_request r = { .text = f->words,
		.narrow.kinds = 1u << SEARCH_CASEFILE | 1u << SEARCH_ENTRY };
	ranked_list found;

	TRY(search_rank(cx, &r, &found));
	for (size_t i = 0; i < found.len; i++)
		*arena_push(cx->arena, out) =
			(struct desk_entry){ .id = { found.at[i].ref.id }, .place = { (int64_t)i } };
	return OK;
}

static error gather_all(struct ctx *cx, const struct desk_filter *f, int64_t limit, desk_entries *out)
{
	struct desk_entry_list some;

	for (int open = 1; open >= 0; open--) {
		struct step s = { open, f->times[DESK_DUE].from, { 0 }, f->times[DESK_DUE].to, limit + 1 };
		if (!wants(f, open))
			continue;
		TRY(keys_all(cx, &s, &some));
		append(cx, &some, out);
	}
	return OK;
}

error lead_gather(struct ctx *cx, const struct desk_filter *f, const struct lead *lead, int64_t limit,
	desk_entries *out)
{
	*out = (desk_entries){ 0 };
	switch (lead->kind) {
	case LEAD_FIELD:
		return gather_field(cx, f, lead->field, limit, out);
	case LEAD_TAG:
		return gather_tags(cx, f, limit, out);
	case LEAD_REPORTED:
		return gather_time(cx, f, false, limit, out);
	case LEAD_CHANGED:
		return gather_time(cx, f, true, limit, out);
	case LEAD_WORDS:
		return gather_words(cx, f, out);
	case LEAD_ALL:
		break;
	}
	return gather_all(cx, f, limit, out);
}

typedef SLICE(struct lead) leads;

static leads candidates(struct ctx *cx, const struct desk_filter *f)
{
	leads all = { 0 };

	for (size_t i = 0; i < sizeof by_size / sizeof *by_size; i++)
		if (f->values[by_size[i]].count > 0 && !f->values[by_size[i]].not)
			*arena_push(cx->arena, &all) =
				(struct lead){ .kind = LEAD_FIELD, .field = by_size[i] };
	if (f->tags.count > 0 && !f->tags.not)
		*arena_push(cx->arena, &all) = (struct lead){ .kind = LEAD_TAG };
	if (desk_is_bounded(f, DESK_REPORTED))
		*arena_push(cx->arena, &all) = (struct lead){ .kind = LEAD_REPORTED };
	if (desk_is_bounded(f, DESK_CHANGED))
		*arena_push(cx->arena, &all) = (struct lead){ .kind = LEAD_CHANGED };
	return all;
}

enum desk_sort lead_order(const struct lead *lead)
{
	return lead->kind == LEAD_REPORTED ? DESK_BY_NEWEST
		: lead->kind == LEAD_CHANGED   ? DESK_BY_CHANGED
					       : DESK_BY_DUE;
}

/* Due times are in the indexes of fields, not in those of other times. */
static bool answers_all(const struct desk_filter *f, const struct lead *lead)
{
	switch (lead->kind) {
	case LEAD_ALL:
		return conditions(f) == 0;
	case LEAD_FIELD:
		return conditions(f) == 1;
	case LEAD_REPORTED:
	case LEAD_CHANGED:
		return conditions(f) == 1 && !desk_is_bounded(f, DESK_DUE);
	case LEAD_TAG:
	case LEAD_WORDS:
		break;
	}
	return false;
}

error lead_choose(struct ctx *cx, const struct desk_filter *f, struct lead *out)
{
	struct lead best = { .kind = f->words.len > 0 ? LEAD_WORDS : LEAD_ALL };
	leads all = candidates(cx, f);
	size_t fewest = SIZE_MAX;

	for (size_t i = 0; f->words.len == 0 && i < all.len && fewest > 0; i++) {
		desk_entries some = { 0 };
		if (all.len > 1)
			TRY(lead_gather(cx, f, &all.at[i], PROBE, &some));
		if (some.len < fewest) {
			best = all.at[i];
			fewest = some.len > PROBE ? PROBE : some.len;
		}
	}
	best.whole = answers_all(f, &best);
	*out = best;
	return OK;
}

/* --- walks --- */

static int by_place(const void *a, const void *b)
{
	const struct desk_entry *x = a, *y = b;
	if (x->place.us != y->place.us)
		return x->place.us < y->place.us ? -1 : 1;
	return (x->id.v > y->id.v) - (x->id.v < y->id.v);
}

static int by_place_back(const void *a, const void *b)
{
	const struct desk_entry *x = a, *y = b;
	return x->place.us != y->place.us ? by_place(a, b) : by_place(b, a);
}

/* The first of several lists that are in order: each was asked for `limit`. */
static void cut(struct walk *w, desk_entries *all, int64_t limit)
{
	bool back = w->sort == DESK_BY_NEWEST || w->sort == DESK_BY_CHANGED;

	w->over = (int64_t)all->len < limit;
	if (all->len > 0)
		qsort(all->at, all->len, sizeof *all->at, back ? by_place_back : by_place);
	if ((int64_t)all->len > limit)
		all->len = (size_t)limit;
}

static instant later(instant a, instant b)
{
	return a.us > b.us ? a : b;
}

static error walk_due(struct ctx *cx, struct walk *w, int64_t limit, desk_entries *out)
{
	const struct desk_filter *f = w->filter;
	size_t values = w->lead.kind == LEAD_FIELD ? f->values[w->lead.field].count : 1;
	instant from = f->times[DESK_DUE].from;
	bool begun = w->at.a >= from.us;
	struct desk_entry_list some;

	for (int open = 1; open >= 0; open--)
		for (size_t i = 0; wants(f, open) && i < values; i++) {
			struct step s = { open, later((instant){ w->at.a }, from), { begun ? w->at.b : 0 },
				f->times[DESK_DUE].to, limit };
			if (w->lead.kind == LEAD_FIELD)
				TRY(keys(cx, w->lead.field, f->values[w->lead.field].at[i], &s, &some));
			else
				TRY(keys_all(cx, &s, &some));
			append(cx, &some, out);
		}
	cut(w, out, limit);
	if (out->len > 0)
		w->at = (struct desk_key){ out->at[out->len - 1].place.us, out->at[out->len - 1].id.v, 0 };
	return OK;
}

/* One priority after the other, each in the order of rungs. */
static error walk_priority(struct ctx *cx, struct walk *w, int64_t limit, desk_entries *out)
{
	const struct desk_filter *f = w->filter;
	struct desk_entry_list some;

	if (w->at.a == 0)
		w->at = (struct desk_key){ 1, 0, 0 };
	while (w->at.a <= 4 && out->len == 0) {
		for (int open = 1; open >= 0; open--) {
			struct step s = { open, later((instant){ w->at.b }, f->times[DESK_DUE].from),
				{ w->at.c }, f->times[DESK_DUE].to, limit };
			if (!wants(f, open))
				continue;
			TRY(keys(cx, DESK_PRIORITY, w->at.a, &s, &some));
			append(cx, &some, out);
		}
		cut(w, out, limit);
		if (out->len > 0 && !w->over) {
			w->at.b = out->at[out->len - 1].place.us;
			w->at.c = out->at[out->len - 1].id.v;
		} else {
			w->at = (struct desk_key){ w->at.a + 1, 0, 0 };
		}
	}
	w->over = w->at.a > 4;
	return OK;
}

static error walk_time(struct ctx *cx, struct walk *w, int64_t limit, desk_entries *out)
{
	const struct desk_filter *f = w->filter;
	bool changed = w->sort == DESK_BY_CHANGED, first = w->at.a == 0;
	enum desk_time t = changed ? DESK_CHANGED : DESK_REPORTED;
	instant before = first ? f->times[t].to : (instant){ -w->at.a };
	casefile_id id = { first ? 0 : -w->at.b };
	struct desk_entry_list some;

	for (int open = 1; open >= 0; open--) {
		if (!wants(f, open))
			continue;
		if (changed)
			TRY(q_desk_keys_changed(cx, open, before, id, f->times[t].from, limit, &some));
		else
			TRY(q_desk_keys_newest(cx, open, before, id, f->times[t].from, limit, &some));
		append(cx, &some, out);
	}
	cut(w, out, limit);
	if (out->len > 0)
		w->at = (struct desk_key){ out->at[out->len - 1].place.us,
			-out->at[out->len - 1].id.v, 0 };
	return OK;
}

error walk_next(struct ctx *cx, struct walk *w, int64_t limit, desk_entries *out)
{
	*out = (desk_entries){ 0 };
	switch (w->sort) {
	case DESK_BY_PRIORITY:
		return walk_priority(cx, w, limit, out);
	case DESK_BY_NEWEST:
	case DESK_BY_CHANGED:
		return walk_time(cx, w, limit, out);
	case DESK_BY_DUE:
	case DESK_SORTS_:
		break;
	}
	return walk_due(cx, w, limit, out);
}
