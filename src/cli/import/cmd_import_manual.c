/* cmd_import_manual.c - mainstay import manual: a folder of documentation as a set */
#include "cli/commands.h"

#include "domain/document/document.h"
#include "domain/manual/import/compose.h"
#include "domain/manual/import/import.h"
#include "domain/manual/import/layout/layout.h"
#include "domain/product/product.h"
#include "os/file.h"
#include "store/store.h"

static const struct {
	struct str one, many; /* of a kind of finding: in its line, in the sum */
} words[BOOK_FINDING_KINDS] = {
	[BOOK_REFUSED] = { STR_INIT("not imported"), STR_INIT("files not imported") },
	[BOOK_LINK_NOWHERE] = { STR_INIT("link leads nowhere"),
		STR_INIT("links that lead nowhere (their words stay)") },
	[BOOK_ANCHOR_NOWHERE] = { STR_INIT("the page has no such section"),
		STR_INIT("links to sections that are not there (they lead to the page)") },
	[BOOK_PICTURE_MISSING] = { STR_INIT("picture left out"),
		STR_INIT("pictures left out (their descriptions stay)") },
	[BOOK_INCLUDE_MISSING] = { STR_INIT("include is not in the folder"),
		STR_INIT("includes missing") },
	[BOOK_COMPONENT_UNKNOWN] = { STR_INIT("component is not known"),
		STR_INIT("components not known (what stands between their tags stays)") },
	[BOOK_VALUE_UNKNOWN] = { STR_INIT("is no value"), STR_INIT("expressions left out") },
	[BOOK_TREE_NOWHERE] = { STR_INIT("the tree names a page that is not there"),
		STR_INIT("entries of trees without a page") },
	[BOOK_REDIRECT_NOWHERE] = { STR_INIT("redirect leads nowhere"),
		STR_INIT("redirects that lead nowhere") },
};

static void print_findings(struct cli *c, const struct book_report *r)
{
	for (size_t i = 0; i < r->findings.len; i++) {
		const struct book_finding *f = &r->findings.at[i];
		buf_put(&c->out, f->path);
		if (f->line > 0)
			cli_print(c, ":%" PRId64, f->line);
		cli_print(c, ": %.*s: %.*s\n", STR_ARG(words[f->kind].one), STR_ARG(f->text));
	}
	if (r->findings.len > 0)
		cli_print(c, "\n");
}

static void print_sums(struct cli *c, const struct manual_import *im, const struct layout *l)
{
	const struct book_report *r = &im->book.report;

	cli_print(c, "%.*s: %zu releases of %.*s\n", STR_ARG(l->name), im->book.releases.len,
		STR_ARG(im->set.title));
	cli_print(c, "%" PRId64 " files: %" PRId64 " pages, %" PRId64 " fragments; %" PRId64
		     " sections\n", r->files, r->pages, r->fragments, r->sections);
	cli_print(c, "%s%" PRId64 " new, %" PRId64 " changed, %" PRId64 " as they were, %" PRId64
		     " gone\n", im->dry ? "Dry run: " : "", r->added, r->changed, r->kept, r->removed);
	cli_print(c, "%" PRId64 " includes, %" PRId64 " links to pages, %" PRId64
		     " links away, %" PRId64 " pictures\n", r->includes, r->links, r->links_away,
		r->pictures);
	cli_print(c, "%zu redirects, %" PRId64 " of other sites passed over\n",
		im->book.redirects.len, r->redirects_elsewhere);
	for (int kind = 0; kind < BOOK_FINDING_KINDS; kind++)
		if (r->counts[kind] > 0)
			cli_print(c, "%" PRId64 " %.*s\n", r->counts[kind], STR_ARG(words[kind].many));
}

/* --- options --- */

static error read_product(struct cli *c, struct manual_import *im)
{
	struct str code = cli_value(c, "product");
	struct product p;

	if (code.len == 0)
		return OK;
	TRY(store_reader(c->cx, c->store, &c->cx->db));
	error e = product_find(c->cx, code, &p);
	c->cx->db = NULL; /* writes bring their own */
	TRY(e);
	im->set.product = p.id;
	im->set.software = p.software;
	if (im->set.title.len == 0)
		im->set.title = p.name;
	return OK;
}

