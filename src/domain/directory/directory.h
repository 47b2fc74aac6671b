/*
 * directory.h - where the vendor is reached: numbers by country, offices by region
 *
 * Published to everybody, in the order of their position. Each place has a time zone, so
 * that a reader sees whether somebody answers now.
 */
#pragma once

#include "domain/directory/directory.sql.h"
#include "domain/directory/hours.h"

enum { DIRECTORY_MAX = 500, DIRECTORY_POSITION_MAX = 1000000, OFFICE_ADDRESS_MAX = 1000 };

NODISCARD error directory_numbers(struct ctx *, struct phone_number_list *out);
NODISCARD error directory_offices(struct ctx *, struct office_list *out);
NODISCARD error directory_number_load(struct ctx *, phone_number_id, struct phone_number *out);
NODISCARD error directory_office_load(struct ctx *, office_id, struct office *out);

/* Whether somebody answers; the zone of the center where the number has none. */
enum hours_open directory_open(const struct ctx *, const struct phone_number *);

struct phone_number_new {
	struct str region, country, toll_free, direct, hours, languages, zone;
	int64_t position; /* 0: at the end */
};
struct office_new {
	struct str region, name, address, phone, fax, sales, zone;
	int64_t position;
};

/*
 * MAY_ADMINISTER, audited. `id` 0: a new one, which *out is then. Numbers as
 * phone_normalise takes them, shown as they were typed; ERR_INVALID names the fields.
 */
NODISCARD error directory_number_save(struct ctx *, phone_number_id, const struct phone_number_new *,
	phone_number_id *out);
NODISCARD error directory_office_save(struct ctx *, office_id, const struct office_new *, office_id *out);
NODISCARD error directory_number_remove(struct ctx *, phone_number_id);
NODISCARD error directory_office_remove(struct ctx *, office_id);
