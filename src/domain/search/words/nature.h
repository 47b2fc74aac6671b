/*
 * nature.h - what in a log line changes from one line to the next
 *
 * Times, addresses, pointers and counters make a pasted log line unlike every other
 * one. They are recognised by their shape, so that an index or a query may leave
 * them out.
 */
#pragma once

#include "domain/search/words/tokens.h"

/* `chunk` was read from `text`. */
enum chunk_nature nature_of(struct str text, const struct chunk *chunk);
