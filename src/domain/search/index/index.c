#include "domain/search/index/index.h"

#include <pthread.h>

#include "base/map.h"
#include "domain/search/index/facets.h"
#include "domain/search/index/place.h"
#include "domain/search/index/terms.h"

/* Of how documents become terms. An index of another make is built anew. */
#define INDEX_MAKE "3"

enum { POOL_KEPT = 16, LANGUAGES = 8, NAMES_KNOWN = 4096 };

struct index_writer {
	struct arena *arena; /* of the writer's life */
	struct xindex *index;
	struct {
		struct str language;
		struct xstemmer *stemmer;
	} stemmers[LANGUAGES];
	size_t stemmer_count;
	struct map names; /* facet numbers whose name is written */
};

struct index_pool {
	struct arena *arena;
	struct str place;
	pthread_mutex_t lock;
	int64_t generation, looked_us; /* when it was last read from the disk */
	struct xindex *idle[POOL_KEPT];
	size_t idle_count;
};

error index_fault(struct ctx *cx, const struct xfault *f)
{
	if (f->busy)
		return err_new(cx, ERR_CONFLICT, "search index: in use by another process: %s", f->text);
	if (f->damaged)
		return err_new(cx, ERR_UNAVAILABLE,
			"search index: %s; run `mainstay search rebuild`", f->text);
	return err_new(cx, ERR_INTERNAL, "search index: %s", f->text);
}

#define TRY_INDEX(cx, call)                                                              \
	do {                                                                             \
		struct xfault fault_;                                                    \
		struct xfault *fault = &fault_;                                          \
		if (!(call))                                                             \
			return index_fault((cx), fault);                                 \
	} while (0)

static error check_make(struct ctx *cx, struct index_writer *w)
{
	struct str make;
	TRY_INDEX(cx, xindex_note(w->index, cx->arena, STR("make"), &make, fault));
	if (make.len == 0 && xindex_documents(w->index) == 0) {
		TRY_INDEX(cx, xindex_set_note(w->index, STR("make"), STR(INDEX_MAKE), fault));
		return OK;
	}
	if (!str_eq(make, STR(INDEX_MAKE)))
		return err_new(cx, ERR_UNAVAILABLE,
			"search index: made by another version; run `mainstay search rebuild`");
	return OK;
}

typedef bool opener(struct str path, struct xindex **out, struct xfault *);

static error open_by(struct ctx *cx, opener *open, struct str folder, struct index_writer **out)
{
	struct arena *arena = arena_create();
	struct index_writer *w = arena_new(arena, struct index_writer);
	w->arena = arena;
	w->names = map_new(arena);
	struct xfault fault;
	error e = OK;
	if (!open(folder, &w->index, &fault))
		e = index_fault(cx, &fault);
	else
		e = check_make(cx, w);
	if (e != OK) {
		index_writer_close(w);
		return e;
	}
	*out = w;
	return OK;
}

error index_writer_open(struct ctx *cx, struct str folder, struct index_writer **out)
{
	return open_by(cx, xindex_open_writer, folder, out);
}

error index_part_open(struct ctx *cx, struct str folder, struct index_writer **out)
{
	return open_by(cx, xindex_open_part, folder, out);
}

error index_merge(struct ctx *cx, const str_list *parts, struct str folder)
{
	TRY_INDEX(cx, xindex_merge(parts->at, parts->len, folder, fault));
	return OK;
}

void index_writer_close(struct index_writer *w)
{
	if (w == NULL)
		return;
	for (size_t i = 0; i < w->stemmer_count; i++)
		xstemmer_free(w->stemmers[i].stemmer);
	xindex_close(w->index);
	arena_destroy(w->arena);
}

/* Made once for each language; past LANGUAGES words are their own stems. */
static struct xstemmer *stemmer_for(struct index_writer *w, struct str language)
{
	for (size_t i = 0; i < w->stemmer_count; i++)
		if (str_eq(w->stemmers[i].language, language))
			return w->stemmers[i].stemmer;
	if (w->stemmer_count == LANGUAGES)
		return NULL;
	size_t i = w->stemmer_count++;
	w->stemmers[i].language = str_copy(w->arena, language);
	w->stemmers[i].stemmer = xstemmer_new(language.len > 0 ? language : STR("en"));
	return w->stemmers[i].stemmer;
}

static struct str name_note(struct arena *a, uint32_t number)
{
	return str_printf(a, "f%08" PRIx32, number);
}

static error name_facet(struct ctx *cx, struct index_writer *w, struct str name)
{
	uint32_t number = facet_number(cx->arena, name);
	struct str note = name_note(cx->arena, number);
	if (number == 0 || map_get(&w->names, note) != NULL)
		return OK;
	TRY_INDEX(cx, xindex_set_note(w->index, note, name, fault));
	if (w->names.len < NAMES_KNOWN)
		map_put(&w->names, str_copy(w->arena, note), w);
	return OK;
}

