#include "domain/escalation/brief.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "domain/account/permission.h"
#include "domain/escalation/brief.html.h"
#include "domain/escalation/brief.txt.h"
#include "domain/notify/notify.h"
#include "html/zone.h"

enum {
	ENTRIES = 3,
	ENTRY_MAX = 600,     /* bytes of each that are quoted */
	BRIEF_MAX = NOTIFY_TEXT_MAX / 2,
	PRIORITIES_MAX = 50,
};

instant brief_time(instant at)
{
	return (instant){ at.us - at.us % US_PER_SECOND };
}

struct str brief_hours(struct arena *a, int64_t us)
{
	int64_t minutes = us / US_PER_SECOND / 60;

	return str_printf(a, "%" PRId64 "h%02d", minutes / 60, (int)(minutes % 60));
}

/* As domain/casefile/status.h numbers them; that folder stands above this one. */
struct msg brief_status(int64_t status)
{
	static const struct msg names[] = { MSG_INIT("New"), MSG_INIT("Open"),
		MSG_INIT("Waiting for customer"), MSG_INIT("Waiting for third party"),
		MSG_INIT("Resolved"), MSG_INIT("Closed") };

	if (status < 0 || (size_t)status >= sizeof names / sizeof *names)
		return MSG("Unknown");
	return names[status];
}

/* The priorities that the case has had, from its log. */
static error load_priorities(struct ctx *cx, struct brief *b)
{
	struct q_escalation_events_of_rows rows;
	struct escalation_event e;
	int64_t first = b->climb->casefile.v * CLIMB_EVENTS, last = 0;
	bool more;

	TRY(q_escalation_events_of_open(cx, (entry_id){ first },
		(entry_id){ first + CLIMB_EVENTS }, &rows));
	for (;;) {
		TRY(q_escalation_events_of_next(&rows, &e, &more));
		if (!more)
			return OK;
		if (e.priority == last || b->priorities.len == PRIORITIES_MAX)
			continue;
		last = e.priority;
		instant at = e.act == ACT_ARMED ? b->climb->reported_at : e.at;
		*arena_push(cx->arena, &b->priorities) = str_printf(cx->arena,
			"P%" PRId64 " %.*s", e.priority, STR_ARG(instant_iso(cx->arena, at)));
	}
}

static error load_entries(struct ctx *cx, casefile_id id, bool public, struct entry_list *out)
{
	TRY(timeline_recent(cx, id, public, ENTRIES, out));
	for (size_t i = 0; i < out->len; i++) {
		struct entry *e = &out->at[i];
		if (e->text.len > ENTRY_MAX)
			e->text = str_concat(cx->arena, utf8_cut(e->text, ENTRY_MAX), STR(" ..."));
	}
	return OK;
}

static struct str local_time(struct ctx *cx, const struct brief_case *c)
{
	struct str zone = c->contact_zone.len > 0 ? c->contact_zone : c->organisation_zone;

	if (!zone_is_known(zone))
		zone = STR("UTC");
	struct civil civil = zone_civil(zone, cx->now);
	return str_printf(cx->arena, "%02d:%02d, %.*s", civil.hour, civil.minute, STR_ARG(zone));
}

/* The clock: what a brief says even of a case whose content it may not. */
static void load_clock(struct ctx *cx, struct brief *b)
{
	const struct ladder *l = &b->climb->ladder;
	const struct ladder_policy *p = &b->policy->ladder;

	b->priority = l->priority;
	b->rungs = 0;
	for (int level = 1; level <= LADDER_LEVELS; level++)
		b->rungs += p->offset[l->priority - 1][level - 1].s > 0;
	b->open_for.s = ladder_acc(l, p, l->priority, cx->now) / US_PER_SECOND;
	b->late = instant_since(b->fired, b->due);
	b->next_due = ladder_next(l, p, &b->next_level);
}

