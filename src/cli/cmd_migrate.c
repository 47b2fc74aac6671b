#include "cli/commands.h"

error cmd_migrate(struct cli *c)
{
	TRY(cli_store_migrate(c));
	cli_print(c, "The database has this program's schema.\n");
	return OK;
}
