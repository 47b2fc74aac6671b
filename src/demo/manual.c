/* manual.c - product documentation: demo/manual, in the folders of Docusaurus */
#include "demo/blob.h"
#include "demo/center.h"
#include "domain/manual/import/compose.h"
#include "domain/manual/import/import.h"
#include "domain/manual/import/layout/layout.h"

static const struct str folder = STR_INIT("manual/");

static error read_book(struct book *b, struct ctx *cx)
{
	const struct layout *layout;

	book_begin(cx, b);
	for (const struct blob *f = demo_blobs; f->name.len > 0; f++)
		if (str_starts(f->name, folder))
			book_put(b, str_skip(f->name, folder.len), f->text);
	b->slug = STR("beamos");
	return layout_read(b, &layout);
}

error center_manual(struct center *c)
{
	struct manual_import im = { .set = { .slug = STR("beamos"), .title = STR("BeamOS guide"),
		.language = STR("en"), .software = STR("BeamOS"), .audience = AUDIENCE_PUBLIC } };

	TRY(read_book(&im.book, c->cx));
	TRY(manual_import_begin(c->cx, &im));
	TRY(compose(&im.book));
	manual_import_compare(&im);
	while (im.written < im.queue.len) {
		TRY(manual_import_write(c->cx, &im));
		im.written = im.next;
	}
	return manual_import_end(c->cx, &im);
}
