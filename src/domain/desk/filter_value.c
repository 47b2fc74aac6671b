#include "domain/desk/filter_value.h"

#include "domain/account/organisation.h"
#include "domain/account/person.h"
#include "domain/casefile/casefile.h"
#include "domain/desk/filter.sql.h"
#include "domain/product/product.h"

static error put(struct ctx *cx, struct desk_values *v, int64_t value)
{
	for (size_t i = 0; i < v->count; i++)
		if (v->at[i] == value)
			return OK;
	if (v->count == DESK_VALUES_MAX)
		return err_field(cx, "q", "A field has at most 12 values. Leave some out.");
	v->at[v->count++] = value;
	return OK;
}

error desk_value_queue(struct ctx *cx, struct str name, struct desk_values *v)
{
	struct q_desk_find_queue_row row;
	bool found;

	TRY(q_desk_find_queue(cx, name, &row, &found));
	if (!found)
		return err_field(cx, "q", "No queue has this name. One with blanks stands in quotes.");
	return put(cx, v, row.id.v);
}

static error put_person(struct ctx *cx, struct str email, struct desk_values *v)
{
	struct person p;

	error e = person_find(cx, email, &p);
	if (err_is(e, ERR_NOT_FOUND))
		return err_field(cx, "q", "No account has this address.");
	TRY(e);
	return put(cx, v, p.id.v);
}

error desk_value_owner(struct ctx *cx, struct str text, struct desk_values *v)
{
	if (str_eq_nocase(text, STR("me")))
		return put(cx, v, cx->actor->person.v);
	if (str_eq_nocase(text, STR("none")))
		return put(cx, v, 0);
	return put_person(cx, text, v);
}

error desk_value_contact(struct ctx *cx, struct str email, struct desk_values *v)
{
	return put_person(cx, email, v);
}

error desk_value_status(struct ctx *cx, struct str text, struct desk_values *v)
{
	enum casefile_status s = status_by_name(str_lower(cx->arena, text));

	if (s == CASEFILE_STATUS_COUNT_)
		return err_field(cx, "q", "A status is new, open, waiting-customer, waiting-other,"
			" resolved or closed.");
	return put(cx, v, s);
}

error desk_value_waiting(struct ctx *cx, struct str text, struct desk_values *v)
{
	static const struct {
		struct str name;
		enum casefile_turn turn;
	} turns[] = { { STR_INIT("us"), TURN_OURS }, { STR_INIT("customer"), TURN_CUSTOMER },
		{ STR_INIT("other"), TURN_OTHER } };

	for (size_t i = 0; i < sizeof turns / sizeof *turns; i++)
		if (str_eq_nocase(turns[i].name, text)) {
			for (int s = 0; s < CASEFILE_STATUS_COUNT_; s++)
				if (status_rule((enum casefile_status)s)->turn == turns[i].turn)
					TRY(put(cx, v, s));
			return OK;
		}
	return err_field(cx, "q", "A case is waiting:us, waiting:customer or waiting:other.");
}

error desk_value_priority(struct ctx *cx, struct str text, struct desk_values *v)
{
	int64_t priority;

	if (text.len == 2 && str_lower_char(text.at[0]) == 'p')
		text = str_skip(text, 1);
	if (!str_int(text, &priority) || priority < PRIORITY_HIGHEST || priority > PRIORITY_LOWEST)
		return err_field(cx, "q", "A priority is 1, 2, 3 or 4.");
	return put(cx, v, priority);
}

error desk_value_product(struct ctx *cx, struct str code, struct desk_values *v)
{
	struct product p;

	error e = product_find(cx, code, &p);
	if (err_is(e, ERR_NOT_FOUND))
		return err_field(cx, "q", "No product has this code. Write it like NB-S4300-48T.");
	TRY(e);
	return put(cx, v, p.id.v);
}

error desk_value_release(struct ctx *cx, struct str name, struct desk_values *v)
{
	struct q_desk_find_release_list rows;

	TRY(q_desk_find_release(cx, name, &rows));
	if (rows.len == 0)
		return err_field(cx, "q", "No release has this name. Write it like 24.2R1-S3.");
	for (size_t i = 0; i < rows.len; i++)
		TRY(put(cx, v, rows.at[i].id.v));
	return OK;
}

