/* presence_pages.c - open pages of cases say who is there, and hear who else is */
#include "domain/presence/presence.h"
#include "web/desk/desk_tools.h"
#include "web/desk/presence.html.h"

struct beat_form {
	struct str doing;
};

static const struct field beat_fields[] = {
	FIELD_TEXT(struct beat_form, doing, .max = 20, .required = true),
	FIELDS_END
};

static const struct {
	struct str name;
	enum presence_doing doing;
} doings[] = { { STR_INIT("reading"), PRESENCE_READING }, { STR_INIT("replying"), PRESENCE_REPLYING } };

/* Answers with the line of the others, which the page puts in. */
static error beat(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct beat_form form = { 0 };
	struct presence_list others;
	struct casefile c;

	TRY(casefile_find(cx, web_path_text(w, "case"), &c));
	TRY(web_form(w, beat_fields, &form));
	if (str_eq(form.doing, STR("gone"))) {
		TRY(presence_leave(cx, c.id));
		return web_no_content(w);
	}
	for (size_t i = 0; i < sizeof doings / sizeof *doings; i++)
		if (str_eq(doings[i].name, form.doing)) {
			TRY(presence_beat(cx, c.id, doings[i].doing));
			TRY(presence_of(cx, c.id, &others));
			presence_line(web_html(w, HTTP_OK), &others);
			return OK;
		}
	return err_field(cx, "doing", "Say reading, replying or gone.");
}

const struct route presence_routes[] = {
	POST("/cases/{case}/presence", beat, .may = MAY_WORK_CASE),
	ROUTES_END
};
