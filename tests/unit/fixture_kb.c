#include "tests/unit/fixture_kb.h"

struct kb_report fixture_kb_import(struct ctx *cx, struct kb_import *im, struct str source)
{
	kb_tree_init(cx, &im->tree, source);
	ASSERT_OK(kb_tree_read(&im->tree, im->folder));
	ASSERT_OK(kb_import_number(cx, im));
	ASSERT_OK(kb_import_compose(cx, im));
	while (!im->dry && im->written < im->articles.len) {
		ASSERT_OK(kb_import_write(cx, im));
		im->written = im->next;
	}
	ASSERT_OK(kb_import_redirect(cx, im));
	ASSERT_OK(kb_import_relate(cx, im));
	return im->tree.report;
}
