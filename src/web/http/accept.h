/* accept.h - which codings a client takes (RFC 9110, 12.5.3) */
#pragma once

#include "base/str.h"

enum coding { CODING_GZIP = 1 << 0, CODING_BR = 1 << 1 };

/* Bits of enum coding for an Accept-Encoding header; a coding with q=0 is refused. */
unsigned accept_codings(struct str header);
