/* cmd_mail_address.c - mainstay mail address: which addresses take mail */
#include "cli/commands.h"

#include "domain/mailin/support_address.h"

struct added {
	struct support_address_new n;
	support_address_id id;
};

static error add(struct ctx *cx, void *arg)
{
	struct added *a = arg;

	return support_address_add(cx, &a->n, &a->id);
}

error cmd_mail_address(struct cli *c)
{
	struct added a = { .n = { .product = cli_value(c, "product"),
		.language = cli_value(c, "language"), .plus = !cli_flag(c, "no-plus") } };

	TRY(cli_arg(c, 0, "ADDRESS", &a.n.address));
	TRY(cli_store(c, false));
	TRY(cli_write(c, add, &a));
	cli_print(c, "%" PRId64 "\n", a.id.v);
	return OK;
}
