#include "cli/commands.h"

#include "domain/account/person.h"
#include "domain/account/token.h"

struct wish {
	struct str email, name, secret;
};

static error create(struct ctx *cx, void *arg)
{
	struct wish *w = arg;
	struct person p;

	TRY(person_find(cx, w->email, &p));
	struct token_new t = { .person = p.id, .name = w->name };
	return token_create(cx, &t, &w->secret);
}

error cmd_token_create(struct cli *c)
{
	struct wish w = { cli_value(c, "user"), cli_value(c, "name"), { 0 } };

	if (w.email.len == 0)
		return cli_usage(c, "say whose: --user ADDRESS");
	TRY(cli_store(c, false));
	TRY(cli_write(c, create, &w));
	cli_print(c, "API token of %.*s: %.*s\n", STR_ARG(w.email), STR_ARG(w.secret));
	return OK;
}
