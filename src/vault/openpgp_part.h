/* openpgp_part.h - what the files of OpenPGP share */
#pragma once

#include <gpgme.h>

#include "vault/openpgp.h"

struct openpgp {
	struct str home;
	pid_t agent; /* 0: not started yet */
};

/* A context is of one question. */
void openpgp_release(gpgme_ctx_t *);
void openpgp_data_release(gpgme_data_t *);
#define AUTO_PGP CLEANUP(openpgp_release) gpgme_ctx_t
#define AUTO_DATA CLEANUP(openpgp_data_release) gpgme_data_t

NODISCARD error openpgp_context(struct ctx *, gpgme_ctx_t *out);
/* ERR_INVALID with what the engine says. */
error openpgp_error(struct ctx *, const char *verb, gpgme_error_t);
/* Clean UTF-8 on one line. */
struct str openpgp_words(struct arena *, const char *);

/* Keys: body in, answer out. */
NODISCARD error openpgp_list(struct ctx *, struct str *out);
NODISCARD error openpgp_import(struct ctx *, struct str armored, bool secret, struct str *out);
NODISCARD error openpgp_generate(struct ctx *, struct str user, struct str *out);
NODISCARD error openpgp_export(struct ctx *, struct str fingerprint, struct str *out);
NODISCARD error openpgp_remove(struct ctx *, struct str fingerprint);

/* Messages. */
NODISCARD error openpgp_sign(struct ctx *, struct str fingerprint, int data, struct str *out);
NODISCARD error openpgp_verify(struct ctx *, struct str sender, int data, int signature, struct str *out);
NODISCARD error openpgp_open(struct ctx *, struct str sender, int sealed, int plain, struct str *out);
