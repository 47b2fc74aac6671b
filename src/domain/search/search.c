#include "domain/search/search.h"

#include "base/limits.h"
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/search/engine.h"
#include "domain/search/index/terms.h"
#include "domain/search/search.sql.h"

error search_open(struct ctx *cx, const struct search_config *config, struct search **out)
{
	struct index_pool *pool;

	TRY(index_pool_open(cx, config->place, &pool));
	struct arena *arena = arena_create();
	struct search *s = arena_new(arena, struct search);
	*s = (struct search){ .arena = arena, .pool = pool, .sources = config->sources,
		.suggest_weighed = SUGGEST_WEIGHED };
	synonyms_init(&s->synonyms);
	*out = s;
	return OK;
}

void search_close(struct search *s)
{
	if (s == NULL)
		return;
	index_pool_close(s->pool);
	synonyms_end(&s->synonyms);
	arena_destroy(s->arena);
}

error engine_borrow(struct ctx *cx, struct engine *out)
{
	if (cx->search == NULL)
		return err_new(cx, ERR_UNAVAILABLE, "search: not open");
	out->pool = cx->search->pool;
	TRY(index_borrow(cx, out->pool, &out->index));
	if (out->index == NULL)
		return err_person(cx, ERR_UNAVAILABLE,
			"The search index is being built. Try again in a few minutes.");
	return OK;
}

void engine_return(struct engine *e)
{
	if (e->index != NULL)
		index_return(e->pool, e->index);
	e->index = NULL;
}

error search_load(struct ctx *cx, struct search_ref ref, bool brief,
	struct search_document *out, bool *ret_found)
{
	const struct search_source *const *sources = cx->search->sources;

	*ret_found = false;
	for (size_t i = 0; sources[i] != NULL; i++) {
		if (sources[i]->kind != ref.kind)
			continue;
		*out = (struct search_document){ .kind = ref.kind, .id = ref.id };
		return sources[i]->load(cx, ref.id, brief, out, ret_found);
	}
	return OK;
}

error search_reader_of(struct ctx *cx, struct search_reader *out)
{
	const struct actor *a = cx->actor;
	struct q_search_memberships_list rows;
	struct q_search_sharing_list sharing;
	*out = (struct search_reader){
		.audiences = a->audiences, .person = a->person,
		.desk = may_on(a, MAY_READ_CASE, RELATION_NONE),
	};
	if (a->person.v == 0 || cx->db == NULL || out->desk)
		return OK;
	TRY(q_search_memberships(cx, a->person, &rows));
	TRY(q_search_sharing(cx, a->person, &sharing));
	for (size_t i = 0; i < sharing.len; i++)
		*arena_push(cx->arena, &out->organisations) = sharing.at[i].organisation;
	for (size_t i = 0; i < rows.len; i++) {
		*arena_push(cx->arena, &out->member_of) = rows.at[i].organisation;
		if (rows.at[i].sees == SIGHT_ALL)
			*arena_push(cx->arena, &out->organisations) = rows.at[i].organisation;
		else if (rows.at[i].sees == SIGHT_SITE && rows.at[i].site.v != 0)
			*arena_push(cx->arena, &out->sites) = rows.at[i].site;
	}
	return OK;
}

/* The document, or the same in the language of the reader. */
static error load_for(struct ctx *cx, struct str language, struct search_ref *ref,
	struct search_document *out, bool *ret_found)
{
	const struct search_source *const *s = cx->search->sources;
	struct search_ref other = *ref;
	bool has_twin;

	TRY(search_load(cx, *ref, false, out, ret_found));
	if (!*ret_found || out->group.len == 0 || str_starts(out->language, language))
		return OK;
	while ((*s)->kind != ref->kind)
		s++;
	if ((*s)->twin == NULL)
		return OK;
	TRY((*s)->twin(cx, ref->id, language, &other.id, &has_twin));
	if (!has_twin)
		return OK;
	*ref = other;
	*out = (struct search_document){ 0 };
	return search_load(cx, other, false, out, ret_found);
}

/* ---- what was asked, in the terms of the index ---- */

static size_t numbers_of(struct ctx *cx, str_list names, uint32_t *out)
{
	size_t n = 0;
	for (size_t i = 0; i < names.len && n < COUNT_CHOSEN_MAX; i++) {
		out[n] = facet_number(cx->arena, names.at[i]);
		n += out[n] != 0;
	}
	return n;
}

