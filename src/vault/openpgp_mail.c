/* openpgp_mail.c - messages signed, verified and opened */
#include <errno.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "vault/openpgp_part.h"

#define CLEARSIGNED "-----BEGIN PGP SIGNED MESSAGE-----"

static gpgme_error_t read_from(int fd, gpgme_data_t *out)
{
	(void)lseek(fd, 0, SEEK_SET);
	return gpgme_data_new_from_fd(out, fd);
}

/* --- signing --- */

error openpgp_sign(struct ctx *cx, struct str fingerprint, int fd, struct str *out)
{
	AUTO_PGP c = NULL;
	AUTO_DATA data = NULL;
	AUTO_DATA signature = NULL;
	gpgme_key_t k = NULL;
	size_t len;

	TRY(openpgp_context(cx, &c));
	gpgme_error_t e = gpgme_get_key(c, str_c(cx->arena, fingerprint), &k, 1);
	if (e == 0)
		e = gpgme_signers_add(c, k);
	gpgme_key_unref(k);
	if (e == 0)
		e = read_from(fd, &data);
	if (e == 0)
		e = gpgme_data_new(&signature);
	if (e == 0)
		e = gpgme_op_sign(c, data, signature, GPGME_SIG_MODE_DETACH);
	if (e != 0)
		return openpgp_error(cx, "the mail cannot be signed", e);
	gpgme_sign_result_t result = gpgme_op_sign_result(c);
	/* The mail says that it is this one (RFC 3156, 5). */
	if (result->signatures == NULL || result->signatures->hash_algo != GPGME_MD_SHA256)
		return err_new(cx, ERR_INVALID, "the signature is not made with SHA-256");
	char *bytes = gpgme_data_release_and_get_mem(signature, &len);
	signature = NULL;
	*out = str_copy(cx->arena, str_of(bytes, len));
	gpgme_free(bytes);
	return OK;
}

/* --- verifying --- */

static const char *signature_state(gpgme_signature_t s)
{
	if (s->wrong_key_usage)
		return "unclear";
	switch (gpgme_err_code(s->status)) {
	case GPG_ERR_NO_ERROR:
		return (s->summary & GPGME_SIGSUM_KEY_REVOKED) != 0 ? "revoked" : "good";
	case GPG_ERR_BAD_SIGNATURE:
		return "bad";
	case GPG_ERR_NO_PUBKEY:
		return "unknown";
	case GPG_ERR_KEY_EXPIRED:
		return "key-expired";
	case GPG_ERR_SIG_EXPIRED:
		return "expired";
	case GPG_ERR_CERT_REVOKED:
		return "revoked";
	default:
		return "unclear";
	}
}

static bool is_address_of(gpgme_key_t k, struct str address)
{
	for (gpgme_user_id_t u = k->uids; u != NULL; u = u->next)
		if (!u->revoked && !u->invalid && address.len > 0 &&
			str_eq_nocase(str_from(u->address != NULL ? u->address : u->email), address))
			return true;
	return false;
}

/*
 * That no error is returned says nothing: a message where a signature was expected has none,
 * and several signatures may contradict each other. One is wanted, and its own state counts.
 */
static struct str describe(struct ctx *cx, gpgme_ctx_t c, struct str sender)
{
	gpgme_verify_result_t result = gpgme_op_verify_result(c);
	gpgme_signature_t s = result != NULL ? result->signatures : NULL;
	struct str user = STR("");
	gpgme_key_t k = NULL;
	bool mine = false;

	if (s == NULL || s->next != NULL)
		return STR("unclear\t\tother\t\n");
	if (s->fpr != NULL && gpgme_get_key(c, s->fpr, &k, 0) == 0) {
		mine = is_address_of(k, sender);
		user = openpgp_words(cx->arena, k->uids != NULL ? k->uids->uid : "");
	}
	struct str line = str_printf(cx->arena, "%s\t%s\t%s\t%.*s\n", signature_state(s),
		k != NULL ? k->fpr : s->fpr != NULL ? s->fpr : "", mine ? "mine" : "other",
		STR_ARG(user));
	gpgme_key_unref(k);
	return line;
}

error openpgp_verify(struct ctx *cx, struct str sender, int fd, int signature_fd, struct str *out)
{
	AUTO_PGP c = NULL;
	AUTO_DATA data = NULL;
	AUTO_DATA signature = NULL;

	TRY(openpgp_context(cx, &c));
	if (read_from(fd, &data) != 0 || read_from(signature_fd, &signature) != 0)
		return err_new(cx, ERR_UNAVAILABLE, "the message cannot be read");
	/* What is no signature is told by the result, which is empty then. */
	gpgme_error_t e = gpgme_op_verify(c, signature, data, NULL);
	*out = e == 0 ? describe(cx, c, sender) : STR("unclear\t\tother\t\n");
	return OK;
}

