/*
 * bound.h - how much a parser would make of a message, before it is asked
 *
 * GMime makes an object of each part and each header, whatever their number. This counts
 * what could become one, from above, in one pass and without reading MIME: lines with the
 * beginning of some boundary, and header lines after them.
 */
#pragma once

#include "base/ctx.h"

/* ERR_LIMIT when the message is larger than what is read. */
NODISCARD error bound_check(struct ctx *, struct str bytes);
