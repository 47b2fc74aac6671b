#include "domain/manual/import/import.h"

#include "base/limits.h"
#include "domain/source/digest.h"
#include "html/plain.h"
#include "store/db.h"

enum { BATCH = 100 };

static error read_known(struct ctx *cx, struct manual_import *im, struct book_release *r)
{
	struct arena *a = im->book.cx->arena;
	manual_known_list rows = { 0 };

	r->known = NULL;
	if (r->id != 0)
		TRY(manual_known_pages(cx, (manual_release_id){ r->id }, &rows));
	for (size_t i = 0; i < rows.len; i++) {
		struct book_known *k = arena_new(a, struct book_known);
		*k = (struct book_known){ rows.at[i].id.v, str_copy(a, rows.at[i].path),
			str_copy(a, rows.at[i].hash), r->known };
		r->known = k;
	}
	return OK;
}

/* A dry run looks up what the other one makes. */
static error find_release(struct ctx *cx, struct manual_import *im, struct book_release *r)
{
	struct manual_release_list all;

	r->id = 0;
	TRY(q_manual_releases(cx, im->manual, &all));
	for (size_t i = 0; i < all.len; i++)
		if (str_eq(all.at[i].name, r->name))
			r->id = all.at[i].id.v;
	return OK;
}

error manual_import_begin(struct ctx *cx, void *arg)
{
	struct manual_import *im = arg;
	struct manual old = { 0 };
	bool found;

	if (im->dry) {
		TRY(q_manual_by_slug(cx, im->set.slug, &old, &found));
		im->manual = found ? old.id : (manual_id){ 0 };
	} else {
		TRY(manual_put(cx, &im->set, &im->manual));
	}
	for (size_t i = 0; i < im->book.releases.len; i++) {
		struct book_release *r = im->book.releases.at[i];
		manual_release_id id = { 0 };
		if (im->dry) {
			TRY(find_release(cx, im, r));
		} else {
			TRY(manual_release_put(cx, im->manual, r->name, &id));
			r->id = id.v;
		}
		TRY(read_known(cx, im, r));
	}
	return OK;
}

/* --- what changed --- */

static void compare_release(struct manual_import *im, struct book_release *r)
{
	struct arena *a = im->book.cx->arena;
	struct book_report *report = &im->book.report;
	struct map known = map_new(a);

	for (struct book_known *k = r->known; k != NULL; k = k->next)
		map_put(&known, k->path, k);
	for (size_t i = 0; i < r->pages.len; i++) {
		struct book_page *p = r->pages.at[i];
		const struct book_known *old = map_get(&known, p->path);
		/* What can't be read now stays as it was. */
		map_remove(&known, p->path);
		if (p->refused)
			continue;
		p->existing = old != NULL ? old->id : 0;
		p->changed = old == NULL || !str_eq(old->hash, p->hash);
		report->added += old == NULL;
		report->changed += old != NULL && p->changed;
		report->kept += !p->changed;
		if (p->changed)
			*arena_push(a, &im->queue) = p;
	}
	size_t at = 0;
	for (const struct map_entry *e = map_next(&known, &at); e; e = map_next(&known, &at))
		*arena_push(a, &im->gone) = (manual_page_id){
			((const struct book_known *)e->value)->id };
}

void manual_import_compare(struct manual_import *im)
{
	for (size_t i = 0; i < im->book.releases.len; i++)
		compare_release(im, im->book.releases.at[i]);
	im->book.report.removed = (int64_t)im->gone.len;
}

/* --- rows --- */

static void add_section(struct ctx *cx, struct manual_page_new *n, const struct sanitize_heading *h,
	struct str markup)
{
	struct str words = plain_text(cx->arena, safe_html_stored(markup));

	/* The heading is a field of its own. */
	if (h != NULL) {
		ptrdiff_t end = str_find_char(words, '\n');
		words = str_skip(words, end < 0 ? words.len : (size_t)end + 1);
	} else if (str_is_blank(words) && n->description.len == 0 && n->markup.len > 0) {
		words = n->title;
	}
	*arena_push(cx->arena, &n->sections) = (struct manual_section_new){
		.level = h != NULL ? h->level : 1, .heading = h != NULL ? h->text : STR(""),
		.anchor = h != NULL ? h->anchor : STR(""), .words = words };
}

