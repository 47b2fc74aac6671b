#include "domain/knowledge/import/import.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "domain/knowledge/import/dialect.h"
#include "domain/knowledge/import/own.h"
#include "domain/knowledge/import/sections.h"
#include "domain/knowledge/related.h"
#include "domain/source/digest.h"
#include "store/db.h"
#include "store/store.h"

enum { BATCH = 50 };

/* --- numbers --- */

static struct str source_of(struct ctx *cx, const struct kb_tree *t, const struct kb_file *f)
{
	return str_printf(cx->arena, "%.*s:%.*s", STR_ARG(t->name), STR_ARG(f->path));
}

static bool is_article(const struct kb_file *f)
{
	return !f->fragment && !f->refused;
}

static error number_known(struct ctx *cx, struct kb_import *im, struct map *taken)
{
	struct kb_tree *t = &im->tree;

	for (size_t i = 0; i < t->files.len; i++) {
		struct kb_file *f = t->files.at[i];
		struct q_article_by_source_row row;
		bool found;
		f->existing = (article_id){ 0 };
		f->number = f->old_hash = STR("");
		if (!is_article(f))
			continue;
		TRY(q_article_by_source(cx, source_of(cx, t, f), &row, &found));
		if (found) {
			f->existing = row.id;
			f->number = str_copy(t->cx->arena, row.number);
			f->old_hash = str_copy(t->cx->arena, row.source_hash);
		} else if (kb_is_own(f)) {
			TRY(kb_own_find(cx, t, f));
		}
		if (f->existing.v == 0)
			continue;
		map_put(taken, f->number, f);
	}
	return OK;
}

static error is_taken(struct ctx *cx, const struct map *taken, struct str number, bool *ret)
{
	struct article other;

	*ret = map_get(taken, number) != NULL;
	return *ret ? OK : q_article_by_number(cx, number, &other, ret);
}

static error number_wanted(struct ctx *cx, struct kb_import *im, struct map *taken)
{
	struct kb_tree *t = &im->tree;

	for (size_t i = 0; i < t->files.len; i++) {
		struct kb_file *f = t->files.at[i];
		bool used;
		if (!is_article(f) || f->number.len > 0 || f->wanted.len == 0)
			continue;
		TRY(is_taken(cx, taken, f->wanted, &used));
		if (used) {
			kb_finding_add(t, KB_NUMBER_TAKEN, f->path, 0, f->wanted);
			continue;
		}
		f->number = f->wanted;
		map_put(taken, f->number, f);
	}
	return OK;
}

static error number_new(struct ctx *cx, struct kb_import *im, struct map *taken)
{
	struct kb_tree *t = &im->tree;
	int64_t provisional = 0;

	for (size_t i = 0; i < t->files.len; i++) {
		struct kb_file *f = t->files.at[i];
		bool used = true;
		if (!is_article(f) || f->number.len > 0)
			continue;
		while (used && !im->dry) {
			TRY(article_number_next(cx, &f->number));
			TRY(is_taken(cx, taken, f->number, &used));
		}
		f->number = im->dry ? str_printf(t->cx->arena, "KB-new-%" PRId64, ++provisional)
				    : str_copy(t->cx->arena, f->number);
		map_put(taken, f->number, f);
	}
	return OK;
}

error kb_import_number(struct ctx *cx, void *arg)
{
	struct kb_import *im = arg;
	struct map taken = map_new(im->tree.cx->arena);
	struct kb_report *r = &im->tree.report;

	/* Run again: its findings are the last ones. */
	r->findings.len -= (size_t)r->counts[KB_NUMBER_TAKEN];
	r->counts[KB_NUMBER_TAKEN] = 0;
	TRY(number_known(cx, im, &taken));
	TRY(number_wanted(cx, im, &taken));
	return number_new(cx, im, &taken);
}

/* --- texts --- */

static enum audience audience_of(struct kb_tree *t, struct str word)
{
	static const struct {
		struct str word;
		enum audience audience;
	} audiences[] = { { STR_INIT("public"), AUDIENCE_PUBLIC },
		{ STR_INIT("registered"), AUDIENCE_REGISTERED },
		{ STR_INIT("customer"), AUDIENCE_CUSTOMER }, { STR_INIT("partner"), AUDIENCE_PARTNER },
		{ STR_INIT("internal"), AUDIENCE_INTERNAL } };

