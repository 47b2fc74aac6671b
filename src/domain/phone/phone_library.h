/*
 * phone_library.h - the C face of libphonenumber
 *
 * phone_library.cc alone sees the library. Nothing of C++ crosses this face. The first
 * call reads the library's table of numbering plans; it is kept for the process.
 */
#pragma once

#include "base/arena.h"
#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

/* `country` is "DE" or empty. False: no number, or of an impossible length. */
bool phone_library_read(struct arena *, struct str typed, struct str country,
	struct str *ret_number, struct str *ret_shown);

#ifdef __cplusplus
}
#endif
