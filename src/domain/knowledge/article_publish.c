#include "domain/knowledge/article.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "domain/account/permission.h"
#include "domain/counter/counter.h"
#include "domain/knowledge/edit/details.h"
#include "domain/knowledge/edit/edit.sql.h"
#include "domain/knowledge/related.h"
#include "domain/knowledge/translation/translation.h"
#include "domain/product/product.h"
#include "domain/search/outbox.h"
#include "html/markdown.h"
#include "store/db.h"
#include "store/store.h"

enum { SLUG_MAX = 80, SECTIONS_MAX = 200, FIRST_NUMBER = 30000 };

/* "ae" of the two bytes of an "ä": letters of Western Europe; empty for all else. */
static struct str plain_letter(struct str title, size_t at)
{
	/* U+00C0 to U+00FF. */
	static const char *const plain[64] = { "a", "a", "a", "a", "ae", "a", "ae", "c", "e", "e",
		"e", "e", "i", "i", "i", "i", "d", "n", "o", "o", "o", "o", "oe", "", "o", "u", "u",
		"u", "ue", "y", "th", "ss", "a", "a", "a", "a", "ae", "a", "ae", "c", "e", "e", "e",
		"e", "i", "i", "i", "i", "d", "n", "o", "o", "o", "o", "oe", "", "o", "u", "u", "u",
		"ue", "y", "th", "y" };

	if ((unsigned char)title.at[at] != 0xc3 || at + 1 == title.len)
		return STR("");
	return str_from(plain[(unsigned char)title.at[at + 1] & 63]);
}

struct str article_slug(struct arena *a, struct str title)
{
	struct buf b = buf_new(a, SLUG_MAX);
	bool dash = false;
	for (size_t i = 0; i < title.len && b.len < SLUG_MAX - 2; i++) {
		char c = title.at[i];
		struct str letter = plain_letter(title, i);
		if (c == '\'')
			continue;
		bool plain = str_is_alpha(c) || str_is_digit(c) || letter.len > 0;
		if (plain && dash && b.len > 0)
			buf_char(&b, '-');
		if (letter.len > 0)
			i++;
		if (letter.len > 0)
			buf_put(&b, letter);
		else if (plain)
			buf_char(&b, str_lower_char(c));
		dash = !plain;
	}
	return b.len > 0 ? buf_str(&b) : STR("article");
}

static error check_article(struct ctx *cx, const struct article_new *n)
{
	error wrong = OK;
	size_t size = 0;
	if (str_is_blank(n->title) || n->title.len > LIMIT_TITLE)
		wrong = err_also(cx, wrong, err_field(cx, "title",
			"Give the article a title of 1 to 500 bytes."));
	for (size_t i = 0; i < n->sections.len; i++)
		size += n->sections.at[i].markdown.len;
	if (size > LIMIT_ARTICLE)
		wrong = err_also(cx, wrong, err_field(cx, "text",
			"An article has at most 2 MB of text. Split it."));
	if (n->sections.len == 0 || n->sections.len > SECTIONS_MAX)
		wrong = err_also(cx, wrong, err_field(cx, "text",
			"An article has 1 to 200 sections."));
	return wrong;
}

error article_number_next(struct ctx *cx, struct str *out)
{
	struct article other;
	bool taken = true;

	/* Imported articles bring numbers of their own. */
	while (taken) {
		int64_t next;
		TRY(counter_next(cx, STR("article"), &next));
		*out = str_printf(cx->arena, "KB%" PRId64, FIRST_NUMBER + next);
		TRY(q_article_by_number(cx, *out, &other, &taken));
	}
	return OK;
}

static struct str language_of(const struct article_new *n)
{
	return n->language.len > 0 ? n->language : STR("en");
}

static error insert(struct ctx *cx, const struct article_new *n, article_id *out)
{
	struct q_article_insert_row made;
	struct str number = n->number;

	if (number.len == 0)
		TRY(article_number_next(cx, &number));
	error e = q_article_insert(cx, number, n->type, article_slug(cx->arena, n->title),
		n->title, n->summary, language_of(n), n->audience, n->governance, n->confidence,
		 cx->actor->person, cx->now, n->source, &made);
	if (err_is(e, ERR_CONFLICT) && !e->retry)
		return err_person_(cx, ERR_CONFLICT, "number",
			SAY("Another article has this number."), __FILE__, __LINE__);
	TRY(e);
	if (instant_is_set(n->created_at))
		TRY(q_article_set_created(cx, made.id, n->created_at));
	*out = made.id;
	return OK;
}

static error save_sections(struct ctx *cx, article_id id, int64_t version,
	const struct article_new *n)
{
	struct markdown_anchors anchors = markdown_anchors_new(cx->arena);

	for (size_t i = 0; i < n->sections.len; i++) {
		const struct section_new *s = &n->sections.at[i];
		struct safe_html markup;
		struct str heading = s->heading.len ? s->heading : article_part_name(s->kind);
		struct str anchor = markdown_anchor_take(&anchors, heading);
		TRY(markdown_render_anchored(cx, s->markdown, &anchors, &markup));
		TRY(q_article_section_insert(cx, id, version, (int64_t)i, s->kind, heading, anchor,
			s->markdown, markup.markup));
	}
	return OK;
}

static error save_applies(struct ctx *cx, article_id id, const struct article_new *n)
{
	TRY(q_article_applies_clear(cx, id));
	for (size_t i = 0; i < n->applies.len; i++) {
		const struct applies_new *a = &n->applies.at[i];
		struct product p = { 0 };
		error e = product_find(cx, a->product, &p);
		if (e != OK && !err_is(e, ERR_NOT_FOUND))
			return e;
		TRY(q_article_applies_insert(cx, id, (int64_t)i, p.id,
			p.id.v != 0 ? p.code : a->product, a->from, a->to));
	}
	return OK;
}

