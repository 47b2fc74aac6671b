#include "domain/search/indexer.h"

#include "domain/search/index/place.h"
#include "domain/search/index/terms.h"
#include "domain/search/outbox.h"

enum { PAGE = 1000 };

struct checking {
	const struct indexer_config *config;
	struct store *repair;
	struct xindex *index;
	struct indexer_check *out;
	SLICE(struct search_ref) wrong; /* of one page */
};

static error tell_outbox(struct ctx *cx, void *arg)
{
	struct checking *k = arg;
	for (size_t i = 0; i < k->wrong.len; i++)
		TRY(search_changed(cx, k->wrong.at[i].kind, k->wrong.at[i].id));
	return OK;
}

static error repair(struct ctx *cx, struct checking *k)
{
	if (k->repair != NULL && k->wrong.len > 0)
		TRY(store_write(k->repair, cx, tell_outbox, k));
	k->wrong.at = NULL;
	k->wrong.len = 0;
	return OK;
}

static error find_missing(struct ctx *cx, struct checking *k, const struct search_source *source)
{
	search_ids ids = { 0 };
	int64_t after = 0;
	do {
		struct arena_mark mark = arena_mark(cx->arena);
		TRY(source->list(cx, after, PAGE, &ids));
		for (size_t i = 0; i < ids.len; i++) {
			struct search_ref ref = { source->kind, ids.at[i] };
			if (xindex_frequency(k->index, terms_key(cx->arena, ref)) == 0)
				*arena_push(cx->arena, &k->wrong) = ref;
			after = ids.at[i];
		}
		k->out->missing += (int64_t)k->wrong.len;
		TRY(repair(cx, k));
		arena_release(cx->arena, mark);
	} while (ids.len == PAGE);
	return OK;
}

static error is_there(struct ctx *cx, struct checking *k, struct search_ref ref, bool *out)
{
	struct search_document d;
	*out = false;
	for (size_t i = 0; k->config->sources[i] != NULL; i++)
		if (k->config->sources[i]->kind == ref.kind)
			return k->config->sources[i]->load(cx, ref.id, true, &d, out);
	return OK;
}

static error find_surplus(struct ctx *cx, struct checking *k)
{
	str_list keys = { 0 };
	struct str from = { 0 };
	char last[XTERM_MAX];
	struct xfault fault;
	do {
		struct arena_mark mark = arena_mark(cx->arena);
		if (!xindex_terms(k->index, cx->arena, STR("Q"), from, PAGE, &keys, &fault))
			return index_fault(cx, &fault);
		for (size_t i = 0; i < keys.len; i++) {
			struct search_ref ref;
			bool there = false;
			if (!search_ref_parse(str_skip(keys.at[i], 1), &ref))
				continue;
			TRY(is_there(cx, k, ref, &there));
			if (!there)
				*arena_push(cx->arena, &k->wrong) = ref;
		}
		k->out->surplus += (int64_t)k->wrong.len;
		if (keys.len == PAGE) {
			/* The one after the last: its bytes and a zero. */
			struct str end = keys.at[PAGE - 1];
			memcpy(last, end.at, end.len);
			last[end.len] = '\0';
			from = str_of(last, end.len + 1);
		}
		TRY(repair(cx, k));
		arena_release(cx->arena, mark);
	} while (keys.len == PAGE);
	return OK;
}

static error check_index(struct ctx *cx, struct checking *k)
{
	k->out->documents = xindex_documents(k->index);
	for (size_t i = 0; k->config->sources[i] != NULL; i++)
		TRY(find_missing(cx, k, k->config->sources[i]));
	return find_surplus(cx, k);
}

error indexer_check(struct ctx *cx, const struct indexer_config *config, struct store *store,
	struct indexer_check *out)
{
	struct checking k = { .config = config, .repair = store, .out = out };
	int64_t generation;
	struct xfault fault;
	*out = (struct indexer_check){ 0 };
	TRY(place_generation(cx, config->place, &generation));
	out->absent = generation == 0;
	if (out->absent)
		return OK;
	struct str folder = place_folder(cx->arena, config->place, generation);
	if (!xindex_verify(folder, &out->damaged, &fault))
		out->damaged = 1;
	if (out->damaged > 0)
		return store != NULL ? place_give_up(cx, config->place) : OK;
	if (!xindex_open_reader(folder, generation, &k.index, &fault))
		return index_fault(cx, &fault);
	error failed = check_index(cx, &k);
	xindex_close(k.index);
	return failed;
}
