/* pgp_pages.c - the OpenPGP keys: what there is, and public keys of those who write */
#include "web/pgp/pgp_pages.h"

#include "base/buf.h"
#include "domain/setting/setting.h"
#include "store/store.h"
#include "web/pgp/pgp.html.h"

static const struct field pgp_fields[] = {
	FIELD_TEXT(struct pgp_form, key, .max = PGP_KEY_MAX, .required = true, .lines = true),
	FIELDS_END
};

struct msg pgp_state_name(struct str state)
{
	static const struct {
		struct str state;
		struct msg name;
	} names[] = {
		{ STR_INIT("valid"), MSG_INIT("Valid") },
		{ STR_INIT("expired"), MSG_INIT("Expired") },
		{ STR_INIT("revoked"), MSG_INIT("Revoked") },
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq(state, names[i].state))
			return names[i].name;
	return MSG("Not usable");
}

struct str pgp_grouped(struct arena *a, struct str fingerprint)
{
	struct buf b = buf_new(a, 2 * fingerprint.len + 1);

	for (size_t i = 0; i < fingerprint.len; i++) {
		if (i > 0 && i % 4 == 0)
			buf_char(&b, ' ');
		buf_char(&b, fingerprint.at[i]);
	}
	return buf_str(&b);
}

static error show_page(struct web *w, int status, struct pgp_view *v)
{
	struct ctx *cx = web_ctx(w);

	TRY(outbox_unsigned(cx, &v->unsigned_mail));
	error e = pgp_keys(cx, web_vault_role(w), &v->list);
	v->away = err_is(e, ERR_UNAVAILABLE);
	if (!v->away)
		TRY(e);
	v->signs_with = cx->settings->mail_pgp_key;
	pgp_page(web_html(w, status), v);
	return OK;
}

static error show(struct web *w)
{
	struct pgp_view v = { 0 };
	return show_page(w, HTTP_OK, &v);
}

static error note(struct web *w, struct str act, struct str what)
{
	struct ctx *cx = web_ctx(w);
	struct pgp_change change = { act, what };

	return store_write(store_of(cx), cx, pgp_note, &change);
}

static error import(struct web *w)
{
	struct pgp_view v = { 0 };
	struct str taken = STR("");

	error e = web_form(w, pgp_fields, &v.form);
	if (e == OK)
		e = pgp_import(web_ctx(w), web_vault_role(w), v.form.key, false, &taken);
	if (form_is_refused(e)) {
		v.errors = e->fields;
		return show_page(w, err_http_status(e->kind), &v);
	}
	TRY(e);
	TRY(note(w, STR("pgp.imported"), taken));
	web_notice(w, MSG("The key is imported."));
	return web_see_other(w, "/admin/pgp");
}

static error remove_key(struct web *w)
{
	struct str key = web_path_text(w, "key");

	error e = pgp_remove(web_ctx(w), web_vault_role(w), key);
	if (form_is_refused(e))
		return err_new(web_ctx(w), ERR_NOT_FOUND, "there is no key %.*s", STR_ARG(key));
	TRY(e);
	TRY(note(w, STR("pgp.removed"), key));
	web_notice(w, MSG("The key is removed."));
	return web_see_other(w, "/admin/pgp");
}

static error fetch(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct str key = web_path_text(w, "key"), armored;

	error e = pgp_export(cx, web_vault_role(w), key, &armored);
	if (form_is_refused(e))
		return err_new(cx, ERR_NOT_FOUND, "there is no key %.*s", STR_ARG(key));
	TRY(e);
	web_set_header(w, "Content-Disposition", STR("attachment; filename=\"key.asc\""));
	buf_put(web_text(w, HTTP_OK, "application/pgp-keys"), armored);
	return OK;
}

const struct route pgp_routes[] = {
	GET("/admin/pgp", show, .may = MAY_ADMINISTER, .slow = true),
	POST("/admin/pgp", import, .may = MAY_ADMINISTER, .slow = true),
	GET("/admin/pgp/{key}/public", fetch, .may = MAY_ADMINISTER, .slow = true),
	POST("/admin/pgp/{key}/remove", remove_key, .may = MAY_ADMINISTER, .slow = true),
	ROUTES_END
};
