#include "domain/timeline/timeline.h"

#include <jansson.h>

#include "base/json.h"
#include "base/limits.h"
#include "html/letter.h"
#include "html/markdown.h"
#include "store/db.h"

entry_id entry_of(casefile_id casefile, int64_t number)
{
	return (entry_id){ casefile.v * TIMELINE_ENTRIES_MAX + number };
}

int64_t entry_number(entry_id id)
{
	return id.v % TIMELINE_ENTRIES_MAX;
}

static error insert(struct ctx *cx, casefile_id casefile, int64_t number, const struct entry_new *e,
	entry_id *out)
{
	struct safe_html markup = { 0 };
	entry_id id = entry_of(casefile, number);

	if (e->letter)
		TRY(letter_render(cx, e->text, &markup));
	else if (!e->plain)
		TRY(markdown_render(cx, e->text, &markup));
	TRY(q_entry_insert(cx, id, casefile, e->kind, e->public, cx->actor->person, cx->actor->staff,
		cx->now, e->text, markup.markup, e->phone, e->outgoing, e->seconds));
	*out = id;
	return OK;
}

error timeline_begin(struct ctx *cx, casefile_id casefile, const struct entry_new *e, entry_id *out)
{
	return insert(cx, casefile, 1, e, out);
}

error timeline_add(struct ctx *cx, casefile_id casefile, const struct entry_new *e, entry_id *out)
{
	struct q_entry_next_row next;
	bool found;

	bool staff = cx->actor->staff;
	bool spoken = e->kind == ENTRY_MESSAGE || e->kind == ENTRY_CALL;
	instant customer = { spoken && !staff ? cx->now.us : 0 };
	instant agent = { spoken && staff && e->public ? cx->now.us : 0 };

	TRY(q_entry_next(cx, casefile, e->public, cx->now, customer, agent, &next, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "case %" PRId64 " does not exist", casefile.v);
	if (next.count >= TIMELINE_ENTRIES_MAX)
		return err_person(cx, ERR_LIMIT, "This case is full. Open a new one for what follows.");
	return insert(cx, casefile, next.count, e, out);
}

error timeline_add_change(struct ctx *cx, casefile_id casefile, const struct field_change *c)
{
	struct buf text = buf_new(cx->arena, 4 * LIMIT_REASON);
	struct json_writer j = jw_new(&text);
	entry_id id;

	jw_object(&j);
	jw_put_str(&j, "field", str_from(c->field));
	jw_put_str(&j, "from", c->from);
	jw_put_str(&j, "to", c->to);
	jw_put_opt(&j, "why", c->why);
	jw_object_end(&j);
	struct entry_new e = {
		.kind = ENTRY_CHANGE,
		.public = c->public,
		.plain = true,
		.text = buf_str(&text),
	};
	return timeline_add(cx, casefile, &e, &id);
}

static struct str member(struct arena *a, const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);
	if (!json_is_string(value))
		return STR("");
	return str_copy(a, str_of(json_string_value(value), json_string_length(value)));
}

bool timeline_read_change(struct arena *a, struct str text, struct field_change *out)
{
	json_t *object = json_loadb(text.at, text.len, 0, NULL);
	if (object == NULL)
		return false;
	*out = (struct field_change){
		.field = str_c(a, member(a, object, "field")),
		.from = member(a, object, "from"),
		.to = member(a, object, "to"),
		.why = member(a, object, "why"),
	};
	json_decref(object);
	return true;
}

error timeline_page(struct ctx *cx, casefile_id casefile, int64_t before, bool internal,
	int64_t limit, struct entry_list *out)
{
	if (before <= 0 || before >= TIMELINE_ENTRIES_MAX)
		before = TIMELINE_ENTRIES_MAX;
	return q_entry_page(cx, entry_of(casefile, 0), entry_of(casefile, before), internal, limit,
		out);
}

error timeline_recent(struct ctx *cx, casefile_id casefile, bool public, int64_t limit,
	struct entry_list *out)
{
	return q_entry_recent(cx, entry_of(casefile, 0),
		entry_of(casefile, TIMELINE_ENTRIES_MAX), public, limit, out);
}
