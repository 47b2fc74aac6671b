#include "domain/disclosure/handover.h"

#include <sodium.h>

#include "base/buf.h"
#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/casefile/find.h"
#include "domain/casefile/twin.h"
#include "domain/disclosure/disclosure_mail.h"
#include "domain/disclosure/handover.sql.h"
#include "domain/escalation/forget.h"
#include "html/markdown.h"
#include "store/db.h"
#include "store/store.h"

enum { NUMBER_CHARS = 10, NESTED_MERGES = 20, MERGED_MAX = 1000 };

/* "SR-7QK2M9XV4T": 50 random bits, in letters that nobody mistakes. */
static struct str number_new(struct ctx *cx)
{
	static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	unsigned char bytes[NUMBER_CHARS];
	char *text = arena_bytes(cx->arena, NUMBER_CHARS);

	check(sodium_init() >= 0);
	randombytes_buf(bytes, sizeof bytes);
	for (int i = 0; i < NUMBER_CHARS; i++)
		text[i] = letters[bytes[i] & 31];
	return str_concat(cx->arena, STR("SR-"), str_of(text, NUMBER_CHARS));
}

static error look(struct ctx *cx, casefile_id id, struct casefile *out)
{
	struct q_handover_leads_row leads;

	TRY(casefile_load(cx, id, out));
	bool own = out->contact.v == cx->actor->person.v;
	TRY(actor_may(cx, MAY_HAND_OVER_CASE, own ? RELATION_OWN : RELATION_NONE));
	if (out->disclosure.v != 0)
		return err_person(cx, ERR_CONFLICT, "The SIRT has this case already.");
	if (out->merged_into.v != 0)
		return err_person(cx, ERR_CONFLICT, "This case was merged. Hand over the one it went to.");
	TRY(q_handover_leads(cx, id, &leads));
	if (leads.children > 0)
		return err_person(cx, ERR_CONFLICT,
			"This case leads an incident. Take the other cases out of it first.");
	return OK;
}

/* --- what moves --- */

static void put_words(struct buf *b, struct str word)
{
	buf_printf(b, "%s%.*s", b->len > 0 ? ", " : "", STR_ARG(word));
}

static error note(struct ctx *cx, disclosure_id report, const char *what, const struct buf *words)
{
	struct q_disclosure_entry_insert_row made;
	struct safe_html markup;

	if (words->len == 0)
		return OK;
	struct str text = str_printf(cx->arena, "%s: %.*s", what, STR_ARG(buf_str(words)));
	TRY(markdown_render(cx, text, &markup));
	return q_disclosure_entry_insert(cx, report, DISCLOSURE_TEXT, false, (person_id){ 0 },
		cx->now, text, markup.markup, &made);
}

/* What else may know of it: other records, and other programs. */
static error note_traces(struct ctx *cx, disclosure_id report, casefile_id id)
{
	struct q_handover_words_list words;
	struct q_handover_hooks_list hooks;
	struct buf tied = buf_new(cx->arena, LIMIT_CASE_TEXT), told = buf_new(cx->arena, LIMIT_CASE_TEXT);

	TRY(q_handover_words(cx, id, &words));
	for (size_t i = 0; i < words.len; i++)
		put_words(&tied, words.at[i].word);
	TRY(q_handover_hooks(cx, id, &hooks));
	for (size_t i = 0; i < hooks.len; i++)
		put_words(&told, hooks.at[i].name);
	TRY(note(cx, report, "Links and tags of the case", &tied));
	return note(cx, report, "Webhooks that were told of the case", &told);
}

static error move(struct ctx *cx, disclosure_id report, casefile_id id)
{
	TRY(q_handover_seen(cx, report, id));
	TRY(q_handover_entries(cx, report, id));
	TRY(q_handover_files(cx, report, id));
	TRY(q_handover_mails(cx, report, id));
	return note_traces(cx, report, id);
}

/* --- what is left --- */

static error (*const steps[])(struct ctx *, casefile_id) = {
	q_wipe_events, q_wipe_mail_parts, q_wipe_uploads, q_wipe_drafts, q_wipe_undo, q_wipe_tags,
	q_wipe_bulk, q_wipe_efforts, q_wipe_links, q_wipe_watchers, q_wipe_incident, q_wipe_rmas,
	q_wipe_presence, q_wipe_outgoing, escalation_forget,
};

static error wipe(struct ctx *cx, casefile_id id)
{
	struct str nothing = str_of(arena_bytes(cx->arena, 32), 32);

	memset((char *)(uintptr_t)nothing.at, 0, nothing.len);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		TRY(steps[i](cx, id));
	TRY(q_wipe_entries(cx, id, cx->actor->person, cx->now));
	TRY(q_wipe_mails(cx, id, nothing));
	TRY(q_wipe_inspections(cx, id, cx->now));
	TRY(q_wipe_files(cx, id, nothing, cx->now));
	TRY(q_wipe_intakes(cx, id, cx->now));
	TRY(q_wipe_case(cx, id, cx->now));
	TRY(casefile_findable(cx, id));
	return store_announce(cx, STR("case"), id.v);
}