error brief_load(struct ctx *cx, struct brief *b)
{
	casefile_id id = b->climb->casefile;
	struct brief_case *c = &b->casefile;

	load_clock(cx, b);
	b->origin = notify_origin(cx);
	b->center = notify_center(cx);
	TRY(q_brief_case(cx, id, c));
	if (b->sealed)
		return OK;
	TRY(load_priorities(cx, b));
	TRY(q_brief_rungs(cx, id, b->climb->ladder.period, &b->before));
	TRY(q_brief_links(cx, id, &b->links));
	TRY(load_entries(cx, id, true, &b->public_entries));
	TRY(load_entries(cx, id, false, &b->internal_entries));
	if (c->organisation.v != 0)
		TRY(q_brief_others(cx, c->organisation, id, &b->others));
	b->local_time = local_time(cx, c);
	b->software = c->release.len > 0 ? c->release : c->release_text;
	return OK;
}

/* "[P1][L3 VP-CS] 2026-1123-0042 4h00 ACME - core router down" */
static struct str subject_of(struct ctx *cx, const struct brief *b)
{
	struct buf s = buf_new(cx->arena, 1024);

	if (b->kind == BRIEF_ALARM || b->kind == BRIEF_UNANSWERED)
		buf_put(&s, STR("[ALARM]"));
	buf_printf(&s, "[P%d][L%d %.*s] %.*s %.*s", b->priority, b->level,
		STR_ARG(escalation_levels[b->level - 1].tag), STR_ARG(b->casefile.number),
		STR_ARG(brief_hours(cx->arena, b->open_for.s * US_PER_SECOND)));
	if (b->sealed)
		return buf_str(&s);
	if (b->casefile.organisation_name.len > 0)
		buf_printf(&s, " %.*s", STR_ARG(b->casefile.organisation_name));
	buf_printf(&s, " - %.*s", STR_ARG(b->casefile.summary));
	return buf_str(&s);
}

static const char *const message_kinds[] = {
	[BRIEF_RAISED] = "raised",
	[BRIEF_REOPENED] = "reopened",
	[BRIEF_LOWERED] = "lowered",
	[BRIEF_RESOLVED] = "resolved",
	[BRIEF_CLOSED] = "closed",
	[BRIEF_ALARM] = "alarm",
	[BRIEF_UNANSWERED] = "unanswered",
};

/* Fixed for what it says, so that a second copy can be told from a second brief. */
static struct str message_id_of(struct ctx *cx, const struct brief *b)
{
	struct str host = notify_host(cx);
	struct buf id = buf_new(cx->arena, 500);

	buf_printf(&id, "esc.%.*s.%d.%d", STR_ARG(b->casefile.number), b->climb->ladder.period,
		b->level);
	if (b->kind != BRIEF_RUNG)
		buf_printf(&id, ".%s.%" PRId64, message_kinds[b->kind], b->number);
	buf_printf(&id, "@%.*s", STR_ARG(host));
	return buf_str(&id);
}

error brief_write(struct ctx *cx, const struct brief *b, struct brief_to *to,
	struct brief_message *out)
{
	struct viewer viewer = { .actor = &actor_system, .locale = locale_find(to->person->locale) };
	struct buf text = buf_new(cx->arena, BRIEF_MAX), page = buf_new(cx->arena, BRIEF_MAX);
	struct html plain = html_new_plain(&text, &viewer, cx->now);
	struct html html = html_new(&page, &viewer, cx->now);

	to->case_link = str_printf(cx->arena, "%.*s/cases/%.*s", STR_ARG(b->origin),
		STR_ARG(b->casefile.number));
	to->duty_link = str_printf(cx->arena, "%.*s/admin/escalation/duty", STR_ARG(b->origin));
	if (to->secret.len > 0)
		to->ack_link = str_printf(cx->arena, "%.*s/escalations/acknowledge/%.*s",
			STR_ARG(b->origin), STR_ARG(to->secret));
	brief_mail_text(&plain, b, to);
	brief_mail(&html, b, to);
	if (text.overflow || page.overflow)
		return err_new(cx, ERR_LIMIT, "a brief of more than %d bytes", BRIEF_MAX);
	*out = (struct brief_message){ .subject = subject_of(cx, b), .text = buf_str(&text),
		.html = buf_str(&page), .message_id = message_id_of(cx, b) };
	return OK;
}
