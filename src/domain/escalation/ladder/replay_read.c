#include "domain/escalation/ladder/replay_read.h"

#include <jansson.h>

#include "base/map.h"
#include "base/utf8.h"
#include "domain/escalation/ladder/replay.h"

/* 9999-12-31T23:59:59Z: what fits an instant with room to spare. */
#define TIME_MAX INT64_C(253402300799)

enum {
	HOLD_MAX_S = 24 * 3600,
	NEEDS_CASE = 1,
	NEEDS_PRIORITY = 2,
	NEEDS_LEVEL = 4,
	NEW_CASE = 8,
};

static const struct verb {
	const char *name;
	enum replay_verb verb;
	int needs;
	const char *other; /* the member that names a second case */
} verbs[] = {
	{ "open", REPLAY_OPEN, NEW_CASE | NEEDS_PRIORITY, NULL },
	{ "priority", REPLAY_PRIORITY, NEEDS_CASE | NEEDS_PRIORITY, NULL },
	{ "resolve", REPLAY_RESOLVE, NEEDS_CASE, NULL },
	{ "close", REPLAY_CLOSE, NEEDS_CASE, NULL },
	{ "reopen", REPLAY_REOPEN, NEEDS_CASE, NULL },
	{ "escalate", REPLAY_ESCALATE, NEEDS_CASE, NULL },
	{ "merge", REPLAY_MERGE, NEEDS_CASE, "into" },
	{ "split", REPLAY_SPLIT, NEW_CASE, "from" },
	{ "hold", REPLAY_HOLD, NEEDS_CASE | NEEDS_LEVEL, NULL },
	{ "down", REPLAY_DOWN, 0, NULL },
	{ "up", REPLAY_UP, 0, NULL },
	{ "end", REPLAY_END, 0, NULL },
};

/* What the lines so far say of a case: enough to refuse what contradicts them. */
struct seen {
	size_t index;
	size_t line; /* where it was opened, or merged away */
	enum ladder_state state;
};

struct reader {
	struct ctx *cx;
	struct replay_history *out;
	struct map seen; /* name -> struct seen */
	size_t line;
	int64_t t;
	bool ended;
	json_t *object; /* of the current line */
};

#define refuse(r, fmt, ...)                                                              \
	err_new((r)->cx, ERR_INVALID, "line %zu: " fmt, (r)->line, __VA_ARGS__)
#define refuse_plain(r, text) refuse(r, "%s", text)

static error read_int(struct reader *r, const char *name, int64_t min, int64_t max,
	int64_t *out)
{
	json_t *value = json_object_get(r->object, name);

	if (value == NULL)
		return refuse(r, "\"%s\" is missing.", name);
	if (!json_is_integer(value))
		return refuse(r, "\"%s\" must be a whole number.", name);
	int64_t n = json_integer_value(value);
	if (n < min || n > max)
		return refuse(r, "\"%s\" must be from %" PRId64 " to %" PRId64 ".", name, min,
			max);
	*out = n;
	return OK;
}

static error read_flag(struct reader *r, const char *name, bool *out)
{
	json_t *value = json_object_get(r->object, name);

	if (value != NULL && !json_is_boolean(value))
		return refuse(r, "\"%s\" must be true or false.", name);
	*out = json_is_true(value);
	return OK;
}

static error read_text(struct reader *r, const char *name, struct str *out)
{
	json_t *value = json_object_get(r->object, name);

	if (value == NULL)
		return refuse(r, "\"%s\" is missing.", name);
	struct str s = str_of(json_string_value(value), json_string_length(value));
	if (!json_is_string(value) || s.len == 0 || s.len > REPLAY_NAME_MAX)
		return refuse(r, "\"%s\" must be a text of 1 to %d bytes.", name,
			REPLAY_NAME_MAX);
	*out = str_copy(r->cx->arena, s);
	return OK;
}

static error find_case(struct reader *r, const char *member, struct seen **out)
{
	struct str name;

	TRY(read_text(r, member, &name));
	struct seen *s = map_get(&r->seen, name);
	if (s == NULL)
		return refuse(r, "case \"%.*s\" has not been opened.", STR_ARG(name));
	if (s->state == LADDER_MERGED)
		return refuse(r, "case \"%.*s\" was merged away in line %zu.", STR_ARG(name),
			s->line);
	*out = s;
	return OK;
}

static error add_case(struct reader *r, size_t *ret_index)
{
	struct str name;

	TRY(read_text(r, "case", &name));
	struct seen *s = map_get(&r->seen, name);
	if (s != NULL)
		return refuse(r, "case \"%.*s\" was opened before.", STR_ARG(name));

	s = arena_new(r->cx->arena, struct seen);
	*s = (struct seen){ r->out->names.len, r->line, LADDER_OPEN };
	map_put(&r->seen, name, s);
	*arena_push(r->cx->arena, &r->out->names) = name;
	*ret_index = s->index;
	return OK;
}

