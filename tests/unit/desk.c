#include "tests/unit/desk.h"

#include "base/buf.h"
#include "domain/account/organisation.h"
#include "domain/account/person.h"
#include "domain/escalation/climb.h"
#include "domain/escalation/climb.sql.h"
#include "domain/setting/setting.h"
#include "store/query.h"

#define ONE_TEXT(text) .sqlite = text, .postgres = text

/* Straight into the tables: what is tested here lies below the case's own verbs. */
static const struct query put_queue = { .name = "desk_queue", .kind = QUERY_EXEC, .writes = true,
	ONE_TEXT("INSERT INTO queue (id, name) VALUES (1, 'TAC')") };

static const struct query put_case = { .name = "desk_case", .kind = QUERY_EXEC, .writes = true,
	.sqlite = "INSERT INTO casefile (id, number, organisation_id, contact_id, entitlement,"
		  " priority, status, summary, impact, channel, queue_id, reported_at, opened_at,"
		  " changed_at, status_since) VALUES (?1, ?2, 1, ?3, 0, ?4, 1, 'core router down',"
		  " 'No phones.', 0, 1, ?5, ?5, ?5, ?5)",
	.postgres = "INSERT INTO casefile (id, number, organisation_id, contact_id, entitlement,"
		    " priority, status, summary, impact, channel, queue_id, reported_at, opened_at,"
		    " changed_at, status_since) VALUES ($1, $2, 1, $3, 0, $4, 1, 'core router down',"
		    " 'No phones.', 0, 1, $5, $5, $5, $5)",
	.param_count = 5,
	.params = (const struct query_column[]){ { "id", QUERY_INT }, { "number", QUERY_TEXT },
		{ "contact", QUERY_INT }, { "priority", QUERY_INT }, { "at", QUERY_INT } } };

static const struct query set_priority = { .name = "desk_priority", .kind = QUERY_EXEC,
	.writes = true, .sqlite = "UPDATE casefile SET priority = ?2 WHERE id = ?1",
	.postgres = "UPDATE casefile SET priority = $2 WHERE id = $1", .param_count = 2,
	.params = (const struct query_column[]){ { "id", QUERY_INT }, { "p", QUERY_INT } } };

static const struct query get_number = { .name = "desk_number", .kind = QUERY_ONE,
	.sqlite = "SELECT number FROM casefile WHERE id = ?1",
	.postgres = "SELECT number FROM casefile WHERE id = $1", .param_count = 1,
	.params = (const struct query_column[]){ { "id", QUERY_INT } }, .column_count = 1,
	.columns = (const struct query_column[]){ { "number", QUERY_TEXT } } };

#define RUNGS "SELECT level, state, fired_at FROM escalation_rung WHERE casefile_id = "
static const struct query get_rungs = { .name = "desk_rungs", .kind = QUERY_EACH,
	.sqlite = RUNGS "?1 ORDER BY period, level", .postgres = RUNGS "$1 ORDER BY period, level",
	.param_count = 1, .params = (const struct query_column[]){ { "id", QUERY_INT } },
	.column_count = 3,
	.columns = (const struct query_column[]){ { "level", QUERY_INT }, { "state", QUERY_INT },
		{ "fired", QUERY_INT } } };

static const struct query get_mail = { .name = "desk_mail", .kind = QUERY_EACH,
	ONE_TEXT("SELECT recipient, subject, message_id, text, html FROM outgoing ORDER BY id"),
	.column_count = 5,
	.columns = (const struct query_column[]){ { "recipient", QUERY_TEXT },
		{ "subject", QUERY_TEXT }, { "message_id", QUERY_TEXT }, { "text", QUERY_TEXT },
		{ "html", QUERY_TEXT } } };

static const struct query drop_mail = { .name = "desk_drop", .kind = QUERY_EXEC,
	.writes = true, ONE_TEXT("DELETE FROM outgoing") };

person_id desk_person(struct desk *d, const char *email, unsigned roles)
{
	struct person_new p = { .email = str_from(email), .name = str_from(email), .roles = roles };
	person_id id;

	ptrdiff_t at = str_find_char(p.name, '@');
	p.name.len = (size_t)at;
	ASSERT_OK(person_create(d->cx, &p, &id));
	return id;
}

struct desk desk_open(struct test *t, unsigned levels)
{
	static const char *const emails[] = { "manager@desk.example", "director@desk.example",
		"vp-cs@desk.example", "vp-es@desk.example" };
	struct organisation_new acme = { .name = STR("ACME"), .zone = STR("Europe/Oslo") };
	organisation_id organisation;
	struct desk d = { .cx = fixture_ctx(t, .now = "2026-11-23T09:00Z") };

	d.start = d.cx->now;
	d.store = fixture_store(t);
	d.settings = arena_new(t->arena, struct settings);
	*d.settings = settings_initial();
	d.settings->origin = STR("https://support.example");
	d.settings->escalation_host = STR("support.example");
	d.cx->settings = d.settings;
	ASSERT_OK(organisation_create(d.cx, &acme, &organisation));
	ASSERT_EQ(organisation.v, 1);
	ASSERT_OK(query_run(d.cx, &put_queue, NULL, NULL));
	for (int level = 1; level <= LADDER_LEVELS; level++)
		if (levels & (1u << level))
			d.managers[level - 1] = desk_person(&d, emails[level - 1],
				escalation_levels[level - 1].role);
	d.admin = desk_person(&d, "admin@desk.example", ROLE_ADMIN);
	d.agent = desk_person(&d, "agent@desk.example", ROLE_AGENT);
	d.customer = desk_person(&d, "ingrid@acme.example", ROLE_CUSTOMER);
	return d;
}

