/*
 * pgp.h - OpenPGP for mail, asked of the vault
 *
 * Mail that goes out is signed with the key that the setting mail_pgp_key names. Mail that
 * comes in is verified and opened; what was found is kept with the mail and shown with its
 * entry, never in its text. A signature counts as the sender's when its key has the address
 * of From; a good one of another key is said to be another's.
 *
 * `vault` is core's end of the pair (IPC_FD_VAULT); ERR_UNAVAILABLE when nobody answers. What
 * the vault refuses is ERR_INVALID with its words. Private keys stay there.
 */
#pragma once

#include "base/ctx.h"

enum pgp_signature {
	PGP_UNSIGNED,
	PGP_GOOD,           /* by a key of the sender */
	PGP_GOOD_OTHER,     /* by a key of somebody else */
	PGP_BAD,            /* it was changed on the way */
	PGP_UNKNOWN_KEY,
	PGP_KEY_EXPIRED,
	PGP_KEY_REVOKED,
	PGP_EXPIRED,        /* the signature itself */
	PGP_UNCLEAR,        /* not one sound signature, or nobody could look */
	PGP_SIGNATURES
};

enum pgp_seal {
	PGP_PLAIN,
	PGP_OPENED,
	PGP_NO_KEY,         /* it is for keys that are not here */
	PGP_PASSWORD,       /* sealed with a password */
	PGP_UNSAFE,         /* without what tells that it was changed: not shown */
	PGP_BROKEN,
	PGP_SEALS
};

struct pgp_signed {
	enum pgp_signature state;
	struct str key, user;      /* a fingerprint or key id, and its user as the key says */
};

struct pgp_opened {
	enum pgp_seal state;
	struct str keys;           /* ids that it is sealed for, with blanks between */
	struct pgp_signed inside;
	bool signed_text;          /* nothing was sealed: a text with its signature around it */
};

struct pgp_key {
	struct str fingerprint, state, user;
	bool secret;
	instant created, expires;  /* expires zero: never */
};
typedef SLICE(struct pgp_key) pgp_key_list;

enum { PGP_KEY_MAX = 100 * 1024, PGP_FINGERPRINT = 40 };

/* --- for the mail channel; files are read from their beginning --- */

NODISCARD error pgp_sign(struct ctx *, int vault, struct str fingerprint, int data, struct str *out);
NODISCARD error pgp_verify(struct ctx *, int vault, struct str sender, int data, int signature,
	struct pgp_signed *out);
/* `plain` is empty, and stays so unless it was opened. */
NODISCARD error pgp_open(struct ctx *, int vault, struct str sender, int sealed, int plain,
	struct pgp_opened *out);

/*
 * --- for administrators: MAY_ADMINISTER ---
 *
 * The vault is no database: what was done is noted afterwards, by pgp_note on a writer.
 */

struct pgp_change {
	struct str act, what; /* "pgp.imported", fingerprints */
};
/* A store_work. */
NODISCARD error pgp_note(struct ctx *, void *change);

NODISCARD error pgp_keys(struct ctx *, int vault, pgp_key_list *out);
/* The fingerprints taken, one a line. With `secret`, private keys without a passphrase. */
NODISCARD error pgp_import(struct ctx *, int vault, struct str armored, bool secret, struct str *out);
NODISCARD error pgp_generate(struct ctx *, int vault, struct str name, struct str address,
	struct str *out);
/* The public half, armored. */
NODISCARD error pgp_export(struct ctx *, int vault, struct str fingerprint, struct str *out);
NODISCARD error pgp_remove(struct ctx *, int vault, struct str fingerprint);

/* 40 hex digits, in capitals; ERR_INVALID at the field otherwise. */
NODISCARD error pgp_fingerprint(struct ctx *, struct str text, struct str *out);
