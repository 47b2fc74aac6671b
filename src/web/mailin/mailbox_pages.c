/* mailbox_pages.c - mailboxes elsewhere: what they are, how they do, one more, one less */
#include "base/limits.h"
#include "web/mailin/mailboxes.html.h"
#include "web/mailin/mailin_pages.h"

static const struct field mailbox_fields[] = {
	FIELD_TEXT(struct mailbox_form, url, .max = LIMIT_NAME, .required = true),
	FIELD_TEXT(struct mailbox_form, folder, .max = LIMIT_NAME),
	FIELD_TEXT(struct mailbox_form, user, .max = LIMIT_EMAIL, .required = true),
	FIELD_TEXT(struct mailbox_form, secret, .max = MAILBOX_SECRET_MAX),
	FIELD_BOOL(struct mailbox_form, bearer),
	FIELD_TEXT(struct mailbox_form, token_url, .max = LIMIT_URL),
	FIELD_TEXT(struct mailbox_form, client_id, .max = LIMIT_NAME),
	FIELD_TEXT(struct mailbox_form, client_secret, .max = MAILBOX_SECRET_MAX),
	FIELD_TEXT(struct mailbox_form, scope, .max = LIMIT_URL),
	FIELD_TEXT(struct mailbox_form, address, .max = LIMIT_EMAIL, .required = true),
	FIELD_TEXT(struct mailbox_form, then, .max = 10, .required = true),
	FIELD_TEXT(struct mailbox_form, move_to, .max = LIMIT_NAME),
	FIELD_INT(struct mailbox_form, period, .min = 0, .max = 1000000, .required = true),
	FIELDS_END
};

static error show_page(struct web *w, int status, struct mailboxes_view *v)
{
	struct ctx *cx = web_ctx(w);

	TRY(mailboxes(cx, &v->list));
	TRY(support_addresses(cx, &v->addresses));
	/* Shown to nobody, nor sent back to who has just typed it. */
	v->form.secret = v->form.client_secret = STR("");
	mailboxes_page(web_html(w, status), v);
	return OK;
}

static error show(struct web *w)
{
	struct mailboxes_view v = { .form = { .url = STR("imaps://"), .then = STR("seen"), .period = 60 } };
	return show_page(w, HTTP_OK, &v);
}

static error read_then(struct ctx *cx, struct str then, enum mailbox_afterwards *out)
{
	static const struct str words[] = { [MAILBOX_SEEN] = STR_INIT("seen"),
		[MAILBOX_MOVE] = STR_INIT("move"), [MAILBOX_DELETE] = STR_INIT("delete") };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq(then, words[i])) {
			*out = (enum mailbox_afterwards)i;
			return OK;
		}
	return err_field(cx, "then", "Choose one of the list.");
}

static error add_one(struct ctx *cx, const struct mailbox_form *f)
{
	struct mailbox_new n = { .url = str_trim(f->url), .folder = f->folder, .user = f->user,
		.secret = str_trim(f->secret), .bearer = f->bearer, .address = f->address,
		.token_url = str_trim(f->token_url), .client_id = str_trim(f->client_id),
		.client_secret = str_trim(f->client_secret), .scope = str_trim(f->scope),
		.move_to = f->move_to, .period = f->period };
	mailbox_id id;

	TRY(read_then(cx, f->then, &n.afterwards));
	return mailbox_add(cx, &n, &id);
}

static error add(struct web *w)
{
	struct mailboxes_view v = { 0 };

	error e = web_form(w, mailbox_fields, &v.form);
	if (e == OK)
		e = add_one(web_ctx(w), &v.form);
	if (form_is_refused(e)) {
		v.errors = e->fields;
		return show_page(w, err_http_status(e->kind), &v);
	}
	TRY(e);
	web_notice(w, MSG("The mailbox is looked into from now on."));
	return web_see_other(w, "/admin/mailboxes");
}

static const struct field renew_fields[] = {
	FIELD_TEXT(struct mailbox_form, secret, .max = MAILBOX_SECRET_MAX, .required = true),
	FIELDS_END
};

static error renew(struct web *w)
{
	struct mailboxes_view v = { .form = { .url = STR("imaps://"), .then = STR("seen"), .period = 60 } };
	struct mailbox_form given;

	error e = web_form(w, renew_fields, &given);
	if (e == OK)
		e = mailbox_renew(web_ctx(w), (mailbox_id){ web_path_id(w, "mailbox") }, str_trim(given.secret));
	if (form_is_refused(e)) {
		v.errors = e->fields;
		return show_page(w, err_http_status(e->kind), &v);
	}
	TRY(e);
	web_notice(w, MSG("The mailbox is looked into with the new secret."));
	return web_see_other(w, "/admin/mailboxes");
}

static error remove_mailbox(struct web *w)
{
	TRY(mailbox_remove(web_ctx(w), (mailbox_id){ web_path_id(w, "mailbox") }));
	web_notice(w, MSG("The mailbox is not looked into any more."));
	return web_see_other(w, "/admin/mailboxes");
}

const struct route mailbox_routes[] = {
	GET("/admin/mailboxes", show, .may = MAY_ADMINISTER),
	POST("/admin/mailboxes", add, .may = MAY_ADMINISTER),
	POST("/admin/mailboxes/{mailbox}/secret", renew, .may = MAY_ADMINISTER),
	POST("/admin/mailboxes/{mailbox}/remove", remove_mailbox, .may = MAY_ADMINISTER),
	ROUTES_END
};
