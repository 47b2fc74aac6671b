#include "domain/document/document.h"

#include "domain/account/permission.h"
#include "domain/document/document.sql.h"
#include "domain/search/outbox.h"

static const struct {
	struct str name;
	enum audience audience;
} audiences[] = {
	{ STR_INIT("public"), AUDIENCE_PUBLIC },
	{ STR_INIT("registered"), AUDIENCE_REGISTERED },
	{ STR_INIT("customer"), AUDIENCE_CUSTOMER },
	{ STR_INIT("partner"), AUDIENCE_PARTNER },
	{ STR_INIT("internal"), AUDIENCE_INTERNAL },
};

enum audience audience_by_name(struct str name)
{
	for (size_t i = 0; i < sizeof audiences / sizeof *audiences; i++)
		if (str_eq(name, audiences[i].name))
			return audiences[i].audience;
	return (enum audience)0;
}

error document_name(struct ctx *cx, document_id id, struct str *out)
{
	struct q_document_title_row row;
	bool found;
	TRY(q_document_title(cx, id, &row, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "no document %" PRId64, id.v);
	*out = row.name;
	return OK;
}

error document_remove(struct ctx *cx, struct str name)
{
	struct q_document_remove_row row;
	bool found;
	TRY(actor_may(cx, MAY_ADMINISTER, RELATION_NONE));
	TRY(q_document_remove(cx, name, &row, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "no document of that id");
	return search_changed(cx, SEARCH_DOCUMENT, row.id.v);
}

static str_list lines_of(struct ctx *cx, struct str names)
{
	str_list list = { 0 };
	struct str one;
	while (str_cut(&names, '\n', &one))
		if (one.len > 0)
			*arena_push(cx->arena, &list) = one;
	return list;
}

static error load_brief(struct ctx *cx, document_id id, struct document *out, bool *ret_found)
{
	struct q_document_title_row row;
	TRY(q_document_title(cx, id, &row, ret_found));
	if (*ret_found)
		*out = (struct document){ .id = id, .name = row.name, .kind = row.kind,
			.title = row.title, .audience = row.audience, .product = row.product,
			.release = row.release, .solved = row.solved, .dated_at = row.dated_at };
	return OK;
}

static error load(struct ctx *cx, int64_t id, bool brief, struct search_document *out,
	bool *ret_found)
{
	struct document d;
	document_id row = { id };
	TRY(brief ? load_brief(cx, row, &d, ret_found) :
		q_document_load(cx, row, &d, ret_found));
	if (!*ret_found || ((unsigned)d.audience & cx->actor->audiences) == 0) {
		*ret_found = false;
		return OK;
	}
	*out = (struct search_document){
		.kind = SEARCH_DOCUMENT, .id = id, .as = d.kind,
		.title = d.title, .body = d.body, .language = d.language,
		.path = str_printf(cx->arena, "/documents/%" PRId64, id),
		.products = lines_of(cx, d.product), .releases = lines_of(cx, d.release),
		.solved = d.solved, .date = d.dated_at, .audience = d.audience,
	};
	return OK;
}

static error list(struct ctx *cx, int64_t after, int64_t limit, search_ids *out)
{
	struct q_document_ids_list rows;
	TRY(q_document_ids(cx, after, limit, &rows));
	*out = (search_ids){ arena_array(cx->arena, int64_t, rows.len), rows.len };
	for (size_t i = 0; i < rows.len; i++)
		out->at[i] = rows.at[i].id;
	return OK;
}

static error count(struct ctx *cx, int64_t *out)
{
	struct q_document_count_row row;
	TRY(q_document_count(cx, &row));
	*out = row.n;
	return OK;
}

const struct search_source document_source = {
	.kind = SEARCH_DOCUMENT, .load = load, .list = list, .count = count,
};
