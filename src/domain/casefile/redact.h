/*
 * redact.h - taking a password or a name out of a case for good
 *
 * The text of the entry is emptied, in the tables and in the index, with the mails that
 * it came by or that told of it, and wherever a merge or a split copied it (twin.h), each
 * with its trace. What stays is that there was one: who wrote it and when, the hash of its text, who took it out and why.
 */
#pragma once

#include "domain/casefile/casefile.h"

/* MAY_WORK_CASE; `why` is required. ERR_CONFLICT when it was redacted before. */
NODISCARD error casefile_redact(struct ctx *, casefile_id, int64_t number, struct str why);
