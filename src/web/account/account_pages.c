/* account_pages.c - signing in and out, the account page, tokens, second factor */
#include "web/account/account_pages.h"

#include "base/limits.h"
#include "domain/account/sign_in.h"
#include "domain/account/totp.h"
#include "domain/call/call.h"
#include "store/store.h"
#include "web/account/account.html.h"
#include "web/account/password_pages.h"

struct sign_in_form {
	struct str email, password, code, to;
};

static const struct field sign_in_fields[] = {
	FIELD_TEXT(struct sign_in_form, email, .max = LIMIT_EMAIL, .required = true),
	FIELD_TEXT(struct sign_in_form, password, .max = LIMIT_PASSWORD, .required = true, .secret = true),
	FIELD_TEXT(struct sign_in_form, code, .max = 40, .secret = true),
	FIELD_TEXT(struct sign_in_form, to, .max = LIMIT_URL),
	FIELDS_END
};

struct finish {
	struct sign_in sign_in;
	struct sign_in_result result;
	struct str secret;
};

static error finish_work(struct ctx *cx, void *arg)
{
	struct finish *f = arg;
	struct sign_in_result again = f->result;
	TRY(sign_in_finish(cx, &f->sign_in, &again, &f->secret));
	f->result.state = again.state;
	return OK;
}

static struct str local(struct str to)
{
	bool is = str_starts(to, STR("/")) && str_eq(url_of(to).text, to);
	return is ? to : STR("/");
}

