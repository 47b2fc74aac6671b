#include "domain/manual/manual.h"

#include "base/buf.h"
#include "base/limits.h"
#include "domain/account/permission.h"
#include "store/db.h"

error manual_list(struct ctx *cx, struct q_manual_shelf_list *out)
{
	return q_manual_shelf(cx, cx->actor->audiences, out);
}

error manual_news(struct ctx *cx, manual_id set, int64_t limit, struct q_manual_news_list *out)
{
	return q_manual_news(cx, cx->actor->audiences, set, limit, out);
}

static error missing(struct ctx *cx)
{
	return err_new(cx, ERR_NOT_FOUND, "no such manual, or not for the actor");
}

static error find_set(struct ctx *cx, struct str slug, struct manual *out)
{
	bool found;

	TRY(q_manual_by_slug(cx, slug, out, &found));
	if (!found || ((unsigned)out->audience & cx->actor->audiences) == 0)
		return missing(cx);
	return OK;
}

error manual_find(struct ctx *cx, struct str slug, struct str release, struct manual_place *out)
{
	*out = (struct manual_place){ .asked = release };
	TRY(find_set(cx, slug, &out->manual));
	TRY(q_manual_releases(cx, out->manual.id, &out->releases));
	if (out->releases.len == 0)
		return missing(cx);
	out->latest = &out->releases.at[0];
	if (str_eq(release, STR(MANUAL_LATEST)))
		out->release = out->latest;
	for (size_t i = 0; out->release == NULL && i < out->releases.len; i++)
		if (str_eq(out->releases.at[i].name, release))
			out->release = &out->releases.at[i];
	return out->release != NULL ? OK : missing(cx);
}

struct str manual_address(struct arena *a, const struct manual_place *p, struct str path)
{
	return str_printf(a, "/docs/%.*s/%.*s%s%.*s", STR_ARG(p->manual.slug), STR_ARG(p->asked),
		path.len > 0 ? "/" : "", STR_ARG(path));
}

struct str manual_relink(struct arena *a, const struct manual_place *p, struct str markup)
{
	struct str from = str_printf(a, "href=\"/docs/%.*s/%.*s", STR_ARG(p->manual.slug),
		STR_ARG(p->release->name));
	struct str to = str_printf(a, "href=\"/docs/%.*s/%.*s", STR_ARG(p->manual.slug),
		STR_ARG(p->asked));
	struct buf b = buf_new(a, 2 * LIMIT_MARKDOWN_OUT);
	ptrdiff_t at;

	if (str_eq(p->asked, p->release->name))
		return markup;
	while ((at = str_find(markup, from)) >= 0) {
		struct str rest = str_skip(markup, (size_t)at + from.len);
		bool whole = rest.len > 0 && (rest.at[0] == '/' || rest.at[0] == '"' || rest.at[0] == '#');
		buf_put(&b, str_sub(markup, 0, (size_t)at));
		buf_put(&b, whole ? to : from);
		markup = rest;
	}
	buf_put(&b, markup);
	return buf_str(&b);
}

/* --- the tree --- */

enum { DEPTH_MAX = 32 };

/* Nodes come in the order of reading, each with its depth. */
static void grow(struct arena *a, const struct manual_node_list *nodes, struct str path,
	struct manual_view *out)
{
	struct manual_branch *above[DEPTH_MAX + 1] = { 0 };
	int64_t depth = 0;
	bool taken = false;

	for (size_t i = 0; i < nodes->len; i++) {
		const struct manual_node *n = &nodes->at[i];
		struct manual_branch *b = arena_new(a, struct manual_branch);
		depth = n->depth > depth + 1 ? depth + 1 : n->depth;
		depth = depth > DEPTH_MAX ? DEPTH_MAX : i == 0 ? 0 : depth;
		b->node = n;
		b->current = !taken && n->page.v != 0 && path.at != NULL && str_eq(n->path, path);
		above[depth] = b;
		if (depth == 0)
			*arena_push(a, &out->tree) = b;
		else
			*arena_push(a, &above[depth - 1]->below) = b;
		if (!b->current)
			continue;
		taken = true;
		for (int64_t d = 0; d <= depth; d++) {
			above[d]->open = true;
			*arena_push(a, &out->trail) = above[d];
		}
	}
}

