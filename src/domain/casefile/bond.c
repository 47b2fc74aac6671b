#include "domain/casefile/bond.h"

#include "domain/account/permission.h"
#include "domain/casefile/number.h"
#include "domain/knowledge/article.h"
#include "store/db.h"
#include "store/store.h"

enum { DEFECT_MAX = 40 };

static bool is_defect(struct str text)
{
	bool digit = false;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];
		bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
		digit |= c >= '0' && c <= '9';
		if (!letter && c != '-' && c != '_' && c != '#' && !(c >= '0' && c <= '9'))
			return false;
	}
	return digit && text.len <= DEFECT_MAX;
}

/* *ret_added is 0 when they are linked already. */
static error link_case(struct ctx *cx, const struct casefile *c, struct str number,
	int64_t *ret_added)
{
	struct casefile other;
	int64_t back;

	error e = casefile_find(cx, number, &other);
	if (err_is(e, ERR_NOT_FOUND))
		return err_field(cx, "target", "There is no case of this number.");
	TRY(e);
	if (other.id.v == c->id.v)
		return err_field(cx, "target", "This is the number of the case itself.");
	TRY(q_bond_put(cx, other.id, BOND_CASE, c->number, c->id.v, cx->now, cx->actor->person, &back));
	TRY(store_announce(cx, STR("case"), other.id.v));
	return q_bond_put(cx, c->id, BOND_CASE, other.number, other.id.v, cx->now, cx->actor->person,
		ret_added);
}

static error link_other(struct ctx *cx, const struct casefile *c, struct str target,
	int64_t *ret_added)
{
	struct q_bond_defect_row defect;
	struct article_view found;
	bool known;

	error e = article_view(cx, target, &found);
	if (e == OK)
		return q_bond_put(cx, c->id, BOND_ARTICLE, found.article.number, found.article.id.v, cx->now,
			cx->actor->person, ret_added);
	if (!err_is(e, ERR_NOT_FOUND))
		return e;
	if (str_starts(target, STR("KB")))
		return err_field(cx, "target", "There is no article of this number.");
	if (!is_defect(target))
		return err_field(cx, "target",
			"Write a case number, an article number like KB31842, or a defect number like RX-1234.");
	TRY(q_bond_defect(cx, target, &defect, &known));
	return q_bond_put(cx, c->id, BOND_DEFECT, target, known ? defect.id : 0, cx->now,
		cx->actor->person, ret_added);
}

static error changed(struct ctx *cx, const struct casefile *c, struct str from, struct str to)
{
	struct field_change change = { .field = "link", .from = from, .to = to };

	TRY(timeline_add_change(cx, c->id, &change));
	return store_announce(cx, STR("case"), c->id.v);
}

error bond_add(struct ctx *cx, casefile_id id, struct str target)
{
	struct casefile c;
	struct str name = str_trim(target);
	int64_t added = 0;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(casefile_may_change(cx, &c, MAY_WORK_CASE));
	TRY(casefile_number_is(name) ? link_case(cx, &c, name, &added)
				     : link_other(cx, &c, name, &added));
	if (added > 0)
		TRY(changed(cx, &c, STR(""), name));

	return tx_commit(&tx);
}

error bond_remove(struct ctx *cx, casefile_id id, enum bond_kind kind, struct str target)
{
	struct casefile c;
	struct q_bond_drop_row gone;
	bool found;
	int64_t other;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(casefile_may_change(cx, &c, MAY_WORK_CASE));
	if (kind == BOND_MERGED)
		return err_person(cx, ERR_CONFLICT, "A merge is no link. Undo it within ten minutes, or split the case.");
	TRY(q_bond_drop(cx, id, kind, target, &gone, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "no such link");
	if (kind == BOND_CASE)
		TRY(q_bond_drop_other(cx, (casefile_id){ gone.target_id }, kind, c.number, &other));
	TRY(changed(cx, &c, target, STR("")));

	return tx_commit(&tx);
}

error bond_list(struct ctx *cx, const struct casefile *c, struct bond_list *out)
{
	*out = (struct bond_list){ 0 };
	if (!may(cx->actor, MAY_WORK_CASE))
		return OK;
	return q_bond_list(cx, c->id, out);
}
