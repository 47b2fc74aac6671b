/*
 * manual_offline.c - a release as a ZIP file to read without a connection
 *
 * index.html has the tree and a search, made by offline.js of the words in words.js; each page
 * has its field, and leads to the page before and the next. Links between pages are relative.
 * The words of its own frame are English, as the file's names.
 */
#include "base/json.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/utf8.h"
#include "domain/source/path.h"
#include "html/plain.h"
#include "os/file.h"
#include "store/files.h"
#include "web/asset.h"
#include "web/manual/manual_pages.h"
#include "web/manual/zip.h"

enum { WORDS_MAX = 4000 };

struct offline {
	struct web *w;
	const struct manual_view *v;
	struct zip zip;
	struct buf words;
	struct json_writer list; /* of pages, in words.js */
	struct map pictures;     /* "HASH/name" that pages show */
	SLICE(struct manual_branch *) order; /* of reading */
	struct map places;       /* a path, to where it stands in the order */
};

static struct str file_of(struct arena *a, struct str path)
{
	return str_concat(a, path.len > 0 ? path : STR("start"), STR(".html"));
}

/* "../../" from a page to the top. */
static void put_up(struct buf *b, struct str path)
{
	for (size_t i = 0; i < path.len; i++)
		if (path.at[i] == '/')
			buf_put(b, STR("../"));
}

static void put_target(struct offline *o, struct buf *b, struct str from, struct str to)
{
	struct arena *a = web_ctx(o->w)->arena;
	struct str path = source_without_tail(str_skip(to, str_starts(to, STR("/"))));
	struct str fragment = source_fragment(to);

	put_up(b, from);
	buf_put(b, file_of(a, path));
	if (fragment.len > 0)
		buf_printf(b, "#%.*s", STR_ARG(fragment));
}

/* The value of an attribute that leads to a page or picture of the set. */
static size_t rewrite(struct offline *o, struct buf *b, struct str from, struct str at)
{
	struct arena *a = web_ctx(o->w)->arena;
	const struct manual_place *p = &o->v->place;
	struct str page = str_printf(a, " href=\"/docs/%.*s/%.*s", STR_ARG(p->manual.slug),
		STR_ARG(p->release->name));
	struct str picture = str_printf(a, " src=\"/docs/%.*s/-/files/", STR_ARG(p->manual.slug));
	bool is_page = str_starts(at, page), is_picture = str_starts(at, picture);
	struct str rest = str_skip(at, is_page ? page.len : picture.len);
	ptrdiff_t end = is_page || is_picture ? str_find_char(rest, '"') : -1;

	if (end < 0)
		return 0;
	struct str value = str_sub(rest, 0, (size_t)end);
	if (is_page && value.len > 0 && value.at[0] != '/' && value.at[0] != '#')
		return 0;
	buf_put(b, is_page ? STR(" href=\"") : STR(" src=\""));
	if (is_page) {
		put_target(o, b, from, value);
	} else {
		put_up(b, from);
		buf_printf(b, "files/%.*s", STR_ARG(value));
		map_put(&o->pictures, value, o);
	}
	return (size_t)(rest.at - at.at) + (size_t)end;
}

static struct str relative(struct offline *o, struct str path, struct str markup)
{
	struct buf b = buf_new(web_ctx(o->w)->arena, 2 * LIMIT_MARKDOWN_OUT);

	for (size_t i = 0; i < markup.len;) {
		size_t taken = 0;
		struct str at = str_skip(markup, i);
		if (str_starts(at, STR(" href=\"/docs/")) || str_starts(at, STR(" src=\"/docs/")))
			taken = rewrite(o, &b, path, at);
		if (taken == 0)
			buf_char(&b, markup.at[i]);
		i += taken > 0 ? taken : 1;
	}
	return buf_str(&b);
}

static void put_head(struct html *h, struct str up, struct str title, struct str language)
{
	html_literal(h, STR("<!doctype html>\n<html lang=\""));
	html_put_str(h, language);
	html_literal(h, STR("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
		"content=\"width=device-width, initial-scale=1\"><title>"));
	html_put_str(h, title);
	html_literal(h, STR("</title><link rel=\"stylesheet\" href=\""));
	html_put_str(h, up);
	html_literal(h, STR("offline.css\"></head>\n<body>"));
}

