#include "tests/unit/center.h"

static struct str page(struct center *c, enum center_who who, const char *path, int status)
{
	struct center_request r = { .method = "GET", .path = str_from(path),
		.headers = who == VISITOR ? STR("") : c->people[who].cookie };
	struct center_reply reply = center_send(c, &r);

	if (reply.status != status)
		print_error("%s: %.*s\n", path, STR_ARG(reply.head));
	ASSERT_EQ(reply.status, status);
	return reply.body;
}

TEST_STORE(the_desk_lists_the_devices_of_one_organisation_by_its_name)
{
	struct center *c = center_open(t);
	struct str all = page(c, AGENT, "/assets", 200);
	struct str acme = page(c, AGENT, "/assets?owner=ACME", 200);
	struct str none = page(c, AGENT, "/assets?owner=%3Cb%3E", 200);
	struct str customer = page(c, CUSTOMER, "/assets?owner=Globex", 200);

	ASSERT_HAS(all, "NB-1001");
	ASSERT_HAS(all, "NB-2001");
	ASSERT_HAS(acme, "NB-1001");
	ASSERT_LACKS(acme, "NB-2001");
	ASSERT_HAS(none, "No organisation has this name");
	ASSERT_HAS(none, "&lt;b&gt;");
	ASSERT_HAS(customer, "NB-1001");
	ASSERT_LACKS(customer, "NB-2001");
	center_close(c);
}

TEST_STORE(pages_of_stock_are_shown_to_those_who_may_change_it)
{
	struct center *c = center_open(t);

	ASSERT_HAS(page(c, ADMIN, "/admin/products", 200), "NB-S4300");
	ASSERT_HAS(page(c, ADMIN, "/admin/products/1", 200), "24.1R1");
	ASSERT_HAS(page(c, ADMIN, "/admin/products/1/releases/1", 200), "Save release");
	page(c, ADMIN, "/admin/products/99", 404);
	page(c, ADMIN, "/admin/products/1/releases/2", 404);
	ASSERT_HAS(page(c, ADMIN, "/admin/contracts?organisation=ACME", 200), "C-1");
	ASSERT_LACKS(page(c, ADMIN, "/admin/contracts?organisation=Globex", 200), ">C-1<");
	ASSERT_HAS(page(c, ADMIN, "/admin/contracts/1", 200), "Save contract");
	ASSERT_HAS(page(c, AGENT, "/assets/NB-1001/edit", 200), "Save device");
	ASSERT_HAS(page(c, AGENT, "/assets/new", 200), "Add device");
	page(c, AGENT, "/assets/NB-9/edit", 404);
	page(c, AGENT, "/admin/contracts", 403);
	page(c, AGENT, "/admin/products", 403);
	page(c, CUSTOMER_ADMIN, "/assets/NB-1001/edit", 403);
	page(c, CUSTOMER_ADMIN, "/assets/new", 403);
	center_close(c);
}

TEST_STORE(a_person_is_shown_with_organisations_and_sessions_and_the_log_names_people)
{
	struct center *c = center_open(t);
	char path[64];
	person_id id = c->people[CUSTOMER].id;

	snprintf(path, sizeof path, "/admin/people/%" PRId64, id.v);
	struct str person = page(c, ADMIN, path, 200);
	ASSERT_HAS(person, "ACME");
	ASSERT_HAS(person, "2 sessions");
	ASSERT_HAS(person, "Send a link for a new password");
	ASSERT_LACKS(page(c, ADMIN, "/admin/audit?find=session.", 200), "person 1<");
	center_close(c);
}

TEST_STORE(a_setting_says_its_bounds_and_its_default)
{
	struct center *c = center_open(t);
	struct str settings = page(c, ADMIN, "/admin/settings", 200);

	ASSERT_HAS(settings, "From 1 to 365.");
	ASSERT_HAS(settings, "Default: 14");
	ASSERT_HAS(settings, "Default: empty");
	ASSERT_HAS(page(c, VISITOR, "/favicon.ico", 200), "<svg");
	center_close(c);
}

TEST_STORE(the_people_of_an_organisation_come_by_pages_and_its_mode_is_chosen)
{
	struct center *c = center_open(t);
	char path[64];

	snprintf(path, sizeof path, "/organisation/%" PRId64, c->acme.v);
	struct str first = page(c, CUSTOMER_ADMIN, path, 200);
	ASSERT_HAS(first, "partner@acme.example");
	ASSERT_HAS(first, "value=\"2\" checked");
	snprintf(path, sizeof path, "/organisation/%" PRId64 "?after=%" PRId64, c->acme.v,
		c->people[PARTNER].id.v);
	ASSERT_LACKS(page(c, CUSTOMER_ADMIN, path, 200), "partner@acme.example");
	center_close(c);
}
