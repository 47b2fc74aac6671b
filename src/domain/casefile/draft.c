#include "domain/casefile/draft.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/casefile/work.sql.h"

error draft_save(struct ctx *cx, const struct casefile *c, const struct draft *d)
{
	bool internal = d->kind != ENTRY_MESSAGE;

	TRY(casefile_may_change(cx, c, internal ? MAY_WORK_CASE : MAY_UPDATE_CASE));
	if (d->text.len > LIMIT_CASE_TEXT)
		return err_field(cx, "text", "An entry has at most 1 MB. Attach long logs as files.");
	if (str_is_blank(d->text))
		return q_draft_drop(cx, cx->actor->person, c->id);
	return q_draft_put(cx, cx->actor->person, c->id, d->kind, d->text, cx->now);
}

error draft_load(struct ctx *cx, const struct casefile *c, struct draft *out)
{
	struct q_draft_load_row row;
	bool found;

	*out = (struct draft){ .kind = ENTRY_MESSAGE };
	TRY(q_draft_load(cx, cx->actor->person, c->id, &row, &found));
	if (found)
		*out = (struct draft){ (enum entry_kind)row.kind, row.text };
	return OK;
}
