/* compress.h - bodies for the wire; levels by measurement, doc/decisions/0032 */
#pragma once

#include <libdeflate.h>

#include "base/arena.h"
#include "base/str.h"

enum {
	GZIP_QUICK = 1,    /* pages made for one reader */
	GZIP_THOROUGH = 6, /* pages that are kept */
	BR_THOROUGH = 5,
};

/* False when it would not be smaller; then *out is as it was. */
bool compress_gzip(struct libdeflate_compressor *, struct arena *, struct str raw, struct str *out);
bool compress_br(struct arena *, struct str raw, struct str *out);
