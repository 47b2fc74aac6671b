#include "cli/commands.h"

#include "domain/escalation/ladder/replay.h"
#include "os/file.h"

static error put(void *arg, struct str line)
{
	buf_put(&((struct cli *)arg)->out, line);
	return OK;
}

error cmd_escalation_replay(struct cli *c)
{
	struct str path, history;

	TRY(cli_arg(c, 0, "FILE", &path));
	if (str_eq(path, STR("-")))
		TRY(cli_input(c, &history));
	else
		TRY(file_read_all(c->cx, cli_path(c, path), REPLAY_FILE_MAX, &history));
	return replay_run(c->cx, history, put, c);
}
