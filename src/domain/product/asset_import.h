/*
 * asset_import.h - devices and contracts from a table
 *
 * A row is a device. Its organisation, product and contract are found by name, code and
 * number, and made when they are new; the result says so, that a slip of the pen shows.
 */
#pragma once

#include "domain/product/asset.h"

enum asset_column {
	COLUMN_SERIAL,
	COLUMN_PRODUCT,
	COLUMN_ORGANISATION,
	COLUMN_RELEASE,
	COLUMN_HOST,
	COLUMN_LOCATION,
	COLUMN_CONTRACT,
	COLUMN_TIER,
	COLUMN_STARTS,
	COLUMN_ENDS,
	COLUMN_SHIPPED,
	COLUMN_WARRANTY,
	COLUMN_COUNT_
};

/* Which field of a row is which column; -1: the table does not have it. */
struct asset_columns {
	int at[COLUMN_COUNT_];
	str_list unknown; /* names that are not ours: passed over */
};

/*
 * "serial" or "serial number", "product" or "model", ... in any case, '_' for ' '.
 * ERR_INVALID when serial, product or organisation is missing.
 */
NODISCARD error asset_columns_of(struct ctx *, const str_list *header, struct asset_columns *out);

struct asset_imported {
	bool added, changed; /* neither: as it was */
	bool new_organisation, new_product, new_contract;
};

/*
 * All of a row or nothing. MAY_IMPORT_ASSETS. ERR_INVALID says what to mend. Dates are
 * RFC 3339 days: 2026-11-23.
 */
NODISCARD error asset_import(struct ctx *, const struct asset_columns *, const str_list *row,
	struct asset_imported *out);
