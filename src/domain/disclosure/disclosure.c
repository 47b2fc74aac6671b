#include "domain/disclosure/disclosure.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/casefile/attachment.h"
#include "domain/disclosure/disclosure_mail.h"
#include "domain/timeline/timeline.h"
#include "html/markdown.h"
#include "store/db.h"

static const struct {
	struct str name, label;
} states[DISCLOSURE_STATES_] = {
	[DISCLOSURE_RECEIVED] = { STR_INIT("received"), SAY_INIT("Received") },
	[DISCLOSURE_VERIFYING] = { STR_INIT("verifying"), SAY_INIT("Being verified") },
	[DISCLOSURE_FIXING] = { STR_INIT("fixing"), SAY_INIT("Being fixed") },
	[DISCLOSURE_RELEASED] = { STR_INIT("released"), SAY_INIT("Fix released") },
	[DISCLOSURE_CLOSED] = { STR_INIT("closed"), SAY_INIT("Closed") },
};

struct str disclosure_state_name(enum disclosure_state s)
{
	check(s < DISCLOSURE_STATES_);
	return states[s].name;
}

struct str disclosure_state_label(enum disclosure_state s)
{
	check(s < DISCLOSURE_STATES_);
	return states[s].label;
}

enum disclosure_state disclosure_state_by_name(struct str name)
{
	enum disclosure_state s = DISCLOSURE_RECEIVED;

	while (s < DISCLOSURE_STATES_ && !str_eq(states[s].name, name))
		s++;
	return s;
}

static bool is_sirt(const struct ctx *cx)
{
	return may_on(cx->actor, MAY_WORK_DISCLOSURE, RELATION_NONE);
}

error disclosure_list(struct ctx *cx, struct disclosure_list *out)
{
	TRY(actor_may(cx, MAY_READ_DISCLOSURE, RELATION_OWN));
	return is_sirt(cx) ? q_disclosure_all(cx, true, DISCLOSURE_LIST_MAX, out)
			   : q_disclosure_own(cx, DISCLOSURE_LIST_MAX, out);
}

error disclosure_find(struct ctx *cx, struct str number, struct disclosure *out)
{
	bool found;

	TRY(actor_may(cx, MAY_READ_DISCLOSURE, RELATION_OWN));
	TRY(q_disclosure_by_number(cx, number, is_sirt(cx), out, &found));
	return found ? OK : err_new(cx, ERR_NOT_FOUND, "no such report, or not for the actor");
}

static void turn_round(struct disclosure_entry_list *list)
{
	for (size_t i = 0, k = list->len; i + 1 < k; i++) {
		struct disclosure_entry e = list->at[i];
		list->at[i] = list->at[--k];
		list->at[k] = e;
	}
}

error disclosure_entries(struct ctx *cx, const struct disclosure *d, int64_t before,
	struct disclosure_entry_list *out, bool *ret_older)
{
	TRY(q_disclosure_entry_page(cx, d->id, is_sirt(cx), before > 0 ? before : INT64_MAX,
		DISCLOSURE_PAGE + 1, out));
	*ret_older = out->len > DISCLOSURE_PAGE;
	if (*ret_older)
		out->len = DISCLOSURE_PAGE;
	turn_round(out);
	return OK;
}

error disclosure_files(struct ctx *cx, const struct disclosure *d, struct disclosure_file_list *out)
{
	return q_disclosure_file_list(cx, d->id, is_sirt(cx), DISCLOSURE_FILES_MAX, out);
}

error disclosure_file_find(struct ctx *cx, const struct disclosure *d, int64_t id,
	struct disclosure_file *out)
{
	bool found;

	TRY(q_disclosure_file_load(cx, d->id, is_sirt(cx), id, out, &found));
	return found ? OK : err_new(cx, ERR_NOT_FOUND, "no such file, or not for the actor");
}

error disclosure_seen(struct ctx *cx, const struct disclosure *d, struct disclosure_seen_list *out)
{
	*out = (struct disclosure_seen_list){ 0 };
	return is_sirt(cx) ? q_disclosure_seen_list(cx, d->id, out) : OK;
}

/* What one side did is news for the other. */
static error tell(struct ctx *cx, const struct disclosure *d, int64_t event, bool internal)
{
	int64_t members;

	TRY(disclosure_mail_members(cx, d, event, &members));
	return internal ? OK : disclosure_mail_reporter(cx, d, event);
}

static error has_room(struct ctx *cx, const struct disclosure *d)
{
	struct q_disclosure_entry_count_row all;

	TRY(q_disclosure_entry_count(cx, d->id, &all));
	if (all.count >= TIMELINE_ENTRIES_MAX)
		return err_person(cx, ERR_LIMIT,
			"This report has a million entries, the most it may have. Report anew, and name it there.");
	return OK;
}

