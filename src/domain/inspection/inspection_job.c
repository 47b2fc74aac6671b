/* inspection_job.c - the jobs that wait, and what came of them */
#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/casefile/find.h"
#include "domain/inspection/inspection.h"
#include "store/db.h"
#include "store/store.h"

error inspection_claim(struct ctx *cx, struct inspection_job *out, bool *ret_found)
{
	AUTO_TX tx = tx_begin(cx);

	TRY(q_inspection_next(cx, out, ret_found));
	if (*ret_found)
		TRY(q_inspection_tried(cx, out->attachment));
	return tx_commit(&tx);
}

error inspection_found(struct ctx *cx, const struct inspection_job *j, struct str findings)
{
	struct bundle_findings f;

	TRY(bundle_decode(cx, findings, &f));
	bool any = f.format.len > 0 || f.facts.len > 0 || f.secret_count > 0;

	AUTO_TX tx = tx_begin(cx);

	TRY(q_inspection_set_findings(cx, j->attachment, any ? INSPECTION_DONE : INSPECTION_NOTHING, findings,
		cx->now));
	TRY(store_announce(cx, STR("case"), j->casefile.v));

	return tx_commit(&tx);
}

error inspection_failed(struct ctx *cx, const struct inspection_job *j, bool for_good)
{
	bool redacting = j->state == INSPECTION_REDACTING;

	/* `attempts` is from before the claim counted this one. */
	if (!for_good && j->attempts + 1 < INSPECTION_TRIES)
		return OK;

	AUTO_TX tx = tx_begin(cx);

	TRY(q_inspection_end(cx, j->attachment, INSPECTION_QUARANTINED, cx->now));
	TRY(audit_note(cx, redacting ? STR("inspection.redaction-failed") : STR("inspection.quarantined"),
		"attachment", j->attachment.v, STR("")));
	TRY(store_announce(cx, STR("case"), j->casefile.v));

	return tx_commit(&tx);
}

/* "show-tech.txt": "show-tech-redacted.txt"; an archive becomes a .tar.gz. */
static struct str copy_name(struct ctx *cx, struct str name, bool archive)
{
	ptrdiff_t dot = str_find_char(name, '.');
	struct str stem = dot > 0 ? str_sub(name, 0, (size_t)dot) : name;
	struct str ending = archive ? STR(".tar.gz") : dot > 0 ? str_skip(name, (size_t)dot) : STR("");

	return str_printf(cx->arena, "%.*s-redacted%.*s", STR_ARG(str_sub(stem, 0, LIMIT_NAME - 40)),
		STR_ARG(ending.len > 20 ? STR("") : ending));
}

static error copy(struct ctx *cx, const struct inspection_job *j, struct str sha256, int64_t size,
	bool archive)
{
	struct attachment_new n = { .name = copy_name(cx, j->name, archive), .sha256 = sha256,
		.size = size, .internal = !j->public, .looked_at = true };
	struct casefile c;
	attachment_id made;
	entry_id entry;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, j->casefile, &c));
	TRY(attachment_add(cx, &c, &n, &made));
	TRY(q_inspection_set_copy(cx, j->attachment, made, cx->now));
	if (j->original == ORIGINAL_REMOVED)
		TRY(q_inspection_remove(cx, j->attachment, cx->now));
	else
		TRY(q_inspection_restrict(cx, j->attachment, cx->now));
	struct entry_new e = { .kind = ENTRY_SYSTEM, .public = j->public, .plain = true,
		.text = str_printf(cx->arena, j->original == ORIGINAL_REMOVED
			? "%.*s was removed; a copy without its secrets took its place."
			: "%.*s was restricted; a copy without its secrets took its place.",
			STR_ARG(j->name)) };
	TRY(timeline_add(cx, c.id, &e, &entry));
	TRY(audit_note(cx, j->original == ORIGINAL_REMOVED ? STR("attachment.removed")
		: STR("attachment.restricted"), "attachment", j->attachment.v, STR("redacted")));
	TRY(casefile_findable(cx, c.id));
	TRY(store_announce(cx, STR("case"), c.id.v));

	return tx_commit(&tx);
}

error inspection_copied(struct ctx *cx, const struct inspection_job *j, struct str sha256, int64_t size,
	bool archive)
{
	/* In the name of who asked: the timeline and the audit log say so. */
	struct actor asker = actor_system;
	const struct actor *who = cx->actor;

	asker.person = j->asked_by;
	asker.name = j->asked_name;
	cx->actor = &asker;
	error e = copy(cx, j, sha256, size, archive);
	cx->actor = who;
	return e;
}
