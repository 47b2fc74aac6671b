/* mainstay: a customer support center in one program. */
#include "cli/cli.h"
#include "daemon/role.h"
#include "daemon/supervisor.h"

int main(int argc, char **argv)
{
	int role = role_of_process();

	if (role >= 0)
		return role_main((enum role_id)role, argc, argv);
	if (supervisor_is_asked(argc, argv))
		return supervisor_main(argc, argv);
	return cli_main(argc, argv);
}
