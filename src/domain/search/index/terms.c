#include "domain/search/index/terms.h"

#include "base/map.h"
#include "domain/search/index/access.h"
#include "domain/search/index/facets.h"
#include "domain/search/words/identifiers.h"

enum { NUMBER_WEIGHT = 5, WORD_GAP = 50 };

/* Terms without positions are gathered, so that each goes to the index once. */
struct bag {
	struct arena *arena;
	struct xstemmer *stemmer;
	SLICE(struct xterm) terms; /* with positions */
	struct map loose;          /* term to struct xterm */
	uint32_t position;
};

struct str terms_prefixed(struct arena *a, char prefix, struct str s)
{
	char *at = arena_bytes(a, s.len + 1);
	at[0] = prefix;
	memcpy(at + 1, s.at, s.len);
	return (struct str){ at, s.len + 1 };
}

struct str terms_key(struct arena *a, struct search_ref ref)
{
	return terms_prefixed(a, 'Q', search_ref_text(a, ref));
}

struct str terms_kind(struct arena *a, enum search_kind kind)
{
	return terms_prefixed(a, 'K', search_kind_name(kind));
}

struct str terms_facet(struct arena *a, char prefix, uint32_t number)
{
	return str_printf(a, "%c%08" PRIx32, prefix, number);
}

static void add_loose(struct bag *b, struct str term, uint32_t wdf)
{
	struct xterm *t = map_get(&b->loose, term);
	if (t == NULL) {
		t = arena_new(b->arena, struct xterm);
		t->term = term;
		map_put(&b->loose, term, t);
	}
	t->wdf += wdf;
}

static void add_at(struct bag *b, struct str term, uint32_t wdf, uint32_t position)
{
	*arena_push(b->arena, &b->terms) = (struct xterm){ term, wdf, position };
}

struct field {
	struct str text;
	uint32_t weight;
	bool title, positions;
};

static void add_word(struct bag *b, const struct field *f, const struct token *w)
{
	b->position++;
	if (f->positions && b->terms.len < TERMS_PAIRS_MAX)
		add_at(b, w->text, f->weight, b->position);
	else
		add_loose(b, w->text, f->weight);
	if (f->title)
		add_at(b, terms_prefixed(b->arena, 'S', w->text), 1, b->position);
	struct str stem = xstemmer_stem(b->stemmer, w->text);
	add_loose(b, terms_prefixed(b->arena, 'Z', stem), f->weight);
}

static void add_field(struct bag *b, struct field f)
{
	struct tokens tokens = tokens_of(b->arena, f.text);
	struct chunk c;
	str_list forms;
	while (tokens_next(&tokens, &c)) {
		identifier_forms(b->arena, &c, &forms);
		for (size_t i = 0; i < forms.len; i++)
			add_loose(b, terms_prefixed(b->arena, 'I', forms.at[i]), f.weight);
		if (c.nature == CHUNK_TIME || c.nature == CHUNK_POINTER ||
			c.nature == CHUNK_ADDRESS)
			continue;
		for (size_t i = 0; i < c.len; i++)
			add_word(b, &f, &c.words[i]);
	}
	b->position += WORD_GAP;
}

static bool has_positions(enum search_kind kind)
{
	switch (kind) {
	case SEARCH_ARTICLE:
	case SEARCH_MANUAL:
	case SEARCH_BLOG:
	case SEARCH_RELEASE:
	case SEARCH_ADVISORY:
	case SEARCH_DOCUMENT:
		return true;
	default:
		return false;
	}
}

static void add_number(struct bag *b, struct str number)
{
	struct tokens tokens = tokens_of(b->arena, number);
	struct chunk c;
	str_list forms;
	while (tokens_next(&tokens, &c)) {
		identifier_forms(b->arena, &c, &forms);
		for (size_t i = 0; i < forms.len; i++) {
			struct str form = forms.at[i];
			add_loose(b, terms_prefixed(b->arena, 'I', form), NUMBER_WEIGHT);
		}
		struct str whole = identifier_squash(b->arena, &c, 0, c.len);
		add_loose(b, terms_prefixed(b->arena, 'N', whole), 1);
	}
}

/* A group goes whole: it counts as one document. */
static bool is_sampled(struct arena *a, const struct search_document *d, const struct facets *f)
{
	uint64_t hash = f->group != 0 ? f->group
				      : str_hash(terms_key(a, (struct search_ref){ d->kind, d->id }));
	/* Keys differ in their last digits, which the hash alone spreads badly. */
	hash = (hash ^ hash >> 33) * 0xff51afd7ed558ccdu;
	return (hash ^ hash >> 33) % TERMS_SAMPLE == 0;
}

static void add_filters(struct bag *b, const struct search_document *d,
	const struct facets *f)
{
	struct arena *a = b->arena;
	str_list readers = access_terms(a, d);
	for (size_t i = 0; i < readers.len; i++)
		add_loose(b, readers.at[i], 0);
	add_loose(b, terms_kind(a, search_listed_as(d)), 0);
	for (size_t i = 0; i < f->product_count; i++)
		add_loose(b, terms_facet(a, 'P', f->products[i]), 0);
	for (size_t i = 0; i < f->release_count; i++)
		add_loose(b, terms_facet(a, 'R', f->releases[i]), 0);
	if (f->type != 0)
		add_loose(b, terms_facet(a, 'T', f->type), 0);
	if (f->solved)
		add_loose(b, STR("V1"), 0);
	if (is_sampled(a, d, f))
		add_loose(b, TERMS_SAMPLED, 0);
}

static void pour(struct bag *b)
{
	size_t at = 0;
	for (const struct map_entry *e; (e = map_next(&b->loose, &at)) != NULL;)
		*arena_push(b->arena, &b->terms) = *(const struct xterm *)e->value;
}

struct xdocument terms_of(struct arena *a, const struct search_document *d,
	struct xstemmer *stemmer)
{
	struct bag b = { .arena = a, .stemmer = stemmer, .loose = map_new(a) };
	bool positions = has_positions(d->kind);
	add_field(&b, (struct field){ d->title, TERMS_TITLE_WEIGHT, true, true });
	if (b.position < TERMS_BODY_POSITION)
		b.position = TERMS_BODY_POSITION;
	add_field(&b, (struct field){ d->keywords, 1, false, false });
	add_field(&b, (struct field){ d->body, 1, false, positions });
	for (size_t i = 0; i < d->products.len; i++)
		add_field(&b, (struct field){ d->products.at[i], 1, false, false });
	add_number(&b, d->number);
	struct facets f = facets_of(a, d);
	add_filters(&b, d, &f);
	pour(&b);

	struct xvalue *values = arena_array(a, struct xvalue, 2);
	values[0] = (struct xvalue){ 0, facets_pack(a, &f) };
	values[1] = (struct xvalue){ 1, facet_day_value(a, f.day) };
	struct search_ref ref = { d->kind, d->id };
	return (struct xdocument){
		.key = terms_key(a, ref),
		.terms = b.terms.at, .term_count = b.terms.len,
		.values = values, .value_count = 2,
		.data = search_ref_text(a, ref),
		.spell = access_is_public(d),
	};
}
