/* Defects, the releases that fix them, and who is told. */
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/casefile/bond.h"
#include "domain/defect/defect.h"
#include "domain/notify/notify.h"
#include "domain/product/product.h"
#include "domain/setting/setting.h"
#include "tests/unit/fixture.h"
#include "tests/unit/fixture_person.h"

struct lab {
	struct ctx *cx;
	struct settings settings;
	struct actor ana, tom, eva;
	struct casefile c;
	struct defect defect;
};

static void add_release(struct lab *l, product_id product, const char *name, int64_t in_seconds)
{
	struct release_new n = { .software = STR("BeamOS"), .name = str_from(name),
		.released_at = instant_add(l->cx->now, (seconds){ in_seconds }) };
	release_id release;

	ASSERT_OK(release_create(l->cx, &n, &release));
	ASSERT_OK(product_add_release(l->cx, product, release, false));
}

/* Releases 24.1R1, which is out, and 24.2R1, which comes in ten days. The actor is tom, mail is on. */
static void lab(struct test *t, struct lab *l)
{
	struct product_new p = { .code = STR("NB-R100"), .name = STR("R100"), .family = STR("Routers"),
		.software = STR("BeamOS") };
	organisation_id acme;
	product_id product;

	*l = (struct lab){ .cx = fixture_ctx(t, .now = "2026-11-23T09:00Z") };
	ASSERT_OK(product_create(l->cx, &p, &product));
	add_release(l, product, "24.1R1", -86400);
	add_release(l, product, "24.2R1", 10 * 86400);
	ASSERT_OK(organisation_create(l->cx, &(struct organisation_new){ .name = STR("Acme") }, &acme));
	l->ana = fixture_person(l->cx, "ana@acme.example", ROLE_CUSTOMER, acme);
	l->tom = fixture_person(l->cx, "tom@vendor.example", ROLE_AGENT, (organisation_id){ 0 });
	l->eva = fixture_person(l->cx, "eva@vendor.example", ROLE_AGENT, (organisation_id){ 0 });
	l->cx->actor = &l->ana;
	ASSERT_OK(casefile_open(l->cx, &(struct casefile_new){ .summary = STR("Sessions flap"),
		.description = STR("Since noon."), .priority = 3 }, &l->c));
	l->settings = settings_initial();
	l->settings.smtp_url = STR("smtp://127.0.0.1:25");
	l->cx->settings = &l->settings;
	l->cx->actor = &l->tom;
	ASSERT_OK(defect_create(l->cx, &(struct defect_new){ .title = STR("BFD drops sessions"),
		.product = STR("NB-R100") }, &l->defect));
}

static struct str newest(struct lab *l)
{
	struct entry_list page;

	ASSERT_OK(timeline_page(l->cx, l->c.id, 0, false, 1, &page));
	return page.at[0].text;
}

static int mails_to(struct lab *l, const char *email)
{
	struct outgoing_list list;
	int count = 0;

	ASSERT_OK(notify_due(l->cx, &list));
	for (size_t i = 0; i < list.len; i++)
		count += str_eq(list.at[i].recipient, str_from(email));
	return count;
}

TEST_STORE(a_defect_has_a_number_and_its_cases)
{
	struct defect_view v;
	struct bond_list bonds;
	struct lab l;

	lab(t, &l);
	ASSERT_STR(l.defect.number, "PR-1000001");
	ASSERT_OK(bond_add(l.cx, l.c.id, STR("PR-1000001")));
	ASSERT_OK(defect_load(l.cx, l.defect.number, &v));
	ASSERT_EQ(v.cases.len, 1);
	ASSERT_STR(v.cases.at[0].number, str_c(t->arena, l.c.number));
	ASSERT_OK(bond_list(l.cx, &l.c, &bonds));
	ASSERT_STR(bonds.at[0].title, "BFD drops sessions");
}

