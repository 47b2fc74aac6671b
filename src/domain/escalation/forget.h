/*
 * forget.h - what people wrote on a ladder is taken out of it for good
 *
 * Reasons, plans and holds lose their words; that there was one, who wrote it and when,
 * stays. The log's hashes are made anew, since each covers what was written.
 */
#pragma once

#include "base/ctx.h"

/* The caller has asked who may, and leaves a trace in the audit log. */
NODISCARD error escalation_forget(struct ctx *, casefile_id);
