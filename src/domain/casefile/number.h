/*
 * number.h - case numbers: YYYY-MMDD-NNNN
 *
 * The day is that of opening in the vendor's time zone; the counter starts at 1 each
 * day and grows past four digits when it must.
 */
#pragma once

#include "base/ctx.h"

/* On a writer: taken in the caller's transaction, so none is lost or given twice. */
NODISCARD error casefile_number_next(struct ctx *, struct str *out);
bool casefile_number_is(struct str);
