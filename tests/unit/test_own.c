/* Who sees which case: sharing modes, sites and partners; and the customer's list. */
#include "base/limits.h"
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/account/site.h"
#include "domain/casefile/casefile.h"
#include "domain/casefile/own/own.h"
#include "domain/casefile/share/share.h"
#include "domain/casefile/watch.h"
#include "domain/product/product.h"
#include "tests/unit/fixture.h"
#include "tests/unit/fixture_person.h"

enum who { CONTACT, SAME_SITE, OTHER_SITE, WATCHER, ADMIN_OF_IT, PARTNER_IN_IT, STRANGER, AGENT, WHO_ };

struct town {
	struct ctx *cx;
	const struct actor *program;
	organisation_id acme, globex;
	struct actor people[WHO_];
	struct casefile c; /* of CONTACT */
};

static struct casefile open_case(struct ctx *cx, const char *summary, int64_t priority)
{
	struct casefile_new n = { .summary = str_from(summary), .description = STR("Since noon."),
		.impact = STR("No phones."), .priority = priority };
	struct casefile c;

	ASSERT_OK(casefile_open(cx, &n, &c));
	return c;
}

static void at_sites(struct town *w)
{
	site_id north, south;

	ASSERT_OK(site_add(w->cx, w->acme, STR("North"), &north));
	ASSERT_OK(site_add(w->cx, w->acme, STR("South"), &south));
	ASSERT_OK(site_assign(w->cx, w->acme, w->people[CONTACT].person, north));
	ASSERT_OK(site_assign(w->cx, w->acme, w->people[SAME_SITE].person, north));
	ASSERT_OK(site_assign(w->cx, w->acme, w->people[OTHER_SITE].person, south));
}

/* The actor is the contact. */
static void town(struct test *t, struct town *w)
{
	struct ctx *cx = fixture_ctx(t, .now = "2026-11-23T09:00Z");

	*w = (struct town){ .cx = cx, .program = cx->actor };
	ASSERT_OK(organisation_create(cx, &(struct organisation_new){ .name = STR("Acme") }, &w->acme));
	ASSERT_OK(organisation_create(cx, &(struct organisation_new){ .name = STR("Globex"),
		.sharing = SHARING_ALL }, &w->globex));
	w->people[CONTACT] = fixture_person(cx, "contact@acme.example", ROLE_CUSTOMER, w->acme);
	w->people[SAME_SITE] = fixture_person(cx, "same@acme.example", ROLE_CUSTOMER, w->acme);
	w->people[OTHER_SITE] = fixture_person(cx, "other@acme.example", ROLE_CUSTOMER, w->acme);
	w->people[WATCHER] = fixture_person(cx, "watcher@acme.example", ROLE_CUSTOMER, w->acme);
	w->people[ADMIN_OF_IT] = fixture_person(cx, "admin@acme.example",
		ROLE_CUSTOMER | ROLE_CUSTOMER_ADMIN, w->acme);
	w->people[PARTNER_IN_IT] = fixture_person(cx, "partner@acme.example", ROLE_PARTNER, w->acme);
	w->people[STRANGER] = fixture_person(cx, "stranger@globex.example", ROLE_CUSTOMER, w->globex);
	w->people[AGENT] = fixture_person(cx, "agent@vendor.example", ROLE_AGENT, (organisation_id){ 0 });
	at_sites(w);
	cx->actor = &w->people[CONTACT];
	w->c = open_case(cx, "BGP sessions flap", 3);
	ASSERT_OK(casefile_watch(cx, w->c.id, STR("watcher@acme.example")));
}

/* By number, by id and in the list: all three say the same. */
static bool sees(struct town *w, const struct actor *who)
{
	struct ctx *cx = w->cx;
	const struct actor *before = cx->actor;
	struct casefile c;
	struct own_case_list list;
	struct casefile_own o = { .organisation = w->acme, .open = -1, .status = -1 };

	cx->actor = who;
	bool found = casefile_find(cx, w->c.number, &c) == OK;
	ASSERT_EQ(casefile_load(cx, w->c.id, &c) == OK, found);
	ASSERT_OK(casefile_own(cx, &o, &list));
	ASSERT_EQ(list.len == 1, found);
	cx->actor = before;
	return found;
}

