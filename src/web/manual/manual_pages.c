/* manual_pages.c - the shelf, a page of a release, indexes, from release to release */
#include "web/manual/manual_pages.h"

#include "base/limits.h"
#include "web/http/url.h"
#include "web/manual/manual.html.h"
#include "web/manual/shelf.html.h"

struct url manual_url(struct html *out, const struct manual_place *p, struct str path)
{
	return url_of(manual_address(out->arena, p, path));
}

struct url manual_section_url(struct html *out, const struct manual_place *p, struct str path,
	struct str anchor)
{
	struct str page = manual_address(out->arena, p, path);
	return url_of(anchor.len == 0 ? page
		: str_printf(out->arena, "%.*s#%.*s", STR_ARG(page), STR_ARG(anchor)));
}

struct url manual_release_url(struct html *out, const struct manual_place *p, struct str release,
	struct str path)
{
	struct manual_place other = *p;

	other.asked = release;
	return url_of(manual_address(out->arena, &other, path));
}

struct str manual_special(struct html *out, const struct manual_place *p, struct str name)
{
	return str_printf(out->arena, "/docs/%.*s/%.*s/-/%.*s", STR_ARG(p->manual.slug),
		STR_ARG(p->asked), STR_ARG(name));
}

static error shelf(struct web *w)
{
	struct q_manual_shelf_list list;

	TRY(manual_list(web_ctx(w), &list));

	shelf_page(web_html(w, HTTP_OK), &list);
	return OK;
}

/* --- a page --- */

static error find_place(struct web *w, struct manual_place *out)
{
	return manual_find(web_ctx(w), web_path_text(w, "set"), web_path_text(w, "edition"), out);
}

/* To the page that this one is in the release; with a note when it is only near. */
static error go_moved(struct web *w, const struct manual_place *p, struct str path)
{
	struct ctx *cx = web_ctx(w);
	struct manual_move to;

	TRY(manual_find_moved(cx, p, path, &to));
	if (to.url.len > 0)
		return web_elsewhere(w, to.url);
	struct str address = manual_address(cx->arena, p, to.path);
	if (to.nearest && path.len > 0)
		return web_see_other(w, "%.*s?missing=%.*s", STR_ARG(address),
			STR_ARG(url_encode(cx->arena, path)));
	return web_see_other(w, "%.*s", STR_ARG(address));
}

/* The search engines' one address of the page over all releases. */
static void say_canonical(struct web *w, const struct manual_page_view *p)
{
	struct str path = p->address_latest;
	struct str origin = web_origin(w);

	if (path.len + origin.len < LIMIT_URL / 8)
		web_set_header(w, "Link", str_printf(web_ctx(w)->arena,
			"<%.*s%.*s>; rel=\"canonical\"", STR_ARG(origin), STR_ARG(path)));
}

static error fill(struct web *w, const struct manual_place *place, struct str path,
	struct manual_page_view *out)
{
	struct ctx *cx = web_ctx(w);
	struct manual_place latest = *place;
	struct manual_move to;

	TRY(manual_view(cx, place, path, &out->v));
	out->is_latest = place->release == place->latest;
	out->is_past = instant_is_set(place->release->end_of_support_at) &&
		place->release->end_of_support_at.us <= cx->now.us;
	latest.release = place->latest;
	latest.asked = STR(MANUAL_LATEST);
	TRY(manual_find_moved(cx, &latest, path, &to));
	out->address_latest = manual_address(cx->arena, &latest, to.path);
	return OK;
}

static error show(struct web *w, struct str path)
{
	struct manual_page_view p = { .missing = web_query(w, "missing") };
	struct manual_place place;

	error e = find_place(w, &place);
	if (err_is(e, ERR_NOT_FOUND)) {
		/* A release that is not kept any more. */
		TRY(manual_find(web_ctx(w), web_path_text(w, "set"), STR(MANUAL_LATEST), &place));
		return go_moved(w, &place, path);
	}
	TRY(e);
	e = fill(w, &place, path, &p);
	if (err_is(e, ERR_NOT_FOUND))
		return go_moved(w, &place, path);
	TRY(e);
	if (p.missing.len > LIMIT_TITLE)
		p.missing = STR("");
	web_follow(w, "manual", place.manual.id.v);
	struct html *out = web_html(w, HTTP_OK);
	say_canonical(w, &p);
	manual_page(out, &p);
	return OK;
}

static error page(struct web *w)
{
	return show(w, web_path_text(w, "path"));
}

static error first_page(struct web *w)
{
	return show(w, STR(""));
}

static error set(struct web *w)
{
	return web_see_other(w, "/docs/%.*s/" MANUAL_LATEST, STR_ARG(web_path_text(w, "set")));
}

