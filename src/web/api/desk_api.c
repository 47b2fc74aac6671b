/* desk_api.c - what the desk does with a case, as JSON: tags and time */
#include "base/limits.h"
#include "domain/casefile/effort/effort.h"
#include "domain/casefile/tag/tag.h"
#include "web/api/api.h"

static error find(struct web *w, struct casefile *out)
{
	return casefile_find(web_ctx(w), web_path_text(w, "case"), out);
}

static error reply_tags(struct web *w, int status, const struct casefile *c)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct tag_list tags;

	TRY(casefile_tags(cx, c, &tags));
	jw_object(&j);
	jw_key(&j, STR("tags"));
	jw_array(&j);
	for (size_t i = 0; i < tags.len; i++)
		jw_str(&j, tags.at[i].tag);
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, status, STR(""), buf_str(&b));
}

static error list_tags(struct web *w)
{
	struct casefile c;

	TRY(find(w, &c));
	return reply_tags(w, HTTP_OK, &c);
}

struct tag_body {
	struct str tag;
};

static const struct field tag_fields[] = {
	FIELD_TEXT(struct tag_body, tag, .max = LIMIT_NAME, .required = true),
	FIELDS_END
};

static error add_tag(struct web *w)
{
	struct tag_body b = { 0 };
	struct casefile c;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(find(w, &c));
	TRY(web_json(w, tag_fields, &b));
	TRY(casefile_tag(web_ctx(w), c.id, b.tag));
	return reply_tags(w, HTTP_CREATED, &c);
}

static error remove_tag(struct web *w)
{
	struct casefile c;

	TRY(find(w, &c));
	TRY(casefile_untag(web_ctx(w), c.id, web_path_text(w, "tag")));
	return reply_tags(w, HTTP_OK, &c);
}

static void put_newest(struct json_writer *j, const struct effort_list *newest)
{
	jw_key(j, STR("newest"));
	jw_array(j);
	for (size_t i = 0; i < newest->len; i++) {
		const struct effort *e = &newest->at[i];
		jw_object(j);
		jw_put_int(j, "id", e->id.v);
		jw_put_opt(j, "name", e->name);
		jw_put_int(j, "minutes", e->minutes);
		jw_put_opt(j, "what", e->what);
		jw_put_instant(j, "created_at", e->created_at);
		jw_object_end(j);
	}
	jw_array_end(j);
}

static error reply_time(struct web *w, int status, const struct casefile *c)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct effort_total total;

	TRY(effort_of(cx, c, &total));
	jw_object(&j);
	jw_put_int(&j, "minutes", total.minutes);
	jw_key(&j, STR("people"));
	jw_array(&j);
	for (size_t i = 0; i < total.people.len; i++) {
		jw_object(&j);
		jw_put_opt(&j, "name", total.people.at[i].name);
		jw_put_int(&j, "minutes", total.people.at[i].minutes);
		jw_object_end(&j);
	}
	jw_array_end(&j);
	put_newest(&j, &total.newest);
	jw_object_end(&j);
	return api_reply(w, status, STR(""), buf_str(&b));
}

static error show_time(struct web *w)
{
	struct casefile c;

	TRY(find(w, &c));
	return reply_time(w, HTTP_OK, &c);
}

struct time_body {
	int64_t minutes;
	struct str what;
};

static const struct field time_fields[] = {
	FIELD_INT(struct time_body, minutes, .min = 1, .max = EFFORT_MINUTES_MAX, .required = true),
	FIELD_TEXT(struct time_body, what, .max = LIMIT_SUBJECT),
	FIELDS_END
};

static error book_time(struct web *w)
{
	struct time_body b = { 0 };
	struct casefile c;
	bool done;

	TRY(api_replayed(w, &done));
	if (done)
		return OK;
	TRY(find(w, &c));
	TRY(web_json(w, time_fields, &b));
	TRY(effort_add(web_ctx(w), c.id, &(struct effort_new){ .minutes = b.minutes, .what = b.what }));
	return reply_time(w, HTTP_CREATED, &c);
}

static error remove_time(struct web *w)
{
	struct casefile c;

	TRY(find(w, &c));
	TRY(effort_remove(web_ctx(w), c.id, (effort_id){ web_path_id(w, "effort") }));
	return reply_time(w, HTTP_OK, &c);
}

const struct route desk_api_routes[] = {
	GET("/api/v1/cases/{case}/tags", list_tags, .may = MAY_WORK_CASE, .api = true),
	POST("/api/v1/cases/{case}/tags", add_tag, .may = MAY_WORK_CASE, .api = true),
	DELETE("/api/v1/cases/{case}/tags/{tag}", remove_tag, .may = MAY_WORK_CASE, .api = true),
	GET("/api/v1/cases/{case}/time", show_time, .may = MAY_WORK_CASE, .api = true),
	POST("/api/v1/cases/{case}/time", book_time, .may = MAY_WORK_CASE, .api = true),
	DELETE("/api/v1/cases/{case}/time/{effort}", remove_time, .may = MAY_WORK_CASE, .api = true),
	ROUTES_END
};
