/* defect_api.c - defects and the releases that fix them, as JSON */
#include "base/limits.h"
#include "domain/defect/defect.h"
#include "web/api/api.h"

static void put_defect(struct json_writer *j, const struct defect *d)
{
	jw_put_str(j, "number", d->number);
	jw_put_str(j, "title", d->title);
	jw_put_str(j, "state", defect_rule((enum defect_state)d->state)->name);
	jw_put_opt(j, "product", d->product_code);
	jw_put_instant(j, "created_at", d->created_at);
	jw_put_instant(j, "changed_at", d->changed_at);
}

static error reply_defect(struct web *w, int status, struct str number)
{
	struct buf b = buf_new(web_ctx(w)->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct defect_view v;

	TRY(defect_load(web_ctx(w), number, &v));
	jw_object(&j);
	put_defect(&j, &v.defect);
	jw_put_opt(&j, "description", v.defect.description);
	jw_put_bool(&j, "watched", v.watched);
	jw_key(&j, STR("fixed_in"));
	jw_array(&j);
	for (size_t i = 0; i < v.fixes.len; i++)
		jw_str(&j, v.fixes.at[i].name);
	jw_array_end(&j);
	jw_key(&j, STR("cases"));
	jw_array(&j);
	for (size_t i = 0; i < v.cases.len; i++)
		jw_str(&j, v.cases.at[i].number);
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, status, STR(""), buf_str(&b));
}

static error list(struct web *w)
{
	struct buf b = buf_new(web_ctx(w)->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct defect_filter f = { .text = web_query(w, "q"), .state = -1 };
	struct defect_list all;

	TRY(web_query_number(w, "before", 0, INT64_MAX, &f.before.v));
	TRY(defect_list_page(web_ctx(w), &f, &all));
	jw_object(&j);
	jw_key(&j, STR("defects"));
	jw_array(&j);
	for (size_t i = 0; i < all.len; i++) {
		jw_object(&j);
		put_defect(&j, &all.at[i]);
		jw_object_end(&j);
	}
	jw_array_end(&j);
	if (all.len == LIMIT_QUEUE_PAGE)
		jw_put_int(&j, "before", all.at[all.len - 1].id.v);
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

struct defect_body {
	struct str title, description, product, state, release;
};

static const struct field new_fields[] = {
	FIELD_TEXT(struct defect_body, title, .max = LIMIT_SUBJECT, .required = true),
	FIELD_TEXT(struct defect_body, description, .max = DEFECT_TEXT_MAX, .lines = true),
	FIELD_TEXT(struct defect_body, product, .max = LIMIT_NAME),
	FIELD_TEXT(struct defect_body, state, .max = 20),
	FIELDS_END
};

static struct defect_new new_of(const struct defect_body *b)
{
	return (struct defect_new){ .title = b->title, .description = b->description,
		.product = b->product,
		.state = b->state.len > 0 ? defect_state_by_name(b->state) : DEFECT_OPEN };
}

static error create(struct web *w)
{
	struct defect_body b = { 0 };
	struct defect made;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(web_json(w, new_fields, &b));
	struct defect_new n = new_of(&b);
	TRY(defect_create(web_ctx(w), &n, &made));
	return reply_defect(w, HTTP_CREATED, made.number);
}

static error show(struct web *w)
{
	return reply_defect(w, HTTP_OK, web_path_text(w, "defect"));
}

/* All of it: what is left out becomes empty. */
static error change(struct web *w)
{
	struct defect_body b = { 0 };

	TRY(web_json(w, new_fields, &b));
	struct defect_new n = new_of(&b);
	TRY(defect_change(web_ctx(w), web_path_text(w, "defect"), &n));
	return reply_defect(w, HTTP_OK, web_path_text(w, "defect"));
}

static const struct field fix_fields[] = {
	FIELD_TEXT(struct defect_body, release, .max = LIMIT_NAME, .required = true),
	FIELDS_END
};

static error add_fix(struct web *w)
{
	struct defect_body b = { 0 };
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(web_json(w, fix_fields, &b));
	TRY(defect_fix_add(web_ctx(w), web_path_text(w, "defect"), b.release));
	return reply_defect(w, HTTP_CREATED, web_path_text(w, "defect"));
}

static error remove_fix(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct str number = web_path_text(w, "defect"), name = web_path_text(w, "release");
	struct defect_view v;

	TRY(defect_load(cx, number, &v));
	for (size_t i = 0; i < v.fixes.len; i++)
		if (str_eq_nocase(v.fixes.at[i].name, name)) {
			TRY(defect_fix_remove(cx, number, v.fixes.at[i].release));
			return reply_defect(w, HTTP_OK, number);
		}
	return err_new(cx, ERR_NOT_FOUND, "the defect is not fixed in this release");
}

static error set_watch(struct web *w, bool on)
{
	struct str number = web_path_text(w, "defect");

	TRY(defect_watch(web_ctx(w), number, on));
	return reply_defect(w, HTTP_OK, number);
}

static error watch(struct web *w)
{
	return set_watch(w, true);
}

static error unwatch(struct web *w)
{
	return set_watch(w, false);
}

const struct route defect_api_routes[] = {
	GET("/api/v1/defects", list, .may = MAY_WORK_CASE, .api = true),
	POST("/api/v1/defects", create, .may = MAY_WORK_CASE, .api = true),
	GET("/api/v1/defects/{defect}", show, .may = MAY_WORK_CASE, .api = true),
	PUT("/api/v1/defects/{defect}", change, .may = MAY_WORK_CASE, .api = true),
	POST("/api/v1/defects/{defect}/fixes", add_fix, .may = MAY_WORK_CASE, .api = true),
	DELETE("/api/v1/defects/{defect}/fixes/{release}", remove_fix, .may = MAY_WORK_CASE, .api = true),
	PUT("/api/v1/defects/{defect}/watch", watch, .may = MAY_WORK_CASE, .api = true),
	DELETE("/api/v1/defects/{defect}/watch", unwatch, .may = MAY_WORK_CASE, .api = true),
	ROUTES_END
};
