#include "domain/disclosure/handback.h"

#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/casefile/attachment.h"
#include "domain/disclosure/handback.sql.h"
#include "html/markdown.h"
#include "store/db.h"

error handback_look(struct ctx *cx, const struct disclosure *d, struct str *out)
{
	struct q_handback_case_row c = { 0 };
	bool found = false;

	if (may_on(cx->actor, MAY_WORK_DISCLOSURE, RELATION_NONE))
		TRY(q_handback_case(cx, d->id, &c, &found));
	*out = found ? c.number : STR("");
	return OK;
}

static error give_files(struct ctx *cx, const struct disclosure *d, casefile_id to, entry_id entry)
{
	struct q_handback_files_list files;

	TRY(q_handback_files(cx, d->id, d->created_at, &files));
	for (size_t i = 0; i < files.len; i++) {
		const struct q_handback_files_row *f = &files.at[i];
		struct attachment_new n = { .name = f->name, .size = f->size, .sha256 = f->sha256,
			.internal = !f->public };
		TRY(attachment_bring(cx, to, entry, &n, f->created_at, f->author));
	}
	return OK;
}

/* In the program's name: the SIRT has no rights on cases. */
static error give(struct ctx *cx, const struct disclosure *d, const struct q_handback_case_row *c)
{
	int64_t entries;
	entry_id entry;

	TRY(q_handback_unseal(cx, c->id, d->id, cx->now));
	TRY(q_handback_entries(cx, c->id, c->entry_count, d->id, d->created_at, &entries));
	TRY(q_handback_count(cx, c->id, c->entry_count, entries));
	TRY(timeline_add(cx, c->id, &(struct entry_new){ .kind = ENTRY_SYSTEM, .public = true,
		.plain = true, .text = STR("The SIRT handed this case back to support.") }, &entry));
	TRY(give_files(cx, d, c->id, entry));
	return casefile_reopen(cx, c->id, STR(""));
}

/* Told to nobody: the case says it to the reporter. */
static error close_report(struct ctx *cx, const struct disclosure *d, struct str number)
{
	struct str text = str_printf(cx->arena, "Handed back to support as case %.*s.", STR_ARG(number));
	struct q_disclosure_entry_insert_row made;
	struct safe_html markup;

	TRY(markdown_render(cx, text, &markup));
	TRY(q_disclosure_entry_insert(cx, d->id, DISCLOSURE_TEXT, true, cx->actor->person, cx->now,
		text, markup.markup, &made));
	TRY(q_disclosure_entry_insert(cx, d->id, DISCLOSURE_STATE, true, cx->actor->person, cx->now,
		disclosure_state_name(DISCLOSURE_CLOSED), STR(""), &made));
	return q_disclosure_touch(cx, d->id, DISCLOSURE_CLOSED, cx->now);
}

error handback_report(struct ctx *cx, struct str number, struct str *ret_case)
{
	const struct actor *who = cx->actor;
	struct actor program = actor_system;
	struct q_handback_case_row c;
	struct disclosure d;
	bool found;

	AUTO_TX tx = tx_begin(cx);

	TRY(disclosure_find(cx, number, &d));
	TRY(actor_may(cx, MAY_WORK_DISCLOSURE, RELATION_NONE));
	TRY(q_handback_case(cx, d.id, &c, &found));
	if (!found)
		return err_person(cx, ERR_CONFLICT, "The case of this report was handed back before.");
	program.person = who->person;
	program.name = who->name;
	cx->actor = &program;
	error e = give(cx, &d, &c);
	cx->actor = who;
	TRY(e);
	TRY(close_report(cx, &d, c.number));
	TRY(audit_note(cx, STR("case.handed-back-by-sirt"), "case", c.id.v, STR("")));
	TRY(tx_commit(&tx));

	*ret_case = c.number;
	return OK;
}
