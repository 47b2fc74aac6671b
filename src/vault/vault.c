#include "vault/vault.h"

#include <sodium.h>

#include "os/file.h"
#include "os/ipc.h"
#include "os/log.h"
#include "os/wall.h"
#include "vault/openpgp.h"

struct keys {
	unsigned char public[crypto_sign_PUBLICKEYBYTES];
	unsigned char secret[crypto_sign_SECRETKEYBYTES];
};

static error load_keys(struct ctx *cx, struct str folder, struct keys *out)
{
	struct str path = path_join(cx, folder, STR("sign.key")), seed;
	unsigned char fresh[crypto_sign_SEEDBYTES];

	if (!file_exists(cx, path)) {
		randombytes_buf(fresh, sizeof fresh);
		TRY(file_write_atomic(cx, path, str_of(fresh, sizeof fresh), 0600));
		sodium_memzero(fresh, sizeof fresh);
	}
	TRY(file_read_all(cx, path, 4096, &seed));
	if (seed.len != crypto_sign_SEEDBYTES)
		return err_new(cx, ERR_INTERNAL, "%.*s is no key of 32 bytes: restore it from a backup",
			STR_ARG(path));
	crypto_sign_seed_keypair(out->public, out->secret, (const unsigned char *)seed.at);
	return OK;
}

/* False when OpenPGP is gone. */
static bool hand_on(struct ctx *cx, int pgp, const struct ipc_message *asked,
	struct ipc_message *answer)
{
	struct ipc_message question = *asked;
	error e = ipc_ask(cx, pgp, &question, (OPENPGP_SECONDS + 2) * 1000, &answer->body);

	if (e == OK)
		return true;
	answer->failed = true;
	answer->body = str_copy(cx->arena, e->text);
	return !err_is(e, ERR_UNAVAILABLE);
}

static error answer_one(struct ctx *cx, int fd, int pgp, const struct keys *keys)
{
	unsigned char signature[crypto_sign_BYTES];
	struct ipc_message asked;
	bool whole = true;

	TRY(ipc_receive(cx, fd, -1, &asked));
	struct ipc_message answer = { .kind = asked.kind, .serial = asked.serial };
	if (asked.kind == IPC_VAULT_PUBLIC) {
		answer.body = str_of(keys->public, sizeof keys->public);
	} else if (asked.kind == IPC_VAULT_SIGN) {
		crypto_sign_detached(signature, NULL, (const unsigned char *)asked.body.at,
			asked.body.len, keys->secret);
		answer.body = str_of(signature, sizeof signature);
	} else if (asked.kind >= IPC_PGP_KEYS) {
		whole = hand_on(cx, pgp, &asked, &answer);
	} else if (asked.kind != IPC_PING) {
		answer.failed = true;
		answer.body = STR("vault does not know this kind of message");
	}
	ipc_close_fds(&asked);
	TRY(ipc_send(cx, fd, &answer));
	return whole ? OK : err_new(cx, ERR_UNAVAILABLE, "OpenPGP has ended; the vault starts again");
}

error vault_serve(struct ctx *cx, int fd, struct str folder)
{
	struct keys keys;
	int pgp;
	bool whole;
	error e = OK;

	if (sodium_init() < 0)
		return err_new(cx, ERR_UNAVAILABLE, "libsodium does not start");
	TRY(dir_make(cx, folder, 0700));
	TRY(openpgp_start(cx, path_join(cx, folder, STR("pgp")), &pgp));
	TRY(wall_enter(cx, WALL_VAULT, folder, &whole));
	if (!whole)
		log_warn("vault", 0, STR("this kernel has no Landlock: held by seccomp alone"));
	TRY(load_keys(cx, folder, &keys));
	while (e == OK || err_is(e, ERR_MALFORMED)) {
		AUTO_ARENA arena = arena_create();
		struct ctx own = *cx;
		own.arena = arena;
		e = answer_one(&own, fd, pgp, &keys);
		e = e != OK ? err_copy(cx->arena, e) : OK;
	}
	sodium_memzero(&keys, sizeof keys);
	return OK;
}
