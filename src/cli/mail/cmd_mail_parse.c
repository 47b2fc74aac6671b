/* cmd_mail_parse.c - mainstay mail parse: what the program makes of a message */
#include "cli/commands.h"

#include "base/limits.h"
#include "mail/read/read.h"
#include "os/file.h"

error cmd_mail_parse(struct cli *c)
{
	struct str file, bytes;
	struct mail mail;

	TRY(cli_arg(c, 0, "FILE", &file));
	if (str_eq(file, STR("-")))
		TRY(cli_input(c, &bytes));
	else
		TRY(file_read_all(c->cx, cli_path(c, file), LIMIT_MAIL, &bytes));
	TRY(mail_read(c->cx, bytes, NULL, &mail));
	struct json_writer j = jw_new(&c->out);
	mail_json(c->cx, &mail, cli_flag(c, "parts"), &j);
	cli_print(c, "\n");
	return OK;
}
