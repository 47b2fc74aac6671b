/* layout_html.c - a tree of finished HTML pages */
#include "domain/manual/import/layout/layout.h"

static bool is(struct book *b)
{
	for (size_t i = 0; i < b->paths.len; i++)
		if (str_ends(b->paths.at[i], STR(".html")) || str_ends(b->paths.at[i], STR(".htm")))
			return true;
	return false;
}

static error read(struct book *b)
{
	struct book_release *r = book_release_add(b, layout_release(b, STR("1")), STR(""));

	TRY(layout_add_pages(b, r, BOOK_HTML));
	layout_tree_by_folder(b, r, STR(""), 0);
	layout_redirects(b, book_file(b, STR("_redirects")));
	return OK;
}

const struct layout layout_html = { STR_INIT("HTML"), is, read };
