/*
 * draft.h - what somebody has begun to write to a case
 *
 * One a person and case, kept on the server: it is there after a crash of the browser
 * and on another machine. Sending an entry drops it.
 */
#pragma once

#include "domain/casefile/casefile.h"

struct draft {
	enum entry_kind kind;
	struct str text; /* empty: there is none */
};

/* An empty text drops it. At most LIMIT_CASE_TEXT. */
NODISCARD error draft_save(struct ctx *, const struct casefile *, const struct draft *);
NODISCARD error draft_load(struct ctx *, const struct casefile *, struct draft *out);
