/*
 * indexer_build.c - the index anew, from all sources
 *
 * In parts that are merged at the end: an index that grows reads and writes its blocks again
 * with every flush, a part stays small, and merging takes each entry once. A part is a
 * generation that is never switched to; parts of a build that broke off go with the next switch.
 */
#include "domain/search/indexer_build.h"

#include "domain/search/index/place.h"
#include "domain/search/indexer.h"

/*
 * Measured: what is held in memory is searched for every word, so that many documents cost more
 * than few; a flush goes through the whole part.
 */
enum { LIST_PAGE = 1000, PART = 50000, PART_FLUSH = 2000 };

struct build {
	struct arena *arena; /* of the build's life */
	const struct indexer_config *config;
	struct index_writer *writer; /* of the part; NULL between two */
	str_list parts;
	int64_t done, total; /* documents */
	int64_t part, in_part;
};

static error next_folder(struct ctx *cx, struct build *b, int64_t *ret_generation, struct str *out)
{
	TRY(place_next(cx, b->config->place, ret_generation));
	*out = place_folder(b->arena, b->config->place, *ret_generation);
	return OK;
}

static error part_begin(struct ctx *cx, struct build *b)
{
	int64_t generation;
	struct str folder;

	TRY(next_folder(cx, b, &generation, &folder));
	TRY(index_part_open(cx, folder, &b->writer));
	*arena_push(b->arena, &b->parts) = folder;
	b->in_part = 0;
	return OK;
}

static error part_end(struct ctx *cx, struct build *b)
{
	TRY(index_flush(cx, b->writer));
	index_writer_close(b->writer);
	b->writer = NULL;
	return OK;
}

static error build_one(struct ctx *cx, struct build *b, const struct search_source *source, int64_t id)
{
	struct search_document d = { .kind = source->kind, .id = id };
	bool found = false;

	TRY(source->load(cx, id, false, &d, &found));
	b->done++;
	if (!found) /* dropped since it was listed */
		return OK;
	TRY(index_put(cx, b->writer, &d));
	b->in_part++;
	if (b->in_part == b->part) {
		TRY(part_end(cx, b));
		return part_begin(cx, b);
	}
	return b->in_part % PART_FLUSH == 0 ? index_flush(cx, b->writer) : OK;
}

static error build_page(struct ctx *cx, struct build *b, const struct search_source *source,
	const search_ids *ids)
{
	const struct indexer_config *c = b->config;

	for (size_t i = 0; i < ids->len; i++) {
		struct arena_mark mark = arena_mark(cx->arena);
		TRY(build_one(cx, b, source, ids->at[i]));
		arena_release(cx->arena, mark);
	}
	if (c->progress != NULL && !c->progress(c->arg, b->done, b->total))
		return err_new(cx, ERR_UNAVAILABLE, "search index: stopped while it was built");
	return OK;
}

static error build_source(struct ctx *cx, struct build *b, const struct search_source *source)
{
	int64_t after = 0;
	search_ids ids = { 0 };

	do {
		struct arena_mark mark = arena_mark(cx->arena);
		TRY(source->list(cx, after, LIST_PAGE, &ids));
		if (ids.len > 0)
			after = ids.at[ids.len - 1];
		TRY(build_page(cx, b, source, &ids));
		arena_release(cx->arena, mark);
	} while (ids.len == LIST_PAGE);
	return OK;
}

static error build_parts(struct ctx *cx, struct build *b)
{
	int64_t count;

	for (size_t i = 0; b->config->sources[i] != NULL; i++) {
		TRY(b->config->sources[i]->count(cx, &count));
		b->total += count;
	}
	TRY(part_begin(cx, b));
	for (size_t i = 0; b->config->sources[i] != NULL; i++)
		TRY(build_source(cx, b, b->config->sources[i]));
	return part_end(cx, b);
}

/* The whole with the mark from before the build: what changed meanwhile is caught up. */
static error build_whole(struct ctx *cx, struct build *b, struct index_mark mark)
{
	int64_t generation;
	struct str folder;

	TRY(next_folder(cx, b, &generation, &folder));
	TRY(index_merge(cx, &b->parts, folder));
	TRY(index_writer_open(cx, folder, &b->writer));
	TRY(index_commit(cx, b->writer, mark));
	return place_switch(cx, b->config->place, generation);
}

error indexer_rebuild(struct ctx *cx, const struct indexer_config *config)
{
	AUTO_ARENA arena = arena_create();
	struct build b = { .arena = arena, .config = config,
		.part = config->part > 0 ? config->part : PART };
	struct index_mark mark;

	TRY(indexer_last_mark(cx, &mark));
	error failed = build_parts(cx, &b);
	if (failed == OK)
		failed = build_whole(cx, &b, mark);
	index_writer_close(b.writer);
	return failed;
}
