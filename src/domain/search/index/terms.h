/*
 * terms.h - a document as the index keeps it
 *
 *	word      as written (folded)          Zstem   stem, by the document's language
 *	Sword     of the title                 Iform   identifier (identifiers.h)
 *	Nform     its own number               Q...    its name, unique
 *	A... G... who may read (access.h)      K...    kind
 *	P... R... T... product, release, type (facet numbers)   V1  solved
 *	Y1  one of TERMS_SAMPLE groups, chosen by its hash: counts over very many are made of these
 *
 * The title counts three times. Words have positions where phrases matter: in every
 * title, and in the body of what vendors publish. Slot 0 holds facets, slot 1 the day.
 */
#pragma once

#include "domain/search/document.h"
#include "domain/search/index/xapian_index.h"

#define TERMS_SAMPLED STR("Y1")

enum { TERMS_SAMPLE = 64, TERMS_TITLE_WEIGHT = 3, TERMS_BODY_POSITION = 200, TERMS_PAIRS_MAX = 400000 };

/* `stemmer` is of the document's language. The result lives in the arena. */
struct xdocument terms_of(struct arena *, const struct search_document *,
	struct xstemmer *stemmer);

/* "Qarticle/42" */
struct str terms_key(struct arena *, struct search_ref);
/* "Karticle" */
struct str terms_kind(struct arena *, enum search_kind);
/* 'P', 'R', 'T' with a facet number. */
struct str terms_facet(struct arena *, char prefix, uint32_t number);
struct str terms_prefixed(struct arena *, char prefix, struct str);
