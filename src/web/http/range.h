/*
 * range.h - parts of a file (RFC 9110, 14.2)
 *
 * One range is served; a list of several is answered with the whole file, as the
 * standard allows.
 */
#pragma once

#include <stdint.h>

#include "base/str.h"

enum range_outcome { RANGE_WHOLE, RANGE_PART, RANGE_UNSATISFIABLE };

struct range {
	int64_t from, len;
};

/* `header` is the value of Range; `size` the file's. */
enum range_outcome range_parse(struct str header, int64_t size, struct range *out);
