#include "domain/inspection/inspection.h"

#include "base/buf.h"
#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/casefile/find.h"
#include "domain/product/product.h"
#include "store/db.h"
#include "store/store.h"

enum { IGNORED_TEXT_MAX = 2000 };

/* --- showing --- */

static void read_ignored(struct inspection_file *f)
{
	struct str part, rest = f->row.ignored;
	int64_t n;

	f->open_secrets = f->findings.secret_count;
	while (str_cut(&rest, ',', &part))
		if (str_int(part, &n) && n >= 1 && n <= BUNDLE_SECRETS_MAX && !f->is_ignored[n - 1]) {
			f->is_ignored[n - 1] = true;
			f->open_secrets--;
		}
}

/* Whether the file has facts of the kind, and none is what the case says. */
static bool is_other(const struct bundle_findings *f, enum bundle_fact_kind kind, struct str own)
{
	bool has = false;

	for (size_t i = 0; i < f->facts.len; i++) {
		if (f->facts.at[i].kind != kind)
			continue;
		has = true;
		if (str_eq_nocase(f->facts.at[i].value, own))
			return false;
	}
	return has && own.len > 0;
}

static struct str version_of(const struct casefile *c)
{
	return c->release_name.len > 0 ? c->release_name : c->release_text;
}

static error read_file(struct ctx *cx, const struct casefile *c, const struct inspection *row,
	struct inspection_file *out)
{
	*out = (struct inspection_file){ .row = *row };
	TRY(bundle_decode(cx, row->findings, &out->findings));
	read_ignored(out);
	out->other_serial = is_other(&out->findings, FACT_SERIAL, c->serial);
	out->other_model = is_other(&out->findings, FACT_MODEL, c->product_code);
	out->other_version = is_other(&out->findings, FACT_VERSION, version_of(c));
	return OK;
}

error inspection_of_case(struct ctx *cx, const struct casefile *c, inspection_file_list *out)
{
	struct inspection_list rows;

	*out = (inspection_file_list){ 0 };
	TRY(q_inspection_of_case(cx, c->id, may(cx->actor, MAY_WORK_CASE), &rows));
	for (size_t i = 0; i < rows.len; i++)
		TRY(read_file(cx, c, &rows.at[i], arena_push(cx->arena, out)));
	return OK;
}