/* The manual's name, which leads to the contents, and the search. */
static void put_bar(struct html *h, struct str up, const struct manual_view *v)
{
	html_literal(h, STR("<header><a href=\""));
	html_put_str(h, up);
	html_literal(h, STR("index.html\">"));
	html_put_str(h, v->place.manual.title);
	html_literal(h, STR(" "));
	html_put_str(h, v->place.release->name);
	html_literal(h, STR("</a><form role=\"search\" action=\""));
	html_put_str(h, up);
	html_literal(h, STR("index.html\"><input id=\"q\" name=\"q\" type=\"search\" placeholder=\"Search this manual\" "
		"aria-label=\"Search this manual\"></form></header>\n"));
}

static void put_step(struct offline *o, struct html *h, struct str from, size_t at, const char *word)
{
	if (at >= o->order.len)
		return;
	const struct manual_node *n = o->order.at[at]->node;
	struct buf to = buf_new(web_ctx(o->w)->arena, LIMIT_URL);
	put_target(o, &to, from, n->path);
	html_literal(h, STR("<a href=\""));
	html_put_str(h, buf_str(&to));
	html_literal(h, STR("\">"));
	html_put_str(h, str_from(word));
	html_put_str(h, n->label);
	html_literal(h, STR("</a>"));
}

static void put_steps(struct offline *o, struct html *h, struct str path)
{
	struct manual_branch **here = map_get(&o->places, path);

	if (here == NULL)
		return;
	size_t at = (size_t)(here - o->order.at);
	html_literal(h, STR("<footer>"));
	put_step(o, h, path, at - 1, "Previous: ");
	put_step(o, h, path, at + 1, "Next: ");
	html_literal(h, STR("</footer>"));
}

static void add_page(struct offline *o, const struct manual_page *p)
{
	struct ctx *cx = web_ctx(o->w);
	struct buf b = buf_new(cx->arena, 4 * LIMIT_MARKDOWN_OUT), up = buf_new(cx->arena, LIMIT_URL);
	struct html h = html_new(&b, NULL, cx->now);
	struct str file = file_of(cx->arena, p->path);

	put_up(&up, p->path);
	put_head(&h, buf_str(&up), p->title, o->v->place.manual.language);
	put_bar(&h, buf_str(&up), o->v);
	html_literal(&h, STR("<main><h1>"));
	html_put_str(&h, p->title);
	html_literal(&h, STR("</h1>\n"));
	html_put_safe(&h, safe_html_stored(relative(o, p->path, p->markup)));
	html_literal(&h, STR("</main>\n"));
	put_steps(o, &h, p->path);
	html_literal(&h, STR("</body></html>\n"));
	zip_add(&o->zip, file, buf_str(&b));

	jw_object(&o->list);
	jw_put_str(&o->list, "file", file);
	jw_put_str(&o->list, "title", p->title);
	struct str words = plain_text(cx->arena, safe_html_stored(p->markup));
	jw_put_str(&o->list, "words", utf8_cut(words, WORDS_MAX));
	jw_object_end(&o->list);
}

static error add_pages(struct offline *o)
{
	struct q_manual_pages_rows rows;
	struct manual_page page;
	bool more = true;
	error e;

	TRY(manual_pages_open(web_ctx(o->w), &o->v->place, &rows));
	while ((e = q_manual_pages_next(&rows, &page, &more)) == OK && more)
		add_page(o, &page);
	q_manual_pages_close(&rows);
	return e;
}

static error add_pictures(struct offline *o)
{
	struct ctx *cx = web_ctx(o->w);
	size_t at = 0;

	for (const struct map_entry *e = map_next(&o->pictures, &at); e; e = map_next(&o->pictures, &at)) {
		struct file_hash hash = { 0 };
		struct str bytes;
		if (!file_hash_of_hex(source_first_part(e->key), &hash))
			continue;
		TRY(file_read_all(cx, files_path(cx, cx->files, &hash), LIMIT_PAGE, &bytes));
		zip_add(&o->zip, str_concat(cx->arena, STR("files/"), e->key), bytes);
	}
	return OK;
}

