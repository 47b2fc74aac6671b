#include "domain/casefile/find.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "domain/casefile/casefile.h"
#include "domain/casefile/find.sql.h"
#include "domain/search/outbox.h"
#include "domain/timeline/timeline.h"

enum { ENTRIES_MAX = 500, ENTRY_MAX = 64 * 1024, BODY_MAX = 2 * 1024 * 1024 };

error casefile_findable(struct ctx *cx, casefile_id id)
{
	TRY(search_changed(cx, SEARCH_CASEFILE, id.v));
	return search_changed(cx, SEARCH_ENTRY, id.v);
}

/* The newest entries of people, public or internal, as they were written. */
static error add_entries(struct ctx *cx, casefile_id id, bool public, struct buf *body,
	size_t *ret_count)
{
	struct entry_list list;

	*ret_count = 0;
	TRY(timeline_page(cx, id, 0, !public, ENTRIES_MAX, &list));
	for (size_t i = 0; i < list.len; i++) {
		const struct entry *e = &list.at[i];
		bool written = e->kind == ENTRY_MESSAGE || e->kind == ENTRY_NOTE ||
			e->kind == ENTRY_CALL;
		if (e->public != public || !written || instant_is_set(e->redacted_at))
			continue;
		struct str text = utf8_cut(e->text, ENTRY_MAX);
		if (body->len + text.len + 2 > BODY_MAX)
			break;
		buf_char(body, '\n');
		buf_put(body, text);
		++*ret_count;
	}
	return OK;
}

static void describe(struct ctx *cx, const struct casefile *c, struct search_document *out)
{
	*out = (struct search_document){
		.id = c->id.v, .as = SEARCH_CASEFILE, .number = c->number, .title = c->summary,
		.path = str_printf(cx->arena, "/cases/%.*s", STR_ARG(c->number)),
		.language = c->language, .group = c->number, .solved = !c->is_open,
		.date = c->changed_at, .keywords = c->serial,
	};
	if (c->product_code.len > 0)
		*arena_push(cx->arena, &out->products) = c->product_code;
	if (c->release_name.len > 0)
		*arena_push(cx->arena, &out->releases) = c->release_name;
}

static error add_readers(struct ctx *cx, const struct casefile *c, struct search_document *out)
{
	struct q_casefile_find_people_list people;
	struct q_casefile_find_partners_list partners;
	struct q_casefile_find_site_row row;
	bool found;

	TRY(q_casefile_find_people(cx, c->id, &people));
	TRY(q_casefile_find_partners(cx, c->id, &partners));
	TRY(q_casefile_find_site(cx, c->id, &row, &found));
	out->organisation = c->organisation;
	out->site = found ? row.site : (site_id){ 0 };
	out->desk = true;
	for (size_t i = 0; i < people.len; i++)
		*arena_push(cx->arena, &out->people) = people.at[i].person;
	for (size_t i = 0; i < partners.len; i++)
		*arena_push(cx->arena, &out->partners) = partners.at[i].partner;
	return OK;
}

/* --- what the customer may read --- */

static error load(struct ctx *cx, int64_t id, bool brief, struct search_document *out,
	bool *ret_found)
{
	struct casefile c;
	struct buf body = buf_new(cx->arena, BODY_MAX);
	size_t count;

	TRY(q_casefile_by_id(cx, (casefile_id){ id }, &c, ret_found));
	if (!*ret_found)
		return OK;
	describe(cx, &c, out);
	out->kind = SEARCH_CASEFILE;
	if (brief)
		return OK;
	TRY(add_readers(cx, &c, out));
	buf_put(&body, c.impact);
	TRY(add_entries(cx, c.id, true, &body, &count));
	out->body = buf_str(&body);
	return OK;
}

static error list(struct ctx *cx, int64_t after, int64_t limit, search_ids *out)
{
	struct q_casefile_find_ids_list rows;

	TRY(q_casefile_find_ids(cx, after, limit, &rows));
	*out = (search_ids){ arena_array(cx->arena, int64_t, rows.len), rows.len };
	for (size_t i = 0; i < rows.len; i++)
		out->at[i] = rows.at[i].id;
	return OK;
}

static error count(struct ctx *cx, int64_t *out)
{
	struct q_casefile_find_count_row row;

	TRY(q_casefile_find_count(cx, &row));
	*out = row.n;
	return OK;
}

const struct search_source casefile_source = {
	.kind = SEARCH_CASEFILE, .load = load, .list = list, .count = count,
};

/* --- what staff wrote for themselves --- */

static error note_load(struct ctx *cx, int64_t id, bool brief, struct search_document *out,
	bool *ret_found)
{
	struct casefile c;
	struct buf body = buf_new(cx->arena, BODY_MAX);
	size_t notes;

	*ret_found = false;
	if (!cx->actor->staff)
		return OK;
	TRY(q_casefile_by_id(cx, (casefile_id){ id }, &c, ret_found));
	if (!*ret_found)
		return OK;
	describe(cx, &c, out);
	out->kind = SEARCH_ENTRY;
	out->desk = true;
	if (brief)
		return OK;
	TRY(add_entries(cx, c.id, false, &body, &notes));
	out->body = buf_str(&body);
	*ret_found = notes > 0;
	return OK;
}

static error note_list(struct ctx *cx, int64_t after, int64_t limit, search_ids *out)
{
	struct q_casefile_find_noted_list rows;

	TRY(q_casefile_find_noted(cx, after, limit, &rows));
	*out = (search_ids){ arena_array(cx->arena, int64_t, rows.len), rows.len };
	for (size_t i = 0; i < rows.len; i++)
		out->at[i] = rows.at[i].id;
	return OK;
}

static error note_count(struct ctx *cx, int64_t *out)
{
	struct q_casefile_find_noted_count_row row;

	TRY(q_casefile_find_noted_count(cx, &row));
	*out = row.n;
	return OK;
}

const struct search_source casefile_note_source = {
	.kind = SEARCH_ENTRY, .load = note_load, .list = note_list, .count = note_count,
};
