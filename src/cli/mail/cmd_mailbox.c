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

/* The password, or the token and on a second line the client's secret. */
static error read_secrets(struct cli *c, struct mailbox_new *n)
{
	struct str given, line;

	if (!cli_flag(c, "password-stdin") && !n->bearer)
		return cli_usage(c, "give --password-stdin or --token-stdin");
	if (n->token_url.len > 0 && !n->bearer)
		return cli_usage(c, "--token-url goes with --token-stdin");
	TRY(cli_input(c, &given));
	if (n->token_url.len > 0 && str_cut(&given, '\n', &line)) {
		n->client_secret = str_trim(given);
		given = line;
	}
	n->secret = str_trim(given);
	return OK;
}

error cmd_mailbox_add(struct cli *c)
{
	struct added a = { .n = { .user = cli_value(c, "user"), .folder = cli_value(c, "folder"),
		.address = cli_value(c, "address"), .move_to = cli_value(c, "to"),
		.bearer = cli_flag(c, "token-stdin"), .token_url = cli_value(c, "token-url"),
		.client_id = cli_value(c, "client-id"), .scope = cli_value(c, "scope") } };

	TRY(cli_arg(c, 0, "URL", &a.n.url));
	TRY(read_period(c, &a.n.period));
	TRY(read_afterwards(c, &a.n.afterwards));
	TRY(read_secrets(c, &a.n));
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

static error read_number(struct cli *c, mailbox_id *out)
{
	struct str text;

	TRY(cli_arg(c, 0, "NUMBER", &text));
	if (!str_int(text, &out->v))
		return cli_usage(c, "NUMBER is the first word of a line of mailbox list");
	return OK;
}

struct renewed {
	mailbox_id id;
	struct str secret;
};

static error renew(struct ctx *cx, void *arg)
{
	const struct renewed *r = arg;

	return mailbox_renew(cx, r->id, r->secret);
}

error cmd_mailbox_renew(struct cli *c)
{
	struct renewed r;
	struct str given;

	TRY(read_number(c, &r.id));
	if (!cli_flag(c, "secret-stdin"))
		return cli_usage(c, "give --secret-stdin");
	TRY(cli_input(c, &given));
	r.secret = str_trim(given);
	TRY(cli_store(c, false));
	return cli_write(c, renew, &r);
}

static error remove_one(struct ctx *cx, void *arg)
{
	return mailbox_remove(cx, *(mailbox_id *)arg);
}

error cmd_mailbox_remove(struct cli *c)
{
	mailbox_id id;

	TRY(read_number(c, &id));
	TRY(cli_store(c, false));
	return cli_write(c, remove_one, &id);
}
