#include "domain/manual/manual_write.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "domain/account/permission.h"
#include "domain/manual/manual_write.sql.h"
#include "domain/search/outbox.h"
#include "store/db.h"
#include "store/store.h"

enum { SLUG_MAX = 60 };

/* --- sets --- */

static bool is_slug(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!str_is_digit(s.at[i]) && s.at[i] != '-' && (s.at[i] < 'a' || s.at[i] > 'z'))
			return false;
	return s.len > 0 && s.len <= SLUG_MAX;
}

static error check_set(struct ctx *cx, const struct manual_new *n)
{
	error wrong = OK;

	if (!is_slug(n->slug))
		wrong = err_field(cx, "slug", "The name of a set in addresses has 1 to 60 small letters, "
			"digits and dashes.");
	if (str_is_blank(n->title) || n->title.len > LIMIT_NAME)
		wrong = err_also(cx, wrong, err_field(cx, "title",
			"Give the set a title of 1 to 200 bytes."));
	return wrong;
}

error manual_put(struct ctx *cx, const struct manual_new *n, manual_id *out)
{
	struct q_manual_insert_row made;
	struct manual old;
	bool found;

	TRY(actor_may(cx, MAY_PUBLISH_ARTICLE, RELATION_NONE));
	TRY(check_set(cx, n));
	TRY(q_manual_by_slug(cx, n->slug, &old, &found));
	if (found) {
		TRY(q_manual_update(cx, old.id, n->title, n->product, n->software, n->audience,
			n->language));
		*out = old.id;
		return store_announce(cx, STR("manual"), old.id.v);
	}
	TRY(q_manual_insert(cx, n->slug, n->title, n->product, n->software, n->audience, n->language,
		cx->now, &made));
	*out = made.id;
	return OK;
}

/* --- releases --- */

static bool take_number(struct str *s, int64_t *out)
{
	size_t n = 0;

	while (n < s->len && n < 15 && str_is_digit(s->at[n]))
		n++;
	if (n == 0 || !str_int(str_sub(*s, 0, n), out))
		return false;
	*s = str_skip(*s, n);
	return true;
}

int manual_release_compare(struct str a, struct str b)
{
	while (a.len > 0 && b.len > 0) {
		int64_t x, y;
		bool one = take_number(&a, &x), other = take_number(&b, &y);
		if (one != other)
			return one ? 1 : -1;
		if (one && x != y)
			return x < y ? -1 : 1;
		if (one)
			continue;
		if (a.at[0] != b.at[0])
			return a.at[0] < b.at[0] ? -1 : 1;
		a = str_skip(a, 1);
		b = str_skip(b, 1);
	}
	return a.len == b.len ? 0 : a.len < b.len ? -1 : 1;
}

static int by_name(const void *a, const void *b)
{
	const struct manual_release *x = a, *y = b;
	return manual_release_compare(x->name, y->name);
}

static error order_releases(struct ctx *cx, manual_id id)
{
	struct manual_release_list all;

	TRY(q_manual_releases(cx, id, &all));
	if (all.len > 0)
		qsort(all.at, all.len, sizeof *all.at, by_name);
	for (size_t i = 0; i < all.len; i++)
		if (all.at[i].position != (int64_t)i + 1)
			TRY(q_manual_release_place(cx, all.at[i].id, (int64_t)i + 1));
	return OK;
}

error manual_release_put(struct ctx *cx, manual_id manual, struct str name,
	manual_release_id *out)
{
	struct q_manual_release_insert_row made;
	struct manual_release_list all;

	TRY(actor_may(cx, MAY_PUBLISH_ARTICLE, RELATION_NONE));
	if (name.len == 0 || name.len > SLUG_MAX || str_eq(name, STR(MANUAL_LATEST)))
		return err_field(cx, "release", "The name of a release has 1 to 60 bytes and is not "
			"\"latest\".");
	TRY(q_manual_releases(cx, manual, &all));
	for (size_t i = 0; i < all.len; i++)
		if (str_eq(all.at[i].name, name)) {
			*out = all.at[i].id;
			return OK;
		}
	TRY(q_manual_release_insert(cx, manual, name, cx->now, &made));
	*out = made.id;
	return order_releases(cx, manual);
}

error manual_release_done(struct ctx *cx, manual_id manual, manual_release_id id)
{
	TRY(q_manual_release_counted(cx, id, cx->now));
	TRY(q_manual_set_changed(cx, manual, cx->now));
	return store_announce(cx, STR("manual"), manual.v);
}

/* --- pages --- */

static error drop_sections(struct ctx *cx, manual_page_id page)
{
	struct q_manual_section_ids_list ids;

	TRY(q_manual_section_ids(cx, page, &ids));
	for (size_t i = 0; i < ids.len; i++)
		TRY(search_changed(cx, SEARCH_MANUAL, ids.at[i].id.v));
	TRY(q_manual_sections_delete(cx, page));
	return q_manual_marks_delete(cx, page);
}