/* Pages in the order of the tree. */
static void put_order(struct offline *o, const struct manual_branches *list)
{
	for (size_t i = 0; i < list->len; i++) {
		if (list->at[i]->node->page.v != 0)
			*arena_push(web_ctx(o->w)->arena, &o->order) = list->at[i];
		put_order(o, &list->at[i]->below);
	}
}

static void put_tree(struct html *h, struct arena *a, const struct manual_branches *list)
{
	html_literal(h, STR("<ul class=\"tree\">"));
	for (size_t i = 0; i < list->len; i++) {
		const struct manual_branch *b = list->at[i];
		html_literal(h, STR("<li>"));
		if (b->node->page.v != 0) {
			html_literal(h, STR("<a href=\""));
			html_put_str(h, file_of(a, b->node->path));
			html_literal(h, STR("\">"));
		}
		html_put_str(h, b->node->label);
		html_literal(h, b->node->page.v != 0 ? STR("</a>") : STR(""));
		if (b->below.len > 0)
			put_tree(h, a, &b->below);
		html_literal(h, STR("</li>\n"));
	}
	html_literal(h, STR("</ul>"));
}

static void add_index(struct offline *o)
{
	struct ctx *cx = web_ctx(o->w);
	struct buf b = buf_new(cx->arena, LIMIT_MARKDOWN_OUT);
	struct html h = html_new(&b, NULL, cx->now);
	struct str title = str_printf(cx->arena, "%.*s %.*s", STR_ARG(o->v->place.manual.title),
		STR_ARG(o->v->place.release->name));

	put_head(&h, STR(""), title, o->v->place.manual.language);
	put_bar(&h, STR(""), o->v);
	html_literal(&h, STR("<main><h1>"));
	html_put_str(&h, title);
	html_literal(&h, STR("</h1>\n<noscript><p>The search needs JavaScript. All pages are below.</p></noscript>"
		"<p id=\"said\" role=\"status\"></p><ol id=\"found\"></ol>\n<h2>Contents</h2>\n"));
	put_tree(&h, cx->arena, &o->v->tree);
	html_literal(&h, STR("</main><script src=\"words.js\"></script>"
		"<script src=\"offline.js\"></script></body></html>\n"));
	zip_add(&o->zip, STR("index.html"), buf_str(&b));
}

error manual_offline(struct web *w, const struct manual_view *v)
{
	struct ctx *cx = web_ctx(w);
	struct buf *out = web_text(w, HTTP_OK, "application/zip");
	struct civil day = civil_from(v->place.release->changed_at);
	struct offline o = { .w = w, .v = v, .zip = zip_begin(out, day.year, day.month, day.day),
		.words = buf_new(cx->arena, LIMIT_PAGE), .pictures = map_new(cx->arena),
		.places = map_new(cx->arena) };

	put_order(&o, &v->tree);
	for (size_t i = 0; i < o.order.len; i++)
		map_put(&o.places, o.order.at[i]->node->path, &o.order.at[i]);
	buf_put(&o.words, STR("const pages = "));
	o.list = jw_new(&o.words);
	jw_array(&o.list);
	error e = add_pages(&o);
	if (e == OK)
		e = add_pictures(&o);
	jw_array_end(&o.list);
	buf_put(&o.words, STR(";\n"));
	add_index(&o);
	zip_add(&o.zip, STR("words.js"), buf_str(&o.words));
	zip_add(&o.zip, STR("offline.js"), web_asset_text("offline.js"));
	zip_add(&o.zip, STR("offline.css"), web_asset_text("offline.css"));
	zip_end(&o.zip);
	TRY(e);
	web_set_header(w, "Content-Disposition", str_printf(cx->arena,
		"attachment; filename=\"%.*s-%.*s.zip\"", STR_ARG(v->place.manual.slug),
		STR_ARG(v->place.release->name)));
	return OK;
}