TEST_STORE(a_release_that_is_out_is_told_at_once)
{
	struct lab l;

	lab(t, &l);
	ASSERT_OK(bond_add(l.cx, l.c.id, l.defect.number));
	ASSERT_OK(defect_fix_add(l.cx, l.defect.number, STR(" 24.1r1 ")));
	ASSERT_STR(newest(&l), "Defect PR-1000001 is fixed in 24.1R1, which is out.");
	ASSERT_EQ(mails_to(&l, "ana@acme.example"), 1);
	ASSERT_OK(defect_fix_add(l.cx, l.defect.number, STR("24.1R1")));
	ASSERT_EQ(mails_to(&l, "ana@acme.example"), 1); /* once */
}

TEST_STORE(a_release_to_come_is_told_when_it_is_named_and_when_it_comes_out)
{
	struct lab l;
	int64_t told;

	lab(t, &l);
	ASSERT_OK(bond_add(l.cx, l.c.id, l.defect.number));
	l.cx->actor = &l.eva;
	ASSERT_OK(defect_watch(l.cx, l.defect.number, true));
	l.cx->actor = &l.tom;
	ASSERT_OK(defect_fix_add(l.cx, l.defect.number, STR("24.2R1")));
	ASSERT_STR(newest(&l), "Defect PR-1000001 will be fixed in 24.2R1.");
	ASSERT_EQ(mails_to(&l, "eva@vendor.example"), 1);

	l.cx->actor = &actor_system;
	ASSERT_OK(defect_pass(l.cx, &told));
	ASSERT_EQ(told, 0);
	l.cx->now = instant_add(l.cx->now, (seconds){ 10 * 86400 });
	ASSERT_OK(defect_pass(l.cx, &told));
	ASSERT_EQ(told, 1);
	ASSERT_STR(newest(&l), "Defect PR-1000001 is fixed in 24.2R1, which is out.");
	ASSERT_OK(defect_pass(l.cx, &told));
	ASSERT_EQ(told, 0);
	ASSERT_EQ(mails_to(&l, "eva@vendor.example"), 2);
	ASSERT_EQ(mails_to(&l, "ana@acme.example"), 2);
}

TEST_STORE(a_defect_that_cannot_be_is_refused)
{
	struct defect_new n = { .title = STR(" ") };
	struct lab l;
	struct defect d;

	lab(t, &l);
	ASSERT_ERR(ERR_INVALID, defect_create(l.cx, &n, &d));
	n = (struct defect_new){ .title = STR("x"), .product = STR("NB-NONE") };
	ASSERT_ERR(ERR_INVALID, defect_create(l.cx, &n, &d));
	n = (struct defect_new){ .title = STR("x"), .state = DEFECT_STATES_ };
	ASSERT_ERR(ERR_INVALID, defect_create(l.cx, &n, &d));
	ASSERT_ERR(ERR_INVALID, defect_fix_add(l.cx, l.defect.number, STR("99.9")));
	ASSERT_ERR(ERR_NOT_FOUND, defect_fix_remove(l.cx, l.defect.number, (release_id){ 99 }));
	ASSERT_ERR(ERR_NOT_FOUND, defect_watch(l.cx, STR("PR-9999999"), true));
}

TEST_STORE(defects_are_found_and_read_by_the_desk_alone)
{
	struct search_document found;
	struct defect_list list;
	struct defect d;
	struct lab l;
	bool is;

	lab(t, &l);
	ASSERT_OK(defect_source.load(l.cx, l.defect.id.v, false, &found, &is));
	ASSERT(is);
	ASSERT_EQ(found.audience, AUDIENCE_INTERNAL);
	ASSERT_OK(defect_list_page(l.cx, &(struct defect_filter){ .state = -1, .text = STR("bfd") }, &list));
	ASSERT_EQ(list.len, 1);
	ASSERT_OK(defect_list_page(l.cx, &(struct defect_filter){ .state = DEFECT_FIXED }, &list));
	ASSERT_EQ(list.len, 0);
	l.cx->actor = &l.ana;
	ASSERT_OK(defect_source.load(l.cx, l.defect.id.v, false, &found, &is));
	ASSERT(!is);
	ASSERT_ERR(ERR_DENIED, defect_find(l.cx, l.defect.number, &d));
	ASSERT_ERR(ERR_DENIED, defect_list_page(l.cx, &(struct defect_filter){ .state = -1 }, &list));
	ASSERT_ERR(ERR_DENIED, defect_fix_add(l.cx, l.defect.number, STR("24.1R1")));
}