static error show_sign_in(struct web *w)
{
	struct sign_in_view v = { .to = local(web_query(w, "to")) };

	sign_in_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static error refuse(struct web *w, const struct sign_in_form *form, const struct finish *f)
{
	static const struct err_at_field wrong = { { "", 0 },
		SAY_INIT("The address or the password is wrong."), NULL };
	static const struct err_at_field wrong_code = { STR_INIT("code"),
		SAY_INIT("This code is wrong or was used. Enter the next one."), NULL };
	bool needs = f->result.has_totp;
	struct sign_in_view v = { .email = form->email, .to = local(form->to), .asks_code = needs };
	if (!needs)
		v.errors = &wrong;
	else if (form->code.len > 0)
		v.errors = &wrong_code;
	sign_in_page(web_html(w, HTTP_UNPROCESSABLE), &v);
	return OK;
}

static error sign_in(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct sign_in_form form = { 0 };
	struct finish f = { 0 };

	error wrong = web_form(w, sign_in_fields, &form);
	if (form_is_refused(wrong)) {
		struct sign_in_view v = { .email = form.email, .to = local(form.to),
			.asks_code = form.code.len > 0, .errors = wrong->fields };
		sign_in_page(web_html(w, HTTP_UNPROCESSABLE), &v);
		return OK;
	}
	TRY(wrong);
	f.sign_in = (struct sign_in){ .email = form.email, .password = form.password,
		.code = form.code, .address = web_address(w), .agent = web_header(w, "User-Agent") };
	TRY(sign_in_check(cx, &f.sign_in, &f.result));
	TRY(store_write(store_of(cx), cx, finish_work, &f));
	if (f.result.state != SIGN_IN_GRANTED)
		return refuse(w, &form, &f);
	web_set_cookie(w, WEB_SESSION, f.secret,
		(struct cookie_options){ .max_age_s = session_life(cx).s });
	return web_see_other(w, "%.*s", STR_ARG(local(form.to)));
}

static error sign_out(struct web *w)
{
	const struct session *s = web_session(w);

	if (s != NULL)
		TRY(session_revoke(web_ctx(w), s->id));
	web_set_cookie(w, WEB_SESSION, STR(""), (struct cookie_options){ .max_age_s = -1 });
	return web_see_other(w, "/");
}

static error show(struct web *w, int status, struct account_view *v)
{
	struct ctx *cx = web_ctx(w);

	TRY(session_list(cx, &v->sessions));
	TRY(token_list(cx, &v->tokens));
	TRY(totp_is_on(cx, cx->actor->person, &v->totp_on));
	TRY(notice_choice_of(cx, (casefile_id){ 0 }, &v->choice));
	if (v->errors == NULL)
		TRY(call_extension(cx, &v->extension));
	TRY(notice_cadence_of(cx, &v->cadence));
	if (web_session(w) != NULL)
		v->session = web_session(w)->id;
	account_page(web_html(w, status), v);
	return OK;
}

static error account(struct web *w)
{
	struct account_view v = { 0 };
	return show(w, HTTP_OK, &v);
}

static error end_session(struct web *w)
{
	TRY(session_revoke(web_ctx(w), (session_id){ web_path_id(w, "session") }));
	web_notice(w, MSG("The session has ended."));
	return web_see_other(w, "/account");
}

struct token_form {
	struct str name;
};

static const struct field token_fields[] = {
	FIELD_TEXT(struct token_form, name, .max = LIMIT_NAME),
	FIELDS_END
};

static error create_token(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct account_view v = { 0 };
	struct token_form form = { 0 };

	error wrong = web_form(w, token_fields, &form);
	struct token_new t = { .person = cx->actor->person, .name = form.name };
	if (wrong == OK)
		wrong = token_create(cx, &t, &v.new_token);
	if (wrong != OK && !form_is_refused(wrong))
		return wrong;
	if (wrong != OK) {
		v.token_name = form.name;
		v.errors = wrong->fields;
	}
	return show(w, wrong ? HTTP_UNPROCESSABLE : HTTP_CREATED, &v);
}

static error end_token(struct web *w)
{
	TRY(token_revoke(web_ctx(w), (token_id){ web_path_id(w, "token") }));
	web_notice(w, MSG("The token has ended."));
	return web_see_other(w, "/account");
}

struct choice_form {
	int64_t choice, cadence;
};

static const struct field choice_fields[] = {
	FIELD_INT(struct choice_form, choice, .min = NOTICE_ALL, .max = NOTICE_NONE, .required = true),
	FIELD_INT(struct choice_form, cadence, .min = NOTICE_AT_ONCE, .max = NOTICE_DAILY),
	FIELDS_END
};

static error choose_mail(struct web *w)
{
	struct account_view v = { 0 };
	struct choice_form form = { 0 };

	error wrong = web_form(w, choice_fields, &form);
	if (wrong == OK)
		wrong = notice_choose(web_ctx(w), (casefile_id){ 0 }, (enum notice_choice)form.choice);
	if (wrong == OK && form.cadence != 0)
		wrong = notice_cadence_choose(web_ctx(w), (enum notice_cadence)form.cadence);
	if (form_is_refused(wrong)) {
		v.errors = wrong->fields;
		return show(w, HTTP_UNPROCESSABLE, &v);
	}
	TRY(wrong);
	web_notice(w, MSG("Saved."));
	return web_see_other(w, "/account");
}

struct extension_form {
	struct str extension;
};

static const struct field extension_fields[] = {
	FIELD_TEXT(struct extension_form, extension, .max = EXTENSION_MAX),
	FIELDS_END
};

static error set_extension(struct web *w)
{
	struct account_view v = { 0 };
	struct extension_form form = { 0 };

	error wrong = web_form(w, extension_fields, &form);
	if (wrong == OK)
		wrong = call_set_extension(web_ctx(w), form.extension);
	if (form_is_refused(wrong)) {
		v.errors = wrong->fields;
		v.extension = form.extension;
		return show(w, err_http_status(wrong->kind), &v);
	}
	TRY(wrong);
	web_notice(w, MSG("Saved."));
	return web_see_other(w, "/account");
}

static error enrol(struct web *w)
{
	struct account_view v = { 0 };

	TRY(totp_begin(web_ctx(w), &v.totp_key, &v.totp_uri));
	return show(w, HTTP_OK, &v);
}

struct code_form {
	struct str code;
};

static const struct field code_fields[] = {
	FIELD_TEXT(struct code_form, code, .max = 40, .required = true, .secret = true),
	FIELDS_END
};

static error confirm(struct web *w)
{
	struct account_view v = { 0 };
	struct code_form form = { 0 };

	error wrong = web_form(w, code_fields, &form);
	if (wrong == OK)
		wrong = totp_confirm(web_ctx(w), form.code, &v.codes);
	if (wrong != OK && !form_is_refused(wrong))
		return wrong;
	v.errors = wrong ? wrong->fields : NULL;
	return show(w, wrong ? HTTP_UNPROCESSABLE : HTTP_OK, &v);
}

static error remove_totp(struct web *w)
{
	TRY(totp_remove(web_ctx(w)));
	web_notice(w, MSG("The second factor is off."));
	return web_see_other(w, "/account");
}

const struct route account_routes[] = {
	GET("/sign-in", show_sign_in, .may = MAY_ANYONE),
	POST("/sign-in", sign_in, .may = MAY_ANYONE, .slow = true),
	POST("/sign-out", sign_out, .may = MAY_SIGNED_IN),
	GET("/account", account, .may = MAY_SIGNED_IN),
	POST("/account/sessions/{session}/end", end_session, .may = MAY_SIGNED_IN),
	POST("/account/tokens", create_token, .may = MAY_SIGNED_IN),
	POST("/account/tokens/{token}/end", end_token, .may = MAY_SIGNED_IN),
	POST("/account/mail", choose_mail, .may = MAY_SIGNED_IN),
	POST("/account/extension", set_extension, .may = MAY_TAKE_CALLS),
	POST("/account/totp", enrol, .may = MAY_SIGNED_IN),
	POST("/account/totp/confirm", confirm, .may = MAY_SIGNED_IN),
	POST("/account/totp/remove", remove_totp, .may = MAY_SIGNED_IN),
	GET("/setup", setup_show, .may = MAY_ANYONE),
	POST("/setup", setup_make, .may = MAY_ANYONE, .slow = true),
	GET("/reset", reset_show, .may = MAY_ANYONE),
	POST("/reset", reset_ask, .may = MAY_ANYONE),
	GET("/reset/{secret}", reset_link, .may = MAY_ANYONE),
	POST("/reset/{secret}", reset_set, .may = MAY_ANYONE, .slow = true),
	ROUTES_END
};
