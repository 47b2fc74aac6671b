/* mailin_pages.c - mail that came in: what waits for somebody of the desk, and all of it */
#include "web/mailin/mailin_pages.h"

#include "base/utf8.h"
#include "store/files.h"
#include "store/store.h"
#include "web/mailin/mail.html.h"

enum { PAGE = 50, BEGINNING = 400 };

struct msg mail_state_name(int64_t state)
{
	static const struct msg names[] = {
		[MAILIN_RECEIVED] = MSG_INIT("Not read yet"),
		[MAILIN_DONE] = MSG_INIT("Taken"),
		[MAILIN_HELD] = MSG_INIT("Held"),
		[MAILIN_IGNORED] = MSG_INIT("Ignored"),
	};

	check(state >= MAILIN_RECEIVED && state <= MAILIN_IGNORED);
	return names[state];
}

struct str mail_beginning(struct str text)
{
	return utf8_cut(text, BEGINNING);
}

static error show_list(struct web *w)
{
	struct mail_list_view v = { .all = str_eq(web_query(w, "show"), STR("all")) };
	int64_t before = 0;

	TRY(web_query_number(w, "before", 0, INT64_MAX, &before));
	TRY(mailin_list(web_ctx(w), v.all ? 0 : MAILIN_HELD, (mail_in_id){ before }, &v.list));
	if (v.list.len == PAGE)
		v.next = str_printf(web_ctx(w)->arena, "/desk/mail?show=%s&before=%" PRId64,
			v.all ? "all" : "held", v.list.at[PAGE - 1].id.v);
	mail_list_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static error show_one(struct web *w, int status, struct mail_view *v)
{
	struct ctx *cx = web_ctx(w);
	mail_in_id id = { web_path_id(w, "mail") };
	struct casefile c;

	TRY(mailin_load(cx, id, &v->m));
	TRY(mailin_files(cx, id, &v->files));
	if (v->m.casefile.v != 0) {
		TRY(casefile_load(cx, v->m.casefile, &c));
		v->number = c.number;
	}
	mail_page(web_html(w, status), v);
	return OK;
}

static error show(struct web *w)
{
	struct mail_view v = { 0 };
	return show_one(w, HTTP_OK, &v);
}

static error raw(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct mail_in m;
	struct file_hash hash;

	TRY(mailin_original(cx, (mail_in_id){ web_path_id(w, "mail") }, &m));
	if (cx->files == NULL || !file_hash_from(m.sha256, &hash))
		return err_new(cx, ERR_NOT_FOUND, "mail %" PRId64 " is not stored", m.id.v);
	return web_file(w, files_path(cx, cx->files, &hash),
		str_printf(cx->arena, "mail-%" PRId64 ".eml", m.id.v), STR("message/rfc822"), false);
}

/* --- decisions --- */

/* Back to the case it is about, else to the list; or the mail again with what was wrong. */
static error done(struct web *w, error outcome, struct msg notice)
{
	struct mail_view v = { 0 };

	if (outcome != OK && outcome->fields != NULL) {
		v.errors = outcome->fields;
		return show_one(w, err_http_status(outcome->kind), &v);
	}
	TRY(outcome);
	web_notice(w, notice);
	TRY(mailin_load(web_ctx(w), (mail_in_id){ web_path_id(w, "mail") }, &v.m));
	if (v.m.casefile.v == 0)
		return web_see_other(w, "/desk/mail");
	struct casefile c;
	TRY(casefile_load(web_ctx(w), v.m.casefile, &c));
	return web_see_other(w, "/cases/%.*s", STR_ARG(c.number));
}

static error accept(struct web *w)
{
	return done(w, mailin_accept(web_ctx(w), (mail_in_id){ web_path_id(w, "mail") }, false),
		MSG("The mail is an entry of the case now."));
}

static error watch(struct web *w)
{
	return done(w, mailin_accept(web_ctx(w), (mail_in_id){ web_path_id(w, "mail") }, true),
		MSG("The mail is an entry of the case now, and its sender follows it."));
}

static error open_case(struct web *w)
{
	struct casefile c;

	return done(w, mailin_open_case(web_ctx(w), (mail_in_id){ web_path_id(w, "mail") }, &c),
		MSG("The mail has a case of its own now."));
}

static error ignore(struct web *w)
{
	return done(w, mailin_ignore(web_ctx(w), (mail_in_id){ web_path_id(w, "mail") }),
		MSG("The mail is ignored. It stays in the list of all mail."));
}

const struct route mailin_routes[] = {
	GET("/desk/mail", show_list, .may = MAY_WORK_CASE),
	GET("/desk/mail/{mail}", show, .may = MAY_WORK_CASE),
	GET("/desk/mail/{mail}/original", raw, .may = MAY_WORK_CASE),
	POST("/desk/mail/{mail}/accept", accept, .may = MAY_WORK_CASE),
	POST("/desk/mail/{mail}/watch", watch, .may = MAY_WORK_CASE),
	POST("/desk/mail/{mail}/open", open_case, .may = MAY_WORK_CASE),
	POST("/desk/mail/{mail}/ignore", ignore, .may = MAY_WORK_CASE),
	ROUTES_END
};
