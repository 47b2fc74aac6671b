#include "daemon/role.h"

#include <stdlib.h>

#include "cli/cli.h"
#include "domain/account/permission.h"
#include "os/file.h"
#include "os/ipc.h"
#include "os/log.h"
#include "os/wall.h"
#include "parse/parse.h"
#include "vault/vault.h"

const char *const role_names[ROLE_PROCESSES] = {
	[ROLE_CORE_PROCESS] = "core",
	[ROLE_PARSE_PROCESS] = "parse",
	[ROLE_VAULT_PROCESS] = "vault",
};

int role_of_process(void)
{
	struct str asked = str_from(getenv(ROLE_VARIABLE));

	for (int i = 0; i < ROLE_PROCESSES; i++)
		if (str_eq(asked, str_from(role_names[i])))
			return i;
	return -1;
}

static error serve(struct ctx *cx, enum role_id role, struct words words)
{
	if (role == ROLE_PARSE_PROCESS) {
		TRY(wall_limit_memory(cx, PARSE_MEMORY_MAX));
		return parse_serve(cx, IPC_FD_PARSE);
	}
	return vault_serve(cx, IPC_FD_VAULT,
		path_join(cx, words_value(words, STR("data")), STR("vault")));
}

int role_main(enum role_id role, struct words words)
{
	AUTO_ARENA arena = arena_create();
	struct ctx cx = { .arena = arena, .actor = &actor_system, .now = instant_now() };
	bool whole;
	error e;

	unsetenv(ROLE_VARIABLE);
	if (role == ROLE_CORE_PROCESS) {
		e = wall_enter(&cx, WALL_CORE, STR(""), &whole);
		if (e != OK)
			log_warn("core", 0, err_text(arena, e));
		return cli_main(words.count, words.at);
	}
	e = serve(&cx, role, words);
	if (e != OK)
		log_error(role_names[role], 0, err_text(arena, e));
	return err_exit_code(e);
}
