/* A program reads the devices of its account's organisation, and of no other. */
#include "domain/casefile/casefile.h"
#include "tests/unit/center.h"

static struct center_reply ask(struct center *c, enum center_who who, const char *path)
{
	struct center_request r = { .method = "GET", .path = str_from(path),
		.headers = center_bearer(c, who) };

	return center_send(c, &r);
}

static struct str number;

static void plant_case(struct center *c)
{
	struct casefile_new n = { .summary = STR("Fans are loud"), .description = STR("Since noon."),
		.priority = 3, .serial = STR("NB-1001"), .contact = c->people[CUSTOMER].email };
	struct casefile made;

	ASSERT_OK(casefile_open(c->cx, &n, &made));
	number = str_copy(c->t->arena, made.number);
}

TEST_STORE(a_program_lists_the_devices_of_its_organisation)
{
	struct center *c = center_open(t);

	struct str own = ask(c, CUSTOMER, "/api/v1/assets").body;
	ASSERT_HAS(own, "\"serial\":\"NB-1001\",\"product\":\"NB-S4300\"");
	ASSERT_LACKS(own, "NB-2001");
	ASSERT_HAS(ask(c, AGENT, "/api/v1/assets").body, "NB-2001");
	ASSERT_LACKS(ask(c, AGENT, "/api/v1/assets?find=NB-2").body, "NB-1001");
	ASSERT_LACKS(ask(c, AGENT, "/api/v1/assets?after=NB-1001").body, "NB-1001");
	ASSERT_EQ(ask(c, AGENT, "/api/v1/assets?organisation=x").status, 422);
	ASSERT_LACKS(ask(c, CUSTOMER, str_c(t->arena, str_printf(t->arena,
		"/api/v1/assets?organisation=%" PRId64, c->globex.v))).body, "NB-");
	center_close(c);
}

TEST_STORE(a_program_reads_a_device_with_its_coverage_and_open_cases)
{
	struct center *c = center_open_with(t, plant_case);

	struct str device = ask(c, CUSTOMER, "/api/v1/assets/nb-1001").body;
	ASSERT_HAS(device, "\"covered\":false,\"covered_until\":null");
	ASSERT_HAS(device, str_c(t->arena, str_printf(t->arena, "\"open_cases\":[\"%.*s\"]",
		STR_ARG(number))));
	ASSERT_EQ(ask(c, CUSTOMER, "/api/v1/assets/NB-2001").status, 404);
	ASSERT_EQ(ask(c, CUSTOMER, "/api/v1/assets/NB-9999").status, 404);
	ASSERT_EQ(ask(c, STRANGER, "/api/v1/assets/NB-1001").status, 404);
	center_close(c);
}
