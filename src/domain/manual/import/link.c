/* link.c - where the links of a page lead */
#include "domain/manual/import/compose.h"
#include "domain/source/path.h"
#include "html/markdown.h"

enum { REDIRECTS_MAX = 8 };

static struct book_page *page_of_path(const struct book_release *r, struct str path)
{
	struct book_page *p;

	if (str_ends(path, STR("/")))
		path = str_sub(path, 0, path.len - 1);
	p = map_get(&r->by_path, path);
	return p != NULL && !p->refused ? p : NULL;
}

static struct book_page *page_of_file(struct book *b, const struct book_release *r,
	struct str path)
{
	static const struct str ends[] = { STR_INIT(""), STR_INIT(".mdx"), STR_INIT(".md"),
		STR_INIT("/index.mdx"), STR_INIT("/index.md"), STR_INIT("/index.html"),
		STR_INIT(".html"), STR_INIT("/README.md") };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		struct book_page *p = map_get(&r->by_file, str_concat(b->cx->arena, path, ends[i]));
		if (p != NULL && !p->refused)
			return p;
	}
	return NULL;
}

/* "networking/x" through the rules; "" when none fits. */
static struct str redirected(struct book *b, const struct book_release *r, struct str path)
{
	for (size_t i = 0; i < b->redirects.len; i++) {
		const struct book_redirect *rule = &b->redirects.at[i];
		bool here = rule->release.len == 0 || str_eq(rule->release, r->name);
		if (here && str_eq(rule->from, path))
			return rule->to;
	}
	return STR("");
}

static struct book_release *release_of(struct book *b, const struct book_page *p, struct str name)
{
	if (str_eq(name, STR("latest")))
		return b->releases.at[0];
	for (size_t i = 0; i < b->releases.len; i++)
		if (str_eq(b->releases.at[i]->name, name))
			return b->releases.at[i];
	return str_eq(name, STR("next")) ? p->release : NULL;
}

static struct book_page *through_rules(struct book *b, const struct book_release *r,
	struct str path)
{
	struct book_page *p = page_of_path(r, path);

	for (int n = 0; p == NULL && n < REDIRECTS_MAX; n++) {
		path = redirected(b, r, path);
		if (path.len == 0 || source_has_scheme(path))
			return NULL;
		p = page_of_path(r, path);
	}
	return p;
}

/* "/calico/3.31/a", "/networking/a.mdx", "/networking/a" */
static struct book_page *rooted(struct book *b, const struct book_page *from, struct str path)
{
	struct arena *a = b->cx->arena;
	struct str within = source_join(a, STR(""), path), release;
	struct book_page *p = page_of_file(b, from->release,
		source_join(a, from->release->folder, within));

	if (p != NULL)
		return p;
	if (b->base.len > 0 && str_starts(path, b->base) && path.len > b->base.len &&
		path.at[b->base.len] == '/') {
		within = source_join(a, STR(""), str_skip(path, b->base.len));
		release = source_first_part(within);
		const struct book_release *r = release_of(b, from, release);
		if (r != NULL)
			return through_rules(b, r, str_skip(within, release.len + 1));
	}
	return through_rules(b, from->release, within);
}

/* Beside the page's file, a partial in it, or at the top of the release. */
static struct book_page *beside(struct book *b, const struct book_page *from, struct str path)
{
	struct arena *a = b->cx->arena;
	struct book_page *p = page_of_file(b, from->release,
		source_join(a, source_folder(from->file->path), path));

	for (size_t i = 0; p == NULL && i < from->parts.len; i++)
		p = page_of_file(b, from->release,
			source_join(a, source_folder(from->parts.at[i]), path));
	return p != NULL ? p : page_of_file(b, from->release,
		source_join(a, from->release->folder, path));
}

/* "../a.mdx" beside a file; "../a" beside the page too. */
static struct book_page *relative(struct book *b, const struct book_page *from, struct str path)
{
	struct arena *a = b->cx->arena;
	struct book_page *p = beside(b, from, path);
	struct str bare = str_ends(path, STR(".mdx")) || str_ends(path, STR(".md")) ||
		str_ends(path, STR(".html")) ? source_without_extension(path) : path;

	if (p == NULL)
		p = through_rules(b, from->release, source_join(a, source_folder(from->path), bare));
	if (p == NULL)
		p = through_rules(b, from->release, source_join(a, from->path, bare));
	return p;
}

/* "#part" when the page has it. */
static struct str anchor_of(struct book *b, const struct book_page *from,
	const struct book_page *to, struct str target)
{
	struct arena *a = b->cx->arena;
	struct str raw = source_fragment(target), made;

	if (raw.len == 0)
		return STR("");
	if (map_get(&to->clean.ids, raw) != NULL)
		return str_concat(a, STR("#"), raw);
	made = markdown_anchor(a, raw);
	if (map_get(&to->clean.ids, made) != NULL)
		return str_concat(a, STR("#"), made);
	book_find_in(b, from, BOOK_ANCHOR_NOWHERE, target);
	return STR("");
}

static struct str away(struct book *b, const struct book_page *from, struct str target)
{
	if (str_starts(target, STR("/")) && b->site.len > 0) {
		b->report.links_away++;
		return str_concat(b->cx->arena, b->site, target);
	}
	book_find_in(b, from, BOOK_LINK_NOWHERE, target);
	return STR("");
}

struct str compose_address(struct book *b, const struct book_page *from, struct str target)
{
	struct str path = source_without_tail(target);
	const struct book_page *to = from;

	if (source_has_scheme(target) || str_starts(target, STR("//"))) {
		b->report.links_away++;
		return target;
	}
	if (str_starts(path, STR("/")))
		to = rooted(b, from, path);
	else if (path.len > 0)
		to = relative(b, from, path);
	if (to == NULL)
		return away(b, from, target);
	b->report.links++;
	struct str anchor = anchor_of(b, from, to, target);
	if (to == from && anchor.len > 0)
		return anchor;
	return str_printf(b->cx->arena, "/docs/%.*s/%.*s%s%.*s%.*s", STR_ARG(b->slug),
		STR_ARG(to->release->name), to->path.len > 0 ? "/" : "", STR_ARG(to->path),
		STR_ARG(anchor));
}
