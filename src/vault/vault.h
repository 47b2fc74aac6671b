/*
 * vault.h - the role that holds private keys
 *
 * No other process reads DATA/vault. It signs and decrypts; keys never leave it. The
 * process has no network and no files but that folder (os/wall.h).
 *
 * The signing key (Ed25519, RFC 8032) is made at the first start. Keys of OpenPGP are in
 * DATA/vault/pgp, with a process and a wall of their own (openpgp.h); the vault hands
 * questions about them on. When that process ends, the vault ends, and both start again.
 */
#pragma once

#include "base/ctx.h"

/* Answers on `fd` until the other end is gone; `folder` is made when absent. */
NODISCARD error vault_serve(struct ctx *, int fd, struct str folder);
