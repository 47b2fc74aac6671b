/*
 * place.h - generations of the index on disk
 *
 * The place is a folder ("DATA/search"). Each full build makes a new folder in it, named
 * by a number, and the file "current" says which one is searched: replaced atomically,
 * so a reader finds the old index or the new one, never half of one.
 */
#pragma once

#include "base/ctx.h"

/* 0 when none has been built. */
NODISCARD error place_generation(struct ctx *, struct str place, int64_t *out);
struct str place_folder(struct arena *, struct str place, int64_t generation);

/* A number that was never used, its folder made empty. */
NODISCARD error place_next(struct ctx *, struct str place, int64_t *out);
/* From now on this one; folders of older ones are removed. */
NODISCARD error place_switch(struct ctx *, struct str place, int64_t generation);
/* There is no index any more; the next one is built anew. */
NODISCARD error place_give_up(struct ctx *, struct str place);
