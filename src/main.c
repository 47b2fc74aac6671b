/* mainstay: a customer support center in one program. */
#include <stdio.h>

#include "cli/cli.h"
#include "cli/config.h"
#include "daemon/role.h"
#include "daemon/supervisor.h"

int main(int argc, char **argv)
{
	AUTO_ARENA arena = arena_create();
	struct ctx cx = { .arena = arena, .now = instant_now() };
	struct words words;
	int role = role_of_process();

	error e = config_words(&cx, (struct words){ argc, argv }, &words);
	if (e != OK) {
		(void)fprintf(stderr, "mainstay: %.*s\n", STR_ARG(e->text));
		return err_exit_code(e);
	}
	if (role >= 0)
		return role_main((enum role_id)role, words);
	if (supervisor_is_asked(words))
		return supervisor_main(words, argv);
	return cli_main(words.count, words.at);
}
