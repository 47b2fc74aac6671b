#include "cli/commands.h"

#include "base/json.h"
#include "domain/audit/audit.h"

struct findings {
	int64_t audit_rows;
	audit_id audit_broken;
};

static error look(struct ctx *cx, void *arg)
{
	struct findings *f = arg;
	return audit_verify(cx, &f->audit_rows, &f->audit_broken);
}

error cmd_check(struct cli *c)
{
	struct findings f = { 0 };

	TRY(cli_store(c, false));
	TRY(cli_write(c, look, &f));
	if (f.audit_broken.v != 0)
		return err_new(c->cx, ERR_INTERNAL, "the audit chain is broken at row %" PRId64,
			f.audit_broken.v);
	cli_print(c, "Sound: %" PRId64 " audit rows in one chain.\n", f.audit_rows);
	return OK;
}