static error load(struct ctx *cx, const struct casefile *c, attachment_id id, struct inspection_file *out)
{
	struct inspection row;
	bool found;

	TRY(actor_may(cx, MAY_UPDATE_CASE, casefile_relation(cx, c)));
	TRY(q_inspection_by_id(cx, id, c->id, may(cx->actor, MAY_WORK_CASE), &row, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "no findings of such a file");
	return read_file(cx, c, &row, out);
}

static error changed(struct ctx *cx, casefile_id id)
{
	TRY(casefile_findable(cx, id));
	return store_announce(cx, STR("case"), id.v);
}

/* --- taking what it says --- */

struct device {
	struct str serial, release_text;
	struct entitlement_found covered;
	product_id product;
	release_id release;
};

static error take_serial(struct ctx *cx, const struct casefile *c, struct str value, struct device *d)
{
	struct entitlement_ask ask = { .product = c->product, .organisation = c->organisation };

	TRY(serial_normalise(cx, value, "serial", &d->serial));
	ask.serial = d->serial;
	TRY(entitlement_check(cx, &ask, &d->covered));
	if (d->covered.has_asset)
		d->product = d->covered.asset.product;
	return OK;
}

static error take_model(struct ctx *cx, struct str value, struct device *d)
{
	struct product p;

	error e = product_find(cx, value, &p);
	if (err_is(e, ERR_NOT_FOUND))
		return err_field(cx, "fact", "This model is none of the products that are known here.");
	TRY(e);
	d->product = p.id;
	return OK;
}

static error take_version(struct ctx *cx, struct str value, struct device *d)
{
	struct q_inspection_release_row row = { 0 };
	bool found = false;

	d->release_text = value;
	if (d->product.v != 0)
		TRY(q_inspection_release(cx, d->product, value, &row, &found));
	d->release = row.release;
	return OK;
}

static error take(struct ctx *cx, const struct casefile *c, const struct bundle_fact *f,
	struct field_change *change, struct device *d)
{
	change->to = f->value;
	change->public = true;
	switch (f->kind) {
	case FACT_SERIAL:
		change->field = "serial number";
		change->from = c->serial;
		return take_serial(cx, c, f->value, d);
	case FACT_MODEL:
		change->field = "product";
		change->from = c->product_code;
		return take_model(cx, f->value, d);
	case FACT_VERSION:
		change->field = "software version";
		change->from = version_of(c);
		return take_version(cx, f->value, d);
	case FACT_HOST:
	case FACT_KINDS:
		break;
	}
	return err_field(cx, "fact", "A case has no field for this.");
}

error inspection_accept(struct ctx *cx, const struct casefile *c, attachment_id id, int64_t fact)
{
	struct field_change change = { 0 };
	struct inspection_file f;

	TRY(load(cx, c, id, &f));
	if (fact < 0 || (size_t)fact >= f.findings.facts.len)
		return err_new(cx, ERR_NOT_FOUND, "no such fact");
	struct device d = { .serial = c->serial, .release_text = c->release_text,
		.product = c->product, .release = c->release,
		.covered = { .state = (enum entitlement)c->entitlement, .contract = c->contract,
			.has_asset = c->asset.v != 0, .asset.id = c->asset } };
	TRY(take(cx, c, &f.findings.facts.at[fact], &change, &d));
	change.why = str_concat(cx->arena, STR("from "), f.row.name);

	AUTO_TX tx = tx_begin(cx);

	TRY(q_inspection_set_device(cx, c->id, d.serial,
		d.covered.has_asset ? d.covered.asset.id : (asset_id){ 0 }, d.covered.contract,
		d.covered.state, d.product, d.release, d.release_text, cx->now));
	TRY(timeline_add_change(cx, c->id, &change));
	TRY(changed(cx, c->id));

	return tx_commit(&tx);
}

/* --- secrets --- */

error inspection_ignore(struct ctx *cx, const struct casefile *c, attachment_id id, int64_t secret,
	bool ignored)
{
	struct buf b = buf_new(cx->arena, IGNORED_TEXT_MAX);
	struct inspection_file f;
	int64_t done;

	TRY(load(cx, c, id, &f));
	if (secret < 1 || (size_t)secret > f.findings.secrets.len)
		return err_new(cx, ERR_NOT_FOUND, "no such secret");
	f.is_ignored[secret - 1] = ignored;
	for (int i = 0; i < BUNDLE_SECRETS_MAX; i++)
		if (f.is_ignored[i])
			buf_printf(&b, "%s%d", buf_str(&b).len > 0 ? "," : "", i + 1);

	AUTO_TX tx = tx_begin(cx);

	TRY(q_inspection_set_ignored(cx, id, buf_str(&b), &done));
	if (done == 0)
		return err_person(cx, ERR_CONFLICT, "The copy without secrets is being made already.");
	TRY(store_announce(cx, STR("case"), c->id.v));

	return tx_commit(&tx);
}

error inspection_redact(struct ctx *cx, const struct casefile *c, attachment_id id,
	enum inspection_original original)
{
	struct inspection_file f;
	int64_t done;

	TRY(load(cx, c, id, &f));
	if (original != ORIGINAL_RESTRICTED && original != ORIGINAL_REMOVED)
		return err_field(cx, "original", "Choose what becomes of the original.");
	if (f.open_secrets == 0)
		return err_person(cx, ERR_CONFLICT, "There is nothing to take out of this file.");

	AUTO_TX tx = tx_begin(cx);

	TRY(q_inspection_set_redact(cx, id, original, cx->actor->person, cx->now, &done));
	if (done == 0)
		return err_person(cx, ERR_CONFLICT, "The copy without secrets is being made already.");
	TRY(store_announce(cx, STR("case"), c->id.v));

	return tx_commit(&tx);
}
