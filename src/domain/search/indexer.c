#include "domain/search/indexer.h"

#include "base/map.h"
#include "domain/search/index/place.h"
#include "domain/search/indexer_build.h"
#include "domain/search/search.sql.h"
#include "os/log.h"

struct indexer {
	struct arena *arena;
	struct indexer_config config;
	struct index_writer *writer;
	int64_t generation;
	struct index_mark mark;
};

static int mark_cmp(struct index_mark a, struct index_mark b)
{
	if (a.stamp != b.stamp)
		return a.stamp < b.stamp ? -1 : 1;
	return a.id < b.id ? -1 : a.id > b.id;
}

static const struct search_source *source_of(const struct indexer_config *c, int64_t kind)
{
	for (size_t i = 0; c->sources[i] != NULL; i++)
		if ((int64_t)c->sources[i]->kind == kind)
			return c->sources[i];
	return NULL;
}

/* As the tables have it now; a kind without source has nothing to be found. */
static error refresh(struct ctx *cx, const struct indexer_config *c, struct index_writer *w,
	struct search_ref ref)
{
	const struct search_source *source = source_of(c, ref.kind);
	struct search_document d = { .kind = ref.kind, .id = ref.id };
	bool found = false;
	if (source != NULL)
		TRY(source->load(cx, ref.id, false, &d, &found));
	if (!found)
		return index_drop(cx, w, ref);
	check(d.kind == ref.kind && d.id == ref.id);
	return index_put(cx, w, &d);
}

/* ---- following the outbox ---- */

error indexer_last_mark(struct ctx *cx, struct index_mark *out)
{
	struct q_index_outbox_last_row last;
	bool found;
	TRY(q_index_outbox_last(cx, &last, &found));
	*out = (struct index_mark){ 0 };
	if (found)
		*out = (struct index_mark){ last.stamp, last.id };
	return OK;
}

/* Ahead of the database (restored from a backup), or behind what was pruned. */
static error is_out_of_step(struct ctx *cx, struct index_mark mark, bool *out)
{
	struct q_index_outbox_pruned_row pruned;
	struct index_mark last;
	bool found;
	TRY(indexer_last_mark(cx, &last));
	TRY(q_index_outbox_pruned(cx, &pruned, &found));
	*out = mark_cmp(mark, last) > 0 ||
		(found && mark_cmp(mark, (struct index_mark){ pruned.stamp, pruned.id }) < 0);
	return OK;
}

/* Opens the current generation; *ret_usable is false when it must be built anew. */
static error open_current(struct ctx *cx, struct indexer *x, bool *ret_usable)
{
	bool complete = false, wrong = false;
	*ret_usable = false;
	TRY(place_generation(cx, x->config.place, &x->generation));
	if (x->generation == 0)
		return OK;
	struct str folder = place_folder(cx->arena, x->config.place, x->generation);
	error failed = index_writer_open(cx, folder, &x->writer);
	if (err_is(failed, ERR_UNAVAILABLE))
		return OK;
	TRY(failed);
	TRY(index_read_mark(cx, x->writer, &x->mark, &complete));
	if (complete)
		TRY(is_out_of_step(cx, x->mark, &wrong));
	*ret_usable = complete && !wrong;
	return OK;
}

static error open_or_build(struct ctx *cx, struct indexer *x)
{
	bool usable;
	TRY(open_current(cx, x, &usable));
	if (usable)
		return OK;
	index_writer_close(x->writer);
	x->writer = NULL;
	log_info("search", cx->trace, STR("building the index anew"));
	TRY(indexer_rebuild(cx, &x->config));
	TRY(open_current(cx, x, &usable));
	if (!usable)
		return err_new(cx, ERR_INTERNAL, "search index: of no use just after it was built");
	return OK;
}

error indexer_open(struct ctx *cx, const struct indexer_config *config, struct indexer **out)
{
	struct arena *arena = arena_create();
	struct indexer *x = arena_new(arena, struct indexer);
	x->arena = arena;
	x->config = *config;
	x->config.place = str_copy(arena, config->place);
	error failed = open_or_build(cx, x);
	if (failed != OK) {
		indexer_close(x);
		return failed;
	}
	*out = x;
	return OK;
}

void indexer_close(struct indexer *x)
{
	if (x == NULL)
		return;
	index_writer_close(x->writer);
	arena_destroy(x->arena);
}

/* Another process may have built a new generation: go on with that one. */
static error follow_generation(struct ctx *cx, struct indexer *x)
{
	int64_t current;
	TRY(place_generation(cx, x->config.place, &current));
	if (current == x->generation && x->writer != NULL)
		return OK;
	index_writer_close(x->writer);
	x->writer = NULL;
	return open_or_build(cx, x);
}

static error apply(struct ctx *cx, struct indexer *x, const struct index_change_list *rows,
	size_t *ret_done)
{
	int64_t begun = monotonic_us();
	struct map seen = map_new(cx->arena);
	size_t i = 0;
	for (; i < rows->len; i++) {
		const struct index_change *row = &rows->at[i];
		struct search_ref ref = { row->kind, row->row_id };
		struct str name = search_ref_text(cx->arena, ref);
		x->mark = (struct index_mark){ row->stamp, row->id };
		if (map_get(&seen, name) != NULL)
			continue;
		map_put(&seen, name, x);
		TRY(refresh(cx, &x->config, x->writer, ref));
		if (monotonic_us() - begun > INDEXER_BATCH_MS * US_PER_MS) {
			i++;
			break;
		}
	}
	*ret_done = i;
	return OK;
}

error indexer_step(struct ctx *cx, struct indexer *x, bool *ret_more)
{
	struct index_change_list rows;
	size_t done = 0;
	*ret_more = false;
	TRY(follow_generation(cx, x));
	TRY(q_index_outbox_after(cx, x->mark.stamp, x->mark.id, INDEXER_BATCH, &rows));
	if (rows.len == 0)
		return OK;
	struct index_mark before = x->mark;
	error failed = apply(cx, x, &rows, &done);
	if (failed == OK)
		failed = index_commit(cx, x->writer, x->mark);
	if (failed != OK) {
		x->mark = before;
		index_writer_close(x->writer); /* what it holds half-done is dropped */
		x->writer = NULL;
		return failed;
	}
	*ret_more = done < rows.len || rows.len == INDEXER_BATCH;
	return OK;
}

error indexer_drain(struct ctx *cx, struct indexer *x)
{
	bool more = true;
	while (more) {
		struct arena_mark mark = arena_mark(cx->arena);
		TRY(indexer_step(cx, x, &more));
		arena_release(cx->arena, mark);
	}
	return OK;
}