error desk_value_organisation(struct ctx *cx, struct str name, struct desk_values *v)
{
	struct organisation o;

	error e = organisation_find(cx, name, &o);
	if (err_is(e, ERR_NOT_FOUND))
		return err_field(cx, "q",
			"No organisation has this name. One with blanks stands in quotes.");
	TRY(e);
	return put(cx, v, o.id.v);
}

error desk_value_channel(struct ctx *cx, struct str text, struct desk_values *v)
{
	for (int c = CHANNEL_WEB; c <= CHANNEL_API; c++)
		if (str_eq_nocase(channel_name((enum casefile_channel)c), text))
			return put(cx, v, c);
	return err_field(cx, "q", "A channel is web, phone, mail or api.");
}

error desk_value_entitlement(struct ctx *cx, struct str text, struct desk_values *v)
{
	static const struct {
		struct str name;
		enum entitlement state;
	} names[] = {
		{ STR_INIT("unknown"), ENTITLEMENT_UNKNOWN },
		{ STR_INIT("contract"), ENTITLEMENT_CONTRACT },
		{ STR_INIT("warranty"), ENTITLEMENT_WARRANTY },
		{ STR_INIT("software"), ENTITLEMENT_SOFTWARE },
		{ STR_INIT("expired"), ENTITLEMENT_EXPIRED },
		{ STR_INIT("none"), ENTITLEMENT_NONE },
		{ STR_INIT("no-serial"), ENTITLEMENT_NO_SERIAL },
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq_nocase(names[i].name, text))
			return put(cx, v, names[i].state);
	return err_field(cx, "q", "An entitlement is unknown, contract, warranty, software, expired,"
		" none or no-serial.");
}

/* --- times --- */

static error not_a_time(struct ctx *cx)
{
	return err_field(cx, "q", "A time is a day like 2026-11-23, days like 2026-11-01..2026-11-20,"
		" or a span like 4h or >2d, with m, h, d or w.");
}

static bool read_span(struct str text, seconds *out)
{
	static const struct {
		char unit;
		int64_t s;
	} units[] = { { 'm', 60 }, { 'h', 3600 }, { 'd', SECONDS_PER_DAY }, { 'w', 7 * SECONDS_PER_DAY } };
	int64_t n;

	if (text.len < 2 || !str_int(str_sub(text, 0, text.len - 1), &n) || n < 0 || n > 100000)
		return false;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (units[i].unit == str_lower_char(text.at[text.len - 1])) {
			out->s = n * units[i].s;
			return true;
		}
	return false;
}

static bool read_day(struct str text, instant *out)
{
	return text.len == sizeof "2026-11-23" - 1 && instant_parse(text, out);
}

static void narrow(instant *from, instant *to, instant low, instant high)
{
	from->us = low.us > from->us ? low.us : from->us;
	to->us = high.us < to->us ? high.us : to->us;
}

/* What comes, from now on; what is late is nearer still. */
static void narrow_span(struct ctx *cx, char sign, seconds span, bool ahead, instant *from,
	instant *to)
{
	instant edge = instant_add(cx->now, (seconds){ ahead ? span.s : -span.s });
	bool nearer = sign != '>', below = nearer == ahead;

	if (below)
		narrow(from, to, (instant){ 0 }, edge);
	else
		narrow(from, to, edge, *to);
}

error desk_value_time(struct ctx *cx, struct str text, bool ahead, instant *from, instant *to)
{
	const seconds day = { SECONDS_PER_DAY };
	char sign = text.at[0] == '<' || text.at[0] == '>' ? text.at[0] : 0;
	struct str rest = str_skip(text, sign != 0);
	ptrdiff_t dots = str_find(rest, STR(".."));
	seconds span;
	instant first, last;

	if (ahead && str_eq_nocase(text, STR("late"))) {
		narrow(from, to, (instant){ 0 }, cx->now);
		return OK;
	}
	if (ahead && to->us == INT64_MAX)
		to->us--; /* what is never due is not due later either */
	if (read_span(rest, &span)) {
		narrow_span(cx, sign, span, ahead, from, to);
		return OK;
	}
	bool two = dots > 0 && sign == 0;
	if (!read_day(two ? str_sub(rest, 0, (size_t)dots) : rest, &first))
		return not_a_time(cx);
	last = first;
	if (two && !read_day(str_skip(rest, (size_t)dots + 2), &last))
		return not_a_time(cx);
	narrow(from, to, sign == '<' ? (instant){ 0 } : sign == '>' ? instant_add(first, day) : first,
		sign == '<' ? first : sign == '>' ? *to : instant_add(last, day));
	return OK;
}
