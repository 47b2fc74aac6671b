#pragma once

#include "base/str.h"

/* The text as a C string literal, with its quotes. */
struct str c_quote(struct arena *, struct str);
