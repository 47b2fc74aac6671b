/* own_api.h - a customer's list of cases as JSON */
#pragma once

#include "web/web.h"

/* GET /api/v1/cases, for who does not work at the desk: web/casefile/own_pages.h. */
NODISCARD error own_api_list(struct web *);
