/* language.h - languages by their own names */
#pragma once

#include "base/str.h"

struct arena;

/* "Deutsch" of "de", "français" of "fr"; a tag that no language has is its own name. */
struct str language_name(struct arena *, struct str tag);