error disclosure_write(struct ctx *cx, struct str number, struct str text, bool internal)
{
	struct q_disclosure_entry_insert_row made;
	struct disclosure d;
	struct safe_html markup;

	if (str_is_blank(text))
		return err_field(cx, "text", "Write something first.");
	if (text.len > LIMIT_CASE_TEXT)
		return err_field(cx, "text", "An entry has at most 1 MB. Attach long logs as files.");

	AUTO_TX tx = tx_begin(cx);

	TRY(disclosure_find(cx, number, &d));
	if (internal)
		TRY(actor_may(cx, MAY_WORK_DISCLOSURE, RELATION_NONE));
	TRY(has_room(cx, &d));
	TRY(markdown_render(cx, text, &markup));
	TRY(q_disclosure_entry_insert(cx, d.id, DISCLOSURE_TEXT, !internal, cx->actor->person,
		cx->now, text, markup.markup, &made));
	TRY(q_disclosure_touch(cx, d.id, d.state, cx->now));
	TRY(tell(cx, &d, made.id, internal));

	return tx_commit(&tx);
}

/* --- files --- */

static error has_room_for_files(struct ctx *cx, const struct disclosure *d, size_t more)
{
	struct q_disclosure_file_count_row all;

	TRY(q_disclosure_file_count(cx, d->id, &all));
	if (all.count + (int64_t)more > DISCLOSURE_FILES_MAX)
		return err_person(cx, ERR_LIMIT,
			"A report has at most 1,000 files. Pack several into one archive.");
	return OK;
}

error disclosure_may_attach(struct ctx *cx, struct str number)
{
	struct disclosure d;

	TRY(disclosure_find(cx, number, &d));
	return has_room_for_files(cx, &d, 1);
}

static error put_file(struct ctx *cx, const struct disclosure *d, const struct disclosure_file_new *n,
	bool internal, struct buf *names)
{
	struct str name = attachment_name(cx, n->name);

	if (n->size > LIMIT_ATTACHMENT)
		return err_person(cx, ERR_LIMIT, "A file has at most 16 GB. Split it.");
	buf_printf(names, "%s%.*s", names->len > 0 ? ", " : "", STR_ARG(name));
	return q_disclosure_file_insert(cx, &(struct q_disclosure_file_insert_args){
		.disclosure = d->id, .name = name, .size = n->size, .sha256 = n->sha256,
		.public = !internal, .now = cx->now, .author = cx->actor->person });
}

error disclosure_attach(struct ctx *cx, struct str number, const struct disclosure_files_new *files)
{
	struct q_disclosure_entry_insert_row made;
	struct buf names = buf_new(cx->arena, LIMIT_CASE_TEXT);
	struct disclosure d;

	if (files->len == 0)
		return err_field(cx, "file", "Choose a file first.");

	AUTO_TX tx = tx_begin(cx);

	TRY(disclosure_find(cx, number, &d));
	if (files->internal)
		TRY(actor_may(cx, MAY_WORK_DISCLOSURE, RELATION_NONE));
	TRY(has_room(cx, &d));
	TRY(has_room_for_files(cx, &d, files->len));
	for (size_t i = 0; i < files->len; i++)
		TRY(put_file(cx, &d, &files->at[i], files->internal, &names));
	TRY(q_disclosure_entry_insert(cx, d.id, DISCLOSURE_FILES, !files->internal, cx->actor->person,
		cx->now, buf_str(&names), STR(""), &made));
	TRY(q_disclosure_touch(cx, d.id, d.state, cx->now));
	TRY(tell(cx, &d, made.id, files->internal));

	return tx_commit(&tx);
}

error disclosure_set_state(struct ctx *cx, struct str number, enum disclosure_state to)
{
	struct q_disclosure_entry_insert_row made;
	struct disclosure d;

	if (to >= DISCLOSURE_STATES_)
		return err_field(cx, "state", "There is no such state. Choose one of the list.");

	AUTO_TX tx = tx_begin(cx);

	TRY(disclosure_find(cx, number, &d));
	TRY(actor_may(cx, MAY_WORK_DISCLOSURE, RELATION_NONE));
	if (d.state == (int64_t)to)
		return OK;
	TRY(q_disclosure_entry_insert(cx, d.id, DISCLOSURE_STATE, true, cx->actor->person, cx->now,
		states[to].name, STR(""), &made));
	TRY(q_disclosure_touch(cx, d.id, to, cx->now));
	TRY(audit_note(cx, STR("disclosure.state"), "disclosure", d.id.v, states[to].name));
	TRY(tell(cx, &d, made.id, false));

	return tx_commit(&tx);
}