static void find_neighbours(struct manual_view *v)
{
	const struct manual_node *last = NULL;
	bool passed = false;

	for (size_t i = 0; i < v->nodes.len; i++) {
		const struct manual_node *n = &v->nodes.at[i];
		if (n->page.v == 0)
			continue;
		if (passed && n->page.v != v->page.id.v) {
			v->after = n;
			return;
		}
		if (n->page.v == v->page.id.v) {
			v->before = passed ? v->before : last;
			passed = true;
		}
		last = n;
	}
}

error manual_tree(struct ctx *cx, const struct manual_place *p, struct manual_view *out)
{
	*out = (struct manual_view){ .place = *p };
	TRY(q_manual_nodes(cx, p->release->id, &out->nodes));
	grow(cx->arena, &out->nodes, (struct str){ 0 }, out);
	return OK;
}

error manual_pages_open(struct ctx *cx, const struct manual_place *p,
	struct q_manual_pages_rows *out)
{
	return q_manual_pages_open(cx, p->release->id, out);
}

/* --- a page --- */

static error count_marks(struct ctx *cx, const struct manual_place *p, enum manual_mark_kind kind,
	int64_t *out)
{
	struct q_manual_mark_count_row row;

	TRY(q_manual_mark_count(cx, p->release->id, kind, &row));
	*out = row.n;
	return OK;
}

error manual_view(struct ctx *cx, const struct manual_place *p, struct str path,
	struct manual_view *out)
{
	bool found;

	*out = (struct manual_view){ .place = *p };
	TRY(q_manual_page_by_path(cx, p->release->id, path, &out->page, &found));
	if (!found)
		return missing(cx);
	TRY(q_manual_headings(cx, out->page.id, &out->headings));
	TRY(q_manual_nodes(cx, p->release->id, &out->nodes));
	TRY(q_manual_page_elsewhere(cx, p->manual.id, path, &out->elsewhere));
	TRY(count_marks(cx, p, MARK_COMMAND, &out->commands));
	TRY(count_marks(cx, p, MARK_ERROR, &out->errors));
	grow(cx->arena, &out->nodes, path.len > 0 ? path : STR(""), out);
	find_neighbours(out);
	out->markup = manual_relink(cx->arena, p, out->page.markup);
	return OK;
}

error manual_index(struct ctx *cx, const struct manual_place *p, enum manual_mark_kind kind,
	struct q_manual_marks_list *out)
{
	return q_manual_marks(cx, p->release->id, kind, out);
}

error manual_feedback(struct ctx *cx, const struct manual_place *p, const struct manual_feedback *f)
{
	struct manual_page page;
	bool found;

	if (f->comment.len > LIMIT_REASON)
		return err_field(cx, "comment", "A comment has at most 2,000 bytes.");

	AUTO_TX tx = tx_begin(cx);

	TRY(q_manual_page_by_path(cx, p->release->id, f->path, &page, &found));
	if (!found)
		return missing(cx);
	TRY(q_manual_feedback_insert(cx, page.id, p->manual.id, p->release->name, page.path,
		cx->actor->person, f->helpful, str_trim(f->comment), cx->now));
	TRY(q_manual_feedback_count(cx, page.id, f->helpful, !f->helpful));

	return tx_commit(&tx);
}

error manual_file(struct ctx *cx, struct str slug, struct str sha256,
	struct q_manual_file_of_row *out)
{
	struct manual m;
	bool found;

	TRY(find_set(cx, slug, &m));
	TRY(q_manual_file_of(cx, m.id, sha256, out, &found));
	return found ? OK : missing(cx);
}

error manual_map(struct ctx *cx, int64_t after, int64_t until, struct q_manual_map_list *out)
{
	return q_manual_map(cx, after, until, out);
}

error manual_map_end(struct ctx *cx, int64_t *out)
{
	struct q_manual_map_end_row row;

	TRY(q_manual_map_end(cx, &row));
	*out = row.id;
	return OK;
}

error manual_complaints(struct ctx *cx, struct q_manual_complaints_list *out)
{
	TRY(actor_may(cx, MAY_WRITE_ARTICLE, RELATION_NONE));
	return q_manual_complaints(cx, LIMIT_LIST_PAGE, out);
}

error manual_complaint_done(struct ctx *cx, int64_t complaint)
{
	int64_t changed;

	TRY(actor_may(cx, MAY_WRITE_ARTICLE, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_manual_complaint_done(cx, complaint, cx->now, &changed));
	if (changed == 0)
		return err_new(cx, ERR_NOT_FOUND, "no complaint %" PRId64 " waits", complaint);

	return tx_commit(&tx);
}
