/* openpgp_key.c - the keys of the folder */
#include <string.h>

#include "base/buf.h"
#include "vault/openpgp_part.h"

enum { KEY_YEARS = 2, YEAR_S = 365 * 86400 };

static const char *state_of(gpgme_key_t k)
{
	if (k->revoked)
		return "revoked";
	if (k->expired)
		return "expired";
	return k->disabled || k->invalid ? "unusable" : "valid";
}

static void put_key(struct ctx *cx, struct buf *out, gpgme_key_t k)
{
	struct str user = openpgp_words(cx->arena, k->uids != NULL ? k->uids->uid : "");
	gpgme_subkey_t main = k->subkeys;

	buf_printf(out, "%s\t%s\t%s\t%ld\t%ld\t%.*s\n", k->fpr, k->secret ? "secret" : "public",
		state_of(k), main != NULL ? main->timestamp : 0, main != NULL ? main->expires : 0,
		STR_ARG(user));
}

error openpgp_list(struct ctx *cx, struct str *out)
{
	struct buf lines = buf_new(cx->arena, IPC_BODY_MAX);
	AUTO_PGP c = NULL;
	gpgme_key_t k;
	int n = 0;

	TRY(openpgp_context(cx, &c));
	gpgme_set_keylist_mode(c, GPGME_KEYLIST_MODE_LOCAL | GPGME_KEYLIST_MODE_WITH_SECRET);
	gpgme_error_t e = gpgme_op_keylist_start(c, NULL, 0);
	if (e != 0)
		return openpgp_error(cx, "the keys cannot be listed", e);
	while (n++ < OPENPGP_KEYS_MAX && gpgme_op_keylist_next(c, &k) == 0) {
		if (k->fpr != NULL)
			put_key(cx, &lines, k);
		gpgme_key_unref(k);
	}
	gpgme_op_keylist_end(c);
	*out = buf_str(&lines);
	return OK;
}

/* --- import: looked at before anything is kept --- */

static error look_at(struct ctx *cx, gpgme_key_t k, bool secret)
{
	int users = 0;

	for (gpgme_user_id_t u = k->uids; u != NULL; u = u->next)
		users++;
	if (users > OPENPGP_USERS_MAX)
		return err_new(cx, ERR_LIMIT, "a key has more than %d users", OPENPGP_USERS_MAX);
	if (k->secret && !secret)
		return err_new(cx, ERR_INVALID, "this is a private key: import it with "
			"`mainstay key import --secret`, here only public keys");
	if (!k->secret && secret)
		return err_new(cx, ERR_INVALID, "there is no private key in it");
	return OK;
}

static error inspect(struct ctx *cx, struct str armored, bool secret)
{
	AUTO_PGP c = NULL;
	AUTO_DATA data = NULL;
	gpgme_key_t k;
	error e = OK;
	int n = 0;

	TRY(openpgp_context(cx, &c));
	if (gpgme_data_new_from_mem(&data, armored.at, armored.len, 0) != 0 ||
		gpgme_op_keylist_from_data_start(c, data, 0) != 0)
		return err_new(cx, ERR_INVALID, "there is no OpenPGP key in it");
	while (e == OK && gpgme_op_keylist_next(c, &k) == 0) {
		e = ++n > OPENPGP_IMPORT_KEYS_MAX
			? err_new(cx, ERR_LIMIT, "more than %d keys at once", OPENPGP_IMPORT_KEYS_MAX)
			: look_at(cx, k, secret);
		gpgme_key_unref(k);
	}
	gpgme_op_keylist_end(c);
	if (e == OK && n == 0)
		return err_new(cx, ERR_INVALID, "there is no OpenPGP key in it");
	return e;
}

