#include "domain/desk/list.h"

#include <stdlib.h>

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/desk/walk.h"

enum { CHUNK_FIRST = 128, CHUNK_MAX = 1024, COUNT_LOOK = 5000 };

static const struct str sort_names[DESK_SORTS_] = {
	[DESK_BY_DUE] = STR_INIT("due"),
	[DESK_BY_PRIORITY] = STR_INIT("priority"),
	[DESK_BY_NEWEST] = STR_INIT("newest"),
	[DESK_BY_CHANGED] = STR_INIT("changed"),
};

struct str desk_sort_name(enum desk_sort s)
{
	check(s < DESK_SORTS_);
	return sort_names[s];
}

enum desk_sort desk_usual_sort(const struct desk_filter *f)
{
	if (f->open == DESK_OPEN) /* ended cases have no next rung */
		return DESK_BY_DUE;
	return desk_is_bounded(f, DESK_CHANGED)  ? DESK_BY_CHANGED
		: desk_is_bounded(f, DESK_REPORTED) ? DESK_BY_NEWEST
					       : DESK_BY_DUE;
}

bool desk_sort_by_name(struct str name, enum desk_sort *out)
{
	for (int i = 0; i < DESK_SORTS_; i++)
		if (str_eq(sort_names[i], name)) {
			*out = (enum desk_sort)i;
			return true;
		}
	return false;
}

struct str desk_key_text(struct arena *a, const struct desk_key *k)
{
	return str_printf(a, "%" PRId64 "_%" PRId64 "_%" PRId64, k->a, k->b, k->c);
}

bool desk_key_read(struct str text, struct desk_key *out)
{
	int64_t n[3];
	struct str part;

	for (int i = 0; i < 3; i++)
		if (!str_cut(&text, '_', &part) || !str_int(part, &n[i]))
			return false;
	*out = (struct desk_key){ n[0], n[1], n[2] };
	return text.len == 0;
}

/* --- places --- */

struct place {
	struct desk_key key;
	casefile_id id;
};
typedef SLICE(struct place) places;

static struct place place_of(const struct desk_match *m, enum desk_sort sort)
{
	switch (sort) {
	case DESK_BY_PRIORITY:
		return (struct place){ { m->priority, m->due.us, m->id.v }, m->id };
	case DESK_BY_NEWEST:
		return (struct place){ { -m->reported.us, -m->id.v, 0 }, m->id };
	case DESK_BY_CHANGED:
		return (struct place){ { -m->changed.us, -m->id.v, 0 }, m->id };
	case DESK_BY_DUE:
	case DESK_SORTS_:
		break;
	}
	return (struct place){ { m->due.us, m->id.v, 0 }, m->id };
}

static int key_cmp(const struct desk_key *x, const struct desk_key *y)
{
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	if (x->b != y->b)
		return x->b < y->b ? -1 : 1;
	return (x->c > y->c) - (x->c < y->c);
}

static int by_key(const void *a, const void *b)
{
	return key_cmp(&((const struct place *)a)->key, &((const struct place *)b)->key);
}

static bool is_first(const struct desk_key *k)
{
	return k->a == 0 && k->b == 0 && k->c == 0;
}

static void add_matches(struct ctx *cx, const desk_matches *found, const struct desk_ask *ask,
	places *to)
{
	size_t before = to->len;

	for (size_t i = 0; i < found->len; i++) {
		struct place p = place_of(&found->at[i], ask->sort);
		if (is_first(&ask->after) || key_cmp(&p.key, &ask->after) > 0)
			*arena_push(cx->arena, to) = p;
	}
	if (to->len > before)
		qsort(to->at + before, to->len - before, sizeof *to->at, by_key);
}

/* --- the two ways to a page --- */

/* All cases of the lead are few: sort them. */
static error page_of_set(struct ctx *cx, const struct desk_ask *ask, const desk_entries *all,
	places *out)
{
	desk_matches found;

	TRY(desk_match(cx, &ask->filter, all, &found));
	add_matches(cx, &found, ask, out);
	return OK;
}

/* In the order of its index a lead's keys are the answer, when it is the whole filter. */
static bool keys_answer(const struct walk *w)
{
	return w->lead.whole && w->sort == lead_order(&w->lead);
}

static void add_keys(struct ctx *cx, const desk_entries *some, enum desk_sort sort, places *to)
{
	int64_t sign = sort == DESK_BY_DUE ? 1 : -1;

	for (size_t i = 0; i < some->len; i++)
		*arena_push(cx->arena, to) = (struct place){
			{ some->at[i].place.us, sign * some->at[i].id.v, 0 }, some->at[i].id };
}

static error page_of_walk(struct ctx *cx, const struct desk_ask *ask, struct walk *w, int64_t want,
	struct desk_page *page, places *out)
{
	bool keys = keys_answer(w);
	int64_t looked = 0, chunk = keys ? want : CHUNK_FIRST;

