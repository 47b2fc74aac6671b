#include "web/account/member_pages.h"

#include "base/limits.h"
#include "domain/account/invitation.h"
#include "domain/account/password.h"
#include "domain/account/permission.h"
#include "domain/notify/notify.h"
#include "domain/product/asset.h"
#include "domain/setting/setting.h"
#include "store/store.h"
#include "web/account/invitation_mail.txt.h"
#include "web/account/member.html.h"

error invitation_send(struct web *w, struct str email, struct str secret)
{
	struct ctx *cx = web_ctx(w);
	struct buf text = buf_new(cx->arena, NOTIFY_TEXT_MAX);
	struct viewer viewer = { .actor = cx->actor, .locale = locale_find(cx->actor->locale),
		.center = cx->settings->center_name };
	struct html mail = html_new_plain(&text, &viewer, cx->now);
	outbox_id id;

	invitation_mail(&mail, cx->settings->center_name, web_origin(w), secret);
	struct outgoing_new o = { .channel = OUTGOING_MAIL, .purpose = STR("account"),
		.recipient = email, .subject = html_tr(&mail, STR("Your invitation")),
		.text = buf_str(&text) };
	return notify_queue(cx, &o, &id);
}

/* --- accept --- */

static error invitation(struct web *w)
{
	struct invitation_view v = { .secret = web_path_text(w, "secret") };

	TRY(invitation_look(web_ctx(w), v.secret, &v.link));
	invitation_page(web_html(w, HTTP_OK), &v);
	return OK;
}

struct accept_form {
	struct str name, password, secret, hash;
};

static const struct field accept_fields[] = {
	FIELD_TEXT(struct accept_form, name, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct accept_form, password, .max = LIMIT_PASSWORD, .required = true, .secret = true),
	FIELDS_END
};

static error accept_work(struct ctx *cx, void *arg)
{
	struct accept_form *f = arg;
	person_id id;
	return invitation_accept(cx, f->secret, f->name, f->hash, &id);
}

static error accept_invitation(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct accept_form f = { .secret = web_path_text(w, "secret") };
	struct invitation_view v = { .secret = f.secret };

	TRY(invitation_look(cx, f.secret, &v.link));
	error wrong = web_form(w, accept_fields, &f);
	if (wrong == OK)
		wrong = password_check(cx, f.password, "password");
	if (wrong == OK)
		wrong = password_hash(cx, f.password, &f.hash);
	if (wrong == OK)
		wrong = store_write(store_of(cx), cx, accept_work, &f);
	if (wrong != OK && !form_is_refused(wrong))
		return wrong;
	if (wrong != OK) {
		v.name = f.name;
		v.errors = wrong->fields;
		invitation_page(web_html(w, err_http_status(wrong->kind)), &v);
		return OK;
	}
	web_notice(w, MSG("Your account is ready. Sign in."));
	return web_see_other(w, "/sign-in");
}

/* --- ask --- */

static error register_show(struct web *w)
{
	struct register_view v = { .serial = web_query(w, "serial") };

	register_page(web_html(w, HTTP_OK), &v);
	return OK;
}

struct register_form {
	struct str email, name, serial;
};

static const struct field register_fields[] = {
	FIELD_TEXT(struct register_form, email, .max = LIMIT_EMAIL, .required = true),
	FIELD_TEXT(struct register_form, name, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct register_form, serial, .max = LIMIT_SERIAL, .required = true),
	FIELDS_END
};

/* Whose the device is: the one who asks may not know, so the program looks. */
static error find_owner(struct ctx *cx, struct str serial, organisation_id *out)
{
	const struct actor *visitor = cx->actor;
	struct asset asset = { 0 };

	cx->actor = &actor_system;
	error e = asset_find(cx, serial, &asset);
	cx->actor = visitor;
	*out = asset.organisation;
	return err_is(e, ERR_NOT_FOUND) ? OK : e;
}

static error register_ask(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct register_form f = { 0 };
	struct registration_new n = { 0 };
	struct register_view v = { 0 };

	error wrong = web_form(w, register_fields, &f);
	if (wrong == OK)
		wrong = serial_normalise(cx, f.serial, "serial", &n.serial);
	if (wrong == OK)
		wrong = find_owner(cx, n.serial, &n.owner);
	n.email = f.email;
	n.name = f.name;
	if (wrong == OK)
		wrong = registration_ask(cx, &n);
	if (wrong != OK && !err_is(wrong, ERR_INVALID))
		return wrong;
	v = (struct register_view){ f.email, f.name, f.serial, wrong == OK,
		wrong != OK ? wrong->fields : NULL };
	register_page(web_html(w, wrong == OK ? HTTP_OK : HTTP_UNPROCESSABLE), &v);
	return OK;
}

/* --- the organisation --- */

static error show(struct web *w, int status, struct members_view *v)
{
	struct ctx *cx = web_ctx(w);

	person_id after = { web_query_int(w, "after", 0) };

	TRY(organisation_members(cx, v->organisation.id, after, &v->members));
	if (v->members.len == LIMIT_LIST_PAGE)
		v->next = str_printf(cx->arena, "/organisation/%" PRId64 "?after=%" PRId64,
			v->organisation.id.v, v->members.at[v->members.len - 1].person.v);
	TRY(registration_list(cx, v->organisation.id, &v->asked));
	TRY(organisation_load(cx, v->organisation.id, &v->organisation));
	members_page(web_html(w, status), v);
	return OK;
}