TEST_STORE(who_sees_a_case_follows_from_mode_role_and_relation)
{
	static const bool expected[][WHO_] = {
		/*                 contact same  other watch admin partner stranger agent */
		[SHARING_OWN] = { true, false, false, true, false, true, false, true },
		[SHARING_SITE] = { true, true, false, true, false, true, false, true },
		[SHARING_ALL] = { true, true, true, true, true, true, false, true },
		[SHARING_ADMINS] = { true, false, false, true, true, true, false, true },
	};
	struct town w;

	town(t, &w);
	for (int mode = SHARING_OWN; mode <= SHARING_ADMINS; mode++) {
		w.cx->actor = w.program;
		ASSERT_OK(organisation_set_sharing(w.cx, w.acme, (enum organisation_sharing)mode));
		for (int who = 0; who < WHO_; who++) {
			bool found = sees(&w, &w.people[who]);
			if (found != expected[mode][who])
				print_error("mode %d, person %d: %d\n", mode, who, found);
			ASSERT_EQ(found, expected[mode][who]);
		}
	}
}

static share_id share(struct town *w, const char *partner, struct str number)
{
	struct share_new n = { w->acme, str_from(partner), number };
	share_id id;

	w->cx->actor = &w->people[ADMIN_OF_IT];
	ASSERT_OK(share_add(w->cx, &n, &id));
	return id;
}

TEST_STORE(a_partner_sees_what_was_shared_by_name_until_it_is_ended)
{
	static const char *const partners[] = { "stranger@globex.example", "Globex" };
	struct town w;
	struct casefile other;

	town(t, &w);
	other = open_case(w.cx, "Another one", 4);
	for (size_t i = 0; i < 2; i++) {
		ASSERT(!sees(&w, &w.people[STRANGER]));
		share_id whole = share(&w, partners[i], STR(""));
		ASSERT_EQ(share(&w, partners[i], STR("")).v, whole.v);
		w.cx->actor = &w.people[STRANGER];
		struct casefile_own all = { .organisation = w.acme, .open = -1, .status = -1 };
		struct own_case_list list;
		ASSERT_OK(casefile_own(w.cx, &all, &list));
		ASSERT_EQ(list.len, 2);
		w.cx->actor = &w.people[ADMIN_OF_IT];
		ASSERT_OK(share_end(w.cx, w.acme, whole));
		ASSERT(!sees(&w, &w.people[STRANGER]));

		share_id one = share(&w, partners[i], w.c.number);
		ASSERT(sees(&w, &w.people[STRANGER]));
		w.cx->actor = &w.people[STRANGER];
		ASSERT_ERR(ERR_NOT_FOUND, casefile_find(w.cx, other.number, &(struct casefile){ 0 }));
		w.cx->actor = &w.people[ADMIN_OF_IT];
		ASSERT_OK(share_end(w.cx, w.acme, one));
		ASSERT_ERR(ERR_NOT_FOUND, share_end(w.cx, w.acme, one));
	}
	ASSERT(!sees(&w, &w.people[STRANGER]));
}

TEST_STORE(a_partner_writes_to_a_shared_case_and_finds_who_shared_it)
{
	struct town w;
	struct q_share_grantors_list grantors;
	entry_id id;

	town(t, &w);
	share(&w, "Globex", w.c.number);
	w.cx->actor = &w.people[STRANGER];
	ASSERT_OK(casefile_add_entry(w.cx, &w.c, &(struct casefile_reply){ .kind = ENTRY_MESSAGE,
		.text = STR("We look at it."), .then = CASEFILE_STATUS_COUNT_ }, &id));
	ASSERT_OK(share_grantors(w.cx, &grantors));
	ASSERT_EQ(grantors.len, 1);
	ASSERT_STR(grantors.at[0].name, "Acme");
	ASSERT(!grantors.at[0].every);
}

