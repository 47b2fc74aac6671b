/*
 * cmd_mail_in.c - mainstay mail-in: a message from a mail server's pipe
 *
 * The message is on the disk before anybody is asked: then the running server notes it,
 * or this process does. The exit codes are those of sysexits.h, so that the mail server
 * tries again or sends it back (struct command, mail_codes).
 */
#include "cli/commands.h"

#include <errno.h>
#include <unistd.h>

#include "base/limits.h"
#include "cli/control.h"
#include "domain/mailin/support_address.h"
#include "mail/in/raw.h"
#include "os/file.h"

enum { PIECE = 64 * 1024 };

static error read_message(struct cli *c, const struct files *files, struct raw *r)
{
	char *piece = arena_bytes(c->cx->arena, PIECE);
	ssize_t got = 1;

	TRY(raw_begin(c->cx, files, LIMIT_MAIL, r));
	while (got > 0 || (got < 0 && errno == EINTR)) {
		got = read(STDIN_FILENO, piece, PIECE);
		if (got > 0)
			TRY(raw_put(c->cx, r, str_of(piece, (size_t)got)));
	}
	if (got < 0)
		return err_os(c->cx, "read", STR("standard input"));
	if (r->upload.size == 0)
		return err_new(c->cx, ERR_UNAVAILABLE, "there is no message on standard input");
	return raw_end(c->cx, r);
}

static error note(struct ctx *cx, void *arg)
{
	const struct mailin_arrival *a = arg;
	struct support_address address;
	mail_in_id id;
	bool found;

	if (a->envelope_to.len > 0) {
		TRY(support_address_find(cx, a->envelope_to, &address, &found));
		if (!found)
			return err_new(cx, ERR_DENIED, "no mail is taken for this recipient");
	}
	return mailin_receive(cx, a, &id);
}

/* It lies in the files' folder: `--stored HASH:SIZE`. */
static error take_stored(struct cli *c, struct str stored)
{
	unsigned char hash[FILE_HASH_BYTES];
	struct str hex;
	size_t len = 0;
	struct mailin_arrival a = { .source = STR("pipe"), .envelope_from = cli_value(c, "sender"),
		.envelope_to = str_lower(c->cx->arena, cli_value(c, "recipient")) };

	str_cut(&stored, ':', &hex);
	bool sound = str_int(stored, &a.size) &&
		sodium_hex2bin(hash, sizeof hash, hex.at, hex.len, NULL, &len, NULL) == 0 &&
		len == sizeof hash;
	if (!sound)
		return cli_usage(c, "--stored is what mail-in says to the server");
	a.sha256 = str_of(hash, sizeof hash);
	TRY(cli_store(c, false));
	return cli_write(c, note, &a);
}

static error hand_over(struct cli *c, const struct raw *r)
{
	struct arena *a = c->cx->arena;
	struct str stored = str_printf(a, "%.*s:%" PRId64, STR_ARG(file_hash_hex(a, &r->hash)), r->size);
	char *argv[] = { c->argv[0], str_c(a, STR("mail-in")), str_c(a, STR("--stored")),
		str_c(a, stored), str_c(a, str_printf(a, "--sender=%.*s", STR_ARG(cli_value(c, "sender")))),
		str_c(a, str_printf(a, "--recipient=%.*s", STR_ARG(cli_value(c, "recipient")))) };
	int count = 4;
	bool done = false;

	for (int i = 4; i < 6; i++)
		if (!str_ends(str_from(argv[i]), STR("=")))
			argv[count++] = argv[i];
	c->argv = argv;
	c->argc = count;
	if (c->db.len == 0)
		TRY(control_forward(c, &done));
	return done ? OK : take_stored(c, stored);
}

error cmd_mail_in(struct cli *c)
{
	struct str stored = cli_value(c, "stored");
	struct files files;
	struct raw r;

	if (stored.len > 0)
		return take_stored(c, stored);
	if (c->data.len == 0)
		return cli_usage(c, "say which data folder: --data DIR");
	if (!file_exists(c->cx, cli_path(c, c->data)))
		return err_new(c->cx, ERR_UNAVAILABLE, "there is no folder %.*s", STR_ARG(c->data));
	TRY(files_open(c->cx, path_join(c->cx, cli_path(c, c->data), STR("files")), &files));
	error e = read_message(c, &files, &r);
	if (e == OK)
		e = hand_over(c, &r);
	else
		raw_drop(c->cx, &r);
	files_close(&files);
	return e;
}
