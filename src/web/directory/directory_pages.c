/* directory_pages.c - numbers by country and offices by region, for everybody */
#include "web/directory/directory_pages.h"

#include "html/zone.h"
#include "web/directory/directory.html.h"

/* The first row of a region carries its name; further ones may come later in the order. */
static bool is_first(const struct directory_view *v, size_t at, bool offices)
{
	struct str region = offices ? v->offices.at[at].o.region : v->numbers.at[at].n.region;

	for (size_t i = 0; i < at; i++)
		if (str_eq(region, offices ? v->offices.at[i].o.region : v->numbers.at[i].n.region))
			return false;
	return true;
}

static error load_numbers(struct ctx *cx, struct directory_view *v)
{
	struct phone_number_list list;

	TRY(directory_numbers(cx, &list));
	for (size_t i = 0; i < list.len; i++) {
		struct number_row *r = arena_push(cx->arena, &v->numbers);
		*r = (struct number_row){ .n = list.at[i], .open = directory_open(cx, &list.at[i]) };
		if (is_first(v, i, false))
			r->region = r->n.region;
	}
	return OK;
}

static struct str clock_there(struct ctx *cx, const struct office *o)
{
	struct civil now = zone_civil(o->zone, cx->now);

	return o->zone.len > 0 ? str_printf(cx->arena, "%02d:%02d", now.hour, now.minute) : STR("");
}

static error load_offices(struct ctx *cx, struct directory_view *v)
{
	struct office_list list;

	TRY(directory_offices(cx, &list));
	for (size_t i = 0; i < list.len; i++) {
		struct office_row *r = arena_push(cx->arena, &v->offices);
		*r = (struct office_row){ .o = list.at[i], .clock = clock_there(cx, &list.at[i]) };
		if (is_first(v, i, true))
			r->region = r->o.region;
	}
	return OK;
}

static error phones(struct web *w)
{
	struct directory_view v = { 0 };

	TRY(load_numbers(web_ctx(w), &v));
	phones_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static error contact(struct web *w)
{
	struct directory_view v = { 0 };

	TRY(load_offices(web_ctx(w), &v));
	contact_page(web_html(w, HTTP_OK), &v);
	return OK;
}

const struct route directory_routes[] = {
	GET("/contact", contact, .may = MAY_ANYONE),
	GET("/contact/phone", phones, .may = MAY_ANYONE),
	ROUTES_END
};