TEST_STORE(only_an_administrator_of_the_organisation_shares_its_cases)
{
	struct town w;
	struct share_new n = { .partner = STR("Globex") };
	struct share_list list;
	share_id id;

	town(t, &w);
	n.organisation = w.acme;
	for (int who = 0; who < WHO_; who++) {
		w.cx->actor = &w.people[who];
		if (who == ADMIN_OF_IT)
			ASSERT_OK(share_add(w.cx, &n, &id));
		else
			ASSERT_ERR(ERR_DENIED, share_add(w.cx, &n, &id));
	}
	w.cx->actor = &w.people[STRANGER];
	ASSERT_ERR(ERR_DENIED, share_list(w.cx, w.acme, &list));
	ASSERT_ERR(ERR_DENIED, share_end(w.cx, w.acme, id));
}

TEST_STORE(a_partner_who_is_nobody_is_refused_with_one_text)
{
	static const char *const wrong[] = { "nobody@globex.example", "Nobody Ltd",
		"agent@vendor.example", "Acme", " " };
	struct town w;
	share_id id;
	const char *said = NULL;

	town(t, &w);
	w.cx->actor = &w.people[ADMIN_OF_IT];
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct share_new n = { w.acme, str_from(wrong[i]), STR("") };
		error e = share_add(w.cx, &n, &id);
		ASSERT(err_is(e, ERR_INVALID));
		ASSERT_STR(e->fields->field, "partner");
		said = said != NULL ? said : str_c(t->arena, e->fields->text);
		ASSERT_STR(e->fields->text, said);
	}
	struct share_new n = { w.acme, STR("Globex"), STR("2020-0101-0001") };
	error e = share_add(w.cx, &n, &id);
	ASSERT(err_is(e, ERR_INVALID));
	ASSERT_STR(e->fields->field, "case");
}

/* --- the list --- */

static struct str numbers(struct town *w, const struct casefile_own *o)
{
	struct own_case_list list;
	struct buf b = buf_new(w->cx->arena, 4096);

	ASSERT_OK(casefile_own(w->cx, o, &list));
	for (size_t i = 0; i < list.len; i++)
		buf_printf(&b, "%s%.*s", i > 0 ? " " : "", STR_ARG(str_skip(list.at[i].number, 13)));
	return buf_str(&b);
}

/* Cases 1 to 4: P3, P1, P4, P2; an hour apart; the second closed. */
static void four(struct test *t, struct town *w)
{
	static const int64_t priorities[] = { 1, 4, 2 };

	town(t, w);
	for (size_t i = 0; i < 3; i++) {
		w->cx->now = instant_add(w->cx->now, (seconds){ 3600 });
		struct casefile c = open_case(w->cx, "=HYPERLINK(\"x\")", priorities[i]);
		if (i == 0)
			ASSERT_OK(casefile_close(w->cx, c.id, STR("")));
	}
}

TEST_STORE(the_list_is_narrowed_by_each_field_and_sorted)
{
	struct town w;
	instant start = { 0 };

	four(t, &w);
	start = w.c.reported_at;
	struct casefile_own all = { .open = -1, .status = -1 }, o = all;
	ASSERT_STR(numbers(&w, &all), "4 3 2 1");
	o.open = 1;
	ASSERT_STR(numbers(&w, &o), "4 3 1");
	o.open = 0;
	ASSERT_STR(numbers(&w, &o), "2");
	o = all;
	o.status = CASEFILE_CLOSED;
	ASSERT_STR(numbers(&w, &o), "2");
	o = all;
	o.priority = 4;
	ASSERT_STR(numbers(&w, &o), "3");
	o = all;
	o.sort = OWN_BY_PRIORITY;
	ASSERT_STR(numbers(&w, &o), "2 4 1 3");
	o.sort = OWN_BY_REPORT;
	o.since = instant_add(start, (seconds){ 3600 });
	o.until = instant_add(start, (seconds){ 3 * 3600 });
	ASSERT_STR(numbers(&w, &o), "3 2");
	o = all;
	o.serial = STR("nb-9");
	ASSERT_STR(numbers(&w, &o), "");
	o.serial = STR("<>");
	ASSERT_ERR(ERR_INVALID, casefile_own(w.cx, &o, &(struct own_case_list){ 0 }));
	o = all;
	o.contact = w.people[CONTACT].person;
	o.organisation = w.acme;
	ASSERT_STR(numbers(&w, &o), "4 3 2 1");
	o.contact = w.people[SAME_SITE].person;
	ASSERT_STR(numbers(&w, &o), "");
}

