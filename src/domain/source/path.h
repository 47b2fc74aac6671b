/*
 * path.h - paths and links as they stand in files that people bring
 *
 * Paths are relative to the folder that is imported and have '/' between their parts.
 */
#pragma once

#include "base/str.h"

struct str source_last_part(struct str path);
/* Without its last part; "" when that is all. */
struct str source_folder(struct str path);
struct str source_first_part(struct str path);
/* "a" and "./b/../c.md" are "a/c.md"; ".." does not lead out. Case is kept. */
struct str source_join(struct arena *, struct str folder, struct str path);
/* Without what follows the last '.' of its last part. */
struct str source_without_extension(struct str path);

/* "https:", "mailto:" and the like. */
bool source_has_scheme(struct str link);
/* Without "?..." and "#...". */
struct str source_without_tail(struct str link);
/* What follows its '#', or "". */
struct str source_fragment(struct str link);
