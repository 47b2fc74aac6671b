#include "web/admin/outbox_pages.h"

#include "base/limits.h"
#include "web/admin/outbox.html.h"

static enum outbox_show shown(struct web *w)
{
	struct str show = web_query(w, "show");

	return str_eq(show, STR("failed")) ? OUTBOX_FAILED
		: str_eq(show, STR("all")) ? OUTBOX_ALL : OUTBOX_WAITING;
}

static struct str name_of(enum outbox_show show)
{
	return show == OUTBOX_FAILED ? STR("failed") : show == OUTBOX_ALL ? STR("all") : STR("waiting");
}

static error outbox(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct outbox_view v = { .show = shown(w) };
	struct outbox_line_list list;
	outbox_id before = { web_query_int(w, "before", 0) };

	TRY(outbox_totals(cx, &v.totals));
	TRY(outbox_unsigned(cx, &v.unsigned_mail));
	TRY(outbox_page(cx, v.show, before, &list));
	for (size_t i = 0; i < list.len; i++) {
		const struct outbox_line *l = &list.at[i];
		*arena_push(cx->arena, &v.rows) = (struct outbox_row){ .line = *l,
			.state = { outbox_word(l->state, l->attempts) },
			.may_change = outbox_may_retry(l->state) };
	}
	if (list.len == LIMIT_LIST_PAGE)
		v.next = str_printf(cx->arena, "/admin/outbox?show=%.*s&before=%" PRId64,
			STR_ARG(name_of(v.show)), list.at[list.len - 1].id.v);
	outbox_list_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static error retry(struct web *w)
{
	TRY(outbox_retry(web_ctx(w), (outbox_id){ web_path_id(w, "message") }));
	web_notice(w, MSG("The message is tried now."));
	return web_see_other(w, "/admin/outbox");
}

static error drop(struct web *w)
{
	TRY(outbox_drop(web_ctx(w), (outbox_id){ web_path_id(w, "message") }));
	web_notice(w, MSG("The message is dropped."));
	return web_see_other(w, "/admin/outbox");
}

static error suppressed(struct web *w)
{
	struct ctx *cx = web_ctx(w);
	struct suppression_view v = { .find = web_query(w, "find") };
	struct buf b = buf_new(cx->arena, LIMIT_URL);
	struct html part = { .out = &b, .arena = cx->arena };

	TRY(suppression_page(cx, v.find, web_query(w, "after"), &v.list));
	if (v.list.len == LIMIT_LIST_PAGE) {
		buf_put(&b, STR("/admin/suppressed?after="));
		html_part_str(&part, v.list.at[v.list.len - 1].address);
		buf_put(&b, STR("&find="));
		html_part_str(&part, v.find);
		v.next = buf_str(&b);
	}
	suppressed_page(web_html(w, HTTP_OK), &v);
	return OK;
}

struct lift_form {
	struct str address;
};

static const struct field lift_fields[] = {
	FIELD_TEXT(struct lift_form, address, .max = LIMIT_EMAIL, .required = true),
	FIELDS_END
};

static error lift(struct web *w)
{
	struct lift_form f = { 0 };

	TRY(web_form(w, lift_fields, &f));
	TRY(suppression_lift(web_ctx(w), f.address));
	web_notice(w, MSG("Mail goes to this address again."));
	return web_see_other(w, "/admin/suppressed");
}

const struct route outbox_routes[] = {
	GET("/admin/outbox", outbox, .may = MAY_ADMINISTER),
	POST("/admin/outbox/{message}/retry", retry, .may = MAY_ADMINISTER),
	POST("/admin/outbox/{message}/drop", drop, .may = MAY_ADMINISTER),
	GET("/admin/suppressed", suppressed, .may = MAY_ADMINISTER),
	POST("/admin/suppressed/lift", lift, .may = MAY_ADMINISTER),
	ROUTES_END
};
