/*
 * identifiers.h - names of things, found whole and by part
 *
 * A chunk with a digit or an inner separator may be an identifier: KB21476,
 * CVE-2024-1234, ge-0/0/1, EX4300-48T, 21.4R3-S5, 0x80070005. It is indexed
 * squashed (lower case, no separators: "cve20241234"), and by each beginning of
 * three characters or more that ends at a separator or at a border of letters and
 * digits ("ex4300" of "ex430048t"); and so is the number in it, when it has four
 * digits or more ("21476" of "kb21476").
 *
 * What a person looks for is the squashed form alone: beginnings are met in the index.
 */
#pragma once

#include "domain/search/words/tokens.h"

enum { IDENTIFIER_MAX = 64, IDENTIFIER_BEGINNING = 3, IDENTIFIER_NUMBER = 4 };

bool chunk_is_identifier(const struct chunk *);

/* Lower case without separators, cut at IDENTIFIER_MAX; words `from` up to `to`. */
struct str identifier_squash(struct arena *, const struct chunk *, size_t from, size_t to);

/*
 * The forms to index, the whole one first, none twice. None for a chunk that is no
 * identifier, a time or a pointer; an address, a date and a counter only whole.
 */
void identifier_forms(struct arena *, const struct chunk *, str_list *out);
