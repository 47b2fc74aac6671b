/*
 * handback.h - a report that is no vulnerability goes back to support
 *
 * Handing over is one way for the desk, which must not read the report. The SIRT hands it
 * back: the sealed case that the report came from opens again, with what was written and
 * attached before it was handed over, and its people are told. What the SIRT and the
 * reporter wrote since stays in the report, which is closed. Tags, links, watchers and the
 * log of the ladder are gone for good.
 */
#pragma once

#include "domain/disclosure/disclosure.h"

/* MAY_WORK_DISCLOSURE. ERR_CONFLICT when its case was handed back before. */
NODISCARD error handback_report(struct ctx *, struct str number, struct str *ret_case);
/* The number of the case that would open again; empty: there is none, or the actor may not. */
NODISCARD error handback_look(struct ctx *, const struct disclosure *, struct str *out);
