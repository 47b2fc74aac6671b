#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/product/product.h"
#include "domain/search/search.sql.h"
#include "tests/unit/office.h"

static instant day(const char *text)
{
	instant at;

	check(instant_parse(str_from(text), &at));
	return at;
}

static product_id add_product(struct ctx *cx, const char *code)
{
	struct product_new n = { .code = str_from(code), .name = str_from(code),
		.family = STR("Switches"), .software = STR("BeamOS") };
	product_id id;

	ASSERT_OK(product_create(cx, &n, &id));
	return id;
}

static release_id add_release(struct ctx *cx, const char *name, const char *released)
{
	struct release_new n = { .software = STR("BeamOS"), .name = str_from(name),
		.released_at = day(released) };
	release_id id;

	ASSERT_OK(release_create(cx, &n, &id));
	return id;
}

/* The latest act in the audit log. */
static struct str last_act(struct ctx *cx)
{
	struct audit_event_list list;

	ASSERT_OK(audit_list(cx, STR(""), (audit_id){ INT64_MAX }, &list));
	return str_printf(cx->arena, "%.*s %" PRId64, STR_ARG(list.at[0].act), list.at[0].object);
}

TEST_STORE(a_product_keeps_its_address_when_its_code_changes_and_the_change_is_audited)
{
	struct ctx *cx = fixture_ctx(t);
	product_id id = add_product(cx, "nb-s4300-48t");
	struct product p;

	ASSERT_OK(product_change(cx, id, &(struct product_new){ .code = STR(" nb-s4310 "),
		.name = STR("S4310"), .family = STR("Switches"), .software = STR("BeamOS"),
		.end_of_sale_at = day("2027-01-01"), .end_of_life_at = day("2029-01-01") }));

	ASSERT_OK(product_find(cx, STR("NB-S4310"), &p));
	ASSERT_STR(p.code, "NB-S4310");
	ASSERT_STR(p.slug, "nb-s4300-48t");
	ASSERT_INSTANT(p.end_of_life_at, "2029-01-01T00:00:00Z");
	ASSERT_STR(last_act(cx), "product.changed 1");
	ASSERT_OK(product_find(cx, STR("nb-s4300-48t"), &p));
}

/* What the index is told of after the mark; on PostgreSQL others' transactions hide it. */
static size_t told(struct ctx *cx, struct q_index_outbox_last_row mark, int64_t row)
{
	struct index_change_list rows;

	ASSERT_OK(q_index_outbox_after(cx, mark.stamp, mark.id, 100, &rows));
	for (size_t i = 0; i < rows.len; i++)
		ASSERT_EQ(rows.at[i].row_id, row);
	return rows.len;
}

TEST_STORE(a_changed_code_has_the_cases_of_the_product_indexed_anew)
{
	struct office o;
	office_open(t, &o);
	o.cx->actor = &actor_system;
	product_id id = add_product(o.cx, "NB-1");
	struct casefile_new n = { .summary = STR("Down"), .description = STR("Since noon."),
		.priority = 3, .product = STR("NB-1"), .contact = o.ana.email };
	struct q_index_outbox_last_row mark = { 0 };
	struct casefile c;
	bool found;
	ASSERT_OK(casefile_open(o.cx, &n, &c));
	ASSERT_OK(q_index_outbox_last(o.cx, &mark, &found));

	ASSERT_OK(product_change(o.cx, id, &(struct product_new){ .code = STR("NB-1"),
		.name = STR("Other name") }));
	size_t by_name = told(o.cx, mark, c.id.v);
	ASSERT_OK(product_change(o.cx, id, &(struct product_new){ .code = STR("NB-2"),
		.name = STR("Other name") }));

	if (strcmp(t->engine, "sqlite") != 0)
		return;
	ASSERT_EQ(by_name, 0);
	ASSERT_EQ(told(o.cx, mark, c.id.v), 2); /* the case, and what staff wrote */
}

TEST_STORE(a_code_that_another_product_has_is_refused_and_all_faults_are_named_at_once)
{
	struct ctx *cx = fixture_ctx(t);
	product_id id = add_product(cx, "NB-1");
	struct product_new n = { .code = STR("nb-1"), .name = STR("x") };

	add_product(cx, "NB-2");
	n.code = STR("nb-2");
	ASSERT_ERR(ERR_CONFLICT, product_change(cx, id, &n));
	n = (struct product_new){ .end_of_sale_at = day("2027-01-01"),
		.end_of_life_at = day("2026-01-01") };
	error e = product_change(cx, id, &n);
	ASSERT(err_is(e, ERR_INVALID));
	int faults = 0;
	for (const struct err_at_field *f = e->fields; f != NULL; f = f->next)
		faults++;
	ASSERT_EQ(faults, 3);
	n = (struct product_new){ .code = STR("NB-9"), .name = STR("x") };
	ASSERT_ERR(ERR_NOT_FOUND, product_change(cx, (product_id){ 99 }, &n));
}