static error save_keywords(struct ctx *cx, article_id id, const struct article_new *n)
{
	const str_list *lists[] = { &n->keywords, &n->errors, &n->defects };
	TRY(q_article_keyword_clear(cx, id));
	for (int64_t kind = KEYWORD_WORD; kind <= KEYWORD_DEFECT; kind++)
		for (size_t i = 0; i < lists[kind]->len; i++)
			TRY(q_article_keyword_put(cx, id, utf8_cut(lists[kind]->at[i], LIMIT_NAME), kind));
	return OK;
}

/* A new article; one that translates another is linked to it from the beginning. */
static error add_article(struct ctx *cx, const struct article_new *n, article_id of, article_id *out)
{
	TRY(insert(cx, n, out));
	return of.v != 0 ? q_article_set_translation(cx, *out, of, n->translated) : OK;
}

error article_add_version(struct ctx *cx, article_id existing, const struct article_new *typed,
	article_id *out, int64_t *ret_version)
{
	struct article old = { 0 }, of;
	struct article_new own = *typed, *n = &own;
	article_id id = existing;
	bool found;

	TRY(check_article(cx, n));
	TRY(article_translation_take(cx, id, n, &of));
	if (id.v == 0)
		TRY(add_article(cx, n, of.id, &id));
	TRY(q_article_by_id(cx, id, &old, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "article %" PRId64 " does not exist", id.v);
	int64_t version = old.latest_version + 1;
	TRY(q_article_version_insert(cx, id, version, n->title, n->summary, cx->actor->person,
		n->note, cx->now));
	TRY(save_sections(cx, id, version, n));
	TRY(q_article_details_put(cx, id, version, article_details(cx->arena, n)));
	TRY(q_article_set_latest(cx, id, version, cx->now));

	*out = id;
	*ret_version = version;
	return OK;
}

static error save_end(struct ctx *cx, article_id id, instant at)
{
	if (!instant_is_set(at))
		return q_article_end_drop(cx, id);
	return q_article_end_put(cx, id, at);
}

/* Links a translation to its article, or no more; both families of pages change. */
static error link_translation(struct ctx *cx, article_id id, const struct article *of,
	const struct article_new *n)
{
	struct article old;
	bool found;

	if (of->id.v != 0 && of->state != ARTICLE_PUBLISHED)
		return err_person(cx, ERR_CONFLICT, "Publish the article first that this one translates.");
	TRY(q_article_by_id(cx, id, &old, &found));
	check(found);
	TRY(q_article_set_translation(cx, id, of->id, of->id.v != 0 ? n->translated : 0));
	if (old.translation_of.v != 0 && old.translation_of.v != of->id.v)
		TRY(article_family_changed(cx, old.translation_of));
	return of->id.v != 0 ? article_family_changed(cx, of->id) : OK;
}

error article_show_version(struct ctx *cx, article_id id, int64_t version,
	const struct article_new *typed)
{
	instant published = instant_is_set(typed->published_at) ? typed->published_at : cx->now;
	struct article_new own = *typed, *n = &own;
	struct article of;

	TRY(article_translation_take(cx, id, n, &of));
	TRY(link_translation(cx, id, &of, n));
	TRY(save_applies(cx, id, n));
	TRY(save_keywords(cx, id, n));
	TRY(article_related_save(cx, id, &n->related));
	TRY(save_end(cx, id, n->ends_at));
	TRY(q_article_set_fields(cx, id, language_of(n), n->confidence, n->governance));
	TRY(q_article_set_published(cx, id, version, n->title, n->summary,
		article_slug(cx->arena, n->title), n->type, n->audience, published, cx->now,
		n->review_at, n->issue, n->fixed_in));
	TRY(q_article_draft_drop(cx, id));
	return article_translations_follow(cx, id);
}

error article_publish(struct ctx *cx, article_id existing, const struct article_new *n,
	article_id *out)
{
	article_id id;
	int64_t version;

	TRY(actor_may(cx, MAY_PUBLISH_ARTICLE, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(article_add_version(cx, existing, n, &id, &version));
	TRY(article_show_version(cx, id, version, n));
	TRY(tx_commit(&tx));

	*out = id;
	return OK;
}

/* With its translations. */
static error retire(struct ctx *cx, article_id id, article_id forward_to)
{
	struct q_article_translations_list list;
	int64_t changed;

	TRY(q_article_set_state(cx, id, ARTICLE_RETIRED, forward_to, cx->now, &changed));
	if (changed == 0)
		return err_new(cx, ERR_NOT_FOUND, "article %" PRId64 " does not exist", id.v);
	TRY(q_article_translations(cx, id, &list));
	for (size_t i = 0; i < list.len; i++)
		TRY(q_article_set_state(cx, list.at[i].id, ARTICLE_RETIRED, forward_to, cx->now,
			&changed));
	return OK;
}

error article_retire(struct ctx *cx, article_id id, article_id forward_to)
{
	struct article a;
	bool found;

	TRY(actor_may(cx, MAY_PUBLISH_ARTICLE, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(retire(cx, id, forward_to));
	TRY(article_family_changed(cx, id));
	TRY(q_article_by_id(cx, id, &a, &found));
	if (found && a.translation_of.v != 0)
		TRY(article_family_changed(cx, a.translation_of));

	return tx_commit(&tx);
}
