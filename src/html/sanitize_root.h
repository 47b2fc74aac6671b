/*
 * sanitize_root.h - the part of a parsed document that is its page
 *
 * Of a whole document that is <main>, else <article>, else <body>: menus and footers stay
 * outside. Of a fragment it is <body>, which the parser makes. NULL: there is none.
 */
#pragma once

#include <gumbo.h>

#include "base/ctx.h"

enum { SANITIZE_DEPTH_MAX = 200 };

const GumboNode *sanitize_root(const GumboNode *root, bool document);
/* The words of <title>, copied to the arena of cx; empty without one. */
struct str sanitize_title(struct ctx *cx, const GumboNode *root);
