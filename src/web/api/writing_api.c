/* writing_api.c - an answer that is not ready, and who is on a case, as JSON */
#include "base/limits.h"
#include "domain/casefile/draft.h"
#include "domain/presence/presence.h"
#include "web/api/api.h"
#include "web/casefile/casefile_pages.h"

static error find(struct web *w, struct casefile *out)
{
	return casefile_find(web_ctx(w), web_path_text(w, "case"), out);
}

/* --- the draft --- */

struct draft_body {
	struct str kind, text;
};

static const struct field draft_fields[] = {
	FIELD_TEXT(struct draft_body, kind, .max = 20),
	FIELD_TEXT(struct draft_body, text, .max = LIMIT_CASE_TEXT, .lines = true),
	FIELDS_END
};

static error reply_draft(struct web *w, const struct casefile *c)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, 8 * LIMIT_CASE_TEXT);
	struct json_writer j = jw_new(&b);
	struct draft d;

	TRY(draft_load(cx, c, &d));
	jw_object(&j);
	jw_put_str(&j, "kind", case_kind_name(d.kind));
	jw_put_str(&j, "text", d.text);
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

static error draft(struct web *w)
{
	struct casefile c;

	TRY(find(w, &c));
	return reply_draft(w, &c);
}

/* An empty text drops it. */
static error put_draft(struct web *w)
{
	struct draft_body b = { 0 };
	struct draft d = { 0 };
	struct casefile c;

	TRY(find(w, &c));
	TRY(web_json(w, draft_fields, &b));
	TRY(case_entry_kind(web_ctx(w), b.kind, &d.kind));
	d.text = b.text;
	TRY(draft_save(web_ctx(w), &c, &d));
	return reply_draft(w, &c);
}

/* --- who is there --- */

struct presence_body {
	struct str doing;
};

static const struct field presence_fields[] = {
	FIELD_TEXT(struct presence_body, doing, .max = 20, .required = true),
	FIELDS_END
};

static const struct str doings[] = {
	[PRESENCE_READING] = STR_INIT("reading"),
	[PRESENCE_REPLYING] = STR_INIT("replying"),
};

enum { DOINGS = sizeof doings / sizeof *doings };

static error reply_others(struct web *w, const struct casefile *c)
{
	struct ctx *cx = web_ctx(w);
	struct buf b = buf_new(cx->arena, LIMIT_PAGE);
	struct json_writer j = jw_new(&b);
	struct presence_list others;

	TRY(presence_of(cx, c->id, &others));
	jw_object(&j);
	jw_key(&j, STR("others"));
	jw_array(&j);
	for (size_t i = 0; i < others.len; i++) {
		jw_object(&j);
		jw_put_int(&j, "id", others.at[i].person.v);
		jw_put_str(&j, "name", others.at[i].name);
		jw_put_str(&j, "doing", doings[others.at[i].doing]);
		jw_object_end(&j);
	}
	jw_array_end(&j);
	jw_object_end(&j);
	return api_reply(w, HTTP_OK, STR(""), buf_str(&b));
}

static error others(struct web *w)
{
	struct casefile c;

	TRY(find(w, &c));
	return reply_others(w, &c);
}

/* It lasts PRESENCE_LASTS_S: a program says it again each PRESENCE_BEAT_S. */
static error beat(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct presence_body b = { 0 };
	struct casefile c;
	int doing = 0;

	TRY(find(w, &c));
	TRY(web_json(w, presence_fields, &b));
	while (doing < DOINGS && !str_eq(doings[doing], b.doing))
		doing++;
	if (doing == DOINGS && !str_eq(b.doing, STR("gone")))
		return err_field(cx, "doing", "Say reading, replying or gone.");
	TRY(doing == DOINGS ? presence_leave(cx, c.id)
			    : presence_beat(cx, c.id, (enum presence_doing)doing));
	return reply_others(w, &c);
}

const struct route writing_api_routes[] = {
	GET("/api/v1/cases/{case}/draft", draft, .may = MAY_UPDATE_CASE, .api = true),
	PUT("/api/v1/cases/{case}/draft", put_draft, .may = MAY_UPDATE_CASE, .api = true),
	GET("/api/v1/cases/{case}/presence", others, .may = MAY_WORK_CASE, .api = true),
	PUT("/api/v1/cases/{case}/presence", beat, .may = MAY_WORK_CASE, .api = true),
	ROUTES_END
};