	for (size_t i = 0; i < sizeof audiences / sizeof *audiences; i++)
		if (str_eq_nocase(audiences[i].word, word))
			return audiences[i].audience;
	t->report.other_audience += word.len > 0;
	return AUDIENCE_PUBLIC;
}

static struct str hash_of(struct arena *a, const struct article_new *n)
{
	int64_t numbers[] = { n->type, n->audience, n->published_at.us };
	struct digest d = digest_new();

	text_digest(&d, str_of(numbers, sizeof numbers));
	text_digest(&d, n->title);
	text_digest(&d, n->summary);
	text_digest(&d, n->language);
	for (size_t i = 0; i < n->sections.len; i++) {
		text_digest(&d, n->sections.at[i].heading);
		text_digest(&d, n->sections.at[i].markdown);
	}
	for (size_t i = 0; i < n->applies.len; i++)
		text_digest(&d, n->applies.at[i].product);
	for (size_t i = 0; i < n->keywords.len; i++)
		text_digest(&d, n->keywords.at[i]);
	return digest_end(&d, a);
}

static error compose_plain(struct ctx *cx, struct kb_import *im, struct kb_file *f,
	struct kb_article *out)
{
	struct kb_tree *t = &im->tree;
	struct article_new n = { .number = f->number, .title = f->title,
		.summary = utf8_cut(f->head.description, LIMIT_REASON),
		.language = utf8_cut(f->head.language, LIMIT_NAME),
		.audience = audience_of(t, f->head.audience),
		.confidence = CONFIDENCE_VALIDATED,
		.created_at = f->head.date, .published_at = f->head.date };
	struct str plain;

	TRY(dialect_plain(t, f, &plain));
	kb_sections(cx->arena, plain, &n);
	n.type = kb_type(f->head.topic, &n);
	for (size_t i = 0; i < f->head.applies.len; i++)
		*arena_push(cx->arena, &n.applies) = (struct applies_new){
			.product = utf8_cut(f->head.applies.at[i], LIMIT_NAME) };
	n.keywords = f->head.keywords;
	*out = (struct kb_article){ .file = f, .text = n, .hash = hash_of(cx->arena, &n) };
	return OK;
}

static error compose(struct ctx *cx, struct kb_import *im, struct kb_file *f)
{
	struct kb_report *r = &im->tree.report;
	struct kb_article article;

	if (kb_is_own(f))
		TRY(kb_own_compose(cx, im, f, &article));
	else
		TRY(compose_plain(cx, im, f, &article));
	article.text.source = source_of(cx, &im->tree, f);
	article.changed = !str_eq(article.hash, f->old_hash);
	*arena_push(cx->arena, &im->articles) = article;
	r->articles++;
	r->added += f->existing.v == 0;
	r->changed += f->existing.v != 0 && article.changed;
	r->kept += !article.changed;
	return OK;
}

static bool is_translation(const struct kb_file *f)
{
	return kb_is_own(f) && f->head.translation_of.len > 0;
}

static error compose_all(struct ctx *cx, struct kb_import *im, bool translations)
{
	for (size_t i = 0; i < im->tree.files.len; i++) {
		struct kb_file *f = im->tree.files.at[i];
		if (!is_article(f) || is_translation(f) != translations)
			continue;
		error e = compose(cx, im, f);
		if (err_is(e, ERR_INVALID)) {
			f->refused = true;
			kb_finding_add(&im->tree, KB_REFUSED, f->path, 0, e->text);
			continue;
		}
		TRY(e);
	}
	return OK;
}

/* An article is written before those that translate it. */
error kb_import_compose(struct ctx *cx, struct kb_import *im)
{
	im->own = map_new(cx->arena);
	for (size_t i = 0; i < im->tree.files.len; i++) {
		struct kb_file *f = im->tree.files.at[i];
		if (kb_is_own(f) && f->wanted.len > 0)
			map_put(&im->own, f->wanted, f);
	}
	TRY(compose_all(cx, im, false));
	return compose_all(cx, im, true);
}

/* --- rows --- */

/* Nothing is written when it leads there already. */
static error lead(struct ctx *cx, struct str path, article_id to, struct str url)
{
	struct q_article_redirect_of_row now;
	bool found;

	TRY(q_article_redirect_of(cx, path, &now, &found));
	if (found && now.article.v == to.v && str_eq(now.target, url))
		return OK;
	return q_article_redirect_put(cx, path, to, url);
}

