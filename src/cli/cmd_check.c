#include "cli/commands.h"

#include "base/json.h"
#include "domain/audit/audit.h"
#include "domain/escalation/verify.h"

struct findings {
	int64_t audit_rows;
	audit_id audit_broken;
	struct verify_result escalation;
};

static error look(struct ctx *cx, void *arg)
{
	struct findings *f = arg;
	TRY(audit_verify(cx, &f->audit_rows, &f->audit_broken));
	return escalation_verify(cx, &f->escalation);
}

error cmd_check(struct cli *c)
{
	struct findings f = { 0 };

	TRY(cli_store(c, false));
	TRY(cli_write(c, look, &f));
	if (f.audit_broken.v != 0)
		return err_new(c->cx, ERR_INTERNAL, "the audit chain is broken at row %" PRId64,
			f.audit_broken.v);
	if (f.escalation.faults > 0)
		return err_new(c->cx, ERR_INTERNAL, "%" PRId64 " escalation logs are broken. %.*s",
			f.escalation.faults, STR_ARG(f.escalation.texts.at[0]));
	cli_print(c, "Sound: %" PRId64 " audit rows in one chain, %" PRId64
		     " escalation ladders with %" PRId64 " notes.\n",
		f.audit_rows, f.escalation.ladders, f.escalation.notes);
	return OK;
}