/* The switch of the release. */
static error go(struct web *w)
{
	struct manual_place place;

	TRY(manual_find(web_ctx(w), web_path_text(w, "set"), web_query(w, "release"), &place));
	return go_moved(w, &place, web_query(w, "path"));
}

/* --- of a whole release --- */

static error show_marks(struct web *w, enum manual_mark_kind kind)
{
	struct manual_index_view x = { .kind = kind };
	struct manual_place place;

	TRY(find_place(w, &place));
	TRY(manual_tree(web_ctx(w), &place, &x.v));
	TRY(manual_index(web_ctx(w), &place, kind, &x.marks));
	web_follow(w, "manual", place.manual.id.v);

	marks_page(web_html(w, HTTP_OK), &x);
	return OK;
}

static error commands(struct web *w)
{
	return show_marks(w, MARK_COMMAND);
}

static error errors(struct web *w)
{
	return show_marks(w, MARK_ERROR);
}

static error print(struct web *w)
{
	struct manual_print_view p = { 0 };
	struct q_manual_pages_rows rows;
	struct manual_place place;

	TRY(find_place(w, &place));
	p.v.place = place;
	TRY(manual_pages_open(web_ctx(w), &place, &rows));
	p.rows = &rows;

	print_page(web_html(w, HTTP_OK), &p);
	q_manual_pages_close(&rows);
	return OK;
}

static error offline(struct web *w)
{
	struct manual_place place;
	struct manual_view v;

	TRY(find_place(w, &place));
	TRY(manual_tree(web_ctx(w), &place, &v));
	return manual_offline(w, &v);
}

static error picture(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct q_manual_file_of_row f;
	struct str hex = web_path_text(w, "hash");
	struct file_hash hash = { 0 };

	if (!file_hash_of_hex(hex, &hash))
		return err_new(cx, ERR_NOT_FOUND, "not a hash");
	TRY(manual_file(cx, web_path_text(w, "set"), str_of(hash.bytes, sizeof hash.bytes), &f));
	return web_file(w, files_path(cx, cx->files, &hash), f.name, f.type, true);
}

/* --- was it helpful? --- */

struct feedback_form {
	struct str path, comment;
	int64_t helpful;
};

static const struct field feedback_fields[] = {
	FIELD_TEXT(struct feedback_form, path, .max = LIMIT_TITLE),
	FIELD_INT(struct feedback_form, helpful, .min = 0, .max = 1, .required = true),
	FIELD_TEXT(struct feedback_form, comment, .max = LIMIT_REASON, .lines = true),
	FIELDS_END
};

static error feedback(struct web *w)
{
	struct feedback_form form = { 0 };
	struct manual_place place;

	TRY(find_place(w, &place));
	error wrong = web_form(w, feedback_fields, &form);
	struct manual_feedback f = { form.path, form.helpful == 1, form.comment };
	if (wrong == OK)
		wrong = manual_feedback(web_ctx(w), &place, &f);
	if (form_is_refused(wrong)) {
		struct manual_page_view p = { .comment = form.comment, .errors = wrong->fields };
		TRY(fill(w, &place, form.path, &p));
		manual_page(web_html(w, HTTP_UNPROCESSABLE), &p);
		return OK;
	}
	TRY(wrong);

	web_notice(w, MSG("Thank you. The author reads this."));
	return web_see_other(w, "%.*s",
		STR_ARG(manual_address(web_ctx(w)->arena, &place, form.path)));
}

const struct route manual_routes[] = {
	GET("/docs", shelf, .may = MAY_ANYONE),
	GET("/docs/{set}", set, .may = MAY_ANYONE),
	GET("/docs/{set}/-/go", go, .may = MAY_ANYONE),
	GET("/docs/{set}/-/files/{hash}/{name}", picture, .may = MAY_ANYONE),
	GET("/docs/{set}/{edition}", first_page, .may = MAY_ANYONE, .cached = true),
	GET("/docs/{set}/{edition}/-/commands", commands, .may = MAY_ANYONE, .cached = true),
	GET("/docs/{set}/{edition}/-/errors", errors, .may = MAY_ANYONE, .cached = true),
	GET("/docs/{set}/{edition}/-/print", print, .may = MAY_ANYONE, .slow = true),
	GET("/docs/{set}/{edition}/-/manual.zip", offline, .may = MAY_ANYONE, .slow = true),
	GET("/docs/{set}/{edition}/{path...}", page, .may = MAY_ANYONE, .cached = true),
	POST("/docs/{set}/{edition}/-/feedback", feedback, .may = MAY_SIGNED_IN),
	ROUTES_END
};
