#include "domain/casefile/redact.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/casefile/find.h"
#include "domain/casefile/twin.h"
#include "domain/casefile/work.sql.h"
#include "store/db.h"
#include "store/store.h"

error casefile_redact(struct ctx *cx, casefile_id id, int64_t number, struct str why)
{
	struct casefile c;
	struct q_redact_look_row entry;
	casefile_id_list held;
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
	TRY(twin_redact(cx, target, target, why, &held));
	TRY(entry_blank(cx, target, &changes));
	if (changes == 0)
		return err_person(cx, ERR_CONFLICT, "This entry was redacted before.");
	TRY(entry_blank_note(cx, id, target, entry.text, why));
	TRY(casefile_findable(cx, id));
	TRY(store_announce(cx, STR("case"), id.v));

	return tx_commit(&tx);
}
