#include "domain/product/asset_import.h"

#include "base/utf8.h"
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/product/product.h"
#include "store/db.h"

static const struct alias {
	struct str name;
	enum asset_column column;
} aliases[] = {
	{ STR_INIT("serial"), COLUMN_SERIAL },
	{ STR_INIT("serial number"), COLUMN_SERIAL },
	{ STR_INIT("product"), COLUMN_PRODUCT },
	{ STR_INIT("product code"), COLUMN_PRODUCT },
	{ STR_INIT("model"), COLUMN_PRODUCT },
	{ STR_INIT("organisation"), COLUMN_ORGANISATION },
	{ STR_INIT("organization"), COLUMN_ORGANISATION },
	{ STR_INIT("customer"), COLUMN_ORGANISATION },
	{ STR_INIT("company"), COLUMN_ORGANISATION },
	{ STR_INIT("release"), COLUMN_RELEASE },
	{ STR_INIT("version"), COLUMN_RELEASE },
	{ STR_INIT("software version"), COLUMN_RELEASE },
	{ STR_INIT("host"), COLUMN_HOST },
	{ STR_INIT("hostname"), COLUMN_HOST },
	{ STR_INIT("location"), COLUMN_LOCATION },
	{ STR_INIT("site"), COLUMN_LOCATION },
	{ STR_INIT("contract"), COLUMN_CONTRACT },
	{ STR_INIT("contract number"), COLUMN_CONTRACT },
	{ STR_INIT("tier"), COLUMN_TIER },
	{ STR_INIT("service level"), COLUMN_TIER },
	{ STR_INIT("starts"), COLUMN_STARTS },
	{ STR_INIT("contract start"), COLUMN_STARTS },
	{ STR_INIT("contract starts"), COLUMN_STARTS },
	{ STR_INIT("ends"), COLUMN_ENDS },
	{ STR_INIT("contract end"), COLUMN_ENDS },
	{ STR_INIT("contract ends"), COLUMN_ENDS },
	{ STR_INIT("shipped"), COLUMN_SHIPPED },
	{ STR_INIT("ship date"), COLUMN_SHIPPED },
	{ STR_INIT("warranty"), COLUMN_WARRANTY },
	{ STR_INIT("warranty end"), COLUMN_WARRANTY },
	{ STR_INIT("warranty ends"), COLUMN_WARRANTY },
};

static struct str plain_name(struct arena *a, struct str name)
{
	struct str low = str_lower(a, str_trim(name));
	char *at = str_c(a, low);

	for (size_t i = 0; i < low.len; i++)
		if (at[i] == '_' || at[i] == '-')
			at[i] = ' ';
	return str_of(at, low.len);
}

static int column_of(struct arena *a, struct str name)
{
	struct str plain = plain_name(a, name);

	for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
		if (str_eq(aliases[i].name, plain))
			return (int)aliases[i].column;
	return -1;
}

error asset_columns_of(struct ctx *cx, const str_list *header, struct asset_columns *out)
{
	*out = (struct asset_columns){ 0 };
	for (int i = 0; i < COLUMN_COUNT_; i++)
		out->at[i] = -1;
	for (size_t i = 0; i < header->len; i++) {
		int column = column_of(cx->arena, header->at[i]);
		if (column < 0)
			*arena_push(cx->arena, &out->unknown) = header->at[i];
		else if (out->at[column] < 0)
			out->at[column] = (int)i;
	}
	if (out->at[COLUMN_SERIAL] < 0 || out->at[COLUMN_PRODUCT] < 0 ||
		out->at[COLUMN_ORGANISATION] < 0)
		return err_field(cx, "header", "The first line must name the columns; serial, "
			"product and organisation are needed.");
	return OK;
}

/* --- one row --- */

struct row {
	const struct asset_columns *columns;
	const str_list *fields;
	struct asset_imported *result;
	organisation_id organisation;
	struct product product;
};

static struct str value(const struct row *r, enum asset_column column)
{
	int at = r->columns->at[column];
	return at >= 0 && (size_t)at < r->fields->len ? r->fields->at[at] : STR("");
}

static error date(struct ctx *cx, const struct row *r, enum asset_column column, instant *out)
{
	struct str text = value(r, column);

	*out = (instant){ 0 };
	if (text.len == 0 || instant_parse(text, out))
		return OK;
	return err_field(cx, "date", "A date is written 2026-11-23.");
}

static error find_owner(struct ctx *cx, struct row *r)
{
	struct str name = value(r, COLUMN_ORGANISATION);
	struct organisation known = { 0 };

	if (name.len == 0)
		return err_field(cx, "organisation", "Name the organisation that has the device.");
	error e = organisation_find(cx, name, &known);
	r->organisation = known.id;
	if (!err_is(e, ERR_NOT_FOUND))
		return e;
	r->result->new_organisation = true;
	return organisation_create(cx, &(struct organisation_new){ .name = name },
		&r->organisation);
}

