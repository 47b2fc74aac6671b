#include "cli/commands.h"

error cmd_init(struct cli *c)
{
	if (cli_flag(c, "demo"))
		return err_new(c->cx, ERR_UNAVAILABLE, "there is no demo data in this build");
	TRY(cli_store(c, true));
	cli_print(c, "The data folder is ready.\n"
		"Next: mainstay user add --role admin ..., then mainstay serve.\n");
	return OK;
}