static error write_one(struct ctx *cx, const struct kb_article *a)
{
	const struct kb_file *f = a->file;
	article_id id;

	if (!a->changed)
		return OK;
	TRY(article_publish(cx, f->existing, &a->text, &id));
	TRY(q_article_set_source(cx, id, a->hash));
	for (size_t i = 0; i < a->pictures.len; i++)
		TRY(article_picture_add(cx, id, &a->pictures.at[i]));
	if (kb_is_own(f))
		return OK;
	TRY(lead(cx, article_path_key(cx->arena, f->path), id, STR("")));
	if (f->wanted.len > 0 && !str_eq(f->wanted, f->number))
		TRY(lead(cx, f->wanted, id, STR("")));
	for (size_t i = 0; i < f->numbers.len; i++)
		TRY(lead(cx, f->numbers.at[i], id, STR("")));
	return OK;
}

error kb_import_write(struct ctx *cx, void *arg)
{
	struct kb_import *im = arg;

	im->next = im->written;
	for (size_t n = 0; n < BATCH && im->next < im->articles.len; im->next++) {
		const struct kb_article *a = &im->articles.at[im->next];
		error e = write_one(cx, a);
		if (e != OK)
			return err_wrap(cx, e, "%.*s", STR_ARG(a->file->path));
		n += a->changed;
	}
	return OK;
}

/* The article that was where now a redirect is gives its readers to the other. */
static error retire_moved(struct ctx *cx, struct kb_import *im, struct str from, article_id to)
{
	struct q_article_by_source_row row;
	struct str source = str_printf(cx->arena, "%.*s:%.*s.md", STR_ARG(im->tree.name),
		STR_ARG(from));
	bool found;

	TRY(q_article_by_source(cx, source, &row, &found));
	if (!found || row.state == ARTICLE_RETIRED || row.id.v == to.v)
		return OK;
	im->tree.report.retired++;
	return im->dry ? OK : article_retire(cx, row.id, to);
}

static error redirect_to(struct ctx *cx, struct kb_import *im, const struct kb_redirect *r,
	struct kb_target to)
{
	struct q_article_by_source_row row = { 0 };
	bool found = false;

	if (to.file != NULL)
		TRY(q_article_by_source(cx, source_of(cx, &im->tree, to.file), &row, &found));
	if (im->dry || (to.file != NULL && !found))
		return OK;
	TRY(lead(cx, article_path_key(cx->arena, r->from), row.id, to.url));
	/* The new address as the old site spelled it works too. */
	if (to.file != NULL && str_starts(r->to, STR("/")))
		TRY(lead(cx, article_path_key(cx->arena, r->to), row.id, STR("")));
	return found ? retire_moved(cx, im, r->from, row.id) : OK;
}

error kb_import_redirect(struct ctx *cx, void *arg)
{
	struct kb_import *im = arg;
	struct kb_tree *t = &im->tree;

	t->report.findings.len -= (size_t)t->report.counts[KB_REDIRECT_NOWHERE];
	t->report.counts[KB_REDIRECT_NOWHERE] = 0;
	t->report.redirects = t->report.redirects_away = t->report.retired = 0;
	for (size_t i = 0; i < t->redirects.len; i++) {
		const struct kb_redirect *r = t->redirects.at[i];
		struct kb_target to = kb_tree_target(t, NULL, r->to);
		t->report.redirects += to.file != NULL;
		t->report.redirects_away += to.url.len > 0;
		if (to.file == NULL && to.url.len == 0)
			kb_finding_add(t, KB_REDIRECT_NOWHERE, r->from, 0, r->to);
		else
			TRY(redirect_to(cx, im, r, to));
	}
	return OK;
}

/* An article may name one that was written after it. */
error kb_import_relate(struct ctx *cx, void *arg)
{
	const struct kb_import *im = arg;

	for (size_t i = 0; i < im->articles.len && !im->dry; i++) {
		const struct kb_article *a = &im->articles.at[i];
		struct article own;
		if (a->text.related.len == 0)
			continue;
		TRY(article_find(cx, a->file->number, &own));
		for (size_t n = 0; n < a->text.related.len; n++)
			TRY(article_related_add(cx, own.id, a->text.related.at[n], (int64_t)n));
	}
	return OK;
}
