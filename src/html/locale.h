/*
 * locale.h - languages
 *
 * English is in the templates. po/XX.po carry the other languages and are compiled
 * in (tools/catalog). "xx" is the pseudo-locale for tests: 40 % longer, right to left.
 */
#pragma once

#include "base/str.h"
#include "base/time.h"

struct locale {
	struct str tag;       /* "en", "de", "xx" */
	struct str name;      /* "English" */
	bool rtl;
	const struct catalog *catalog; /* NULL: English */
};

/* The best for a tag or an Accept-Language header; English when nothing fits. */
const struct locale *locale_find(struct str tag_or_header);
const struct locale *locale_at(size_t index); /* NULL past the last */

/* The translation, or the English given. */
struct str locale_text(const struct locale *, struct arena *, struct str english);
