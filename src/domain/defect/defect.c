#include "domain/defect/defect.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/counter/counter.h"
#include "domain/defect/tell.h"
#include "domain/product/product.h"
#include "domain/search/outbox.h"
#include "store/db.h"

static const struct defect_rule rules[DEFECT_STATES_] = {
	[DEFECT_OPEN] = { STR_INIT("open"), SAY_INIT("Under investigation") },
	[DEFECT_CONFIRMED] = { STR_INIT("confirmed"), SAY_INIT("Confirmed") },
	[DEFECT_FIXED] = { STR_INIT("fixed"), SAY_INIT("Fixed") },
	[DEFECT_REJECTED] = { STR_INIT("rejected"), SAY_INIT("Works as meant") },
};

const struct defect_rule *defect_rule(enum defect_state s)
{
	check(s < DEFECT_STATES_);
	return &rules[s];
}

enum defect_state defect_state_by_name(struct str name)
{
	enum defect_state s = DEFECT_OPEN;

	while (s < DEFECT_STATES_ && !str_eq(rules[s].name, name))
		s++;
	return s;
}

static error check_new(struct ctx *cx, const struct defect_new *n, product_id *ret_product)
{
	struct product product = { 0 };
	error wrong = OK;

	TRY(actor_may(cx, MAY_WORK_CASE, RELATION_NONE));
	if (str_is_blank(n->title) || n->title.len > LIMIT_SUBJECT)
		wrong = err_field(cx, "title", "Say in 1 to 250 bytes what is wrong.");
	if (n->description.len > DEFECT_TEXT_MAX)
		wrong = err_also(cx, wrong,
			err_field(cx, "description", "A description has at most 20,000 bytes."));
	if (n->state >= DEFECT_STATES_)
		wrong = err_also(cx, wrong, err_field(cx, "state", "Choose one of the list."));
	if (!str_is_blank(n->product)) {
		error e = product_find(cx, str_trim(n->product), &product);
		if (err_is(e, ERR_NOT_FOUND))
			e = err_field(cx, "product", "There is no product of this code.");
		wrong = err_also(cx, wrong, e);
	}
	*ret_product = product.id;
	return wrong;
}

error defect_create(struct ctx *cx, const struct defect_new *n, struct defect *out)
{
	struct q_defect_insert_row row;
	product_id product;
	int64_t next;

	AUTO_TX tx = tx_begin(cx);

	TRY(check_new(cx, n, &product));
	TRY(counter_next(cx, STR("defect"), &next));
	struct str number = str_printf(cx->arena, "PR-%07" PRId64, 1000000 + next);
	TRY(q_defect_insert(cx, number, str_trim(n->title), n->description, product, n->state, cx->now,
		cx->actor->person, &row));
	TRY(search_changed(cx, SEARCH_DEFECT, row.id.v));
	TRY(defect_find(cx, number, out));

	return tx_commit(&tx);
}

error defect_change(struct ctx *cx, struct str number, const struct defect_new *n)
{
	product_id product;
	struct defect d;
	int64_t done;

	AUTO_TX tx = tx_begin(cx);

	TRY(defect_find(cx, number, &d));
	TRY(check_new(cx, n, &product));
	TRY(q_defect_update(cx, d.id, str_trim(n->title), n->description, product, n->state, cx->now,
		&done));
	TRY(search_changed(cx, SEARCH_DEFECT, d.id.v));

	return tx_commit(&tx);
}

error defect_find(struct ctx *cx, struct str number, struct defect *out)
{
	bool found;

	TRY(actor_may(cx, MAY_WORK_CASE, RELATION_NONE));
	TRY(q_defect_by_number(cx, number, out, &found));
	return found ? OK : err_new(cx, ERR_NOT_FOUND, "no such defect");
}

error defect_list_page(struct ctx *cx, const struct defect_filter *f, struct defect_list *out)
{
	defect_id before = { f->before.v > 0 ? f->before.v : INT64_MAX };

	TRY(actor_may(cx, MAY_WORK_CASE, RELATION_NONE));
	return q_defect_page(cx, f->state, str_trim(f->text), before, LIMIT_QUEUE_PAGE, out);
}

error defect_load(struct ctx *cx, struct str number, struct defect_view *out)
{
	struct q_defect_watched_row row;

	TRY(defect_find(cx, number, &out->defect));
	TRY(q_defect_fixes(cx, out->defect.id, &out->fixes));
	TRY(q_defect_cases(cx, number, &out->cases));
	return q_defect_watched(cx, out->defect.id, cx->actor->person, &row, &out->watched);
}

error defect_watch(struct ctx *cx, struct str number, bool on)
{
	struct defect d;
	int64_t done;

	TRY(defect_find(cx, number, &d));
	return on ? q_defect_watch_put(cx, d.id, cx->actor->person, &done)
		  : q_defect_watch_drop(cx, d.id, cx->actor->person, &done);
}

/* --- fixed in --- */

error defect_fix_add(struct ctx *cx, struct str number, struct str name)
{
	struct q_defect_release_list releases;
	struct defect_fix_list fixes;
	struct defect d;
	int64_t added;

	AUTO_TX tx = tx_begin(cx);

	TRY(defect_find(cx, number, &d));
	TRY(q_defect_release(cx, d.product, str_trim(name), &releases));
	if (releases.len == 0)
		return err_field(cx, "release", "There is no such release of this product. Write its name, like 24.2R1-S3.");
	if (releases.len > 1)
		return err_field(cx, "release", "Several products have a release of this name. Give the defect its product first.");
	TRY(q_defect_fixes(cx, d.id, &fixes));
	if (fixes.len >= DEFECT_FIXES_MAX)
		return err_field(cx, "release", "A defect has at most 50 releases that fix it.");
	bool out = releases.at[0].released_at.us <= cx->now.us;
	TRY(q_defect_fix_put(cx, d.id, releases.at[0].id, cx->now, out ? cx->now : (instant){ 0 },
		&added));
	if (added > 0)
		TRY(defect_tell(cx, &d, releases.at[0].name, out));
	TRY(search_changed(cx, SEARCH_DEFECT, d.id.v));

	return tx_commit(&tx);
}

error defect_fix_remove(struct ctx *cx, struct str number, release_id release)
{
	struct defect d;
	int64_t gone;

	TRY(defect_find(cx, number, &d));
	TRY(q_defect_fix_drop(cx, d.id, release, &gone));
	return gone > 0 ? OK : err_new(cx, ERR_NOT_FOUND, "not fixed in that release");
}

enum { PASS_FIXES = 20 };

error defect_pass(struct ctx *cx, int64_t *ret_told)
{
	struct q_defect_fix_due_list due;
	struct defect d;
	int64_t done;
	bool found;

	*ret_told = 0;

	AUTO_TX tx = tx_begin(cx);

	TRY(q_defect_fix_due(cx, cx->now, PASS_FIXES, &due));
	for (size_t i = 0; i < due.len; i++) {
		TRY(q_defect_fix_told(cx, due.at[i].defect, due.at[i].release, cx->now, &done));
		TRY(q_defect_by_id(cx, due.at[i].defect, &d, &found));
		if (done == 0 || !found)
			continue;
		TRY(defect_tell(cx, &d, due.at[i].name, true));
		++*ret_told;
	}

	return tx_commit(&tx);
}