static error add_sections(struct ctx *cx, manual_page_id page, const struct manual_page_new *n)
{
	struct q_manual_section_insert_row made;

	for (size_t i = 0; i < n->sections.len; i++) {
		const struct manual_section_new *s = &n->sections.at[i];
		TRY(q_manual_section_insert(cx, page, (int64_t)i, s->level,
			utf8_cut(s->heading, LIMIT_TITLE), s->anchor, s->words, &made));
		TRY(search_changed(cx, SEARCH_MANUAL, made.id.v));
	}
	for (size_t i = 0; i < n->marks.len; i++)
		TRY(q_manual_mark_put(cx, page, n->marks.at[i].kind,
			utf8_cut(n->marks.at[i].term, LIMIT_TITLE), n->marks.at[i].anchor));
	return OK;
}

error manual_page_put(struct ctx *cx, manual_release_id release, manual_page_id existing,
	const struct manual_page_new *n, manual_page_id *out)
{
	struct q_manual_page_insert_row made;

	TRY(actor_may(cx, MAY_PUBLISH_ARTICLE, RELATION_NONE));
	if (existing.v != 0) {
		TRY(q_manual_page_update(cx, &(struct q_manual_page_update_args){ .id = existing,
			.title = n->title, .description = n->description, .source = n->source,
			.hash = n->hash, .body = n->body, .markup = n->markup, .now = cx->now }));
		TRY(drop_sections(cx, existing));
		*out = existing;
	} else {
		TRY(q_manual_page_insert(cx, &(struct q_manual_page_insert_args){ .release = release,
			.path = n->path, .title = n->title, .description = n->description,
			.source = n->source, .hash = n->hash, .body = n->body, .markup = n->markup,
			.now = cx->now }, &made));
		*out = made.id;
	}
	return add_sections(cx, *out, n);
}

error manual_page_remove(struct ctx *cx, manual_page_id id)
{
	TRY(actor_may(cx, MAY_PUBLISH_ARTICLE, RELATION_NONE));
	TRY(drop_sections(cx, id));
	TRY(q_manual_nodes_of_page_delete(cx, id));
	TRY(q_manual_feedback_unpage(cx, id));
	return q_manual_page_delete(cx, id);
}

error manual_known_pages(struct ctx *cx, manual_release_id release, manual_known_list *out)
{
	struct q_manual_page_sources_list rows;

	TRY(q_manual_page_sources(cx, release, &rows));
	*out = (manual_known_list){ arena_array(cx->arena, struct manual_known, rows.len), rows.len };
	for (size_t i = 0; i < rows.len; i++)
		out->at[i] = (struct manual_known){ rows.at[i].id, rows.at[i].path,
			rows.at[i].source_hash };
	return OK;
}

/* --- trees, redirects, pictures --- */

error manual_tree_put(struct ctx *cx, const struct manual_release *r, struct str hash,
	const manual_nodes_new *nodes)
{
	TRY(actor_may(cx, MAY_PUBLISH_ARTICLE, RELATION_NONE));
	if (str_eq(r->tree_hash, hash))
		return OK;
	TRY(q_manual_nodes_delete(cx, r->id));
	for (size_t i = 0; i < nodes->len; i++) {
		const struct manual_node_new *n = &nodes->at[i];
		TRY(q_manual_node_insert(cx, r->id, (int64_t)i, n->depth, n->label, n->page, n->url));
	}
	TRY(q_manual_release_set_tree(cx, r->id, hash));
	return manual_release_done(cx, r->manual, r->id);
}

/* The search knows a page by where its redirects lead. */
static error find_moved_anew(struct ctx *cx, manual_id manual)
{
	struct q_manual_sections_moved_list moved;

	TRY(q_manual_sections_moved(cx, manual, &moved));
	for (size_t i = 0; i < moved.len; i++)
		TRY(search_changed(cx, SEARCH_MANUAL, moved.at[i].id.v));
	return OK;
}

error manual_rules_put(struct ctx *cx, const struct manual *m, struct str base, struct str hash,
	const manual_rules_new *rules)
{
	TRY(actor_may(cx, MAY_PUBLISH_ARTICLE, RELATION_NONE));
	if (str_eq(m->rules_hash, hash))
		return OK;
	TRY(find_moved_anew(cx, m->id));
	TRY(q_manual_redirects_delete(cx, m->id));
	for (size_t i = 0; i < rules->len; i++)
		TRY(q_manual_redirect_put(cx, m->id, rules->at[i].release, rules->at[i].path,
			rules->at[i].target));
	TRY(find_moved_anew(cx, m->id));
	TRY(q_manual_set_rules(cx, m->id, base, hash));
	return store_announce(cx, STR("manual"), m->id.v);
}

error manual_file_add(struct ctx *cx, manual_id manual, const struct manual_file_new *f)
{
	TRY(actor_may(cx, MAY_PUBLISH_ARTICLE, RELATION_NONE));
	return q_manual_file_put(cx, manual, f->sha256, f->name, f->type, f->size);
}
