#include "web/casefile/own_pages.h"

#include "base/limits.h"
#include "web/casefile/own.html.h"
#include "web/http/url.h"

static const struct str sorts[OWN_SORTS_] = {
	[OWN_BY_CHANGE] = STR_INIT("changed"),
	[OWN_BY_REPORT] = STR_INIT("reported"),
	[OWN_BY_PRIORITY] = STR_INIT("priority"),
};

/* A form sends its empty fields too. */
static error number(struct web *w, const char *name, int64_t min, int64_t max, int64_t *out)
{
	return web_query(w, name).len > 0 ? web_query_number(w, name, min, max, out) : OK;
}

static error read_names(struct web *w, struct casefile_own *o)
{
	struct ctx *cx = web_ctx(w);
	struct str status = web_query(w, "status"), sort = web_query(w, "sort");
	error wrong = OK;
	int s = 0;

	o->status = -1;
	if (status.len > 0)
		o->status = status_by_name(status);
	if (o->status == CASEFILE_STATUS_COUNT_)
		wrong = err_field(cx, "status",
			"The status is new, open, waiting-customer, waiting-other, resolved or closed.");
	while (s < OWN_SORTS_ && !str_eq(sorts[s], sort))
		s++;
	if (sort.len > 0 && s == OWN_SORTS_)
		wrong = err_also(cx, wrong,
			err_field(cx, "sort", "Sort by changed, reported or priority."));
	o->sort = sort.len > 0 ? (enum own_sort)s : OWN_BY_CHANGE;
	return wrong;
}

static error read_texts(struct web *w, struct casefile_own *o)
{
	struct ctx *cx = web_ctx(w);

	o->product = web_query(w, "product");
	o->serial = web_query(w, "serial");
	o->text = web_query(w, "q");
	error wrong = form_day(cx, "since", web_query(w, "since"), &o->since);
	wrong = err_also(cx, wrong, form_day(cx, "until", web_query(w, "until"), &o->until));
	if (instant_is_set(o->until)) /* the day itself is meant too */
		o->until = instant_add(o->until, (seconds){ SECONDS_PER_DAY });
	return wrong;
}

error own_read(struct web *w, struct casefile_own *out)
{
	struct ctx *cx = web_ctx(w);
	struct casefile_own o = { .open = -1 };

	error wrong = read_names(w, &o);
	wrong = err_also(cx, wrong, read_texts(w, &o));
	wrong = err_also(cx, wrong, number(w, "organisation", 0, INT64_MAX, &o.organisation.v));
	wrong = err_also(cx, wrong, number(w, "open", -1, 1, &o.open));
	wrong = err_also(cx, wrong, number(w, "priority", 0, 4, &o.priority));
	wrong = err_also(cx, wrong, number(w, "site", 0, INT64_MAX, &o.site.v));
	wrong = err_also(cx, wrong, number(w, "contact", 0, INT64_MAX, &o.contact.v));
	wrong = err_also(cx, wrong, number(w, "key", INT64_MIN, INT64_MAX, &o.key));
	wrong = err_also(cx, wrong, number(w, "after", 0, INT64_MAX, &o.after.v));
	*out = o;
	return wrong;
}

struct str own_address(struct web *w, const char *path, const struct own_case *last)
{
	static const char *const names[] = { "organisation", "open", "priority", "status", "product",
		"site", "contact", "serial", "since", "until", "q", "sort" };
	struct buf b = buf_new(web_ctx(w)->arena, 4 * LIMIT_URL);
	struct casefile_own o;
	char join = '?';

	buf_put(&b, str_from(path));
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct str value = web_query(w, names[i]);
		if (value.len == 0)
			continue;
		buf_printf(&b, "%c%s=%.*s", join, names[i],
			STR_ARG(url_encode(web_ctx(w)->arena, value)));
		join = '&';
	}
	error ignored = last != NULL ? own_read(w, &o) : OK;
	if (last != NULL && ignored == OK)
		buf_printf(&b, "%ckey=%" PRId64 "&after=%" PRId64, join, own_key(o.sort, last),
			last->id.v);
	return buf_str(&b);
}

/* What the selects offer. */
static error load_choices(struct ctx *cx, struct own_view *v)
{
	TRY(organisation_of_actor(cx, &v->organisations));
	TRY(share_grantors(cx, &v->grantors));
	TRY(product_list(cx, &v->products));
	if (v->filter.organisation.v == 0)
		return OK;
	TRY(q_own_sites(cx, v->filter.organisation, &v->sites));
	return q_own_contacts(cx, v->filter.organisation, &v->contacts);
}

static bool has_more(const struct casefile_own *o)
{
	return o->product.len > 0 || o->site.v != 0 || o->contact.v != 0 || o->serial.len > 0 ||
		instant_is_set(o->since) || instant_is_set(o->until) || o->sort != OWN_BY_CHANGE;
}

static bool is_narrowed(const struct casefile_own *o)
{
	return o->open >= 0 || o->priority != 0 || o->status >= 0 || o->text.len > 0 || has_more(o);
}

static error list(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct own_view v = { .since = web_query(w, "since"), .until = web_query(w, "until"),
		.status = web_query(w, "status") };

	error wrong = own_read(w, &v.filter);
	if (wrong == OK)
		wrong = casefile_own(cx, &v.filter, &v.list);
	if (wrong != OK && !form_is_refused(wrong))
		return wrong;
	v.errors = wrong != OK ? wrong->fields : NULL;
	v.narrowed = is_narrowed(&v.filter);
	v.more = has_more(&v.filter);
	TRY(load_choices(cx, &v));
	if (v.list.len == 0 && !v.narrowed && v.filter.organisation.v == 0)
		TRY(casefile_elsewhere(cx, &v.elsewhere));
	if (v.list.len == LIMIT_QUEUE_PAGE && v.filter.text.len == 0)
		v.next = own_address(w, "/cases", &v.list.at[v.list.len - 1]);
	if (v.list.len > 0)
		v.csv = own_address(w, "/cases.csv", NULL);
	own_page(web_html(w, wrong != OK ? err_http_status(wrong->kind) : HTTP_OK), &v);
	return OK;
}

static error export(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct casefile_own o;

	TRY(own_read(w, &o));
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	TRY(casefile_own_csv(cx, &o, &b));
	if (b.overflow)
		return err_person(cx, ERR_LIMIT, "These are too many cases for one file. Narrow the list.");
	web_set_header(w, "Content-Disposition", STR("attachment; filename=\"cases.csv\""));
	buf_put(web_text(w, HTTP_OK, "text/csv"), buf_str(&b));
	return OK;
}

const struct route own_routes[] = {
	GET("/cases", list, .may = MAY_READ_CASE),
	GET("/cases.csv", export, .may = MAY_READ_CASE, .slow = true),
	GET("/api/v1/cases.csv", export, .may = MAY_READ_CASE, .api = true, .slow = true),
	ROUTES_END
};