error index_put(struct ctx *cx, struct index_writer *w, const struct search_document *d)
{
	struct xdocument made = terms_of(cx->arena, d, stemmer_for(w, d->language));
	TRY_INDEX(cx, xindex_put(w->index, &made, fault));
	TRY(name_facet(cx, w, d->type));
	for (size_t i = 0; i < d->products.len; i++)
		TRY(name_facet(cx, w, d->products.at[i]));
	for (size_t i = 0; i < d->releases.len; i++)
		TRY(name_facet(cx, w, d->releases.at[i]));
	return OK;
}

error index_drop(struct ctx *cx, struct index_writer *w, struct search_ref ref)
{
	struct str key = terms_key(cx->arena, ref);
	TRY_INDEX(cx, xindex_drop(w->index, key, fault));
	return OK;
}

error index_commit(struct ctx *cx, struct index_writer *w, struct index_mark mark)
{
	struct str value = str_printf(cx->arena, "%" PRId64 " %" PRId64, mark.stamp, mark.id);
	TRY_INDEX(cx, xindex_set_note(w->index, STR("mark"), value, fault));
	TRY_INDEX(cx, xindex_commit(w->index, fault));
	return OK;
}

error index_flush(struct ctx *cx, struct index_writer *w)
{
	TRY_INDEX(cx, xindex_commit(w->index, fault));
	return OK;
}

error index_read_mark(struct ctx *cx, struct index_writer *w, struct index_mark *out,
	bool *ret_complete)
{
	struct str value, stamp;
	TRY_INDEX(cx, xindex_note(w->index, cx->arena, STR("mark"), &value, fault));
	*ret_complete = str_cut(&value, ' ', &stamp) && str_int(stamp, &out->stamp) &&
		str_int(value, &out->id);
	if (!*ret_complete)
		*out = (struct index_mark){ 0 };
	return OK;
}

uint32_t index_writer_count(struct index_writer *w)
{
	return xindex_documents(w->index);
}

error index_pool_open(struct ctx *cx, struct str place, struct index_pool **out)
{
	struct arena *arena = arena_create();
	struct index_pool *p = arena_new(arena, struct index_pool);
	p->arena = arena;
	p->place = str_copy(arena, place);
	if (pthread_mutex_init(&p->lock, NULL) != 0) {
		arena_destroy(arena);
		return err_new(cx, ERR_INTERNAL, "search index: no lock");
	}
	*out = p;
	return OK;
}

void index_pool_close(struct index_pool *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->idle_count; i++)
		xindex_close(p->idle[i]);
	pthread_mutex_destroy(&p->lock);
	arena_destroy(p->arena);
}

/* Under the lock. Readers of an older generation are of no more use. */
static error follow_generation(struct ctx *cx, struct index_pool *p)
{
	int64_t now = monotonic_us(), generation;
	if (p->generation > 0 && now - p->looked_us < INDEX_GENERATION_CHECK_MS * US_PER_MS)
		return OK;
	TRY(place_generation(cx, p->place, &generation));
	p->looked_us = now;
	while (generation != p->generation && p->idle_count > 0)
		xindex_close(p->idle[--p->idle_count]);
	p->generation = generation;
	return OK;
}

error index_borrow(struct ctx *cx, struct index_pool *p, struct xindex **out)
{
	struct xfault fault = { 0 };
	struct xindex *x = NULL;
	pthread_mutex_lock(&p->lock);
	error failed = follow_generation(cx, p);
	if (p->idle_count > 0)
		x = p->idle[--p->idle_count];
	int64_t generation = p->generation;
	pthread_mutex_unlock(&p->lock);
	TRY(failed);
	if (x != NULL && !xindex_refresh(x, &fault)) {
		xindex_close(x);
		x = NULL;
	}
	*out = NULL;
	struct str folder = place_folder(cx->arena, p->place, generation);
	if (x == NULL && generation > 0 &&
		!xindex_open_reader(folder, generation, &x, &fault) && !fault.absent)
		return index_fault(cx, &fault);
	*out = x;
	return OK;
}

void index_return(struct index_pool *p, struct xindex *x)
{
	if (x == NULL)
		return;
	pthread_mutex_lock(&p->lock);
	bool kept = p->idle_count < POOL_KEPT && xindex_generation(x) == p->generation;
	if (kept)
		p->idle[p->idle_count++] = x;
	pthread_mutex_unlock(&p->lock);
	if (!kept)
		xindex_close(x);
}

struct str index_facet_name(struct ctx *cx, struct xindex *x, uint32_t number)
{
	struct str name = { 0 };
	struct xfault fault;
	if (!xindex_note(x, cx->arena, name_note(cx->arena, number), &name, &fault))
		return (struct str){ 0 };
	return name;
}
