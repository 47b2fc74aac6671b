#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/product/contract.h"
#include "domain/product/entitlement.h"
#include "domain/product/product.h"
#include "tests/unit/fixture.h"

struct yard {
	struct ctx *cx;
	organisation_id acme, globex;
	product_id product;
	contract_id contract; /* of ACME, for a year */
};

static struct contract_new year(struct ctx *cx, const char *number, organisation_id of)
{
	return (struct contract_new){ .number = str_from(number), .organisation = of,
		.tier = STR("Gold"), .hardware = true, .software = true, .starts_at = cx->now,
		.ends_at = instant_add(cx->now, (seconds){ 365 * SECONDS_PER_DAY }) };
}

static struct yard yard_open(struct test *t)
{
	struct yard y = { .cx = fixture_ctx(t) };
	struct product_new p = { .code = STR("NB-1"), .name = STR("One"), .software = STR("BeamOS") };

	ASSERT_OK(organisation_create(y.cx, &(struct organisation_new){ .name = STR("ACME") }, &y.acme));
	ASSERT_OK(organisation_create(y.cx, &(struct organisation_new){ .name = STR("Globex") },
		&y.globex));
	ASSERT_OK(product_create(y.cx, &p, &y.product));
	struct contract_new n = year(y.cx, "C-1", y.acme);
	ASSERT_OK(contract_create(y.cx, &n, &y.contract));
	return y;
}

static struct asset add_device(struct yard *y, const char *serial, const char *owner,
	const char *contract)
{
	struct asset_edit e = { .serial = str_from(serial), .product = STR("nb-1"),
		.organisation = str_from(owner), .contract = str_from(contract) };
	struct str kept;
	struct asset a;

	ASSERT_OK(asset_create(y->cx, &e, &kept));
	ASSERT_OK(asset_find(y->cx, kept, &a));
	return a;
}

static enum entitlement covers(struct yard *y, const char *serial)
{
	struct entitlement_ask ask = { .serial = str_from(serial) };
	struct entitlement_found f;

	ASSERT_OK(entitlement_check(y->cx, &ask, &f));
	return f.state;
}

TEST_STORE(a_device_put_under_a_contract_is_entitled_until_it_is_taken_off)
{
	struct yard y = yard_open(t);
	struct asset_list under;

	add_device(&y, "sn 1", "ACME", "");
	ASSERT_EQ(covers(&y, "SN1"), ENTITLEMENT_NONE);
	ASSERT_OK(contract_cover_asset(y.cx, y.contract, STR("sn1")));
	ASSERT_EQ(covers(&y, "SN1"), ENTITLEMENT_CONTRACT);
	ASSERT_OK(contract_assets(y.cx, y.contract, STR(""), &under));
	ASSERT_EQ(under.len, 1);
	ASSERT_OK(contract_drop_asset(y.cx, y.contract, STR("SN1")));
	ASSERT_EQ(covers(&y, "SN1"), ENTITLEMENT_NONE);
	ASSERT_ERR(ERR_NOT_FOUND, contract_drop_asset(y.cx, y.contract, STR("SN1")));
}

TEST_STORE(the_software_of_a_product_is_covered_while_the_contract_lists_it)
{
	struct yard y = yard_open(t);
	struct q_contract_products_list list;

	add_device(&y, "SN1", "ACME", "");
	ASSERT_OK(contract_cover_product(y.cx, y.contract, STR("nb-1")));
	ASSERT_OK(contract_cover_product(y.cx, y.contract, STR("NB-1")));
	ASSERT_OK(contract_products(y.cx, y.contract, &list));
	ASSERT_EQ(list.len, 1);
	struct entitlement_ask ask = { .product = y.product, .organisation = y.acme };
	struct entitlement_found f;
	ASSERT_OK(entitlement_check(y.cx, &ask, &f));
	ASSERT_EQ(f.state, ENTITLEMENT_SOFTWARE);
	ASSERT_OK(contract_drop_product(y.cx, y.contract, y.product));
	ASSERT_OK(entitlement_check(y.cx, &ask, &f));
	ASSERT_EQ(f.state, ENTITLEMENT_NONE);
}

