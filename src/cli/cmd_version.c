#include "cli/commands.h"

error cmd_version(struct cli *c)
{
	cli_print(c, "mainstay %s\n", MAINSTAY_VERSION);
	return OK;
}