/* Those merged into it have copies of what they said; deeper first, as its links are wiped, too. */
static error wipe_with_merged(struct ctx *cx, disclosure_id report, casefile_id id, int depth)
{
	struct q_handover_merged_list merged;

	TRY(q_handover_merged(cx, id, &merged));
	if (merged.len >= MERGED_MAX || (merged.len > 0 && depth >= NESTED_MERGES))
		return err_person(cx, ERR_LIMIT, "Too many cases were merged into this one. "
			"Split what is about the vulnerability off, and hand that over.");
	for (size_t i = 0; i < merged.len; i++) {
		TRY(q_handover_seen(cx, report, merged.at[i].id));
		TRY(q_handover_mails(cx, report, merged.at[i].id));
		TRY(wipe_with_merged(cx, report, merged.at[i].id, depth + 1));
		TRY(q_seal_case(cx, merged.at[i].id, report));
	}
	return wipe(cx, id);
}

static error say(struct ctx *cx, casefile_id id, bool public, struct str text)
{
	entry_id entry;

	return timeline_add(cx, id, &(struct entry_new){ .kind = ENTRY_SYSTEM, .public = public,
		.plain = true, .text = text }, &entry);
}

/* Merges and splits gave its words and files to other cases, which keep nothing of them. */
static error wipe_copies(struct ctx *cx, disclosure_id report, const struct casefile *c)
{
	entry_id first = entry_of(c->id, 1), last = entry_of(c->id, TIMELINE_ENTRIES_MAX - 1);
	casefile_id_list held, cases;

	TRY(twin_redact(cx, first, last, STR("The SIRT has it."), &held));
	for (size_t i = 0; i < held.len; i++) {
		TRY(q_handover_seen(cx, report, held.at[i]));
		TRY(q_wipe_inherited(cx, held.at[i], c->impact, c->release_text, cx->now));
	}
	TRY(twin_cases(cx, c->id, &cases));
	for (size_t i = 1; i < cases.len; i++)
		TRY(q_wipe_file_twins(cx, cases.at[i], c->id, cx->now));
	return OK;
}

static error take(struct ctx *cx, const struct casefile *c, disclosure_id report)
{
	TRY(move(cx, report, c->id));
	TRY(wipe_copies(cx, report, c));
	TRY(wipe_with_merged(cx, report, c->id, 0));
	TRY(say(cx, c->id, true, STR("The SIRT has this case. What it said is no longer here.")));
	TRY(casefile_close(cx, c->id, STR("")));
	TRY(q_wipe_quiet(cx, c->id));
	return q_seal_case(cx, c->id, report);
}

error handover_case(struct ctx *cx, casefile_id id, struct disclosure *out)
{
	struct q_disclosure_insert_row made;
	struct casefile c;
	int64_t members;
	bool found;

	AUTO_TX tx = tx_begin(cx);

	TRY(look(cx, id, &c));
	TRY(q_disclosure_insert(cx, &(struct q_disclosure_insert_args){ .number = number_new(cx),
		.reporter = c.contact, .organisation = c.organisation, .state = DISCLOSURE_RECEIVED,
		.summary = c.summary, .impact = c.impact, .product = c.product_code,
		.release = c.release_name.len > 0 ? c.release_name : c.release_text,
		.serial = c.serial, .now = cx->now }, &made));
	TRY(q_handover_readers(cx, made.id, id));
	TRY(take(cx, &c, made.id));
	TRY(q_disclosure_by_id(cx, made.id, out, &found));
	TRY(disclosure_mail_members(cx, out, 0, &members));
	TRY(disclosure_mail_reporter(cx, out, 0));
	if (members == 0)
		TRY(say(cx, id, false, STR("Nobody is of the SIRT. Tell an administrator.")));
	TRY(audit_note(cx, STR("case.handed-to-sirt"), "case", id.v, STR("")));

	return tx_commit(&tx);
}

error handover_open(struct ctx *cx, const struct casefile_new *n, struct casefile *out,
	struct disclosure *ret_report)
{
	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_open(cx, n, out));
	TRY(handover_case(cx, out->id, ret_report));
	TRY(casefile_load(cx, out->id, out));

	return tx_commit(&tx);
}

error handover_join(struct ctx *cx, casefile_id id, disclosure_id report)
{
	struct disclosure d;
	struct casefile c;
	int64_t members;
	bool found;

	AUTO_TX tx = tx_begin(cx);

	TRY(look(cx, id, &c));
	TRY(take(cx, &c, report));
	TRY(q_disclosure_by_id(cx, report, &d, &found));
	TRY(q_disclosure_touch(cx, report, d.state, cx->now));
	TRY(disclosure_mail_members(cx, &d, id.v, &members));

	return tx_commit(&tx);
}

error handover_number(struct ctx *cx, const struct casefile *c, struct str *out)
{
	struct q_handover_of_row row = { 0 };
	bool found = false;

	if (c->disclosure.v != 0)
		TRY(q_handover_of(cx, c->disclosure, may(cx->actor, MAY_WORK_DISCLOSURE), &row, &found));
	*out = found ? row.number : STR("");
	return OK;
}