static error own_organisation(struct web *w)
{
	struct ctx *cx = web_ctx(w);

	if (cx->actor->organisation.v == 0)
		return err_new(cx, ERR_NOT_FOUND, "the actor belongs to no organisation");
	return web_see_other(w, "/organisation/%" PRId64, cx->actor->organisation.v);
}

static error members(struct web *w)
{
	struct members_view v = { .organisation.id = { web_path_id(w, "organisation") } };
	return show(w, HTTP_OK, &v);
}

struct invite_form {
	struct str email;
	bool admin;
};

static const struct field invite_fields[] = {
	FIELD_TEXT(struct invite_form, email, .max = LIMIT_EMAIL, .required = true),
	FIELD_BOOL(struct invite_form, admin),
	FIELDS_END
};

static error invite(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct invite_form f = { 0 };
	struct members_view v = { .organisation.id = { web_path_id(w, "organisation") } };
	struct str secret, email;

	error wrong = web_form(w, invite_fields, &f);
	struct invitation_new n = { .email = f.email, .organisation = v.organisation.id,
		.roles = ROLE_CUSTOMER | (f.admin ? (unsigned)ROLE_CUSTOMER_ADMIN : 0) };
	if (wrong == OK)
		wrong = invitation_create(cx, &n, &secret, &email);
	if (wrong == OK)
		wrong = invitation_send(w, email, secret);
	if (err_is(wrong, ERR_INVALID)) {
		v.email = f.email;
		v.errors = wrong->fields;
		return show(w, HTTP_UNPROCESSABLE, &v);
	}
	TRY(wrong);
	web_notice(w, MSG("The invitation is on its way."));
	return web_see_other(w, "/organisation/%" PRId64, v.organisation.id.v);
}

struct decide_form {
	int64_t approve;
};

static const struct field decide_fields[] = {
	FIELD_INT(struct decide_form, approve, .min = 0, .max = 1, .required = true),
	FIELDS_END
};

static error decide(struct web *w)
{
	struct decide_form f = { 0 };
	organisation_id id = { web_path_id(w, "organisation") };
	struct str secret, email;

	TRY(web_form(w, decide_fields, &f));
	TRY(registration_decide(web_ctx(w), id, web_path_id(w, "asked"), f.approve == 1, &secret,
		&email));
	if (f.approve == 1)
		TRY(invitation_send(w, email, secret));
	web_notice(w, f.approve == 1 ? MSG("The invitation is on its way.") : MSG("Refused."));
	return web_see_other(w, "/organisation/%" PRId64, id.v);
}

static error remove_member(struct web *w)
{
	organisation_id id = { web_path_id(w, "organisation") };

	TRY(organisation_leave(web_ctx(w), id, (person_id){ web_path_id(w, "person") }));
	web_notice(w, MSG("The person no longer belongs to the organisation."));
	return web_see_other(w, "/organisation/%" PRId64, id.v);
}

struct sharing_form {
	int64_t sharing;
};

static const struct field sharing_fields[] = {
	FIELD_INT(struct sharing_form, sharing, .min = SHARING_OWN, .max = SHARING_ADMINS,
		.required = true),
	FIELDS_END
};

static error set_sharing(struct web *w)
{
	struct sharing_form f = { 0 };
	struct members_view v = { .organisation.id = { web_path_id(w, "organisation") } };

	error wrong = web_form(w, sharing_fields, &f);
	if (wrong == OK)
		wrong = organisation_set_sharing(web_ctx(w), v.organisation.id,
			(enum organisation_sharing)f.sharing);
	if (err_is(wrong, ERR_INVALID)) {
		v.errors = wrong->fields;
		return show(w, HTTP_UNPROCESSABLE, &v);
	}
	TRY(wrong);
	web_notice(w, MSG("The choice holds from now on."));
	return web_see_other(w, "/organisation/%" PRId64, v.organisation.id.v);
}

const struct route member_routes[] = {
	GET("/invitation/{secret}", invitation, .may = MAY_ANYONE),
	POST("/invitation/{secret}", accept_invitation, .may = MAY_ANYONE, .slow = true),
	GET("/register", register_show, .may = MAY_ANYONE),
	POST("/register", register_ask, .may = MAY_ANYONE),
	GET("/organisation", own_organisation, .may = MAY_MANAGE_MEMBERS),
	GET("/organisation/{organisation}", members, .may = MAY_MANAGE_MEMBERS),
	POST("/organisation/{organisation}/invite", invite, .may = MAY_MANAGE_MEMBERS),
	POST("/organisation/{organisation}/sharing", set_sharing, .may = MAY_MANAGE_MEMBERS),
	POST("/organisation/{organisation}/asked/{asked}", decide, .may = MAY_MANAGE_MEMBERS),
	POST("/organisation/{organisation}/members/{person}/remove", remove_member,
		.may = MAY_MANAGE_MEMBERS),
	ROUTES_END
};
