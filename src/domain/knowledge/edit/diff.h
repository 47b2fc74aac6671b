/*
 * diff.h - what changed between two texts, line by line
 *
 * The shortest way from one to the other by taking lines out and putting lines in
 * (Myers, "An O(ND) Difference Algorithm and Its Variations", 1986). Where more than
 * DIFF_EDITS_MAX lines differ, all that lies between the equal beginning and the equal
 * end counts as replaced.
 */
#pragma once

#include "base/ctx.h"

enum { DIFF_EDITS_MAX = 1000 };

enum diff_kind { DIFF_SAME, DIFF_OUT, DIFF_IN };

struct diff_line {
	enum diff_kind kind;
	struct str text; /* without its end */
};
typedef SLICE(struct diff_line) diff_lines;

diff_lines diff(struct arena *, struct str from, struct str to);