static error read_address(struct cli *c, const char *option, bool web, struct str *out)
{
	struct str s = cli_value(c, option);

	if (str_ends(s, STR("/")))
		s = str_sub(s, 0, s.len - 1);
	bool ok = web ? str_starts(s, STR("https://")) || str_starts(s, STR("http://"))
		      : str_starts(s, STR("/"));
	if (s.len > 0 && !ok)
		return cli_usage(c, web ? "--site is the address of a web site: https://docs.example"
					: "--base is a path of the old site: /docs");
	*out = s;
	return OK;
}

static error read_options(struct cli *c, struct manual_import *im)
{
	struct str audience = cli_value(c, "audience");

	im->dry = cli_flag(c, "dry-run");
	im->set.slug = str_lower(c->cx->arena, cli_value(c, "set"));
	if (im->set.slug.len == 0)
		im->set.slug = str_lower(c->cx->arena, cli_value(c, "product"));
	if (im->set.slug.len == 0)
		return cli_usage(c, "say whose manual it is: --product CODE, or --set NAME");
	im->set.title = cli_value(c, "title");
	im->set.software = cli_value(c, "software");
	im->set.language = STR("en");
	im->set.audience = audience.len > 0 ? audience_by_name(audience) : AUDIENCE_PUBLIC;
	if (im->set.audience == 0)
		return cli_usage(c, "--audience is public, registered, customer, partner or internal");
	im->book.slug = im->set.slug;
	im->book.release = cli_value(c, "release");
	TRY(read_address(c, "site", true, &im->book.site));
	return read_address(c, "base", false, &im->book.base);
}

/* --- the work --- */

static error write_all(struct cli *c, struct manual_import *im)
{
	struct files files;

	TRY(files_open(c->cx, path_join(c->cx, cli_path(c, c->data), STR("files")), &files));
	im->files = &files;
	TRY(cli_write(c, manual_import_pictures, im));
	while (im->written < im->queue.len) {
		AUTO_ARENA arena = arena_create();
		struct ctx cx = *c->cx;
		cx.arena = arena;
		TRY_KEEP(c->cx->arena, store_write(c->store, &cx, manual_import_write, im));
		im->written = im->next;
	}
	TRY(cli_write(c, manual_import_end, im));
	files_close(&files);
	return OK;
}

static error read_folder(struct cli *c, struct manual_import *im, const struct layout **layout)
{
	struct book given = im->book;
	struct str folder;

	TRY(cli_arg(c, 0, "DIR", &folder));
	TRY(book_open(c->cx, cli_path(c, folder), &im->book));
	im->book.slug = given.slug;
	im->book.release = given.release;
	im->book.site = given.site;
	im->book.base = given.base;
	return layout_read(&im->book, layout);
}

error cmd_import_manual(struct cli *c)
{
	struct manual_import im = { 0 };
	const struct layout *layout;

	TRY(read_options(c, &im));
	TRY(cli_store(c, false));
	TRY(read_product(c, &im));
	if (im.set.title.len == 0)
		im.set.title = cli_value(c, "set");
	TRY(read_folder(c, &im, &layout));
	if (im.book.report.pages == 0) {
		print_findings(c, &im.book.report);
		return err_new(c->cx, ERR_INVALID, "no page of %.*s can be read: nothing is imported",
			STR_ARG(im.book.folder));
	}
	TRY(cli_write(c, manual_import_begin, &im));
	TRY(compose(&im.book));
	manual_import_compare(&im);
	if (!im.dry)
		TRY(write_all(c, &im));
	print_findings(c, &im.book.report);
	print_sums(c, &im, layout);
	if (im.book.report.counts[BOOK_REFUSED] > 0)
		return err_new(c->cx, ERR_INVALID, "%" PRId64
			" files were not imported: mend them and import the folder again",
			im.book.report.counts[BOOK_REFUSED]);
	return OK;
}