TEST_STORE(a_new_release_is_the_newest_unless_its_place_is_given)
{
	struct ctx *cx = fixture_ctx(t);
	product_id id = add_product(cx, "NB-1");
	struct q_release_of_product_list on;
	release_id first = add_release(cx, "24.1R1", "2026-01-01");
	release_id second = add_release(cx, "24.2R1", "2026-06-01");
	struct release_new between = { .software = STR("BeamOS"), .name = STR("24.1R2"),
		.position = RELEASE_STEP + 5, .released_at = day("2026-07-01") };
	release_id third;

	ASSERT_OK(release_create(cx, &between, &third));
	ASSERT_OK(product_add_release(cx, id, first, false));
	ASSERT_OK(product_add_release(cx, id, second, true));
	ASSERT_OK(product_add_release(cx, id, third, false));
	ASSERT_OK(product_releases(cx, id, &on));
	ASSERT_EQ(on.len, 3);
	ASSERT_STR(on.at[0].name, "24.2R1");
	ASSERT(on.at[0].suggested);
	ASSERT_STR(on.at[1].name, "24.1R2");
	ASSERT_ERR(ERR_CONFLICT, release_create(cx, &between, &third));
}

TEST_STORE(a_release_of_other_software_is_not_put_on_a_product)
{
	struct ctx *cx = fixture_ctx(t);
	product_id id = add_product(cx, "NB-1");
	struct release_new n = { .software = STR("TideOS"), .name = STR("1.0"),
		.released_at = day("2026-01-01") };
	struct release_list others;
	release_id tide, beam = add_release(cx, "24.1R1", "2026-01-01");

	ASSERT_OK(release_create(cx, &n, &tide));
	ASSERT_ERR(ERR_INVALID, product_add_release(cx, id, tide, false));
	ASSERT_OK(product_other_releases(cx, id, &others));
	ASSERT_EQ(others.len, 1);
	ASSERT_EQ(others.at[0].id.v, beam.v);
	ASSERT_OK(product_add_release(cx, id, beam, false));
	ASSERT_OK(product_remove_release(cx, id, beam));
	ASSERT_STR(last_act(cx), "product.release-removed 1");
	ASSERT_ERR(ERR_NOT_FOUND, product_remove_release(cx, id, beam));
}

TEST_STORE(a_release_takes_other_days_and_keeps_its_place)
{
	struct ctx *cx = fixture_ctx(t);
	release_id id = add_release(cx, "24.1R1", "2026-01-01");
	struct release_new n = { .name = STR("24.1R1-S1"), .released_at = day("2026-01-02"),
		.end_of_support_at = day("2028-01-02") };
	struct release r;

	ASSERT_OK(release_change(cx, id, &n));
	ASSERT_OK(release_load(cx, id, &r));
	ASSERT_STR(r.name, "24.1R1-S1");
	ASSERT_STR(r.software, "BeamOS");
	ASSERT_EQ(r.position, RELEASE_STEP);
	ASSERT_INSTANT(r.end_of_support_at, "2028-01-02T00:00:00Z");
	n.end_of_support_at = day("2026-01-01");
	ASSERT_ERR(ERR_INVALID, release_change(cx, id, &n));
}

TEST_STORE(only_who_manages_products_changes_them)
{
	struct ctx *cx = fixture_ctx(t);
	product_id id = add_product(cx, "NB-1");
	release_id release = add_release(cx, "24.1R1", "2026-01-01");
	struct actor agent = { .person = { 1 }, .roles = ROLE_AGENT };
	struct product_new p = { .code = STR("NB-2"), .name = STR("x") };
	struct release_new r = { .name = STR("x"), .released_at = cx->now };

	actor_derive(&agent);
	cx->actor = &agent;
	ASSERT_ERR(ERR_DENIED, product_change(cx, id, &p));
	ASSERT_ERR(ERR_DENIED, release_change(cx, release, &r));
	ASSERT_ERR(ERR_DENIED, product_add_release(cx, id, release, true));
	ASSERT_ERR(ERR_DENIED, product_remove_release(cx, id, release));
}
