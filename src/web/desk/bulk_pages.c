/* bulk_pages.c - many cases at once, from the list of the desk */
#include "base/limits.h"
#include "domain/desk/bulk.h"
#include "web/desk/queue_pages.h"

struct bulk_form {
	str_list numbers;
	struct str act, take, status, tag, why, lead, back;
	int64_t owner, queue, priority;
};

static const struct field bulk_fields[] = {
	{ .name = "case", .kind = FIELD_TEXTS_, .at = offsetof(struct bulk_form, numbers), .max = 40 },
	FIELD_TEXT(struct bulk_form, act, .max = 20),
	FIELD_TEXT(struct bulk_form, take, .max = 40),
	FIELD_TEXT(struct bulk_form, status, .max = 40),
	FIELD_TEXT(struct bulk_form, tag, .max = LIMIT_NAME),
	FIELD_TEXT(struct bulk_form, why, .max = LIMIT_REASON),
	FIELD_TEXT(struct bulk_form, lead, .max = LIMIT_NAME),
	FIELD_TEXT(struct bulk_form, back, .max = 4000),
	FIELD_INT(struct bulk_form, owner, .min = 0, .max = INT64_MAX),
	FIELD_INT(struct bulk_form, queue, .min = 0, .max = INT64_MAX),
	FIELD_INT(struct bulk_form, priority, .min = 0, .max = 4),
	FIELDS_END
};

static const struct {
	struct str name;
	enum bulk_act act;
} acts[] = {
	{ STR_INIT("assign"), BULK_OWNER },
	{ STR_INIT("take"), BULK_OWNER },
	{ STR_INIT("release"), BULK_OWNER },
	{ STR_INIT("move"), BULK_QUEUE },
	{ STR_INIT("status"), BULK_STATUS },
	{ STR_INIT("priority"), BULK_PRIORITY },
	{ STR_INIT("tag"), BULK_TAG },
	{ STR_INIT("close"), BULK_CLOSE },
	{ STR_INIT("incident"), BULK_INCIDENT },
};

static error read_lead(struct ctx *cx, struct str number, struct bulk_ask *ask)
{
	struct casefile lead;

	error e = casefile_find(cx, str_trim(number), &lead);
	if (err_is(e, ERR_NOT_FOUND))
		return err_field(cx, "lead", "There is no case of this number.");
	TRY(e);
	ask->value = lead.id.v;
	return OK;
}

static error read_value(struct ctx *cx, const struct bulk_form *f, struct bulk_ask *ask)
{
	switch (ask->act) {
	case BULK_OWNER:
		ask->value = str_eq(f->act, STR("take")) ? cx->actor->person.v
			: str_eq(f->act, STR("release")) ? 0 : f->owner;
		break;
	case BULK_QUEUE:
		ask->value = f->queue;
		break;
	case BULK_PRIORITY:
		ask->value = f->priority;
		break;
	case BULK_STATUS:
		ask->value = status_by_name(f->status);
		if (ask->value == CASEFILE_STATUS_COUNT_)
			return err_field(cx, "status", "There is no such status. Choose one of the list.");
		break;
	case BULK_INCIDENT:
		return read_lead(cx, f->lead, ask);
	case BULK_TAG:
	case BULK_CLOSE:
	case BULK_ACTS_:
		break;
	}
	return OK;
}

static error read_ask(struct web *w, struct bulk_form *f, struct bulk_ask *ask)
{
	struct ctx *cx = web_ctx(w);

	TRY(web_form(w, bulk_fields, f));
	*ask = (struct bulk_ask){ .numbers = f->numbers, .tag = f->tag, .why = f->why };
	if (f->take.len > 0) { /* the button of a row: only that case */
		f->act = STR("take");
		ask->numbers = (str_list){ 0 };
		*arena_push(cx->arena, &ask->numbers) = f->take;
	}
	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
		if (str_eq(acts[i].name, f->act)) {
			ask->act = acts[i].act;
			return read_value(cx, f, ask);
		}
	return err_field(cx, "act", "Choose what to do with the cases.");
}

/* Back to the list that it was done from, with what came of it. */
static error back(struct web *w, struct str to, bulk_id id)
{
	bool local = str_starts(to, STR("/desk")) && str_eq(url_of(to).text, to);
	struct str path = local ? to : STR("/desk");

	return web_see_other(w, "%.*s%cbulk=%" PRId64, STR_ARG(path),
		str_find_char(path, '?') < 0 ? '?' : '&', id.v);
}

static error run(struct web *w)
{
	struct bulk_form form = { 0 };
	struct bulk_ask ask;
	bulk_id id;

	TRY(read_ask(w, &form, &ask));
	TRY(bulk_run(web_ctx(w), &ask, &id));
	return back(w, form.back, id);
}

struct undo_form {
	struct str back;
};

static const struct field undo_fields[] = {
	FIELD_TEXT(struct undo_form, back, .max = 4000),
	FIELDS_END
};

static error undo(struct web *w)
{
	struct undo_form form = { 0 };
	bulk_id id = { web_path_id(w, "bulk") };

	TRY(web_form(w, undo_fields, &form));
	TRY(bulk_undo(web_ctx(w), id));
	return back(w, form.back, id);
}

const struct route bulk_routes[] = {
	POST("/desk/bulk", run, .may = MAY_WORK_CASE),
	POST("/desk/bulk/{bulk}/undo", undo, .may = MAY_WORK_CASE),
	ROUTES_END
};
