#include "domain/casefile/history/history.h"

#include "domain/account/permission.h"

error history_load(struct ctx *cx, const struct casefile *c, int64_t before, struct history *out)
{
	struct history_row_list rows;
	casefile_id id = c->id;

	*out = (struct history){ 0 };
	TRY(actor_may(cx, MAY_WORK_CASE, casefile_relation(cx, c)));
	if (before <= 0 || before > TIMELINE_ENTRIES_MAX)
		before = TIMELINE_ENTRIES_MAX;
	TRY(q_history_rows(cx, (entry_id){ id.v * TIMELINE_ENTRIES_MAX },
		(entry_id){ id.v * TIMELINE_ENTRIES_MAX + before }, HISTORY_PAGE, &rows));
	for (size_t i = 0; i < rows.len; i++) {
		struct history_item *item = arena_push(cx->arena, &out->items);
		*item = (struct history_item){ .number = entry_number(rows.at[i].id),
			.who = rows.at[i].author_name, .at = rows.at[i].created_at };
		if (!timeline_read_change(cx->arena, rows.at[i].text, &item->change))
			item->change = (struct field_change){ .field = "", .to = rows.at[i].text };
	}
	if (rows.len == HISTORY_PAGE)
		out->older = entry_number(rows.at[rows.len - 1].id);
	return q_history_redactions(cx, id, &out->redactions);
}
