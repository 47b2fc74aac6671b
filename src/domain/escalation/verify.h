/*
 * verify.h - does the record of escalation hold together?
 *
 * Walks every log and every ladder: that no note was changed, left out, added or cut
 * off (the chain of hashes and its end), and that each stopwatch is what the log says.
 * Part of `mainstay check`; in one snapshot of a reader.
 */
#pragma once

#include "base/ctx.h"

enum { VERIFY_FAULTS_MAX = 20 }; /* cases named; the others are only counted */

struct verify_result {
	int64_t ladders, notes, faults;
	str_list texts; /* "Case 42: a note of its ladder was changed." */
};

NODISCARD error escalation_verify(struct ctx *, struct verify_result *out);
