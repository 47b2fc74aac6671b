#include "domain/manual/import/compose.h"

#include "base/limits.h"
#include "domain/manual/import/text/mdx.h"
#include "domain/manual/import/text/mkdocs.h"
#include "domain/source/digest.h"
#include "html/markdown_raw.h"

/* What the page keeps, out of the memory of its making. */
static void keep(struct arena *a, const struct sanitized *from, struct sanitized *to)
{
	size_t at = 0;
	const struct map_entry *e;

	*to = *from;
	to->markup = str_copy(a, from->markup);
	to->title = str_copy(a, from->title);
	to->holes.at = arena_array(a, struct sanitize_hole, from->holes.len);
	for (size_t i = 0; i < from->holes.len; i++) {
		to->holes.at[i] = from->holes.at[i];
		to->holes.at[i].target = str_copy(a, from->holes.at[i].target);
		to->holes.at[i].alt = str_copy(a, from->holes.at[i].alt);
	}
	to->headings.at = arena_array(a, struct sanitize_heading, from->headings.len);
	for (size_t i = 0; i < from->headings.len; i++) {
		to->headings.at[i] = from->headings.at[i];
		to->headings.at[i].text = str_copy(a, from->headings.at[i].text);
		to->headings.at[i].anchor = str_copy(a, from->headings.at[i].anchor);
	}
	to->ids = map_new(a);
	for (e = map_next(&from->ids, &at); e != NULL; e = map_next(&from->ids, &at))
		map_put(&to->ids, e->key, to);
}

static void keep_marks(struct arena *a, str_list *list)
{
	struct str *at = arena_array(a, struct str, list->len);

	for (size_t i = 0; i < list->len; i++)
		at[i] = str_copy(a, list->at[i]);
	list->at = at;
}

static error format(struct ctx *cx, struct book *b, struct book_page *p, struct sanitized *out)
{
	struct str text = book_expand(b, p->release, p->body), html;

	if (p->text == BOOK_HTML)
		return sanitize_html(cx, p->body, true, out);
	if (p->text == BOOK_MDX)
		TRY(mdx_plain(b, p, &text));
	else if (p->text == BOOK_MKDOCS)
		TRY(mkdocs_plain(b, p, &text));
	TRY(markdown_raw(cx, text, p->text == BOOK_MDX, &html));
	return sanitize_html(cx, html, false, out);
}

static void format_page(struct book *b, struct book_page *p)
{
	AUTO_ARENA scratch = arena_create();
	struct ctx cx = *b->cx;
	struct sanitized clean;

	cx.arena = scratch;
	error e = format(&cx, b, p, &clean);
	if (e != OK) {
		p->refused = true;
		book_find(b, BOOK_REFUSED, p->file->path, 0, e->text);
		return;
	}
	keep(b->cx->arena, &clean, &p->clean);
	keep_marks(b->cx->arena, &p->clean.commands);
	keep_marks(b->cx->arena, &p->clean.command_at);
	keep_marks(b->cx->arena, &p->clean.errors);
	keep_marks(b->cx->arena, &p->clean.error_at);
	if (p->head.title.len == 0 && p->clean.title.len > 0)
		p->title = p->clean.title;
	b->report.sections += (int64_t)p->clean.headings.len + 1;
}

static struct str address_of(struct book *b, const struct book_page *p,
	const struct sanitize_hole *hole)
{
	struct str address;

	if (!hole->picture)
		return compose_address(b, p, hole->target);
	address = compose_picture(b, p, hole->target);
	if (address.len == 0)
		book_find_in(b, p, BOOK_PICTURE_MISSING, hole->target);
	return address;
}

static void digest_page(struct book *b, struct book_page *p)
{
	struct digest d = digest_new();

	text_digest(&d, p->path);
	text_digest(&d, p->title);
	text_digest(&d, p->description);
	text_digest(&d, p->markup);
	for (size_t i = 0; i < p->clean.commands.len; i++)
		text_digest(&d, p->clean.commands.at[i]);
	for (size_t i = 0; i < p->clean.errors.len; i++)
		text_digest(&d, p->clean.errors.at[i]);
	p->hash = digest_end(&d, b->cx->arena);
}

static void fill_page(struct book *b, struct book_page *p)
{
	AUTO_ARENA scratch = arena_create();
	struct ctx cx = *b->cx;
	struct str *addresses = arena_array(scratch, struct str, p->clean.holes.len);

	cx.arena = scratch;
	for (size_t i = 0; i < p->clean.holes.len; i++)
		addresses[i] = address_of(b, p, &p->clean.holes.at[i]);
	p->markup = str_copy(b->cx->arena, sanitize_fill(&cx, &p->clean, addresses).markup);
	digest_page(b, p);
}

typedef void (*step)(struct book *, struct book_page *);

static void each_page(struct book *b, step run)
{
	for (size_t i = 0; i < b->releases.len; i++)
		for (size_t n = 0; n < b->releases.at[i]->pages.len; n++)
			if (!b->releases.at[i]->pages.at[n]->refused)
				run(b, b->releases.at[i]->pages.at[n]);
}

error compose(struct book *b)
{
	each_page(b, format_page);
	each_page(b, fill_page);
	return OK;
}
