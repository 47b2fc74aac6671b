/* search_pages.c - one search over everything: the page and the API */
#include "web/search/search_pages.h"

#include "base/json.h"
#include "base/limits.h"
#include "domain/search/log/log.h"
#include "web/search/search.html.h"

static const struct {
	enum search_kind kind;
	struct msg name;
} chips[] = {
	{ SEARCH_ARTICLE, MSG_INIT("Knowledge Base") },
	{ SEARCH_MANUAL, MSG_INIT("Documentation") },
	{ SEARCH_TOPIC, MSG_INIT("Forums") },
	{ SEARCH_CASEFILE, MSG_INIT("Cases") },
	{ SEARCH_DEFECT, MSG_INIT("Defects") },
	{ SEARCH_DOCUMENT, MSG_INIT("Collections") },
};

static error read_request(struct web *w, struct search_request *r)
{
	struct ctx *cx = web_ctx(w);

	*r = (struct search_request){ .text = web_query(w, "q"), .counts = true,
		.language = web_language(w),
		.page = web_query_int(w, "page", 1),
		.as_typed = web_query(w, "verbatim").len > 0 };
	if (r->text.len > LIMIT_QUERY)
		return err_field(cx, "q", "A search has at most 16 kB. Leave some of it out.");
	if (r->page < 1)
		r->page = 1;
	return narrow_read(w, &r->narrow);
}

static void add_chips(struct web *w, struct search_view *v, unsigned chosen)
{
	struct arena *a = web_ctx(w)->arena;

	*arena_push(a, &v->chips) = (struct search_chip){ MSG("All"), v->found.all, chosen == 0,
		narrow_address(w, STR(""), 1) };
	for (size_t i = 0; i < sizeof chips / sizeof *chips; i++) {
		bool on = chosen == 1u << chips[i].kind;
		if (v->found.kinds[chips[i].kind] > 0 || on)
			*arena_push(a, &v->chips) = (struct search_chip){ chips[i].name,
				v->found.kinds[chips[i].kind], on,
				narrow_address(w, search_kind_name(chips[i].kind), 1) };
	}
}

struct url section_url(struct html *out, const struct search_hit *h,
	const struct search_section *s)
{
	return url_of(str_printf(out->arena, "%.*s#%.*s", STR_ARG(h->document.path),
		STR_ARG(s->anchor)));
}

struct url hit_url(struct html *out, const struct search_hit *h)
{
	if (h->section == NULL || h->section->anchor.len == 0)
		return url_of(h->document.path);
	return section_url(out, h, h->section);
}

struct str hit_ref(struct html *out, const struct search_hit *h)
{
	return search_ref_text(out->arena, h->ref);
}

/* The first page of what somebody typed; the rest is turning pages. */
static void log_search(struct web *w, struct search_view *v)
{
	struct ctx *cx = web_ctx(w);

	if (v->found.page > 1 || !search_log_keeps(str_trim(v->text)))
		return;
	v->mark = search_log_mark(cx);
	search_log_later(cx, &(struct search_log_new){ .text = v->text,
		.filters = web_query(w, "kind"), .found = v->found.total,
		.corrected = v->found.query.corrected, .mark = v->mark,
		.after = web_query_int(w, "after", 0) });
}

static error search(struct web *w)
{
	struct search_request r;
	struct search_view v = { 0 };

	TRY(read_request(w, &r));
	v.text = r.text;
	v.asked = !str_is_blank(r.text);
	if (v.asked) {
		TRY(search_run(web_ctx(w), &r, &v.found));
		add_chips(w, &v, r.narrow.kinds);
		narrow_chosen(w, &v.filters, &v.unfiltered);
		v.kind = web_query(w, "kind");
		v.updated = web_query(w, "updated");
		v.solved = r.narrow.solved;
		log_search(w, &v);
		if (v.found.page > 1)
			v.previous = narrow_address(w, v.kind, v.found.page - 1);
		if (v.found.page < v.found.pages)
			v.next = narrow_address(w, v.kind, v.found.page + 1);
		if (v.found.query.corrected)
			v.as_typed = str_concat(web_ctx(w)->arena, narrow_address(w, v.kind, 1),
				STR("&verbatim=1"));
	}

	search_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static struct str snippet_text(struct arena *a, const struct snippet *s)
{
	struct buf b = buf_new(a, LIMIT_QUERY);

	for (size_t i = 0; i < s->pieces.len; i++)
		buf_put(&b, s->pieces.at[i].text);
	return buf_str(&b);
}

static void put_hit(struct json_writer *j, struct arena *a, const struct search_hit *h)
{
	jw_object(j);
	jw_put_str(j, "kind", search_kind_name(search_listed_as(&h->document)));
	jw_put_str(j, "number", h->document.number);
	jw_put_str(j, "title", h->document.title);
	jw_put_str(j, "path", h->document.path);
	jw_put_str(j, "text", snippet_text(a, &h->text));
	jw_put_instant(j, "date", h->document.date);
	jw_object_end(j);
}

static error api_search(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct search_request r;
	struct search_results found = { 0 };

	TRY(read_request(w, &r));
	TRY(web_query_number(w, "page", 1, INT32_MAX, &r.page));
	if (str_is_blank(r.text))
		return err_field(cx, "q", "Say what to search for: ?q=words.");
	TRY(search_run(cx, &r, &found));
	struct json_writer j = jw_new(web_text(w, HTTP_OK, "application/json"));
	jw_object(&j);
	jw_put_int(&j, "total", found.total);
	jw_put_int(&j, "page", found.page);
	jw_put_int(&j, "pages", found.pages);
	jw_key(&j, STR("results"));
	jw_array(&j);
	for (size_t i = 0; i < found.hits.len; i++)
		put_hit(&j, cx->arena, &found.hits.at[i]);
	jw_array_end(&j);
	jw_object_end(&j);
	return OK;
}

const struct route search_routes[] = {
	GET("/search", search, .may = MAY_ANYONE),
	GET("/api/v1/search", api_search, .may = MAY_USE_API, .api = true),
	ROUTES_END
};
