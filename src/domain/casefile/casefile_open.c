#include "domain/casefile/casefile.h"

#include "base/limits.h"
#include "domain/account/organisation.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/casefile/assign/assign.h"
#include "domain/casefile/notice/notice.h"
#include "domain/casefile/number.h"
#include "domain/escalation/escalation.h"
#include "domain/product/product.h"
#include "domain/search/outbox.h"
#include "domain/target/target.h"
#include "domain/webhook/webhook.h"
#include "store/db.h"
#include "store/store.h"

enum { REPORTED_BACK_MAX_S = 24 * 3600 };

/* What a casefile_new means once names have been looked up. */
struct resolved {
	organisation_id organisation;
	person_id contact;
	struct product product;
	struct release release;
	struct str serial;
	struct entitlement_found covered;
};

static error check_texts(struct ctx *cx, const struct casefile_new *n)
{
	error wrong = OK;
	if (str_is_blank(n->summary))
		wrong = err_also(cx, wrong, err_field(cx, "summary",
			"Say in one line what is wrong, like \"BGP sessions flap after upgrade\"."));
	if (n->summary.len > LIMIT_SUBJECT)
		wrong = err_also(cx, wrong, err_field(cx, "summary",
			"The brief description has at most 250 bytes. Put the rest below."));
	if (str_is_blank(n->description))
		wrong = err_also(cx, wrong, err_field(cx, "description",
			"Describe the problem: what you see, since when, what changed."));
	if (n->description.len > LIMIT_CASE_TEXT)
		wrong = err_also(cx, wrong, err_field(cx, "description",
			"The description has at most 1 MB. Attach long logs as files."));
	if (n->priority < PRIORITY_HIGHEST || n->priority > PRIORITY_LOWEST)
		wrong = err_also(cx, wrong, err_field(cx, "priority", "Choose a priority, 1 to 4."));
	if (n->impact.len > LIMIT_IMPACT)
		wrong = err_also(cx, wrong, err_field(cx, "impact",
			"The business impact has at most 4,000 bytes."));
	bool urgent = n->priority == 1 || n->priority == 2;
	if (urgent && str_is_blank(n->impact))
		wrong = err_also(cx, wrong, err_field(cx, "impact",
			"For P1 and P2, say what stops working for whom."));
	return wrong;
}

static error find_people(struct ctx *cx, const struct casefile_new *n, struct resolved *r)
{
	struct organisation o;
	struct person p;
	struct q_membership_role_row m;
	bool member;

	r->contact = cx->actor->person;
	if (n->contact.len > 0 && cx->actor->staff) {
		error e = person_find(cx, n->contact, &p);
		if (err_is(e, ERR_NOT_FOUND))
			return err_field(cx, "contact", "No account has this address. Create it first.");
		TRY(e);
		r->contact = p.id;
	}
	if (r->contact.v == 0)
		return err_field(cx, "contact", "Say whose case this is: the contact's address.");

	struct q_person_organisation_row first = { 0 };
	TRY(q_person_organisation(cx, r->contact, &first, &member));
	r->organisation = first.id;
	if (n->organisation.len == 0)
		return OK;
	error e = organisation_find(cx, n->organisation, &o);
	if (e == OK)
		e = q_membership_role(cx, r->contact, o.id, &m, &member);
	if (err_is(e, ERR_NOT_FOUND) || (e == OK && !member))
		return err_field(cx, "organisation", "The contact does not belong to this organisation.");
	TRY(e);
	r->organisation = o.id;
	return OK;
}

static error find_product(struct ctx *cx, const struct casefile_new *n, struct resolved *r)
{
	bool found = false;

	if (n->product.len > 0) {
		error e = product_find(cx, n->product, &r->product);
		if (err_is(e, ERR_NOT_FOUND))
			return err_field(cx, "product", "This product is not known. Choose one of the list.");
		TRY(e);
	} else if (r->covered.has_asset) {
		TRY(product_load(cx, r->covered.asset.product, &r->product));
	}
	if (n->release.len > LIMIT_NAME)
		return err_field(cx, "release", "A release has at most 200 bytes, like 24.2R1-S3.");
	if (n->release.len > 0 && r->product.id.v != 0)
		TRY(q_release_by_name(cx, r->product.id, str_trim(n->release), &r->release, &found));
	return OK;
}

