/* walk.h - all files under a folder */
#pragma once

#include "base/ctx.h"

/*
 * Paths of regular files below `root`, relative to it, in byte order. Symbolic links
 * and names that begin with '.' are left out. ERR_LIMIT beyond `limit` files or 32
 * folders deep.
 */
NODISCARD error dir_walk(struct ctx *, struct str root, size_t limit, str_list *out);
