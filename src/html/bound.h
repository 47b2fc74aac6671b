/*
 * bound.h - would a document be slow or large to parse?
 *
 * Time and memory of an HTML parser grow with the depth of the tree, with formatting that
 * is never ended (it is made anew in each block), and with attributes in one tag, not with
 * bytes alone. This estimates them from above, in one pass.
 */
#pragma once

#include "base/str.h"

bool html_is_bounded(struct str html);