static error resolve(struct ctx *cx, const struct casefile_new *n, struct resolved *r)
{
	error wrong = err_also(cx, check_texts(cx, n), find_people(cx, n, r));
	if (n->serial.len > 0)
		wrong = err_also(cx, wrong, serial_normalise(cx, n->serial, "serial", &r->serial));
	bool asked = instant_is_set(n->reported_at);
	/* A mail may have waited here for long. */
	if (asked && n->channel != CHANNEL_MAIL && (n->reported_at.us > cx->now.us ||
		instant_since(cx->now, n->reported_at).s > REPORTED_BACK_MAX_S))
		wrong = err_also(cx, wrong, err_field(cx, "reported_at",
			"A call started at most 24 hours ago, and not in the future."));
	TRY(wrong);

	struct entitlement_ask ask = { r->serial, { 0 }, r->organisation };
	TRY(entitlement_check(cx, &ask, &r->covered));
	TRY(find_product(cx, n, r));
	if (r->covered.state == ENTITLEMENT_UNKNOWN && r->product.id.v != 0) {
		ask.product = r->product.id;
		TRY(entitlement_check(cx, &ask, &r->covered));
	}
	return OK;
}

static error pick_queue(struct ctx *cx, struct str family, queue_id *out)
{
	struct q_queue_for_family_row row;
	struct q_queue_insert_row made;

	TRY(q_queue_for_family(cx, family, &row));
	if (row.id.v != 0) {
		*out = row.id;
		return OK;
	}
	TRY(q_queue_insert(cx, STR("Support"), STR(""), &made));
	*out = made.id;
	return OK;
}

static error insert(struct ctx *cx, const struct casefile_new *n, const struct resolved *r,
	casefile_id *out)
{
	struct q_casefile_insert_row made;
	struct str number;
	queue_id queue;
	instant due;
	int rung;

	instant reported = instant_is_set(n->reported_at) ? n->reported_at : cx->now;
	asset_id asset = r->covered.has_asset ? r->covered.asset.id : (asset_id){ 0 };
	struct str language = n->language.len > 0 ? n->language : STR("en");
	bool staff = cx->actor->staff;

	TRY(escalation_forecast(cx, (int)n->priority, reported, &rung, &due));
	if (rung == 0)
		due.us = INT64_MAX; /* never, which sorts last */
	if (n->queue.v != 0)
		queue = n->queue;
	else
		TRY(pick_queue(cx, r->product.family, &queue));
	TRY(casefile_number_next(cx, &number));
	TRY(q_casefile_insert(cx, number, r->organisation, r->contact, r->product.id,
		r->release.id, str_trim(n->release), asset, r->serial, r->covered.contract,
		r->covered.state, n->priority, CASEFILE_NEW, str_trim(n->summary),
		str_trim(n->impact), language, n->channel, queue, reported, cx->now,
		(instant){ staff ? 0 : cx->now.us }, (instant){ staff ? cx->now.us : 0 }, rung, due,
		&made));
	*out = made.id;
	return escalation_case_opened(cx, made.id, (int)n->priority, reported);
}

error casefile_open(struct ctx *cx, const struct casefile_new *n, struct casefile *out)
{
	struct resolved r = { 0 };
	casefile_id id;
	entry_id entry;

	TRY(actor_may(cx, MAY_OPEN_CASE, RELATION_OWN));
	TRY(resolve(cx, n, &r));

	AUTO_TX tx = tx_begin(cx);

	TRY(insert(cx, n, &r, &id));
	struct entry_new first = { .kind = ENTRY_MESSAGE, .public = true, .letter = n->letter,
		.text = n->description };
	TRY(timeline_begin(cx, id, &first, &entry));
	TRY(search_changed(cx, SEARCH_CASEFILE, id.v)); /* there are no notes yet */
	TRY(target_case_opened(cx, id));
	TRY(webhook_tell(cx, id, EVENT_OPENED));
	TRY(casefile_load(cx, id, out));
	TRY(notice_tell(cx, out, &(struct notice){ .kind = NOTICE_OPENED, .entry = entry,
		.quiet = n->quiet }));
	TRY(assign_opened(cx, out));
	TRY(store_announce(cx, STR("case"), id.v));

	return tx_commit(&tx);
}
