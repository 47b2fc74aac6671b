#include "domain/casefile/twin.h"

#include "base/buf.h"
#include "domain/account/secret.h"
#include "domain/audit/audit.h"
#include "domain/casefile/find.h"
#include "domain/casefile/twin.sql.h"
#include "store/store.h"

enum { HEX_MAX = 64 };

static bool has(const casefile_id_list *l, casefile_id id)
{
	for (size_t i = 0; i < l->len; i++)
		if (l->at[i].v == id.v)
			return true;
	return false;
}

error twin_cases(struct ctx *cx, casefile_id id, casefile_id_list *out)
{
	struct q_twin_neighbours_list next;

	*out = (casefile_id_list){ 0 };
	*arena_push(cx->arena, out) = id;
	for (size_t i = 0; i < out->len; i++) {
		TRY(q_twin_neighbours(cx, out->at[i], &next));
		for (size_t j = 0; j < next.len && out->len < TWIN_CASES_MAX; j++)
			if (!has(out, next.at[j].id))
				*arena_push(cx->arena, out) = next.at[j].id;
	}
	return OK;
}

error entry_blank(struct ctx *cx, entry_id id, int64_t *ret_changes)
{
	TRY(q_entry_blank(cx, id, cx->now, cx->actor->person, ret_changes));
	TRY(q_entry_blank_mail(cx, id));
	return q_entry_blank_outgoing(cx, id);
}

error entry_blank_note(struct ctx *cx, casefile_id of, entry_id id, struct str text, struct str why)
{
	struct buf hash = buf_new(cx->arena, HEX_MAX);

	buf_hex(&hash, secret_hash(cx->arena, text));
	return audit_note(cx, STR("entry.redacted"), "casefile", of.v,
		str_printf(cx->arena, "entry %" PRId64 ", hash %.*s: %.*s", entry_number(id),
			STR_ARG(buf_str(&hash)), STR_ARG(why)));
}

static error redact_in(struct ctx *cx, casefile_id other, entry_id first, entry_id last,
	struct str why, casefile_id_list *held)
{
	struct q_twin_entries_list twins;
	int64_t changes;

	TRY(q_twin_entries(cx, other, first, last, &twins));
	if (twins.len == 0)
		return OK;
	*arena_push(cx->arena, held) = other;
	for (size_t i = 0; i < twins.len; i++) {
		TRY(entry_blank(cx, twins.at[i].id, &changes));
		TRY(entry_blank_note(cx, other, twins.at[i].id, twins.at[i].text, why));
	}
	TRY(casefile_findable(cx, other));
	return store_announce(cx, STR("case"), other.v);
}

error twin_redact(struct ctx *cx, entry_id first, entry_id last, struct str why,
	casefile_id_list *ret_held)
{
	casefile_id_list cases;

	*ret_held = (casefile_id_list){ 0 };
	TRY(twin_cases(cx, (casefile_id){ first.v / TIMELINE_ENTRIES_MAX }, &cases));
	for (size_t i = 0; i < cases.len; i++)
		TRY(redact_in(cx, cases.at[i], first, last, why, ret_held));
	return OK;
}