/* Nobody is there to type a passphrase: a key that has one would fail later. */
static error try_secret(struct ctx *cx, struct str fingerprint)
{
	AUTO_PGP c = NULL;
	AUTO_DATA in = NULL;
	AUTO_DATA out = NULL;
	gpgme_key_t k = NULL;

	TRY(openpgp_context(cx, &c));
	gpgme_error_t e = gpgme_get_key(c, str_c(cx->arena, fingerprint), &k, 1);
	if (e == 0)
		e = gpgme_signers_add(c, k);
	gpgme_key_unref(k);
	if (e == 0 && gpgme_data_new_from_mem(&in, "x", 1, 0) == 0 && gpgme_data_new(&out) == 0)
		e = gpgme_op_sign(c, in, out, GPGME_SIG_MODE_DETACH);
	if (e == 0)
		return OK;
	TRY(openpgp_remove(cx, fingerprint));
	return err_new(cx, ERR_INVALID, "the key does not sign (%s): take its passphrase off, and "
		"see that it has not expired", gpgme_strerror(e));
}

error openpgp_import(struct ctx *cx, struct str armored, bool secret, struct str *out)
{
	struct buf lines = buf_new(cx->arena, IPC_BODY_MAX);
	AUTO_PGP c = NULL;
	AUTO_DATA data = NULL;

	TRY(inspect(cx, armored, secret));
	TRY(openpgp_context(cx, &c));
	gpgme_error_t e = gpgme_data_new_from_mem(&data, armored.at, armored.len, 0);
	if (e == 0)
		e = gpgme_op_import(c, data);
	if (e != 0)
		return openpgp_error(cx, "the key cannot be imported", e);
	for (gpgme_import_status_t s = gpgme_op_import_result(c)->imports; s != NULL; s = s->next) {
		struct str line = str_printf(cx->arena, "%s\n", s->fpr);
		/* A private key is told twice, as its public half as well. */
		if (s->result == 0 && str_find(buf_str(&lines), line) < 0)
			buf_put(&lines, line);
	}
	struct str rest = buf_str(&lines), line;
	while (secret && str_cut(&rest, '\n', &line))
		TRY(try_secret(cx, line));
	*out = buf_str(&lines);
	return out->len > 0 ? OK : err_new(cx, ERR_INVALID, "no key of it could be taken");
}

/* --- the center's own, and one alone --- */

error openpgp_generate(struct ctx *cx, struct str user, struct str *out)
{
	AUTO_PGP c = NULL;

	TRY(openpgp_context(cx, &c));
	gpgme_error_t e = gpgme_op_createkey(c, str_c(cx->arena, user), "future-default", 0,
		KEY_YEARS * YEAR_S, NULL, GPGME_CREATE_NOPASSWD | GPGME_CREATE_FORCE);
	if (e != 0)
		return openpgp_error(cx, "the key cannot be made", e);
	*out = str_copy(cx->arena, str_from(gpgme_op_genkey_result(c)->fpr));
	return OK;
}

error openpgp_export(struct ctx *cx, struct str fingerprint, struct str *out)
{
	AUTO_PGP c = NULL;
	AUTO_DATA data = NULL;
	size_t len;

	TRY(openpgp_context(cx, &c));
	gpgme_error_t e = gpgme_data_new(&data);
	if (e == 0)
		e = gpgme_op_export(c, str_c(cx->arena, fingerprint), GPGME_EXPORT_MODE_MINIMAL, data);
	if (e != 0)
		return openpgp_error(cx, "the key cannot be written", e);
	char *bytes = gpgme_data_release_and_get_mem(data, &len);
	data = NULL;
	*out = str_copy(cx->arena, str_of(bytes, len));
	gpgme_free(bytes);
	return out->len > 0 ? OK : err_new(cx, ERR_INVALID, "there is no such key");
}

error openpgp_remove(struct ctx *cx, struct str fingerprint)
{
	AUTO_PGP c = NULL;
	gpgme_key_t k = NULL;

	TRY(openpgp_context(cx, &c));
	if (gpgme_get_key(c, str_c(cx->arena, fingerprint), &k, 0) != 0)
		return err_new(cx, ERR_INVALID, "there is no such key");
	gpgme_error_t e = gpgme_op_delete_ext(c, k, GPGME_DELETE_ALLOW_SECRET | GPGME_DELETE_FORCE);
	gpgme_key_unref(k);
	return e == 0 ? OK : openpgp_error(cx, "the key cannot be removed", e);
}
