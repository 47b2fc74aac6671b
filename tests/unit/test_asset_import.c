#include "base/csv.h"
#include "domain/account/permission.h"
#include "domain/product/asset_import.h"
#include "domain/product/entitlement.h"
#include "tests/unit/fixture.h"

TEST(a_table_is_read_with_quotes_line_breaks_and_semicolons)
{
	struct csv c = csv_begin(STR("\xef\xbb\xbf" "a;b\r\n\"x;\"\"y\"\"\nz\";2\r\n\r\nlast;"));
	str_list row;

	ASSERT_EQ(csv_next(&c, t->arena, &row), CSV_ROW);
	ASSERT_STR(row.at[1], "b");
	ASSERT_EQ(csv_next(&c, t->arena, &row), CSV_ROW);
	ASSERT_STR(row.at[0], "x;\"y\"\nz");
	ASSERT_STR(row.at[1], "2");
	ASSERT_EQ(c.line, 2);
	ASSERT_EQ(csv_next(&c, t->arena, &row), CSV_ROW);
	ASSERT_EQ(c.line, 5);
	ASSERT_EQ(row.len, 2);
	ASSERT_STR(row.at[1], "");
	ASSERT_EQ(csv_next(&c, t->arena, &row), CSV_END);
}

TEST(a_quote_that_does_not_close_is_said)
{
	struct csv c = csv_begin(STR("a,b\n\"open,1\n"));
	str_list row;

	ASSERT_EQ(csv_next(&c, t->arena, &row), CSV_ROW);
	ASSERT_EQ(csv_next(&c, t->arena, &row), CSV_OPEN_QUOTE);
	ASSERT_EQ(c.line, 2);
	ASSERT_EQ(csv_next(&c, t->arena, &row), CSV_END);
}

static error import(struct ctx *cx, const char *header, const char *line,
	struct asset_imported *out)
{
	struct csv head = csv_begin(str_from(header)), row = csv_begin(str_from(line));
	struct asset_columns columns;
	str_list fields;

	if (csv_next(&head, cx->arena, &fields) == CSV_ROW)
		TRY(asset_columns_of(cx, &fields, &columns));
	if (csv_next(&row, cx->arena, &fields) != CSV_ROW)
		return err_new(cx, ERR_INTERNAL, "no row");
	return asset_import(cx, &columns, &fields, out);
}

#define HEADER "Serial_Number,model,customer,contract,tier,ends,location,colour"

TEST_STORE(a_device_comes_with_its_organisation_product_and_contract)
{
	struct ctx *cx = fixture_ctx(t);
	struct asset_imported r;
	struct asset a;
	struct entitlement_found f;

	ASSERT_OK(import(cx, HEADER, "ab-1 2,NB-1,ACME,C-9,Gold,2027-01-01,\"Oslo, hall 3\",red", &r));
	ASSERT(r.added && r.new_organisation && r.new_product && r.new_contract);
	ASSERT_OK(asset_find(cx, STR("AB-12"), &a));
	ASSERT_STR(a.location, "Oslo, hall 3");
	ASSERT_STR(a.tier, "Gold");
	struct entitlement_ask ask = { .serial = STR("AB-12"), .organisation = a.organisation };
	ASSERT_OK(entitlement_check(cx, &ask, &f));
	ASSERT_EQ(f.state, ENTITLEMENT_CONTRACT);
}

TEST_STORE(the_same_device_again_changes_only_what_differs)
{
	struct ctx *cx = fixture_ctx(t);
	struct asset_imported r;

	ASSERT_OK(import(cx, HEADER, "S1,NB-1,ACME,C-9,Gold,2027-01-01,Oslo", &r));
	ASSERT_OK(import(cx, HEADER, "S1,NB-1,ACME,C-9,Gold,2027-01-01,Oslo", &r));
	ASSERT(!r.added && !r.changed && !r.new_contract);
	ASSERT_OK(import(cx, HEADER, "S1,NB-1,ACME,C-9,,,Bergen", &r));
	ASSERT(!r.added && r.changed);
}

TEST_STORE(a_line_that_is_wrong_leaves_nothing)
{
	struct ctx *cx = fixture_ctx(t);
	struct asset_imported r;
	struct asset a;

	ASSERT_ERR(ERR_INVALID, import(cx, HEADER, "S1,NB-1,ACME,C-9,Gold,soon", &r));
	ASSERT_ERR(ERR_INVALID, import(cx, HEADER, "S1,NB-1,ACME,C-9,Gold,", &r));
	ASSERT_ERR(ERR_INVALID, import(cx, HEADER, "S1,,ACME", &r));
	ASSERT_ERR(ERR_INVALID, import(cx, HEADER, "S1,NB-1,\xff", &r));
	ASSERT_ERR(ERR_INVALID, import(cx, "serial,model", "S1,NB-1", &r));
	ASSERT_ERR(ERR_NOT_FOUND, asset_find(cx, STR("S1"), &a));
	ASSERT_OK(import(cx, HEADER, "S1,NB-1,ACME", &r));
	ASSERT(r.new_organisation && r.new_product);
}

TEST_STORE(a_contract_of_another_organisation_is_refused)
{
	struct ctx *cx = fixture_ctx(t);
	struct asset_imported r;

	ASSERT_OK(import(cx, HEADER, "S1,NB-1,ACME,C-9,Gold,2027-01-01", &r));
	ASSERT_ERR(ERR_INVALID, import(cx, HEADER, "S2,NB-1,Other,C-9,Gold,2027-01-01", &r));
}

TEST_STORE(only_administrators_import)
{
	struct ctx *cx = fixture_ctx(t);
	struct actor agent = { .person = { 1 }, .roles = ROLE_AGENT };
	struct asset_imported r;

	cx->actor = &agent;
	ASSERT_ERR(ERR_DENIED, import(cx, HEADER, "S1,NB-1,ACME", &r));
}
