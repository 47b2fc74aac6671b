/*
 * etag.h - validators (RFC 9110, 8.8.3 and 13.1)
 *
 * Ours are strong: they differ when a byte differs, also between codings.
 */
#pragma once

#include "base/arena.h"
#include "base/str.h"

/* A 128-bit fingerprint of the content as 32 letters: not a secret, not for signatures. */
struct etag {
	char text[33];
};
struct etag etag_of(struct str content, uint64_t seed);

/* If-None-Match: "*", or a list with the tag in it (compared weakly, as it says). */
bool etag_matches(struct str if_none_match, struct str tag);

/* If-Range holds this very tag, strongly compared; dates never match. */
bool etag_is(struct str if_range, struct str tag);
