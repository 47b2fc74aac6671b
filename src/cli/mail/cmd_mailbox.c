/* cmd_mailbox.c - mainstay mailbox: mailboxes elsewhere, looked into by IMAP */
#include "cli/commands.h"

#include "domain/mailin/mailbox.h"

struct added {
	struct mailbox_new n;
	mailbox_id id;
};

static error add(struct ctx *cx, void *arg)
{
	struct added *a = arg;

	return mailbox_add(cx, &a->n, &a->id);
}

static error read_period(struct cli *c, int64_t *out)
{
	struct str given = cli_value(c, "every");

	*out = 60;
	if (given.len > 0 && !str_int(given, out))
		return cli_usage(c, "--every is a number of seconds");
	return OK;
}

static error read_afterwards(struct cli *c, enum mailbox_afterwards *out)
{
	struct str given = cli_value(c, "then");

	*out = str_eq(given, STR("move"))   ? MAILBOX_MOVE
		: str_eq(given, STR("delete")) ? MAILBOX_DELETE
					       : MAILBOX_SEEN;
	if (given.len > 0 && *out == MAILBOX_SEEN && !str_eq(given, STR("seen")))
		return cli_usage(c, "--then is seen, move or delete");
	return OK;
}

error cmd_mailbox_add(struct cli *c)
{
	struct str secret;
	struct added a = { .n = { .user = cli_value(c, "user"), .folder = cli_value(c, "folder"),
		.address = cli_value(c, "address"), .move_to = cli_value(c, "to"),
		.bearer = cli_flag(c, "token-stdin") } };

	TRY(cli_arg(c, 0, "URL", &a.n.url));
	TRY(read_period(c, &a.n.period));
	TRY(read_afterwards(c, &a.n.afterwards));
	if (!cli_flag(c, "password-stdin") && !a.n.bearer)
		return cli_usage(c, "give --password-stdin or --token-stdin");
	TRY(cli_input(c, &secret));
	a.n.secret = str_trim(secret);
	TRY(cli_store(c, false));
	TRY(cli_write(c, add, &a));
	cli_print(c, "%" PRId64 "\n", a.id.v);
	return OK;
}

static error list(struct ctx *cx, void *arg)
{
	return mailboxes(cx, arg);
}

error cmd_mailbox_list(struct cli *c)
{
	struct mailbox_list all;

	TRY(cli_store(c, false));
	TRY(cli_write(c, list, &all));
	for (size_t i = 0; i < all.len; i++) {
		const struct mailbox *b = &all.at[i];
		cli_print(c, "%" PRId64 "\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s\n", b->id.v, STR_ARG(b->url),
			STR_ARG(b->user_name), STR_ARG(b->folder), STR_ARG(b->address),
			STR_ARG(b->last_error));
	}
	return OK;
}

static error remove_one(struct ctx *cx, void *arg)
{
	return mailbox_remove(cx, *(mailbox_id *)arg);
}

error cmd_mailbox_remove(struct cli *c)
{
	struct str text;
	mailbox_id id;

	TRY(cli_arg(c, 0, "NUMBER", &text));
	if (!str_int(text, &id.v))
		return cli_usage(c, "NUMBER is the first word of a line of mailbox list");
	TRY(cli_store(c, false));
	return cli_write(c, remove_one, &id);
}
