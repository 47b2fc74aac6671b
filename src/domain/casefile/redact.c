#include "domain/casefile/redact.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/account/secret.h"
#include "domain/audit/audit.h"
#include "domain/casefile/find.h"
#include "domain/casefile/merge/merge.h"
#include "domain/casefile/merge/merge.sql.h"
#include "domain/casefile/work.sql.h"
#include "store/db.h"
#include "store/store.h"

static struct str hex(struct arena *a, struct str bytes)
{
	char *out = arena_bytes(a, bytes.len * 2);

	for (size_t i = 0; i < bytes.len * 2; i++) {
		unsigned char byte = (unsigned char)bytes.at[i / 2];
		out[i] = "0123456789abcdef"[i % 2 == 0 ? byte >> 4 : byte & 15];
	}
	return str_of(out, bytes.len * 2);
}

static error blank(struct ctx *cx, entry_id id, int64_t *ret_changes)
{
	TRY(q_redact_entry(cx, id, cx->now, cx->actor->person, ret_changes));
	return q_redact_mail(cx, id);
}

/* A merge left the same text in two cases, and merges of merges in more. */
static error blank_originals(struct ctx *cx, casefile_id id, int64_t number)
{
	struct q_merge_original_row o;
	int64_t changes;
	bool found = true;

	for (int i = 0; i < MERGES_MAX; i++) {
		TRY(q_merge_original(cx, id, number, &o, &found));
		if (!found)
			return OK;
		TRY(blank(cx, entry_of(o.casefile, o.number), &changes));
		TRY(casefile_findable(cx, o.casefile));
		id = o.casefile;
		number = o.number;
	}
	return OK;
}

static error blank_copies(struct ctx *cx, casefile_id id, int64_t number)
{
	struct q_merge_copy_row copy;
	int64_t changes;
	bool found = true;

	for (int i = 0; i < MERGES_MAX; i++) {
		TRY(q_merge_copy(cx, id, number, &copy, &found));
		if (!found)
			return OK;
		TRY(blank(cx, entry_of(copy.casefile, copy.number), &changes));
		TRY(casefile_findable(cx, copy.casefile));
		id = copy.casefile;
		number = copy.number;
	}
	return OK;
}

error casefile_redact(struct ctx *cx, casefile_id id, int64_t number, struct str why)
{
	struct casefile c;
	struct q_redact_look_row entry;
	bool found;
	int64_t changes;

	if (str_is_blank(why) || why.len > LIMIT_REASON)
		return err_field(cx, "why", "Say why in 1 to 2,000 bytes: it stays on record.");

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(casefile_may_change(cx, &c, MAY_WORK_CASE));
	entry_id target = { id.v * TIMELINE_ENTRIES_MAX + number };
	if (number < 1 || number > c.entry_count)
		return err_new(cx, ERR_NOT_FOUND, "no such entry");
	TRY(q_redact_look(cx, target, &entry, &found));
	if (!found || entry.kind > ENTRY_CALL)
		return err_person(cx, ERR_CONFLICT, "Only messages, notes and calls can be redacted.");
	TRY(blank(cx, target, &changes));
	if (changes == 0)
		return err_person(cx, ERR_CONFLICT, "This entry was redacted before.");
	TRY(blank_originals(cx, id, number));
	TRY(blank_copies(cx, id, number));
	TRY(audit_note(cx, STR("entry.redacted"), "casefile", id.v,
		str_printf(cx->arena, "entry %" PRId64 ", hash %.*s: %.*s", number,
			STR_ARG(hex(cx->arena, secret_hash(cx->arena, entry.text))), STR_ARG(why))));
	TRY(casefile_findable(cx, id));
	TRY(store_announce(cx, STR("case"), id.v));

	return tx_commit(&tx);
}
