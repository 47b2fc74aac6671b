#include "base/limits.h"
#include "domain/casefile/casefile.h"
#include "domain/casefile/own/own.h"

/* Spreadsheets run what begins like this: OWASP, "CSV injection". */
static bool is_formula(struct str cell)
{
	return cell.len > 0 && memchr("=+-@\t\r", cell.at[0], 6) != NULL;
}

static void put(struct buf *b, struct str cell, bool last)
{
	buf_char(b, '"');
	if (is_formula(cell))
		buf_char(b, '\'');
	for (size_t i = 0; i < cell.len; i++) {
		if (cell.at[i] == '"')
			buf_char(b, '"');
		buf_char(b, cell.at[i]);
	}
	buf_put(b, last ? STR("\"\r\n") : STR("\","));
}

static struct str time_of(struct arena *a, instant at)
{
	return instant_is_set(at) ? instant_iso(a, at) : STR("");
}

static void put_row(struct arena *a, struct buf *b, const struct own_case *c)
{
	put(b, c->number, false);
	put(b, c->summary, false);
	put(b, str_printf(a, "P%" PRId64, c->priority), false);
	put(b, status_rule((enum casefile_status)c->status)->name, false);
	put(b, c->organisation_name, false);
	put(b, c->site_name, false);
	put(b, c->contact_name, false);
	put(b, c->product_code, false);
	put(b, c->release_name, false);
	put(b, c->serial, false);
	put(b, c->owner_name, false);
	put(b, time_of(a, c->reported_at), false);
	put(b, time_of(a, c->changed_at), false);
	put(b, time_of(a, c->resolved_at), false);
	put(b, time_of(a, c->closed_at), true);
}

/* One page of rows; page->after is 0 when it was the last. */
static error put_page(struct ctx *cx, struct casefile_own *page, struct buf *out)
{
	struct own_case_list rows;

	TRY(casefile_own(cx, page, &rows));
	for (size_t i = 0; i < rows.len; i++)
		put_row(cx->arena, out, &rows.at[i]);
	bool more = rows.len == LIMIT_LIST_PAGE && str_is_blank(page->text);
	page->key = more ? own_key(page->sort, &rows.at[rows.len - 1]) : 0;
	page->after = more ? rows.at[rows.len - 1].id : (casefile_id){ 0 };
	return OK;
}

error casefile_own_csv(struct ctx *cx, const struct casefile_own *o, struct buf *out)
{
	struct casefile_own page = *o;

	page.limit = LIMIT_LIST_PAGE;
	page.after = (casefile_id){ 0 };
	buf_put(out, STR("number,summary,priority,status,organisation,site,contact,product,"
		"release,serial,owner,reported_at,changed_at,resolved_at,closed_at\r\n"));
	for (int64_t n = 0; n < OWN_EXPORT_MAX; n += LIMIT_LIST_PAGE) {
		AUTO_ARENA arena = arena_create(); /* of a page: `out` grows in the other */
		struct ctx own = *cx;
		own.arena = arena;
		TRY_KEEP(cx->arena, put_page(&own, &page, out));
		if (page.after.v == 0)
			return OK;
	}
	return OK;
}
