/* find.c - defects in the search, for the desk */
#include "domain/defect/defect.h"

static error load(struct ctx *cx, int64_t id, bool brief, struct search_document *out,
	bool *ret_found)
{
	struct defect_fix_list fixes;
	struct defect d;

	*ret_found = false;
	if (!cx->actor->staff)
		return OK;
	TRY(q_defect_by_id(cx, (defect_id){ id }, &d, ret_found));
	if (!*ret_found)
		return OK;
	*out = (struct search_document){ .kind = SEARCH_DEFECT, .id = id, .number = d.number,
		.title = d.title, .body = brief ? STR("") : d.description, .language = STR("en"),
		.path = str_printf(cx->arena, "/defects/%.*s", STR_ARG(d.number)),
		.solved = d.state == DEFECT_FIXED, .date = d.changed_at, .audience = AUDIENCE_INTERNAL };
	if (d.product_code.len > 0)
		*arena_push(cx->arena, &out->products) = d.product_code;
	TRY(q_defect_fixes(cx, d.id, &fixes));
	for (size_t i = 0; i < fixes.len && out->releases.len < SEARCH_NAMES_MAX; i++)
		*arena_push(cx->arena, &out->releases) = fixes.at[i].name;
	return OK;
}

static error list(struct ctx *cx, int64_t after, int64_t limit, search_ids *out)
{
	struct q_defect_ids_list rows;

	TRY(q_defect_ids(cx, after, limit, &rows));
	*out = (search_ids){ arena_array(cx->arena, int64_t, rows.len), rows.len };
	for (size_t i = 0; i < rows.len; i++)
		out->at[i] = rows.at[i].id;
	return OK;
}

static error count(struct ctx *cx, int64_t *out)
{
	struct q_defect_count_row row;

	TRY(q_defect_count(cx, &row));
	*out = row.n;
	return OK;
}

const struct search_source defect_source = {
	.kind = SEARCH_DEFECT, .load = load, .list = list, .count = count,
};