static error find_product(struct ctx *cx, struct row *r)
{
	struct str code = value(r, COLUMN_PRODUCT);
	product_id id;

	if (code.len == 0)
		return err_field(cx, "product", "Give the code of the product.");
	error e = product_find(cx, code, &r->product);
	if (!err_is(e, ERR_NOT_FOUND))
		return e;
	r->result->new_product = true;
	TRY(product_create(cx, &(struct product_new){ .code = code, .name = code,
		.family = STR("Other") }, &id));
	return product_load(cx, id, &r->product);
}

/* What the row does not say of a contract stays as it is. */
static error find_contract(struct ctx *cx, struct row *r, instant shipped, contract_id *out)
{
	struct contract_new n = { .number = value(r, COLUMN_CONTRACT), .tier = value(r, COLUMN_TIER),
		.organisation = r->organisation, .hardware = true, .software = true };
	struct contract old = { 0 };
	bool found;

	*out = (contract_id){ 0 };
	if (n.number.len == 0)
		return OK;
	TRY(q_contract_by_number(cx, n.number, &old, &found));
	if (found && old.organisation.v != r->organisation.v)
		return err_field(cx, "contract", "This contract belongs to another organisation.");
	TRY(date(cx, r, COLUMN_STARTS, &n.starts_at));
	TRY(date(cx, r, COLUMN_ENDS, &n.ends_at));
	if (found) {
		n.hardware = old.hardware;
		n.software = old.software;
		n.tier = n.tier.len > 0 ? n.tier : old.tier;
		n.starts_at = instant_is_set(n.starts_at) ? n.starts_at : old.starts_at;
		n.ends_at = instant_is_set(n.ends_at) ? n.ends_at : old.ends_at;
	} else if (!instant_is_set(n.starts_at)) {
		n.starts_at = instant_is_set(shipped) ? shipped : cx->now;
	}
	if (!instant_is_set(n.ends_at))
		return err_field(cx, "ends", "Say when the contract ends: 2026-11-23.");
	r->result->new_contract = !found;
	*out = old.id;
	bool same = found && str_eq(n.tier, old.tier) && n.starts_at.us == old.starts_at.us &&
		n.ends_at.us == old.ends_at.us;
	if (!same)
		TRY(contract_put(cx, &n, out));
	r->result->changed |= found && !same;
	return contract_add_product(cx, *out, r->product.id);
}

static error find_release(struct ctx *cx, const struct row *r, release_id *out)
{
	struct str name = value(r, COLUMN_RELEASE);
	struct release release = { 0 };
	bool found = false;

	if (name.len > 0)
		TRY(q_release_by_name(cx, r->product.id, name, &release, &found));
	if (name.len > 0 && !found)
		return err_field(cx, "release", "This release of the product is not known. Leave it "
			"out, or add it under Products.");
	*out = release.id;
	return OK;
}

static bool is_same(const struct asset *old, const struct asset_new *n)
{
	return old->product.v == n->product.v && old->organisation.v == n->organisation.v &&
		old->contract.v == n->contract.v && old->release.v == n->release.v &&
		str_eq(old->host, n->host) && str_eq(old->location, n->location) &&
		old->shipped_at.us == n->shipped_at.us &&
		old->warranty_ends_at.us == n->warranty_ends_at.us;
}

static error put(struct ctx *cx, const struct row *r, const struct asset_new *n)
{
	struct asset old;

	error e = asset_find(cx, n->serial, &old);
	if (e != OK && !err_is(e, ERR_NOT_FOUND))
		return e;
	r->result->added = e != OK;
	if (e == OK && is_same(&old, n))
		return OK;
	r->result->changed |= e == OK;
	return asset_put(cx, n);
}

error asset_import(struct ctx *cx, const struct asset_columns *columns, const str_list *fields,
	struct asset_imported *out)
{
	struct row r = { .columns = columns, .fields = fields, .result = out };
	struct asset_new n = { 0 };

	*out = (struct asset_imported){ 0 };
	TRY(actor_may(cx, MAY_IMPORT_ASSETS, RELATION_NONE));
	for (size_t i = 0; i < fields->len; i++)
		if (!utf8_is_text(fields->at[i]))
			return err_field(cx, "file", "This line is not UTF-8 text. Save the file as UTF-8.");

	AUTO_TX tx = tx_begin(cx);

	TRY(serial_normalise(cx, value(&r, COLUMN_SERIAL), "serial", &n.serial));
	TRY(find_owner(cx, &r));
	TRY(find_product(cx, &r));
	TRY(date(cx, &r, COLUMN_SHIPPED, &n.shipped_at));
	TRY(date(cx, &r, COLUMN_WARRANTY, &n.warranty_ends_at));
	TRY(find_contract(cx, &r, n.shipped_at, &n.contract));
	TRY(find_release(cx, &r, &n.release));
	n.product = r.product.id;
	n.organisation = r.organisation;
	n.host = value(&r, COLUMN_HOST);
	n.location = value(&r, COLUMN_LOCATION);
	TRY(put(cx, &r, &n));

	return tx_commit(&tx);
}
