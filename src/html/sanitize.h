/*
 * sanitize.h - HTML that others wrote, as safe markup
 *
 * Parsed by gumbo; elements and attributes on a list are kept (sanitize_tags.c), what can
 * act goes with its contents, other known elements leave their contents. A name that HTML
 * does not know is text: people write <interface name> for a blank. Headings get ids and
 * levels without gaps; tables and code get the site's boxes.
 *
 * <div data-m="note" data-kind="tip" title="..."> is a note, "tabs" with "tab" inside are
 * tabs: importers make them of their dialects.
 *
 * Links and pictures are holes: the importer learns what they point to and gives each its
 * address when it knows all pages (sanitize_fill).
 */
#pragma once

#include "base/map.h"
#include "html/html.h"

struct sanitize_hole {
	bool picture;
	struct str target; /* as written */
	struct str alt;    /* of a picture */
	size_t at;         /* in the markup */
};

struct sanitize_heading {
	int level;
	struct str text, anchor;
	size_t at; /* in the markup, where the heading begins */
};

struct sanitized {
	struct str markup; /* without addresses */
	struct str title;  /* of the first <h1>, which is left out; or of <title> */
	SLICE(struct sanitize_hole) holes;
	SLICE(struct sanitize_heading) headings;
	str_list commands, errors; /* the words of <code data-command>, <code data-error> */
	str_list command_at, error_at; /* the anchors under which they stand */
	struct map ids;
};

/*
 * `document`: a whole page, of which <main>, <article> or <body> counts. ERR_LIMIT when it
 * is too deep or too large.
 */
NODISCARD error sanitize_html(struct ctx *, struct str html, bool document,
	struct sanitized *out);

/*
 * The markup with `addresses[i]` for hole i. A link with an empty one is its words, a
 * picture its description.
 */
struct safe_html sanitize_fill(struct ctx *, const struct sanitized *, const struct str *addresses);
