/*
 * facets.h - the few facts about a document that counting and ranking need
 *
 * They are packed into one value of the index (slot 0), so that counting reads one
 * stream. Products, releases and types are numbers made from their names; the index
 * keeps the name of each number.
 */
#pragma once

#include "domain/search/document.h"

struct facets {
	enum search_kind kind;
	bool solved;
	int day;             /* since 1970-01-01; 0 unknown */
	uint64_t group;      /* 0: a document of its own */
	uint32_t type;       /* 0 none */
	uint32_t title;      /* of its words: equal titles have equal numbers */
	uint32_t products[SEARCH_NAMES_MAX], releases[SEARCH_NAMES_MAX];
	size_t product_count, release_count;
};

/* The number of a name: case and spacing do not matter. 0 for an empty one. */
uint32_t facet_number(struct arena *, struct str name);

struct facets facets_of(struct arena *, const struct search_document *);
struct str facets_pack(struct arena *, const struct facets *);
/* False for bytes that are no packed facets. */
bool facets_unpack(struct str, struct facets *out);

/* The day as a value that sorts by bytes (slot 1). */
struct str facet_day_value(struct arena *, int day);
