/* inspection_pages.h - what attached files say, on the page of their case */
#pragma once

#include "domain/inspection/inspection.h"
#include "web/web.h"

/* "Serial number" */
struct msg fact_label(enum bundle_fact_kind);
/* Whether the case says so already. */
bool fact_is_taken(const struct casefile *, const struct bundle_fact *);

extern const struct route inspection_api_routes[];
extern const struct route inspection_routes[];
