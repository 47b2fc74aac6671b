/* directory_pages.h - where the vendor is reached: published, and edited */
#pragma once

#include "domain/directory/directory.h"
#include "web/web.h"

/* A row, and the region that begins with it; empty: the same as before. */
struct number_row {
	struct phone_number n;
	struct str region;
	enum hours_open open;
};
struct office_row {
	struct office o;
	struct str region;
	struct str clock; /* what time it is there: "14:05" */
};

struct directory_view {
	SLICE(struct number_row) numbers;
	SLICE(struct office_row) offices;
};

struct number_form {
	struct str region, country, toll_free, direct, hours, languages, zone;
	int64_t position;
};
struct office_form {
	struct str region, name, address, phone, fax, sales, zone;
	int64_t position;
};

struct directory_edit_view {
	struct phone_number_list numbers;
	struct office_list offices;
	struct number_form number; /* a new one, or the one of this page */
	struct office_form office;
	phone_number_id number_id;
	office_id office_id;
	const struct err_at_field *errors;
};

extern const struct route directory_routes[];
extern const struct route directory_edit_routes[];
