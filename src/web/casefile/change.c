/* change.c - what the program says on the timeline of a case, in the reader's language */
#include "web/casefile/casefile_pages.h"

static const struct {
	const char *field;
	struct msg name;
	bool listed; /* its values are words of ours */
} fields[] = {
	{ "status", MSG_INIT("status"), true },
	{ "priority", MSG_INIT("priority"), true },
	{ "owner", MSG_INIT("owner"), false },
	{ "queue", MSG_INIT("queue"), false },
	{ "watcher", MSG_INIT("watcher"), false },
	{ "link", MSG_INIT("link"), false },
	{ "replacement", MSG_INIT("replacement"), true },
	{ "incident", MSG_INIT("incident"), false },
	{ "merge", MSG_INIT("merged case"), false },
	{ "split", MSG_INIT("case split off"), false },
	{ "tag", MSG_INIT("tag"), false },
	{ "time spent", MSG_INIT("time spent"), false },
	{ "serial number", MSG_INIT("serial number"), false },
	{ "product", MSG_INIT("product"), false },
	{ "software version", MSG_INIT("software version"), false },
	{ "next action", MSG_INIT("next action"), false },
};

struct msg change_field(const struct field_change *c)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (strcmp(fields[i].field, c->field) == 0)
			return fields[i].name;
	return (struct msg){ str_from(c->field) };
}

struct str change_value(struct html *out, const struct field_change *c, struct str value)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (fields[i].listed && strcmp(fields[i].field, c->field) == 0)
			return html_tr(out, value);
	return value;
}

/* --- what the program wrote: stored in English, as it is sent and found --- */

enum { HOLES_MAX = 3 };

static const struct {
	struct msg pattern;
	int title; /* the hole that is a level's title */
} sentences[] = {
	{ MSG_INIT("Level {1}, {2}, was briefed."), 2 },
	{ MSG_INIT("Level {1}, {2}, was briefed by hand."), 2 },
	{ MSG_INIT("Level {1} acknowledged by {2}. {3}"), 0 },
	{ MSG_INIT("Management plan until {1}: {2}"), 0 },
	{ MSG_INIT("Attached {1}"), 0 },
	{ MSG_INIT("Case {1} was merged into this one."), 0 },
	{ MSG_INIT("Merged into case {1}."), 0 },
	{ MSG_INIT("Case {1} was merged into this one by mistake: undone."), 0 },
	{ MSG_INIT("Merged into case {1} by mistake: undone."), 0 },
	{ MSG_INIT("The replacement for {1} is on its way: {2}"), 0 },
	{ MSG_INIT("Defect {1} is fixed in {2}, which is out."), 0 },
	{ MSG_INIT("Defect {1} will be fixed in {2}."), 0 },
	{ MSG_INIT("The SIRT has this case. What it said is no longer here."), 0 },
	{ MSG_INIT("The SIRT handed this case back to support."), 0 },
	{ MSG_INIT("Taken out: the SIRT has this case."), 0 },
	{ MSG_INIT("Nobody is of the SIRT. Tell an administrator."), 0 },
	{ MSG_INIT("Split off from case {1}."), 0 },
	{ MSG_INIT("Case {1} was split off from this one."), 0 },
	{ MSG_INIT("Case {1} was split off by mistake: undone."), 0 },
	{ MSG_INIT("Split off from case {1} by mistake: undone."), 0 },
	{ MSG_INIT("{1} was removed; a copy without its secrets took its place."), 0 },
	{ MSG_INIT("{1} was restricted; a copy without its secrets took its place."), 0 },
};

/* Whether the text is the pattern with something in each hole, which are then set. */
static bool fits(struct str pattern, struct str text, struct str holes[HOLES_MAX])
{
	for (ptrdiff_t at; (at = str_find_char(pattern, '{')) >= 0;) {
		int hole = pattern.at[at + 1] - '1';
		if (hole < 0 || hole >= HOLES_MAX || !str_starts(text, str_sub(pattern, 0, (size_t)at)))
			return false;
		text = str_skip(text, (size_t)at);
		pattern = str_skip(pattern, (size_t)at + 3);
		ptrdiff_t next = str_find_char(pattern, '{');
		struct str until = next < 0 ? pattern : str_sub(pattern, 0, (size_t)next);
		ptrdiff_t end = str_find(text, until);
		if (next < 0) /* the rest, up to what the sentence ends with */
			end = str_ends(text, until) ? (ptrdiff_t)(text.len - until.len) : -1;
		if (end < 0)
			return false;
		holes[hole] = str_sub(text, 0, (size_t)end);
		text = str_skip(text, (size_t)end);
	}
	return str_eq(pattern, text);
}

void entry_said(struct html *out, struct str text)
{
	struct str holes[HOLES_MAX];

	for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
		struct str pattern = sentences[i].pattern.text;
		if (!fits(pattern, text, holes))
			continue;
		for (struct msg_walk w = html_msg(out, str_hash(pattern), pattern); html_msg_next(&w);) {
			check(w.hole >= 1 && w.hole <= HOLES_MAX);
			struct str value = holes[w.hole - 1];
			html_put_str(out, w.hole == sentences[i].title ? html_tr(out, value) : value);
		}
		return;
	}
	html_put_str(out, text);
}
