/*
 * asset.h - devices by serial number, and the contracts that cover them
 *
 * Customers see those of their organisations. A serial is kept in upper case without
 * blanks, hyphens kept.
 */
#pragma once

#include "base/ctx.h"
#include "domain/product/asset.sql.h"

/* Upper case, no blanks; ERR_INVALID on field when empty, too long or odd. */
NODISCARD error serial_normalise(struct ctx *, struct str typed, const char *field,
	struct str *out);

/* ERR_NOT_FOUND also when it is another organisation's. */
NODISCARD error asset_find(struct ctx *, struct str serial, struct asset *out);
/* At most LIMIT_LIST_PAGE, by serial, above `after`. */
NODISCARD error asset_list(struct ctx *, organisation_id, struct str find, struct str after,
	struct asset_list *out);
NODISCARD error contract_list(struct ctx *, organisation_id, struct contract_list *out);