static void cut_sections(struct ctx *cx, const struct book_page *p, struct manual_page_new *n)
{
	const struct sanitized *c = &p->clean;
	size_t from = 0;

	for (size_t i = 0; i <= c->headings.len; i++) {
		size_t to = i < c->headings.len ? c->headings.at[i].at : c->markup.len;
		add_section(cx, n, i > 0 ? &c->headings.at[i - 1] : NULL,
			str_sub(c->markup, from, to - from));
		from = to;
	}
}

static void add_marks(struct arena *a, struct manual_page_new *n, enum manual_mark_kind kind,
	const str_list *terms, const str_list *anchors)
{
	for (size_t i = 0; i < terms->len; i++)
		*arena_push(a, &n->marks) = (struct manual_mark_new){ kind, terms->at[i],
			anchors->at[i] };
}

static error write_page(struct ctx *cx, struct book_page *p)
{
	struct manual_page_new n = { .path = p->path, .title = p->title,
		.description = p->description, .source = p->source, .hash = p->hash, .body = p->body,
		.markup = p->markup };
	manual_page_id id;

	cut_sections(cx, p, &n);
	add_marks(cx->arena, &n, MARK_COMMAND, &p->clean.commands, &p->clean.command_at);
	add_marks(cx->arena, &n, MARK_ERROR, &p->clean.errors, &p->clean.error_at);
	TRY(manual_page_put(cx, (manual_release_id){ p->release->id }, (manual_page_id){ p->existing },
		&n, &id));
	p->row = id.v;
	return OK;
}

error manual_import_write(struct ctx *cx, void *arg)
{
	struct manual_import *im = arg;

	im->next = im->written;
	for (size_t n = 0; n < BATCH && im->next < im->queue.len; n++, im->next++) {
		error e = write_page(cx, im->queue.at[im->next]);
		if (e != OK)
			return err_wrap(cx, e, "%.*s", STR_ARG(im->queue.at[im->next]->file->path));
	}
	return OK;
}

/* --- the end --- */

static int64_t row_of(const struct book_page *p)
{
	return p->row != 0 ? p->row : p->existing;
}

static error write_tree(struct ctx *cx, const struct manual_release *row,
	const struct book_release *r)
{
	manual_nodes_new nodes = { 0 };
	struct digest d = digest_new();

	for (size_t i = 0; i < r->nodes.len; i++) {
		const struct book_node *n = &r->nodes.at[i];
		if (n->page != NULL && row_of(n->page) == 0)
			continue;
		struct manual_node_new to = { n->depth, n->label, n->url,
			{ n->page != NULL ? row_of(n->page) : 0 } };
		*arena_push(cx->arena, &nodes) = to;
		digest_int(&d, to.depth);
		text_digest(&d, to.label);
		text_digest(&d, to.url);
		digest_int(&d, to.page.v);
	}
	return manual_tree_put(cx, row, digest_end(&d, cx->arena), &nodes);
}

static error write_trees(struct ctx *cx, struct manual_import *im)
{
	struct manual_release_list rows;

	TRY(q_manual_releases(cx, im->manual, &rows));
	for (size_t i = 0; i < im->book.releases.len; i++)
		for (size_t k = 0; k < rows.len; k++)
			if (rows.at[k].id.v == im->book.releases.at[i]->id)
				TRY(write_tree(cx, &rows.at[k], im->book.releases.at[i]));
	return OK;
}

static error write_rules(struct ctx *cx, struct manual_import *im)
{
	struct digest d = digest_new();
	manual_rules_new rules = { 0 };
	struct manual m;
	bool found;

	text_digest(&d, im->book.base);
	for (size_t i = 0; i < im->book.redirects.len; i++) {
		const struct book_redirect *r = &im->book.redirects.at[i];
		text_digest(&d, r->release);
		text_digest(&d, r->from);
		text_digest(&d, r->to);
		*arena_push(cx->arena, &rules) = (struct manual_rule_new){ r->release, r->from, r->to };
	}
	TRY(q_manual_by_id(cx, im->manual, &m, &found));
	check(found);
	return manual_rules_put(cx, &m, im->book.base, digest_end(&d, cx->arena), &rules);
}

error manual_import_end(struct ctx *cx, void *arg)
{
	struct manual_import *im = arg;

	for (size_t i = 0; i < im->gone.len; i++)
		TRY(manual_page_remove(cx, im->gone.at[i]));
	TRY(write_trees(cx, im));
	TRY(write_rules(cx, im));
	for (size_t i = 0; i < im->book.releases.len; i++)
		if (im->queue.len + im->gone.len > 0)
			TRY(manual_release_done(cx, im->manual,
				(manual_release_id){ im->book.releases.at[i]->id }));
	return OK;
}