void desk_at(struct desk *d, int64_t second)
{
	d->cx->now = instant_add(d->start, (seconds){ second });
}

void desk_pass(struct desk *d, bool starting)
{
	struct engine_pass pass = { .starting = starting, .sweep = true };

	ASSERT_OK(engine_pass(d->cx, d->store, &pass));
	ASSERT_EQ(pass.faults, 0);
}

void desk_run(struct desk *d, int64_t until)
{
	instant end = instant_add(d->start, (seconds){ until }), next;

	for (int guard = 0; guard < 10000; guard++) {
		struct engine_pass pass = { .sweep = guard % 7 == 0 };
		ASSERT_OK(engine_next(d->cx, &next));
		if (!instant_is_set(next) || next.us > end.us) {
			d->cx->now = end;
			return;
		}
		if (next.us > d->cx->now.us)
			d->cx->now = next;
		ASSERT_OK(engine_pass(d->cx, d->store, &pass));
		ASSERT_EQ(pass.faults, 0);
	}
	fail_msg("the engine does not come to rest");
}

casefile_id desk_case(struct desk *d, int priority)
{
	casefile_id id = { ++d->cases };
	struct str number = str_printf(d->cx->arena, "2026-1123-%04" PRId64, id.v);
	struct query_value values[] = { { .i = id.v }, { .s = number }, { .i = d->customer.v },
		{ .i = priority }, { .i = d->cx->now.us } };

	ASSERT_OK(query_run(d->cx, &put_case, values, NULL));
	ASSERT_OK(escalation_case_opened(d->cx, id, priority, d->cx->now));
	return id;
}

struct str desk_number(struct desk *d, casefile_id id)
{
	AUTO_ROWS rows;
	bool more;
	struct query_value values[] = { { .i = id.v } };

	ASSERT_OK(query_open(d->cx, &get_number, values, &rows));
	ASSERT_OK(query_next(&rows, &more));
	return rows.values[0].s;
}

void desk_priority(struct desk *d, casefile_id id, int from, int to)
{
	struct query_value values[] = { { .i = id.v }, { .i = to } };

	ASSERT_OK(query_run(d->cx, &set_priority, values, NULL));
	ASSERT_OK(escalation_priority_changed(d->cx, id, from, to));
}

struct str desk_rungs(struct desk *d, casefile_id id)
{
	AUTO_ROWS rows;
	bool more;
	struct query_value values[] = { { .i = id.v } };
	struct buf out = buf_new(d->cx->arena, 1000);

	ASSERT_OK(query_open(d->cx, &get_rungs, values, &rows));
	for (;;) {
		ASSERT_OK(query_next(&rows, &more));
		if (!more)
			return buf_str(&out);
		buf_printf(&out, "%s%s%" PRId64 "@%" PRId64, out.len ? " " : "",
			rows.values[1].i == RUNG_SUPPRESSED ? "x" : "", rows.values[0].i,
			instant_since((instant){ rows.values[2].i }, d->start).s);
	}
}

static struct str read_mail(struct desk *d, int64_t nth, int64_t *ret_count)
{
	AUTO_ROWS rows;
	bool more;
	struct buf out = buf_new(d->cx->arena, 1 << 20);

	*ret_count = 0;
	ASSERT_OK(query_open(d->cx, &get_mail, NULL, &rows));
	for (;; ++*ret_count) {
		ASSERT_OK(query_next(&rows, &more));
		if (!more)
			return buf_str(&out);
		if (nth == *ret_count)
			buf_printf(&out, "Message-ID: %.*s\n%.*s", STR_ARG(rows.values[2].s),
				STR_ARG(rows.values[3].s));
		if (nth < 0)
			buf_printf(&out, "%.*s %.*s\n", STR_ARG(rows.values[0].s),
				STR_ARG(rows.values[1].s));
	}
}

struct str desk_mail(struct desk *d)
{
	int64_t count;

	return read_mail(d, -1, &count);
}

struct str desk_mail_text(struct desk *d, int64_t nth)
{
	int64_t count;

	return read_mail(d, nth, &count);
}

int64_t desk_mail_count(struct desk *d)
{
	int64_t count;

	read_mail(d, -1, &count);
	return count;
}

void desk_forget_mail(struct desk *d)
{
	ASSERT_OK(query_run(d->cx, &drop_mail, NULL, NULL));
}

struct str desk_log(struct desk *d, casefile_id id)
{
	struct q_escalation_events_of_rows rows;
	struct escalation_event e;
	bool more;
	struct buf out = buf_new(d->cx->arena, 10000);

	ASSERT_OK(q_escalation_events_of_open(d->cx, (entry_id){ id.v << 20 },
		(entry_id){ (id.v + 1) << 20 }, &rows));
	for (;;) {
		ASSERT_OK(q_escalation_events_of_next(&rows, &e, &more));
		if (!more)
			return buf_str(&out);
		buf_printf(&out, "%s%.*s", out.len ? ", " : "",
			STR_ARG(act_name((enum escalation_act)e.act)));
	}
}