TEST_STORE(a_contract_takes_no_device_of_another_organisation_and_no_number_twice)
{
	struct yard y = yard_open(t);
	struct contract_new n = year(y.cx, "C-1", y.globex);
	contract_id id;

	add_device(&y, "SN2", "Globex", "");
	ASSERT_ERR(ERR_INVALID, contract_cover_asset(y.cx, y.contract, STR("SN2")));
	ASSERT_ERR(ERR_CONFLICT, contract_create(y.cx, &n, &id));
	n.number = STR("C-2");
	n.ends_at = n.starts_at;
	ASSERT_ERR(ERR_INVALID, contract_create(y.cx, &n, &id));
	n.organisation = (organisation_id){ 99 };
	n.ends_at = instant_add(n.starts_at, (seconds){ 60 });
	ASSERT_ERR(ERR_NOT_FOUND, contract_create(y.cx, &n, &id));
}

TEST_STORE(contracts_are_found_by_organisation_and_by_part_of_their_number)
{
	struct yard y = yard_open(t);
	struct contract_new n = year(y.cx, "G-7", y.globex);
	struct q_contract_page_list list;
	contract_id id;

	ASSERT_OK(contract_create(y.cx, &n, &id));
	ASSERT_OK(contract_find(y.cx, &(struct contract_filter){ 0 }, &list));
	ASSERT_EQ(list.len, 2);
	ASSERT_OK(contract_find(y.cx, &(struct contract_filter){ .organisation = y.globex }, &list));
	ASSERT_EQ(list.len, 1);
	ASSERT_STR(list.at[0].organisation_name, "Globex");
	ASSERT_OK(contract_find(y.cx, &(struct contract_filter){ .find = STR("-1") }, &list));
	ASSERT_EQ(list.len, 1);
	ASSERT_STR(list.at[0].number, "C-1");
}

TEST_STORE(a_device_that_goes_to_another_organisation_leaves_the_contract_behind)
{
	struct yard y = yard_open(t);
	struct audit_event_list acts;
	struct asset a = add_device(&y, "SN1", "ACME", "C-1");
	struct asset_edit e = { .product = STR("NB-1"), .organisation = STR("Globex"),
		.contract = STR("C-1"), .host = STR("edge1") };

	ASSERT_EQ(a.contract.v, y.contract.v);
	ASSERT_ERR(ERR_INVALID, asset_change(y.cx, a.serial, &e));
	e.contract = STR("");
	ASSERT_OK(asset_change(y.cx, a.serial, &e));
	ASSERT_OK(asset_find(y.cx, a.serial, &a));
	ASSERT_EQ(a.organisation.v, y.globex.v);
	ASSERT_EQ(a.contract.v, 0);
	ASSERT_STR(a.host, "edge1");
	ASSERT_OK(audit_list(y.cx, STR("asset."), (audit_id){ INT64_MAX }, &acts));
	ASSERT_EQ(acts.len, 2);
	ASSERT_STR(acts.at[0].act, "asset.changed");
	ASSERT_STR(acts.at[0].detail, "SN1");
}

TEST_STORE(an_agent_edits_devices_but_no_contract_and_a_customer_neither)
{
	struct yard y = yard_open(t);
	struct asset a = add_device(&y, "SN1", "ACME", "");
	struct asset_edit e = { .product = STR("NB-1"), .organisation = STR("ACME") };
	struct actor agent = { .person = { 1 }, .roles = ROLE_AGENT };
	struct actor customer = { .person = { 2 }, .roles = ROLE_CUSTOMER_ADMIN };
	struct contract_new n = year(y.cx, "C-9", y.acme);
	struct contract c;
	contract_id id;

	actor_derive(&agent);
	actor_derive(&customer);
	y.cx->actor = &agent;
	ASSERT_OK(asset_change(y.cx, a.serial, &e));
	ASSERT_ERR(ERR_DENIED, contract_create(y.cx, &n, &id));
	ASSERT_ERR(ERR_DENIED, contract_cover_asset(y.cx, y.contract, a.serial));
	y.cx->actor = &customer;
	ASSERT_ERR(ERR_DENIED, asset_change(y.cx, a.serial, &e));
	ASSERT_ERR(ERR_NOT_FOUND, contract_load(y.cx, y.contract, &c));
}
