/* password_pages.c - the first administrator, and passwords that were forgotten */
#include "web/account/password_pages.h"

#include "base/limits.h"
#include "domain/account/link.h"
#include "domain/account/password.h"
#include "domain/account/permission.h"
#include "domain/account/person.h"
#include "domain/account/sign_in.h"
#include "domain/notify/notify.h"
#include "domain/setting/setting.h"
#include "store/store.h"
#include "web/account/account.html.h"
#include "web/account/reset_mail.txt.h"

struct setup {
	struct str center, name, email, password;
	struct str hash;
};

static const struct field setup_fields[] = {
	FIELD_TEXT(struct setup, center, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct setup, name, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct setup, email, .max = LIMIT_EMAIL, .required = true),
	FIELD_TEXT(struct setup, password, .max = LIMIT_PASSWORD, .required = true, .secret = true),
	FIELDS_END
};

/* Only while nobody has an account. */
static error check_empty(struct ctx *cx)
{
	struct q_person_count_row people;
	TRY(q_person_count(cx, &people));
	if (people.count > 0)
		return err_new(cx, ERR_NOT_FOUND, "the center is set up already");
	return OK;
}

error setup_show(struct web *w)
{
	struct setup_view v = { 0 };

	TRY(check_empty(web_ctx(w)));
	setup_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static error make(struct ctx *cx, void *arg)
{
	struct setup *s = arg;
	const struct actor *visitor = cx->actor;
	struct person_new p = { .email = s->email, .name = s->name, .roles = ROLE_ADMIN | ROLE_AGENT };
	person_id id;

	TRY(check_empty(cx));
	/* Nobody is there yet who could allow it. */
	cx->actor = &actor_system;
	error e = person_create(cx, &p, &id);
	if (e == OK)
		e = account_set_password(cx, id, s->hash);
	if (e == OK)
		e = setting_set(cx, STR("center_name"), s->center);
	cx->actor = visitor;
	return e;
}

error setup_make(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct setup s = { 0 };

	TRY(check_empty(cx));
	error wrong = web_form(w, setup_fields, &s);
	if (wrong == OK)
		wrong = password_check(cx, s.password, "password");
	if (wrong == OK)
		wrong = password_hash(cx, s.password, &s.hash);
	if (wrong == OK)
		wrong = store_write(store_of(cx), cx, make, &s);
	if (wrong != OK && !err_is(wrong, ERR_INVALID))
		return wrong;
	if (wrong != OK) {
		struct setup_view v = { s.center, s.name, s.email, wrong->fields };
		setup_page(web_html(w, HTTP_UNPROCESSABLE), &v);
		return OK;
	}
	web_notice(w, MSG("Your support center is ready. Sign in."));
	return web_see_other(w, "/sign-in");
}

struct reset_form {
	struct str email;
};

static const struct field reset_fields[] = {
	FIELD_TEXT(struct reset_form, email, .max = LIMIT_EMAIL, .required = true),
	FIELDS_END
};

error reset_show(struct web *w)
{
	struct reset_view v = { 0 };

	reset_page(web_html(w, HTTP_OK), &v);
	return OK;
}

error reset_send(struct web *w, const struct person *p, struct str secret)
{
	struct ctx *cx = web_ctx(w);
	struct buf text = buf_new(cx->arena, NOTIFY_TEXT_MAX);
	struct viewer viewer = { .actor = cx->actor, .locale = locale_find(p->locale),
		.center = cx->settings->center_name };
	struct html mail = html_new_plain(&text, &viewer, cx->now);
	outbox_id id;

	reset_mail(&mail, p->name, web_origin(w), secret);
	struct outgoing_new o = { .channel = OUTGOING_MAIL, .purpose = STR("account"),
		.recipient = p->email, .person = p->id,
		.subject = html_tr(&mail, STR("Set a new password")), .text = buf_str(&text) };
	return notify_queue(cx, &o, &id);
}

/* The same answer, whether there is such an account or not. */
error reset_ask(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct reset_form form = { 0 };
	struct reset_view v = { .sent = true };
	struct link_new l = { .purpose = LINK_RESET };
	struct person p;
	struct str secret;

	error wrong = web_form(w, reset_fields, &form);
	if (form_is_refused(wrong)) {
		v = (struct reset_view){ .email = form.email, .errors = wrong->fields };
		reset_page(web_html(w, HTTP_UNPROCESSABLE), &v);
		return OK;
	}
	TRY(wrong);
	error e = person_find(cx, form.email, &p);
	if (e == OK && !instant_is_set(p.disabled_at)) {
		l.person = p.id;
		TRY(link_create(cx, &l, &secret));
		TRY(reset_send(w, &p, secret));
	} else if (e != OK && !err_is(e, ERR_NOT_FOUND))
		return e;
	reset_page(web_html(w, HTTP_OK), &v);
	return OK;
}

error reset_link(struct web *w)
{
	struct one_time_link link;

	TRY(link_look(web_ctx(w), web_path_text(w, "secret"), LINK_RESET, &link));
	reset_link_page(web_html(w, HTTP_OK), web_path_text(w, "secret"), NULL);
	return OK;
}

struct new_password {
	struct str password, secret, hash;
};

static const struct field password_fields[] = {
	FIELD_TEXT(struct new_password, password, .max = LIMIT_PASSWORD, .required = true, .secret = true),
	FIELDS_END
};

static error set(struct ctx *cx, void *arg)
{
	struct new_password *n = arg;
	struct one_time_link link;

	TRY(link_use(cx, n->secret, LINK_RESET, &link));
	return account_set_password(cx, link.person, n->hash);
}

error reset_set(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct new_password n = { 0 };
	struct one_time_link link;

	TRY(link_look(cx, web_path_text(w, "secret"), LINK_RESET, &link));
	error wrong = web_form(w, password_fields, &n);
	if (wrong == OK)
		wrong = password_check(cx, n.password, "password");
	if (wrong != OK && !err_is(wrong, ERR_INVALID))
		return wrong;
	if (wrong != OK) {
		reset_link_page(web_html(w, HTTP_UNPROCESSABLE), web_path_text(w, "secret"),
			wrong->fields);
		return OK;
	}
	n.secret = web_path_text(w, "secret");
	TRY(password_hash(cx, n.password, &n.hash));
	TRY(store_write(store_of(cx), cx, set, &n));
	web_notice(w, MSG("Your password is set. Sign in."));
	return web_see_other(w, "/sign-in");
}