static struct search_choice choice_of(struct ctx *cx, const struct search_narrow *n)
{
	struct search_choice c = { .kinds = n->kinds, .solved = n->solved };
	c.product_count = numbers_of(cx, n->products, c.products);
	c.release_count = numbers_of(cx, n->releases, c.releases);
	c.type_count = numbers_of(cx, n->types, c.types);
	c.since_day = (int)(n->since.us / (SECONDS_PER_DAY * US_PER_SECOND));
	return c;
}

/* Everything between the question and its answer. */
struct asking {
	struct ctx *cx;
	const struct search_request *request;
	struct xindex *index;
	struct search_query query;
	struct search_choice choice;
	const struct xquery *access;
	ranked_list ranked;
	uint32_t estimate;
};

static struct str language_of(const struct asking *k)
{
	return k->request->language.len > 0 ? k->request->language : k->cx->actor->locale;
}

/* To what the reader may see and has chosen. */
static const struct xquery *narrowed(const struct asking *k, const struct xquery *q)
{
	struct arena *a = k->cx->arena;

	return choice_filter(a, xquery_filter(a, q, k->access), &k->choice);
}

static error best(const struct asking *k, const struct xquery *q, struct xhits *out)
{
	struct ctx *cx = k->cx;
	struct xfault fault;

	if (!xindex_search(k->index, cx->arena, narrowed(k, q), RANK_DEPTH, out, &fault))
		return index_fault(cx, &fault);
	return OK;
}

static error ask(struct asking *k)
{
	struct ctx *cx = k->cx;
	struct search_reader reader;
	struct query_input in = {
		.text = k->request->text, .language = language_of(k),
		.as_typed = k->request->as_typed, .same = synonyms_of,
		.candidates = k->request->candidates,
	};
	TRY(search_reader_of(cx, &reader));
	k->access = access_filter(cx->arena, &reader);
	k->choice = choice_of(cx, &k->request->narrow);
	in.access = k->access;
	TRY(query_build(cx, k->index, &in, &k->query));
	struct xhits hits;
	TRY(best(k, k->query.ranked, &hits));
	if (hits.len < RANK_DEPTH && k->query.thorough != NULL)
		TRY(best(k, k->query.thorough, &hits));
	struct rank_context context = {
		.product = facet_number(cx->arena, k->request->product),
		.release = facet_number(cx->arena, k->request->release),
		.now = cx->now,
	};
	k->ranked = rank(cx, k->index, &k->query, &hits, &context);
	k->estimate = hits.len < RANK_DEPTH ? hits.estimate
		: xindex_estimate(k->index, narrowed(k, k->query.matching));
	return OK;
}

error search_rank(struct ctx *cx, const struct search_request *request, ranked_list *out)
{
	struct asking k = { .cx = cx, .request = request };
	AUTO_ENGINE engine = { 0 };
	TRY(engine_borrow(cx, &engine));
	k.index = engine.index;
	TRY(ask(&k));
	*out = k.ranked;
	return OK;
}

/* ---- the answer ---- */

static const struct search_section *section_at(const struct search_document *d, size_t at)
{
	const struct search_section *found = NULL;
	for (size_t i = 0; i < d->sections.len && d->sections.at[i].at <= at; i++)
		found = &d->sections.at[i];
	return found;
}

static void add_section(struct ctx *cx, struct search_hit *hit, const struct search_document *d)
{
	if (d->sections.len > 0 && d->sections.at[0].anchor.len > 0 &&
		hit->sections.len < SEARCH_SECTIONS_MAX)
		*arena_push(cx->arena, &hit->sections) = d->sections.at[0];
}

/*
 * Another of the hit's group, loaded as the reader like the hit itself: a section of the
 * same page, or the release that the page is for.
 */
static error add_also(struct ctx *cx, struct search_ref ref, struct search_hit *hit)
{
	str_list *also = &hit->also;
	struct search_document d;
	bool found;
	TRY(search_load(cx, ref, true, &d, &found));
	if (!found || d.releases.len == 0)
		return OK;
	if (str_eq(d.path, hit->document.path))
		add_section(cx, hit, &d);
	for (size_t i = 0; i < also->len; i++)
		if (str_eq(also->at[i], d.releases.at[0]))
			return OK;
	*arena_push(cx->arena, also) = d.releases.at[0];
	return OK;
}

