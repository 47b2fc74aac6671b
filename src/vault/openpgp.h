/*
 * openpgp.h - OpenPGP, by GPGME, in a process of its own beside the vault
 *
 * GPGME runs gpg, and gpg an agent: programs of others that read what strangers send. So
 * they have a wall that lets them run (WALL_PGP): one folder, no network, and nothing else
 * of the machine that is not read-only. The key of the center itself is out of their reach.
 *
 * The folder is a GNUPGHOME: keys of the center, without a passphrase since nobody is there
 * to type one, and public keys of those who write. Trust is not computed: a key counts
 * because an administrator put it there. Nothing is fetched from anywhere.
 *
 * What is asked and answered is text (os/ipc.h); columns are separated by tabs:
 *	a key        FINGERPRINT secret|public STATE CREATED EXPIRES USER
 *	a signature  STATE FINGERPRINT mine|other USER
 *	an opening   STATE KEYS, and a second line when there was a signature inside
 */
#pragma once

#include "os/ipc.h"

enum {
	OPENPGP_SECONDS = 20,          /* a question takes no longer; then all starts again */
	OPENPGP_KEYS_MAX = 400,
	OPENPGP_IMPORT_KEYS_MAX = 20,  /* in one import */
	OPENPGP_USERS_MAX = 50,        /* of one key */
};

/* Starts it; *ret_fd asks it. Before the wall of the caller. */
NODISCARD error openpgp_start(struct ctx *, struct str folder, int *ret_fd);
