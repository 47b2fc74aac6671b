/* Programs of the desk take calls and keep lists; customers read contracts and give uploads up. */
#include "domain/account/person.h"
#include "domain/call/call.h"
#include "tests/unit/center.h"

static struct center_reply ask(struct center *c, enum center_who who, const char *method,
	const char *path, const char *body)
{
	struct center_request r = { .method = method, .path = str_from(path),
		.type = body != NULL ? "application/json" : NULL,
		.body = body != NULL ? str_from(body) : (struct str){ 0 },
		.headers = center_bearer(c, who) };

	return center_send(c, &r);
}

/* After `mark`, up to a quote. */
static struct str after(struct str reply, const char *mark)
{
	ptrdiff_t at = str_find(reply, str_from(mark));

	ASSERT(at >= 0);
	struct str rest = str_skip(reply, (size_t)at + strlen(mark));
	return str_sub(rest, 0, (size_t)str_find_char(rest, '"'));
}

TEST_STORE(a_program_of_the_desk_takes_a_call_from_the_caller_to_the_case)
{
	struct center *c = center_open(t);
	struct casefile made;

	struct str who = ask(c, AGENT, "GET", "/api/v1/desk/callers?find=customer@acme.example", NULL).body;
	ASSERT_HAS(who, "\"email\":\"customer@acme.example\"");
	ASSERT_HAS(who, "\"organisation\":\"ACME\"");
	ASSERT_HAS(who, str_c(t->arena, c->own)); /* of one person alone: the open cases */
	ASSERT_LACKS(who, str_c(t->arena, c->foreign));
	ASSERT_HAS(ask(c, AGENT, "GET", "/api/v1/desk/callers?find=NB-1001", NULL).body,
		"\"serial\":\"NB-1001\"");
	ASSERT_EQ(ask(c, AGENT, "GET", "/api/v1/desk/callers?find=+", NULL).status, 422);
	ASSERT_EQ(ask(c, CUSTOMER, "GET", "/api/v1/desk/callers?find=agent", NULL).status, 403);
	ASSERT_EQ(ask(c, AGENT, "GET", "/api/v1/desk/calls?missed=2", NULL).status, 422);
	ASSERT_EQ(ask(c, CUSTOMER, "GET", "/api/v1/desk/calls", NULL).status, 403);

	struct center_reply r = ask(c, AGENT, "POST", "/api/v1/desk/calls/cases",
		"{\"contact\":\"customer@acme.example\",\"phone\":\"+49 30 12345670\",\"summary\":\"No link\","
		"\"description\":\"Since noon.\",\"impact\":\"No phones.\",\"configuration\":\"interface ge-0/0/1\",\"priority\":2}");
	ASSERT_EQ(r.status, 201);
	ASSERT_HAS(r.body, "\"channel\":\"phone\"");
	ASSERT_HAS(r.head, "Location: /api/v1/cases/");
	struct str number = after(r.body, "\"number\":\"");
	ASSERT_EQ(ask(c, AGENT, "POST", "/api/v1/desk/calls", str_c(t->arena, str_printf(t->arena,
		"{\"number\":\"%.*s\",\"text\":\"They called again.\",\"phone\":\"+49 30 12345670\"}",
		STR_ARG(number)))).status, 201);
	center_close(c);

	ASSERT_OK(casefile_find(c->cx, number, &made));
	ASSERT_EQ(made.channel, CHANNEL_PHONE);
	ASSERT_EQ(made.contact.v, c->people[CUSTOMER].id.v);
}

TEST_STORE(an_upload_that_is_given_up_leaves_nothing)
{
	struct center *c = center_open(t);
	const char *begin = str_c(t->arena,
		str_printf(t->arena, "/api/v1/cases/%.*s/uploads", STR_ARG(c->own)));

	struct str made = ask(c, CUSTOMER, "POST", begin, "{\"name\":\"a.log\",\"size\":5}").body;
	const char *upload = str_c(t->arena, after(made, "\"upload\":\""));
	ASSERT_EQ(ask(c, STRANGER, "DELETE", upload, NULL).status, 404);
	ASSERT_EQ(ask(c, CUSTOMER, "GET", upload, NULL).status, 200);
	ASSERT_EQ(ask(c, CUSTOMER, "DELETE", upload, NULL).status, 204);
	ASSERT_EQ(ask(c, CUSTOMER, "GET", upload, NULL).status, 404);
	ASSERT_EQ(ask(c, CUSTOMER, "DELETE", upload, NULL).status, 404);
	center_close(c);
}

TEST_STORE(a_program_reads_the_contracts_of_its_organisation_and_no_others)
{
	struct center *c = center_open(t);
	const char *theirs = str_c(t->arena,
		str_printf(t->arena, "/api/v1/contracts?organisation=%" PRId64, c->acme.v));

	ASSERT_HAS(ask(c, CUSTOMER, "GET", "/api/v1/contracts", NULL).body, "\"number\":\"");
	ASSERT_HAS(ask(c, AGENT, "GET", theirs, NULL).body, "\"number\":\"");
	ASSERT_LACKS(ask(c, STRANGER, "GET", theirs, NULL).body, "\"number\":\"");
	ASSERT_EQ(ask(c, CUSTOMER, "GET", "/api/v1/contracts?organisation=x", NULL).status, 422);
	center_close(c);
}

TEST_STORE(a_view_is_moved_and_hidden_for_oneself_alone)
{
	struct center *c = center_open(t);

	struct center_reply r = ask(c, AGENT, "PUT", "/api/v1/desk/views/all/place",
		"{\"hidden\":true,\"move\":\"up\"}");
	ASSERT_EQ(r.status, 200);
	ASSERT_HAS(r.body, "\"hidden\":true");
	ASSERT_LACKS(ask(c, MANAGER, "GET", "/api/v1/desk/views", NULL).body, "\"hidden\":true");
	ASSERT_EQ(ask(c, AGENT, "PUT", "/api/v1/desk/views/all/place", "{\"move\":\"away\"}").status, 422);
	ASSERT_EQ(ask(c, AGENT, "PUT", "/api/v1/desk/views/none/place", "{}").status, 404);
	ASSERT_EQ(ask(c, CUSTOMER, "PUT", "/api/v1/desk/views/all/place", "{}").status, 403);
	ASSERT_LACKS(ask(c, AGENT, "PUT", "/api/v1/desk/views/all/place", "{\"hidden\":false}").body,
		"\"hidden\":true");
	center_close(c);
}

TEST_STORE(a_case_joins_an_incident_and_leaves_it_from_its_own_side)
{
	struct center *c = center_open(t);
	const char *path = str_c(t->arena,
		str_printf(t->arena, "/api/v1/cases/%.*s/incident", STR_ARG(c->own)));
	const char *body = str_c(t->arena,
		str_printf(t->arena, "{\"lead\":\"%.*s\"}", STR_ARG(c->urgent)));

	ASSERT_EQ(ask(c, CUSTOMER, "PUT", path, body).status, 403);
	ASSERT_EQ(ask(c, AGENT, "DELETE", path, NULL).status, 404);
	ASSERT_HAS(ask(c, AGENT, "PUT", path, body).body, "\"attached_to\":\"");
	ASSERT_LACKS(ask(c, AGENT, "DELETE", path, NULL).body, "\"attached_to\":\"");
	center_close(c);
}
