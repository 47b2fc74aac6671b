/*
 * cmd_key.c - mainstay key: OpenPGP keys of the center and of those who write to it
 *
 * The keeper of the keys is a part of the running server, so these run there.
 */
#include "cli/commands.h"

#include "domain/pgp/pgp.h"
#include "os/ipc.h"

static error begin(struct cli *c)
{
	TRY(cli_store(c, false));
	if (!c->in_server)
		return err_new(c->cx, ERR_UNAVAILABLE,
			"keys are kept by the running server: start `mainstay serve` first");
	return OK;
}

static error note(struct cli *c, struct str act, struct str what)
{
	struct pgp_change change = { act, what };

	return cli_write(c, pgp_note, &change);
}

static struct str day_of(struct arena *a, instant at)
{
	return at.us == 0 ? STR("never") : str_sub(instant_iso(a, at), 0, 10);
}

error cmd_key_list(struct cli *c)
{
	struct arena *a = c->cx->arena;
	pgp_key_list list;

	TRY(begin(c));
	TRY(pgp_keys(c->cx, IPC_FD_VAULT, &list));
	for (size_t i = 0; i < list.len; i++) {
		const struct pgp_key *k = &list.at[i];
		cli_print(c, "%.*s\t%s\t%.*s\t%.*s\t%.*s\n", STR_ARG(k->fingerprint),
			k->secret ? "secret" : "public", STR_ARG(k->state),
			STR_ARG(day_of(a, k->expires)), STR_ARG(k->user));
	}
	return OK;
}

error cmd_key_import(struct cli *c)
{
	struct str armored, taken;

	if (!cli_flag(c, "key-stdin"))
		return cli_usage(c, "give --key-stdin, and the key on standard input");
	TRY(cli_input(c, &armored));
	TRY(begin(c));
	TRY(pgp_import(c->cx, IPC_FD_VAULT, armored, cli_flag(c, "secret"), &taken));
	TRY(note(c, STR("pgp.imported"), taken));
	cli_print(c, "%.*s", STR_ARG(taken));
	return OK;
}

error cmd_key_generate(struct cli *c)
{
	struct str made;

	TRY(begin(c));
	TRY(pgp_generate(c->cx, IPC_FD_VAULT, cli_value(c, "name"), cli_value(c, "address"), &made));
	TRY(note(c, STR("pgp.made"), made));
	cli_print(c, "%.*s\n", STR_ARG(made));
	return OK;
}

error cmd_key_export(struct cli *c)
{
	struct str fingerprint, armored;

	TRY(cli_arg(c, 0, "FINGERPRINT", &fingerprint));
	TRY(begin(c));
	TRY(pgp_export(c->cx, IPC_FD_VAULT, fingerprint, &armored));
	cli_print(c, "%.*s", STR_ARG(armored));
	return OK;
}

error cmd_key_remove(struct cli *c)
{
	struct str fingerprint;

	TRY(cli_arg(c, 0, "FINGERPRINT", &fingerprint));
	TRY(begin(c));
	TRY(pgp_remove(c->cx, IPC_FD_VAULT, fingerprint));
	return note(c, STR("pgp.removed"), fingerprint);
}
