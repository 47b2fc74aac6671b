/*
 * pairs.h - names and values: a query, a form, a Cookie header
 *
 * In the order of the sender. Text is decoded UTF-8 in the arena or in the input,
 * which must live as long as the pairs.
 */
#pragma once

#include "base/arena.h"
#include "base/str.h"

struct pair {
	struct str name, value;
};

typedef SLICE(struct pair) pair_list;

enum pairs_outcome { PAIRS_OK, PAIRS_MALFORMED, PAIRS_TOO_MANY };

/* application/x-www-form-urlencoded (WHATWG URL, 5.1), at most LIMIT_FORM_FIELDS. */
enum pairs_outcome pairs_urlencoded(struct arena *, struct str body, pair_list *out);

/*
 * "a=1; b=2" (RFC 6265, 5.4). A malformed cookie is left out: browsers send what other
 * software of the host has set.
 */
enum pairs_outcome pairs_cookies(struct arena *, struct str header, pair_list *out);

/* The nth value of the name; false when there are not so many. */
bool pairs_get(const pair_list *, struct str name, size_t nth, struct str *out);
