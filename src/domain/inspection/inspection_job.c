/* inspection_job.c - the jobs that wait, and what came of them */
#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/casefile/find.h"
#include "domain/casefile/twin.h"
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

struct shown {
	const struct inspection_job *job;
	struct str sha256; /* of the copy */
	int64_t size;
	bool archive;
};

/* The copy takes the place of a file of that case. */
static error replace(struct ctx *cx, const struct shown *s, casefile_id in, attachment_id original,
	bool public)
{
	const struct inspection_job *j = s->job;
	struct attachment_new n = { .name = copy_name(cx, j->name, s->archive), .sha256 = s->sha256,
		.size = s->size, .internal = !public, .looked_at = true };
	bool removes = j->original == ORIGINAL_REMOVED;
	struct casefile c;
	attachment_id made;
	entry_id entry;

	TRY(casefile_load(cx, in, &c));
	TRY(attachment_add(cx, &c, &n, &made));
	TRY(q_inspection_set_copy(cx, original, made, cx->now));
	TRY(removes ? q_inspection_remove(cx, original, cx->now)
		    : q_inspection_restrict(cx, original, cx->now));
	struct entry_new e = { .kind = ENTRY_SYSTEM, .public = public, .plain = true,
		.text = str_printf(cx->arena, removes
			? "%.*s was removed; a copy without its secrets took its place."
			: "%.*s was restricted; a copy without its secrets took its place.",
			STR_ARG(j->name)) };
	TRY(timeline_add(cx, in, &e, &entry));
	TRY(audit_note(cx, removes ? STR("attachment.removed") : STR("attachment.restricted"),
		"attachment", original.v, STR("redacted")));
	TRY(casefile_findable(cx, in));
	return store_announce(cx, STR("case"), in.v);
}

/* A split gave the same file to other cases. */
static error replace_twins(struct ctx *cx, const struct shown *s)
{
	struct q_inspection_twins_list twins;
	casefile_id_list cases;

	TRY(twin_cases(cx, s->job->casefile, &cases));
	for (size_t i = 0; i < cases.len; i++) {
		TRY(q_inspection_twins(cx, cases.at[i], s->job->attachment, &twins));
		for (size_t k = 0; k < twins.len; k++)
			TRY(replace(cx, s, cases.at[i], twins.at[k].id, twins.at[k].public));
	}
	return OK;
}

static error copy(struct ctx *cx, const struct shown *s)
{
	AUTO_TX tx = tx_begin(cx);

	TRY(replace_twins(cx, s));
	TRY(replace(cx, s, s->job->casefile, s->job->attachment, s->job->public));

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
	error e = copy(cx, &(struct shown){ j, sha256, size, archive });
	cx->actor = who;
	return e;
}