static error read_verb(struct reader *r, const struct verb **out)
{
	struct str name;

	TRY(read_text(r, "event", &name));
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		if (!str_eq(name, str_from(verbs[i].name)))
			continue;
		*out = &verbs[i];
		return OK;
	}
	return refuse(r, "\"%.*s\" is no event. Events are open, priority, resolve, close, "
			 "reopen, escalate, merge, split, hold, down, up and end.",
		STR_ARG(name));
}

/* What the event does to the state that later lines are checked against. */
static error note_state(struct reader *r, const struct replay_event *e, struct seen *s,
	struct seen *other)
{
	if (e->verb == REPLAY_RESOLVE && s->state == LADDER_OPEN)
		s->state = LADDER_RESOLVED;
	if (e->verb == REPLAY_CLOSE)
		s->state = LADDER_CLOSED;
	if (e->verb == REPLAY_REOPEN)
		s->state = LADDER_OPEN;
	if (e->verb != REPLAY_MERGE)
		return OK;

	if (s == other)
		return refuse_plain(r, "a case cannot be merged into itself.");
	if (s->state == LADDER_OPEN && other->state != LADDER_OPEN)
		return refuse_plain(r, "an open case cannot be merged into one that is not: "
				       "reopen it first.");
	s->state = LADDER_MERGED;
	s->line = r->line;
	return OK;
}

/* The members that only some events take. */
static error read_extras(struct reader *r, const struct verb *v, struct replay_event *e)
{
	int64_t n = 0;
	bool has_priority = json_object_get(r->object, "priority") != NULL;

	if ((v->needs & NEEDS_PRIORITY) || (v->verb == REPLAY_SPLIT && has_priority))
		TRY(read_int(r, "priority", 1, LADDER_PRIORITIES, &n));
	e->priority = (int)n;

	e->when = e->t;
	if (v->verb == REPLAY_OPEN && json_object_get(r->object, "reported_at") != NULL)
		TRY(read_int(r, "reported_at", 0, e->t, &e->when));
	if (v->verb == REPLAY_HOLD)
		TRY(read_int(r, "until", e->t, e->t + HOLD_MAX_S, &e->when));
	if (v->verb == REPLAY_REOPEN)
		TRY(read_flag(r, "fresh", &e->flag));
	if (v->verb == REPLAY_SPLIT)
		TRY(read_flag(r, "same_report_time", &e->flag));
	if (!(v->needs & NEEDS_LEVEL))
		return OK;
	TRY(read_int(r, "level", 1, LADDER_LEVELS, &n));
	e->level = (int)n;
	return OK;
}

static error read_event(struct reader *r)
{
	struct replay_event e = { 0 };
	const struct verb *v;
	struct seen *s = NULL, *other = NULL;

	TRY(read_int(r, "t", 0, TIME_MAX, &e.t));
	if (e.t < r->t)
		return refuse(r, "time goes backwards, from %" PRId64 " to %" PRId64 ".", r->t,
			e.t);
	if (r->ended)
		return refuse_plain(r, "nothing may follow \"end\".");
	TRY(read_verb(r, &v));
	e.verb = v->verb;
	TRY(read_extras(r, v, &e));
	if (v->other != NULL)
		TRY(find_case(r, v->other, &other));
	if (v->needs & NEW_CASE)
		TRY(add_case(r, &e.casefile));
	if (v->needs & NEEDS_CASE)
		TRY(find_case(r, "case", &s));
	if (s != NULL) {
		e.casefile = s->index;
		TRY(note_state(r, &e, s, other));
	}
	e.other = other != NULL ? other->index : 0;
	r->t = e.t;
	r->ended = e.verb == REPLAY_END;
	*arena_push(r->cx->arena, &r->out->events) = e;
	return OK;
}

static error read_line(struct reader *r, struct str line)
{
	json_error_t why;

	if (line.len > REPLAY_LINE_MAX)
		return refuse(r, "a line has at most %d bytes.", REPLAY_LINE_MAX);
	if (!utf8_is_valid(line))
		return refuse_plain(r, "this is not UTF-8.");
	r->object = json_loadb(line.at, line.len, JSON_REJECT_DUPLICATES, &why);
	if (r->object == NULL)
		return refuse(r, "this is not JSON: %s.", why.text);

	error e = json_is_object(r->object) ? read_event(r)
					    : refuse_plain(r, "an event is a JSON object.");
	json_decref(r->object);
	return e;
}

error replay_read(struct ctx *cx, struct str text, struct replay_history *out)
{
	struct reader r = { .cx = cx, .out = out, .seen = map_new(cx->arena) };
	struct str line;

	*out = (struct replay_history){ .events = { .len = 0 } };
	while (str_cut(&text, '\n', &line)) {
		r.line++;
		line = str_trim(line);
		if (line.len > 0)
			TRY(read_line(&r, line));
	}
	return OK;
}
