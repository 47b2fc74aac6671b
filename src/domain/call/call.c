#include "domain/call/call.h"

#include "base/buf.h"
#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/audit/audit.h"
#include "domain/disclosure/handover.h"
#include "domain/phone/phone.h"
#include "store/db.h"

enum { CALL_BACK_MAX_S = 24 * 3600, FENCE_MIN = 3 };

const struct call_question_text call_questions[CALL_QUESTIONS] = {
	[CALL_SERIAL] = { SAY_INIT("Serial number"),
		SAY_INIT("Which device is it? Please read me the serial number from its label.") },
	[CALL_DESCRIPTION] = { SAY_INIT("Detailed definition of the problem"),
		SAY_INIT("What happens, what should happen, since when, and what changed before?") },
	[CALL_PRIORITY] = { SAY_INIT("Priority and impact"),
		SAY_INIT("Who cannot work, how many people, and is there a way around it?") },
	[CALL_SUMMARY] = { SAY_INIT("Brief description"),
		SAY_INIT("I write this down in one line and read it back to you.") },
	[CALL_RELEASE] = { SAY_INIT("Software version"),
		SAY_INIT("Which software release runs on it? \"show version\" tells.") },
	[CALL_CONFIGURATION] = { SAY_INIT("Configuration data"),
		SAY_INIT("What is configured there that has to do with it? Files can follow by mail.") },
};

/* --- opening and going on --- */

static error check_start(struct ctx *cx, instant *started)
{
	if (!instant_is_set(*started))
		*started = cx->now;
	int64_t ago = cx->now.us - started->us;
	if (ago < 0 || ago > CALL_BACK_MAX_S * US_PER_SECOND)
		return err_field(cx, "started_at",
			"A call started at most 24 hours ago, and not in the future.");
	return OK;
}

static size_t longest_run(struct str text, char of)
{
	size_t longest = 0, run = 0;

	for (size_t i = 0; i < text.len; i++) {
		run = text.at[i] == of ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

/* The configuration as a block of code, fenced by more tildes than it has. */
static struct str with_configuration(struct ctx *cx, struct str description, struct str text)
{
	struct buf fence = buf_new(cx->arena, LIMIT_CASE_TEXT);

	if (str_is_blank(text))
		return description;
	size_t n = longest_run(text, '~') + 1;
	for (size_t i = 0; i < n || i < FENCE_MIN; i++)
		buf_char(&fence, '~');
	struct str mark = buf_str(&fence);
	return str_printf(cx->arena, "%.*s\n\n**Configuration**\n\n%.*s\n%.*s\n%.*s\n",
		STR_ARG(description), STR_ARG(mark), STR_ARG(text), STR_ARG(mark));
}

/* On the case's timeline and in the log. `length`: of the call, up to now. */
static error write_down(struct ctx *cx, const struct casefile *c, const struct call_now *call,
	const struct phone *phone, struct str text)
{
	struct casefile_reply entry = { .kind = ENTRY_CALL, .text = text, .phone = phone->shown,
		.outgoing = call->outgoing, .then = CASEFILE_STATUS_COUNT_,
		.seconds = instant_since(cx->now, call->started_at).s };
	struct q_call_insert_row made;
	struct phone_call known;
	int64_t changed;
	entry_id id;

	if (call->call.v != 0) {
		TRY(call_load(cx, call->call, &known));
		if (instant_is_set(known.answered_at))
			entry.seconds = call_length(&known, cx->now).s;
		TRY(q_call_link(cx, call->call, c->id, c->contact, &changed));
	} else {
		TRY(q_call_insert(cx, call->outgoing, phone->number, phone->shown, STR(""),
			cx->actor->person, c->contact, call->started_at, call->started_at, cx->now,
			c->id, &made));
	}
	return casefile_add_entry(cx, c, &entry, &id);
}

error call_open_case(struct ctx *cx, const struct call_case *n, struct casefile *out)
{
	struct casefile_new c = n->c;
	struct call_now call = n->call;
	struct phone phone;
	struct disclosure report;

	TRY(actor_may(cx, MAY_TAKE_CALLS, RELATION_NONE));
	error wrong = phone_normalise(cx, call.phone, "phone", &phone);
	wrong = err_also(cx, wrong, check_start(cx, &call.started_at));
	if (!str_is_blank(c.description))
		c.description = with_configuration(cx, c.description, n->configuration);
	c.channel = CHANNEL_PHONE;
	c.reported_at = wrong == OK ? call.started_at : cx->now;

	AUTO_TX tx = tx_begin(cx);

	TRY(err_also(cx, wrong, casefile_open(cx, &c, out)));
	TRY(write_down(cx, out, &call, &phone, STR("The case was opened in this call.")));
	TRY(audit_note(cx, STR("call.case-opened"), "case", out->id.v, str_concat(cx->arena,
		STR("the call started at "), instant_iso(cx->arena, call.started_at))));
	if (n->vulnerability)
		TRY(handover_case(cx, out->id, &report));
	TRY(casefile_load(cx, out->id, out));

	return tx_commit(&tx);
}

error call_append(struct ctx *cx, struct str number, struct str text, const struct call_now *n,
	struct casefile *out)
{
	struct call_now call = *n;
	struct phone phone;

	TRY(actor_may(cx, MAY_TAKE_CALLS, RELATION_NONE));
	error wrong = phone_normalise(cx, call.phone, "phone", &phone);
	wrong = err_also(cx, wrong, check_start(cx, &call.started_at));
	TRY(wrong);

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_find(cx, number, out));
	TRY(write_down(cx, out, &call, &phone, text));
	TRY(casefile_load(cx, out->id, out));

	return tx_commit(&tx);
}

/* --- the extension --- */

error call_set_extension(struct ctx *cx, struct str typed)
{
	struct q_extension_owner_row owner;
	struct str extension = str_trim(typed);
	bool taken;

	TRY(actor_may(cx, MAY_TAKE_CALLS, RELATION_NONE));
	bool wrong = extension.len > EXTENSION_MAX;
	for (size_t i = 0; i < extension.len; i++)
		wrong = wrong || !(str_is_digit(extension.at[i]) || extension.at[i] == '*' ||
			extension.at[i] == '#');
	if (wrong)
		return err_field(cx, "extension", "An extension has at most 20 digits, * and #.");

	AUTO_TX tx = tx_begin(cx);

	TRY(q_extension_owner(cx, extension, &owner, &taken));
	if (taken && owner.person.v != cx->actor->person.v)
		return err_person_(cx, ERR_CONFLICT, "extension",
			SAY("This extension is a colleague's."), __FILE__, __LINE__);
	TRY(q_extension_drop(cx, cx->actor->person));
	if (extension.len > 0)
		TRY(q_extension_put(cx, cx->actor->person, extension));
	TRY(audit_note(cx, STR("call.extension-set"), "person", cx->actor->person.v, extension));

	return tx_commit(&tx);
}

error call_extension(struct ctx *cx, struct str *out)
{
	struct q_extension_of_row row;
	bool found;

	TRY(q_extension_of(cx, cx->actor->person, &row, &found));
	*out = found ? row.extension : STR("");
	return OK;
}
