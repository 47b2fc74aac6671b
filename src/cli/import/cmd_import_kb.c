/* cmd_import_kb.c - mainstay import kb: a folder of Markdown files as articles */
#include "cli/commands.h"

#include "domain/knowledge/import/import.h"
#include "os/file.h"
#include "store/files.h"

static const struct {
	struct str one, many; /* of a kind of finding: in its line, in the sum */
} words[KB_FINDING_KINDS] = {
	[KB_REFUSED] = { STR_INIT("not imported"), STR_INIT("files not imported") },
	[KB_NUMBER_TAKEN] = { STR_INIT("another article has the number"),
		STR_INIT("numbers already taken") },
	[KB_INCLUDE_MISSING] = { STR_INIT("include is not in the folder"),
		STR_INIT("includes missing") },
	[KB_LINK_NOWHERE] = { STR_INIT("link leads out of the folder"),
		STR_INIT("links that lead nowhere (their words stay)") },
	[KB_PICTURE_MISSING] = { STR_INIT("picture left out"),
		STR_INIT("pictures left out (their descriptions stay)") },
	[KB_REDIRECT_NOWHERE] = { STR_INIT("redirect leads out of the folder"),
		STR_INIT("redirects that lead nowhere") },
	[KB_RELATED_NOWHERE] = { STR_INIT("related article is unknown"),
		STR_INIT("related articles that are unknown (left out)") },
};

static void print_findings(struct cli *c, const struct kb_report *r)
{
	for (size_t i = 0; i < r->findings.len; i++) {
		const struct kb_finding *f = &r->findings.at[i];
		buf_put(&c->out, f->path);
		if (f->line > 0)
			cli_print(c, ":%" PRId64, f->line);
		cli_print(c, ": %.*s: %.*s\n", STR_ARG(words[f->kind].one), STR_ARG(f->text));
	}
}

static void print_sums(struct cli *c, const struct kb_report *r)
{
	if (r->findings.len > 0)
		cli_print(c, "\n");
	cli_print(c, "%" PRId64 " files: %" PRId64 " articles, %" PRId64 " fragments\n", r->files,
		r->articles, r->fragments);
	cli_print(c, "%s%" PRId64 " new, %" PRId64 " changed, %" PRId64 " as they were, %" PRId64
		     " moved away\n", cli_flag(c, "dry-run") ? "Dry run: " : "", r->added, r->changed,
		r->kept, r->retired);
	cli_print(c, "%" PRId64 " includes, %" PRId64 " links to articles, %" PRId64
		     " links to the site\n", r->includes, r->links, r->links_away);
	cli_print(c, "%" PRId64 " redirects to articles, %" PRId64 " to elsewhere\n", r->redirects,
		r->redirects_away);
	if (r->other_audience > 0)
		cli_print(c, "%" PRId64 " files name an audience that is not public, registered, "
			     "customer, partner or internal: taken as public\n", r->other_audience);
	for (int kind = 0; kind < KB_FINDING_KINDS; kind++)
		if (r->counts[kind] > 0)
			cli_print(c, "%" PRId64 " %.*s\n", r->counts[kind], STR_ARG(words[kind].many));
}

static error write_all(struct cli *c, struct kb_import *im)
{
	while (im->written < im->articles.len && !im->dry) {
		AUTO_ARENA arena = arena_create();
		struct ctx cx = *c->cx;
		cx.arena = arena;
		TRY_KEEP(c->cx->arena, store_write(c->store, &cx, kb_import_write, im));
		im->written = im->next;
	}
	TRY(cli_write(c, kb_import_redirect, im));
	return cli_write(c, kb_import_relate, im);
}

static struct str last_name(struct str path)
{
	while (path.len > 1 && str_ends(path, STR("/")))
		path = str_sub(path, 0, path.len - 1);
	ptrdiff_t slash = str_rfind_char(path, '/');
	return slash < 0 ? path : str_skip(path, (size_t)slash + 1);
}

error cmd_import_kb(struct cli *c)
{
	struct str folder, site = cli_value(c, "site");
	struct kb_import im = { .dry = cli_flag(c, "dry-run") };
	struct files files;

	TRY(cli_arg(c, 0, "DIR", &folder));
	if (site.len > 0 && !str_starts(site, STR("https://")) && !str_starts(site, STR("http://")))
		return cli_usage(c, "--site is the address of a web site: https://docs.example");
	folder = cli_path(c, folder);
	kb_tree_init(c->cx, &im.tree, last_name(folder));
	im.tree.site = str_ends(site, STR("/")) ? str_sub(site, 0, site.len - 1) : site;
	TRY(kb_tree_read(&im.tree, folder));
	TRY(cli_store(c, false));
	im.folder = folder;
	TRY(files_open(c->cx, path_join(c->cx, cli_path(c, c->data), STR("files")), &files));
	im.files = &files;
	TRY(cli_write(c, kb_import_number, &im));
	error e = kb_import_compose(c->cx, &im);
	if (e == OK)
		e = write_all(c, &im);
	files_close(&files);
	TRY(e);
	print_findings(c, &im.tree.report);
	print_sums(c, &im.tree.report);
	if (im.tree.report.counts[KB_REFUSED] > 0)
		return err_new(c->cx, ERR_INVALID, "%" PRId64
			" files were not imported: mend them and import the folder again",
			im.tree.report.counts[KB_REFUSED]);
	return OK;
}
