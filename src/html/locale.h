/*
 * locale.h - languages
 *
 * English is in the templates. po/XX.po carry the other languages and are compiled
 * in (tools/catalog). "xx" is the pseudo-locale for tests: 40 % longer, right to left.
 */
#pragma once

#include "base/str.h"
#include "base/time.h"

/* A translation; the tables are made by tools/catalog from po/XX.po. */
struct catalog_entry {
	uint64_t hash;        /* of the English text: str_hash */
	struct str one, other; /* other: plurals only */
};
struct catalog {
	const struct catalog_entry *at; /* by hash */
	size_t len;
};

struct locale {
	struct str tag;       /* "en", "de", "xx" */
	struct str name;      /* "English" */
	bool rtl;
	bool pseudo;          /* texts are made longer, to see what breaks */
	const struct catalog *catalog; /* NULL: English */
	struct str months[12];         /* "Nov" */
	char group;                    /* of thousands */
	char point;
	bool day_dot;                  /* "23. Nov 2026" */
};

/* The best for a tag or an Accept-Language header; English when nothing fits. */
const struct locale *locale_find(struct str tag_or_header);
const struct locale *locale_at(size_t index); /* NULL past the last */

/* NULL when there is none. */
const struct catalog_entry *locale_entry(const struct locale *, uint64_t hash);

/* The translation, or the English given. */
struct str locale_text(const struct locale *, struct arena *, struct str english);