static error show(struct asking *k, const struct ranked *r, struct search_results *out)
{
	struct ctx *cx = k->cx;
	struct search_hit hit = { .ref = r->ref, .weight = r->weight };
	bool found;
	TRY(load_for(cx, language_of(k), &hit.ref, &hit.document, &found));
	if (!found)
		return OK;
	hit.title = snippet_whole(cx, &k->query, hit.document.title);
	hit.text = snippet_best(cx, &k->query, hit.document.body);
	if (hit.text.words > 0)
		hit.section = section_at(&hit.document, hit.text.at);
	hit.sections = search_sections_of(cx->arena, &hit.document, &hit.text, hit.section);
	/* Sections of one page are of one release: this one is taken away at the end. */
	if (hit.document.releases.len > 0)
		*arena_push(cx->arena, &hit.also) = hit.document.releases.at[0];
	for (size_t i = 0; i < r->also.len; i++)
		TRY(add_also(cx, r->also.at[i], &hit));
	if (hit.also.len > 0) {
		hit.also.at++;
		hit.also.len--;
	}
	*arena_push(cx->arena, &out->hits) = hit;
	return OK;
}

static error show_page(struct asking *k, struct search_results *out)
{
	const struct search_request *r = k->request;
	int64_t size = r->size > 0 && r->size <= RANK_DEPTH ? r->size : SEARCH_PAGE_SIZE;
	int64_t len = (int64_t)k->ranked.len;
	out->pages = (len + size - 1) / size;
	out->page = r->page < 1 ? 1 : r->page;
	for (int64_t i = (out->page - 1) * size; i < len && i < out->page * size; i++)
		TRY(show(k, &k->ranked.at[i], out));
	return OK;
}

static bool is_chosen(str_list names, struct arena *a, uint32_t number)
{
	for (size_t i = 0; i < names.len; i++)
		if (facet_number(a, names.at[i]) == number)
			return true;
	return false;
}

static search_values values_of(struct asking *k, search_count_list counts, str_list chosen)
{
	search_values values = { 0 };
	struct arena *a = k->cx->arena;
	for (size_t i = 0; i < counts.len; i++) {
		struct search_value v = { .count = counts.at[i].count };
		v.name = index_facet_name(k->cx, k->index, counts.at[i].number);
		v.chosen = is_chosen(chosen, a, counts.at[i].number);
		if (v.name.len > 0)
			*arena_push(a, &values) = v;
	}
	/* A choice that nothing has stays to be taken back. */
	for (size_t i = 0; i < chosen.len; i++) {
		bool listed = facet_number(a, chosen.at[i]) == 0;
		for (size_t j = 0; j < counts.len && !listed; j++)
			listed = counts.at[j].number == facet_number(a, chosen.at[i]);
		if (!listed)
			*arena_push(a, &values) = (struct search_value){ chosen.at[i], 0, true };
	}
	return values;
}

static error show_counts(struct asking *k, struct search_results *out)
{
	struct search_counts c;
	const struct search_narrow *n = &k->request->narrow;
	const struct xquery *q = xquery_filter(k->cx->arena, k->query.matching, k->access);
	TRY(count(k->cx, k->index, q, &k->choice, k->request->exact_max > 0 ? k->request->exact_max
		: COUNT_EXACT_MAX, &c));
	out->total = c.total;
	out->about = c.about;
	out->all = c.all_kinds;
	out->solved = c.solved;
	memcpy(out->kinds, c.kinds, sizeof out->kinds);
	out->products = values_of(k, c.products, n->products);
	out->releases = values_of(k, c.releases, n->releases);
	out->types = values_of(k, c.types, n->types);
	return OK;
}

/* The text with corrected words put in their places. */
static struct snippet shown_text(struct ctx *cx, const struct search_query *q)
{
	struct snippet s = { 0 };
	size_t at = 0;
	for (size_t i = 0; i < q->words.len; i++) {
		const struct query_word *w = &q->words.at[i];
		if (w->typed.len == 0 || w->at < at)
			continue;
		*arena_push(cx->arena, &s.pieces) =
			(struct snippet_piece){ str_sub(q->text, at, w->at - at), false };
		*arena_push(cx->arena, &s.pieces) = (struct snippet_piece){ w->text, true };
		at = w->end;
	}
	*arena_push(cx->arena, &s.pieces) =
		(struct snippet_piece){ str_skip(q->text, at), false };
	return s;
}

error search_run(struct ctx *cx, const struct search_request *request,
	struct search_results *out)
{
	struct asking k = { .cx = cx, .request = request };
	AUTO_ENGINE engine = { 0 };
	*out = (struct search_results){ .page = 1 };
	TRY(engine_borrow(cx, &engine));
	k.index = engine.index;
	TRY(ask(&k));
	out->query = k.query;
	out->shown = shown_text(cx, &k.query);
	out->total = k.estimate;
	out->about = true;
	TRY(show_page(&k, out));
	if (request->counts)
		TRY(show_counts(&k, out));
	return OK;
}
