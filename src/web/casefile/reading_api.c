/* reading_api.c - all of a case, as JSON: its timeline in pages, and its files */
#include "base/limits.h"
#include "domain/casefile/attachment.h"
#include "store/files.h"
#include "web/api/api.h"

static error find(struct web *w, struct casefile *out)
{
	return casefile_find(web_ctx(w), web_path_text(w, "case"), out);
}

/* --- the timeline --- */

static error list_entries(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct entry_list page;
	struct casefile c;
	int64_t before;

	TRY(find(w, &c));
	TRY(web_query_number(w, "before", 0, TIMELINE_ENTRIES_MAX, &before));
	TRY(timeline_page(cx, c.id, before, may(cx->actor, MAY_WORK_CASE), LIMIT_CASE_PAGE_ENTRIES,
		&page));
	jw_object(&j);
	jw_put_str(&j, "case", c.number);
	api_put_entries(&j, &page);
	int64_t oldest = page.len > 0 ? entry_number(page.at[page.len - 1].id) : 0;
	if (page.len == LIMIT_CASE_PAGE_ENTRIES && oldest > 1)
		jw_put_str(&j, "next", str_printf(cx->arena,
			"/api/v1/cases/%.*s/entries?before=%" PRId64, STR_ARG(c.number), oldest));
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

/* --- files --- */

static void put_file(struct json_writer *j, struct arena *arena, const struct attachment *a)
{
	struct file_hash hash;

	jw_object(j);
	jw_put_int(j, "id", a->id.v);
	jw_put_str(j, "name", a->name);
	jw_put_str(j, "type", a->type);
	jw_put_int(j, "size", a->size);
	if (file_hash_from(a->sha256, &hash))
		jw_put_str(j, "sha256", file_hash_hex(arena, &hash));
	jw_put_bool(j, "internal", !a->public);
	jw_put_opt(j, "author", a->author_name);
	jw_put_instant(j, "created_at", a->created_at);
	jw_object_end(j);
}

static error list_files(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct attachment_list list;
	struct casefile c;

	TRY(find(w, &c));
	TRY(attachment_list(cx, &c, &list));
	jw_object(&j);
	jw_put_str(&j, "case", c.number);
	jw_key(&j, STR("files"));
	jw_array(&j);
	for (size_t i = 0; i < list.len; i++)
		put_file(&j, cx->arena, &list.at[i]);
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

const struct route reading_api_routes[] = {
	GET("/api/v1/cases/{case}/entries", list_entries, .may = MAY_READ_CASE, .api = true),
	GET("/api/v1/cases/{case}/files", list_files, .may = MAY_READ_CASE, .api = true),
	ROUTES_END
};
