/* history_pages.c - every change of a case, and all its files */
#include "web/casework/casework.h"
#include "web/casework/history.html.h"

static error show(struct web *w)
{
	struct history_view v = { 0 };

	TRY(casefile_find(web_ctx(w), web_path_text(w, "case"), &v.c));
	TRY(history_load(web_ctx(w), &v.c, web_query_int(w, "before", 0), &v.history));
	history_page(web_html(w, HTTP_OK), &v);
	return OK;
}

static error show_files(struct web *w)
{
	struct files_view v = { 0 };

	TRY(casefile_find(web_ctx(w), web_path_text(w, "case"), &v.c));
	TRY(attachment_list(web_ctx(w), &v.c, &v.files));
	files_page(web_html(w, HTTP_OK), &v);
	return OK;
}

const struct route history_routes[] = {
	GET("/cases/{case}/history", show, .may = MAY_WORK_CASE),
	GET("/cases/{case}/files", show_files, .may = MAY_READ_CASE),
	ROUTES_END
};
