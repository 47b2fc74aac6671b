/* Where the vendor is reached, and whether somebody answers. */
#include "domain/account/permission.h"
#include "domain/directory/directory.h"
#include "tests/unit/fixture.h"

TEST(hours_that_people_write_say_whether_somebody_answers)
{
	/* 2026-11-23 is a Monday; Berlin is an hour ahead of UTC. */
	static const struct {
		const char *hours, *zone, *at;
		enum hours_open open;
	} cases[] = {
		{ "24x7", "Europe/Berlin", "2026-11-23T03:00Z", HOURS_OPEN },
		{ "Mon-Fri 08:00-18:00", "Europe/Berlin", "2026-11-23T07:00Z", HOURS_OPEN },
		{ "Mon-Fri 08:00-18:00", "Europe/Berlin", "2026-11-23T06:59Z", HOURS_CLOSED },
		{ "Mon-Fri 08:00-18:00", "Europe/Berlin", "2026-11-23T17:00Z", HOURS_CLOSED },
		{ "Mon-Fri 08:00-18:00", "", "2026-11-23T17:59Z", HOURS_OPEN },
		{ "Mon-Fri 08:00-18:00", "", "2026-11-22T12:00Z", HOURS_CLOSED },
		{ "Mon-Fri 08:00-18:00, P1 24x7", "", "2026-11-22T12:00Z", HOURS_URGENT },
		{ "P1 24x7, Mon-Fri 08:00-18:00", "", "2026-11-23T12:00Z", HOURS_OPEN },
		{ "Sat-Mon 10:00-12:00", "", "2026-11-23T11:00Z", HOURS_OPEN },
		{ "Sat-Mon 10:00-12:00", "", "2026-11-24T11:00Z", HOURS_CLOSED },
		{ "Sun 22:00-06:00", "", "2026-11-23T05:59Z", HOURS_OPEN },
		{ "Sun 22:00-06:00", "", "2026-11-23T22:30Z", HOURS_CLOSED },
		{ "mon 00:00-24:00", "", "2026-11-23T23:59Z", HOURS_OPEN },
		{ "Monday", "", "2026-11-23T12:00Z", HOURS_UNKNOWN },
		{ "Mon 8-18", "", "2026-11-23T12:00Z", HOURS_UNKNOWN },
		{ "Mon 08:00-25:00", "", "2026-11-23T12:00Z", HOURS_UNKNOWN },
		{ "24x7 always", "", "2026-11-23T12:00Z", HOURS_UNKNOWN },
		{ "P1", "", "2026-11-23T12:00Z", HOURS_UNKNOWN },
		{ "24x7,", "", "2026-11-23T12:00Z", HOURS_OPEN },
		{ "", "", "2026-11-23T12:00Z", HOURS_UNKNOWN },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		instant at;
		ASSERT(instant_parse(str_from(cases[i].at), &at));
		ASSERT_EQ(hours_at(str_from(cases[i].hours), str_from(cases[i].zone), at), cases[i].open);
	}
}

TEST_STORE(numbers_and_offices_are_kept_in_their_order_and_changed_by_administrators)
{
	struct phone_number_new n = { .region = STR("Europe"), .country = STR("Sweden"),
		.direct = STR("+46 8 465 004 17"), .hours = STR("24x7"), .languages = STR("Swedish") };
	struct office_new place = { .region = STR("Europe"), .name = STR("Oslo"),
		.address = STR("Quay 1\nOslo"), .zone = STR("Europe/Oslo") };
	struct phone_number_list numbers;
	struct office_list offices;
	phone_number_id first, second;
	office_id office;
	struct actor agent = { .person = { 1 }, .roles = ROLE_AGENT, .staff = true };
	struct ctx *cx = fixture_ctx(t, .now = "2026-11-23T09:00Z");

	cx->actor = &agent;
	ASSERT_ERR(ERR_DENIED, directory_number_save(cx, (phone_number_id){ 0 }, &n, &first));
	ASSERT_ERR(ERR_DENIED, directory_office_save(cx, (office_id){ 0 }, &place, &office));
	cx->actor = &actor_system;
	ASSERT_OK(directory_number_save(cx, (phone_number_id){ 0 }, &n, &first));
	n.country = STR("Norway");
	ASSERT_OK(directory_number_save(cx, (phone_number_id){ 0 }, &n, &second));
	n.position = 1;
	n.country = STR("Denmark");
	ASSERT_OK(directory_number_save(cx, first, &n, &first));
	ASSERT_OK(directory_numbers(cx, &numbers));
	ASSERT_EQ(numbers.len, 2);
	ASSERT_STR(numbers.at[0].country, "Denmark");
	ASSERT_STR(numbers.at[1].country, "Norway");
	ASSERT_OK(directory_number_remove(cx, first));
	ASSERT_ERR(ERR_NOT_FOUND, directory_number_remove(cx, first));
	ASSERT_ERR(ERR_NOT_FOUND, directory_number_save(cx, first, &n, &first));
	n.hours = STR("now and then");
	ASSERT_ERR(ERR_INVALID, directory_number_save(cx, second, &n, &second));

	ASSERT_OK(directory_office_save(cx, (office_id){ 0 }, &place, &office));
	ASSERT_OK(directory_offices(cx, &offices));
	ASSERT_EQ(offices.len, 1);
	ASSERT_STR(offices.at[0].zone, "Europe/Oslo");
	ASSERT_OK(directory_office_remove(cx, office));
	ASSERT_ERR(ERR_NOT_FOUND, directory_office_remove(cx, office));
}