	while ((int64_t)out->len < want && !w->over && looked < LIMIT_DESK_LOOK) {
		desk_entries some;
		desk_matches found;
		TRY(walk_next(cx, w, chunk, &some));
		looked += (int64_t)some.len;
		if (keys) {
			add_keys(cx, &some, w->sort, out);
		} else {
			TRY(desk_match(cx, &ask->filter, &some, &found));
			add_matches(cx, &found, ask, out);
		}
		chunk = chunk * 2 > CHUNK_MAX ? CHUNK_MAX : chunk * 2;
	}
	page->cut = (int64_t)out->len < want && !w->over;
	return OK;
}

static bool can_walk(enum desk_sort sort, const struct lead *lead)
{
	return lead->kind == LEAD_ALL || (lead->kind != LEAD_TAG && lead->kind != LEAD_WORDS &&
		sort == lead_order(lead));
}

static error find_places(struct ctx *cx, const struct desk_ask *ask, int64_t want,
	struct desk_page *page, places *out)
{
	struct walk w = { .filter = &ask->filter, .sort = ask->sort, .at = ask->after };
	desk_entries all;

	TRY(lead_choose(cx, &ask->filter, &w.lead));
	if (!can_walk(ask->sort, &w.lead)) {
		TRY(lead_gather(cx, &ask->filter, &w.lead, LIMIT_DESK_SET, &all));
		if (all.len <= LIMIT_DESK_SET)
			return page_of_set(cx, ask, &all, out);
		w.lead = (struct lead){ .kind = LEAD_ALL };
	}
	TRY(page_of_walk(cx, ask, &w, want, page, out));
	page->next = w.at;
	return OK;
}

/* --- rows --- */

static error load_items(struct ctx *cx, const places *at, size_t count, struct desk_item_list *out)
{
	casefile_id *ids = arena_array(cx->arena, casefile_id, count + 1);
	struct desk_item_list rows;

	for (size_t i = 0; i < count; i++)
		ids[i] = at->at[i].id;
	*out = (struct desk_item_list){ arena_array(cx->arena, struct desk_item, count + 1), 0 };
	if (count == 0)
		return OK;
	TRY(q_desk_items(cx, desk_ids(cx->arena, ids, count), (int64_t)count, &rows));
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < rows.len; j++)
			if (rows.at[j].id.v == ids[i].v)
				out->at[out->len++] = rows.at[j];
	return OK;
}

error desk_list(struct ctx *cx, const struct desk_ask *ask, struct desk_page *out)
{
	int64_t limit = ask->limit <= 0		       ? LIMIT_QUEUE_PAGE
			: ask->limit > LIMIT_LIST_PAGE ? LIMIT_LIST_PAGE
						       : ask->limit;
	places at = { 0 };

	TRY(actor_may(cx, MAY_SEE_QUEUES, RELATION_NONE));
	*out = (struct desk_page){ 0 };
	TRY(find_places(cx, ask, limit + 1, out, &at));
	bool full = (int64_t)at.len > limit;
	size_t count = full ? (size_t)limit : at.len;
	if (full)
		out->next = at.at[count - 1].key;
	out->more = full || out->cut;
	return load_items(cx, &at, count, &out->items);
}

/* --- counts --- */

static struct desk_count count_of(int64_t count, bool more)
{
	return count > DESK_COUNT_MAX ? (struct desk_count){ DESK_COUNT_MAX, true }
				      : (struct desk_count){ count, more };
}

static error count_set(struct ctx *cx, const struct desk_filter *f, const desk_entries *all,
	struct desk_count *out)
{
	desk_matches found;

	TRY(desk_match(cx, f, all, &found));
	*out = count_of((int64_t)found.len, false);
	return OK;
}

static error count_walk(struct ctx *cx, struct walk *w, struct desk_count *out)
{
	int64_t looked = 0, count = 0;

	while (!w->over && looked < COUNT_LOOK && count <= DESK_COUNT_MAX) {
		desk_entries some;
		desk_matches found;
		TRY(walk_next(cx, w, CHUNK_MAX, &some));
		looked += (int64_t)some.len;
		if (keys_answer(w)) {
			count += (int64_t)some.len;
		} else {
			TRY(desk_match(cx, w->filter, &some, &found));
			count += (int64_t)found.len;
		}
	}
	*out = count_of(count, !w->over);
	return OK;
}

error desk_count(struct ctx *cx, const struct desk_filter *f, struct desk_count *out)
{
	struct walk w = { .filter = f, .sort = DESK_BY_DUE };
	desk_entries all;

	TRY(actor_may(cx, MAY_SEE_QUEUES, RELATION_NONE));
	*out = (struct desk_count){ 0 };
	TRY(lead_choose(cx, f, &w.lead));
	w.sort = lead_order(&w.lead);
	if (!can_walk(w.sort, &w.lead)) {
		TRY(lead_gather(cx, f, &w.lead, COUNT_LOOK, &all));
		if (all.len <= COUNT_LOOK)
			return count_set(cx, f, &all, out);
		w.lead = (struct lead){ .kind = LEAD_ALL };
	}
	return count_walk(cx, &w, out);
}