TEST_STORE(the_list_goes_on_where_a_page_ended_in_each_order)
{
	struct town w;

	four(t, &w);
	for (enum own_sort sort = OWN_BY_CHANGE; sort < OWN_SORTS_; sort++) {
		struct casefile_own o = { .organisation = w.acme, .open = -1, .status = -1,
			.sort = sort };
		struct str whole = numbers(&w, &o);
		struct buf b = buf_new(t->arena, 100);
		o.limit = 1;
		for (int n = 0; n < 4; n++) {
			struct own_case_list list;
			ASSERT_OK(casefile_own(w.cx, &o, &list));
			ASSERT_EQ(list.len, 1);
			buf_printf(&b, "%s%.*s", n > 0 ? " " : "",
				STR_ARG(str_skip(list.at[0].number, 13)));
			o.key = own_key(sort, &list.at[0]);
			o.after = list.at[0].id;
		}
		ASSERT_STR(buf_str(&b), str_c(t->arena, whole));
	}
}

TEST_STORE(an_empty_list_says_whose_cases_there_are)
{
	own_elsewhere_list found;
	struct town w;

	town(t, &w);
	w.cx->actor = &w.people[STRANGER];
	ASSERT_OK(casefile_elsewhere(w.cx, &found));
	ASSERT_EQ(found.len, 0);
	share_id shared = share(&w, "stranger@globex.example", w.c.number);
	w.cx->actor = &w.people[STRANGER];
	ASSERT_OK(casefile_elsewhere(w.cx, &found));
	ASSERT_EQ(found.len, 1);
	ASSERT_STR(found.at[0].name, "Acme");
	ASSERT_EQ(found.at[0].organisation.v, w.acme.v);
	ASSERT_EQ(found.at[0].count, 1);
	ASSERT(!found.at[0].more);

	w.cx->actor = &w.people[ADMIN_OF_IT];
	ASSERT_OK(share_end(w.cx, w.acme, shared));
	w.cx->actor = &w.people[STRANGER];
	ASSERT_OK(casefile_elsewhere(w.cx, &found));
	ASSERT_EQ(found.len, 0);
}

TEST_STORE(the_export_has_the_rows_of_the_list_and_no_formula)
{
	struct town w;
	struct casefile_own o = { .open = 1, .status = -1 };
	struct buf b = buf_new(t->arena, LIMIT_PAGE);

	four(t, &w);
	ASSERT_OK(casefile_own_csv(w.cx, &o, &b));
	struct str csv = buf_str(&b);
	ASSERT(str_starts(csv, STR("number,summary,priority,")));
	ASSERT_HAS(csv, "\"2026-1123-0004\",\"'=HYPERLINK(\"\"x\"\")\",\"P2\",\"new\",\"Acme\",\"North\"");
	ASSERT(str_find(csv, STR("2026-1123-0002")) < 0);
	ASSERT(str_find(csv, STR("\"=")) < 0);

	w.cx->actor = &w.people[STRANGER];
	buf_clear(&b);
	o.organisation = w.acme;
	ASSERT_OK(casefile_own_csv(w.cx, &o, &b));
	ASSERT(str_find(buf_str(&b), STR("2026-1123")) < 0);
}