/* --- opening --- */

/* What comes out is counted here: gpg calls it a success when its own limit cuts it off. */
struct opened {
	struct ctx *cx;
	struct str sender;
	int fd;
	int64_t size;
	bool too_large;
};

static ssize_t keep(void *arg, const void *bytes, size_t len)
{
	struct opened *o = arg;

	o->size += (int64_t)len;
	if (o->size > LIMIT_MAIL) {
		o->too_large = true;
		errno = ENOSPC;
		return -1;
	}
	return write(o->fd, bytes, len);
}

static bool is_clearsigned(int fd)
{
	char head[sizeof CLEARSIGNED - 1];

	return pread(fd, head, sizeof head, 0) == (ssize_t)sizeof head &&
		memcmp(head, CLEARSIGNED, sizeof head) == 0;
}

/* What the engine says of a recipient differs by its version; the folder does not. */
static bool is_ours(struct ctx *cx, const char *keyid)
{
	AUTO_PGP c = NULL;
	gpgme_key_t k = NULL;
	bool ours = openpgp_context(cx, &c) == OK && gpgme_get_key(c, keyid, &k, 1) == 0;

	gpgme_key_unref(k);
	return ours;
}

static const char *opening_state(struct ctx *cx, gpgme_ctx_t c, gpgme_error_t e)
{
	gpgme_decrypt_result_t r = gpgme_op_decrypt_result(c);
	bool held = false;

	if (r == NULL)
		return "broken";
	/* Without a seal of its own what was changed on the way would not be told. */
	if (r->legacy_cipher_nomdc)
		return "unsafe";
	if (e == 0)
		return r->wrong_key_usage ? "broken" : "opened";
	if (r->recipients == NULL)
		return gpgme_err_code(e) == GPG_ERR_NO_DATA ? "broken" : "password";
	for (gpgme_recipient_t k = r->recipients; k != NULL && !held; k = k->next)
		held = is_ours(cx, k->keyid);
	return held ? "broken" : "no-key";
}

static void put_recipients(struct buf *out, gpgme_ctx_t c)
{
	gpgme_decrypt_result_t r = gpgme_op_decrypt_result(c);
	int n = 0;

	for (gpgme_recipient_t k = r != NULL ? r->recipients : NULL; k != NULL && n < 20; k = k->next)
		buf_printf(out, "%s%s", n++ > 0 ? " " : "", k->keyid);
}

static void open_sealed(const struct opened *o, gpgme_ctx_t c, gpgme_data_t in, gpgme_data_t plain,
	struct buf *out)
{
	gpgme_error_t e = gpgme_op_decrypt_verify(c, in, plain);
	const char *state = o->too_large ? "broken" : opening_state(o->cx, c, e);
	gpgme_verify_result_t signed_by = gpgme_op_verify_result(c);

	buf_printf(out, "%s\t", state);
	put_recipients(out, c);
	buf_char(out, '\n');
	if (str_eq(str_from(state), STR("opened")) && signed_by != NULL && signed_by->signatures != NULL)
		buf_put(out, describe(o->cx, c, o->sender));
}

error openpgp_open(struct ctx *cx, struct str sender, int sealed, int plain_fd, struct str *out)
{
	struct opened o = { .cx = cx, .sender = sender, .fd = plain_fd };
	struct gpgme_data_cbs calls = { .write = keep };
	struct buf lines = buf_new(cx->arena, 4096);
	AUTO_PGP c = NULL;
	AUTO_DATA in = NULL;
	AUTO_DATA plain = NULL;

	TRY(openpgp_context(cx, &c));
	if (read_from(sealed, &in) != 0 || gpgme_data_new_from_cbs(&plain, &calls, &o) != 0)
		return err_new(cx, ERR_UNAVAILABLE, "the message cannot be read");
	if (is_clearsigned(sealed)) {
		gpgme_error_t e = gpgme_op_verify(c, in, NULL, plain);
		bool whole = e == 0 && !o.too_large;
		buf_put(&lines, whole ? STR("signed\t\n") : STR("broken\t\n"));
		if (whole)
			buf_put(&lines, describe(cx, c, sender));
	} else {
		open_sealed(&o, c, in, plain, &lines);
	}
	/* gpg writes before it knows that all is well. */
	if (!str_starts(buf_str(&lines), STR("opened")) && !str_starts(buf_str(&lines), STR("signed")) &&
		ftruncate(plain_fd, 0) != 0)
		return err_new(cx, ERR_UNAVAILABLE, "what is not sound cannot be taken back");
	*out = buf_str(&lines);
	return OK;
}
