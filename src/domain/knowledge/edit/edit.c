#include "domain/knowledge/edit/edit.h"

#include "base/buf.h"
#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/knowledge/edit/details.h"
#include "domain/knowledge/edit/review.h"
#include "domain/knowledge/related.h"
#include "store/db.h"

enum { DUE_MAX = 200 }; /* of a pass, each of drafts and ends */

_Static_assert(DRAFT_SCHEDULED == 3 && ARTICLE_PUBLISHED == 3, "edit.sql names them");

error article_may_write(struct ctx *cx, const struct article *a)
{
	TRY(actor_may(cx, MAY_WRITE_ARTICLE, RELATION_NONE));
	if (a->governance == GOVERNANCE_COMPLIANCE)
		TRY(actor_may(cx, MAY_PUBLISH_ARTICLE, RELATION_NONE));
	return OK;
}

static error find(struct ctx *cx, struct str number, struct article *out)
{
	bool found;

	TRY(actor_may(cx, MAY_WRITE_ARTICLE, RELATION_NONE));
	TRY(q_article_by_number(cx, number, out, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "no such article");
	return OK;
}

static error load(struct ctx *cx, article_id id, struct article *out)
{
	bool found;

	TRY(q_article_by_id(cx, id, out, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "article %" PRId64 " does not exist", id.v);
	return OK;
}

/* A version from before the details were kept has what the article's rows say. */
static error details_of_rows(struct ctx *cx, const struct article *a, struct article_new *out)
{
	struct article_applies_list applies;
	struct q_article_keywords_list words;
	str_list *lists[] = { &out->keywords, &out->errors, &out->defects };

	out->type = (enum article_type)a->type;
	out->audience = (enum audience)a->audience;
	out->confidence = (enum article_confidence)a->confidence;
	out->governance = (enum article_governance)a->governance;
	out->issue = (enum article_issue)a->issue_state;
	out->fixed_in = a->fixed_in;
	out->language = a->language;
	out->review_at = a->review_at;
	TRY(q_article_applies(cx, a->id, &applies));
	for (size_t i = 0; i < applies.len; i++)
		*arena_push(cx->arena, &out->applies) = (struct applies_new){
			applies.at[i].product_name, applies.at[i].release_from,
			applies.at[i].release_to };
	TRY(q_article_keywords(cx, a->id, &words));
	for (size_t i = 0; i < words.len; i++)
		if (words.at[i].kind >= KEYWORD_WORD && words.at[i].kind <= KEYWORD_DEFECT)
			*arena_push(cx->arena, lists[words.at[i].kind]) = words.at[i].keyword;
	return OK;
}

static error read_version(struct ctx *cx, const struct article *a, int64_t version,
	struct article_new *out)
{
	struct q_article_version_of_row row;
	struct q_article_details_of_row details;
	struct article_section_list sections;
	bool found;

	*out = (struct article_new){ .number = a->number };
	TRY(q_article_version_of(cx, a->id, version, &row, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "no version %" PRId64, version);
	out->title = row.title;
	out->summary = row.summary;
	TRY(q_article_details_of(cx, a->id, version, &details, &found));
	if (found)
		TRY(article_details_read(cx, details.details, out));
	else
		TRY(details_of_rows(cx, a, out));
	TRY(q_article_sections(cx, a->id, version, &sections));
	for (size_t i = 0; i < sections.len; i++) {
		const struct article_section *s = &sections.at[i];
		*arena_push(cx->arena, &out->sections) = (struct section_new){
			(enum article_part)s->kind, s->heading, s->markdown };
	}
	return OK;
}

error article_edit_load(struct ctx *cx, struct str number, int64_t version,
	struct article_edit *out)
{
	struct q_article_draft_of_row draft;
	bool found;

	*out = (struct article_edit){ 0 };
	TRY(find(cx, number, &out->article));
	out->version = version > 0 ? version : out->article.latest_version;
	TRY(read_version(cx, &out->article, out->version, &out->text));
	TRY(q_article_draft_of(cx, out->article.id, &draft, &found));
	if (found) {
		out->draft = (enum article_draft)draft.state;
		out->publish_at = draft.publish_at;
	}
	return OK;
}

error article_save(struct ctx *cx, article_id existing, int64_t base,
	const struct article_new *typed, struct article *out)
{
	struct article_new own = *typed, *n = &own;
	struct article old = { 0 };
	article_id id;
	int64_t version;

	AUTO_TX tx = tx_begin(cx);

	if (existing.v != 0)
		TRY(load(cx, existing, &old));
	TRY(article_may_write(cx, &old));
	if (old.latest_version != base)
		return err_person(cx, ERR_CONFLICT, "Somebody saved this article meanwhile. "
			"Compare with the newest version, then save again.");
	TRY(article_related_take(cx, existing, n));
	TRY(article_add_version(cx, existing, n, &id, &version));
	TRY(q_article_draft_put(cx, id, version, DRAFT_SAVED, (instant){ 0 }, cx->actor->person,
		cx->now));
	TRY(load(cx, id, out));

	return tx_commit(&tx);
}

/* The draft of an article that the actor may write; ERR_CONFLICT when there is none. */
static error find_draft(struct ctx *cx, article_id id, struct article *a, int64_t *ret_version)
{
	struct q_article_draft_of_row draft;
	bool found;

	TRY(load(cx, id, a));
	TRY(article_may_write(cx, a));
	TRY(q_article_draft_of(cx, id, &draft, &found));
	if (!found)
		return err_person(cx, ERR_CONFLICT,
			"There is no draft: the newest version is published already.");
	*ret_version = draft.version;
	return OK;
}

/* Also what is told of it, in the same transaction. */
static error set_draft(struct ctx *cx, article_id id, enum article_draft state, instant at)
{
	struct q_article_version_of_row text;
	struct article a;
	int64_t version;
	bool found;

	AUTO_TX tx = tx_begin(cx);

	TRY(find_draft(cx, id, &a, &version));
	if (state != DRAFT_REVIEW)
		TRY(review_answered(cx, &a,
			state == DRAFT_SCHEDULED ? REVIEW_SCHEDULED : REVIEW_RETURNED, at));
	TRY(q_article_draft_put(cx, id, version, state, at, cx->actor->person, cx->now));
	if (state == DRAFT_REVIEW) {
		TRY(q_article_version_of(cx, id, version, &text, &found));
		TRY(review_asked(cx, &a, version, text.title));
	}

	return tx_commit(&tx);
}

error article_ask_review(struct ctx *cx, article_id id)
{
	return set_draft(cx, id, DRAFT_REVIEW, (instant){ 0 });
}

error article_take_back(struct ctx *cx, article_id id)
{
	return set_draft(cx, id, DRAFT_SAVED, (instant){ 0 });
}

error article_publish_draft(struct ctx *cx, article_id id, instant at)
{
	struct article a;
	struct article_new text;
	int64_t version;

	TRY(actor_may(cx, MAY_PUBLISH_ARTICLE, RELATION_NONE));
	if (instant_is_set(at) && at.us > cx->now.us)
		return set_draft(cx, id, DRAFT_SCHEDULED, at);

	AUTO_TX tx = tx_begin(cx);

	TRY(find_draft(cx, id, &a, &version));
	TRY(review_answered(cx, &a, REVIEW_PUBLISHED, (instant){ 0 }));
	TRY(read_version(cx, &a, version, &text));
	/* A correction does not make an old article a new one. */
	text.published_at = a.published_at;
	TRY(article_show_version(cx, id, version, &text));

	return tx_commit(&tx);
}

/* --- the author's desk --- */

error article_work(struct ctx *cx, bool mine, struct article_work *out)
{
	person_id me = cx->actor->person;

	TRY(actor_may(cx, MAY_WRITE_ARTICLE, RELATION_NONE));
	TRY(q_article_drafts(cx, !mine, me, LIMIT_LIST_PAGE, &out->drafts));
	TRY(q_article_stale(cx, !mine, me, cx->now, LIMIT_LIST_PAGE, &out->stale));
	return q_article_complaints(cx, !mine, me, LIMIT_LIST_PAGE, &out->complaints);
}

error article_complaint_done(struct ctx *cx, int64_t complaint)
{
	int64_t changed;

	TRY(actor_may(cx, MAY_WRITE_ARTICLE, RELATION_NONE));

	AUTO_TX tx = tx_begin(cx);

	TRY(q_article_complaint_done(cx, complaint, cx->now, &changed));
	if (changed == 0)
		return err_new(cx, ERR_NOT_FOUND, "no open complaint %" PRId64, complaint);

	return tx_commit(&tx);
}

error article_versions(struct ctx *cx, struct str number, struct article *ret_article,
	struct q_article_versions_list *out)
{
	TRY(find(cx, number, ret_article));
	return q_article_versions(cx, ret_article->id, out);
}

struct str article_text(struct arena *a, const struct article_new *n)
{
	struct buf text = buf_new(a, LIMIT_MARKDOWN_OUT);

	for (size_t i = 0; i < n->sections.len; i++) {
		const struct section_new *s = &n->sections.at[i];
		struct str heading = s->heading.len > 0 ? s->heading : article_part_name(s->kind);
		buf_printf(&text, "%s## %.*s\n\n%.*s\n", i > 0 ? "\n" : "", STR_ARG(heading),
			STR_ARG(str_trim(s->markdown)));
	}
	return buf_str(&text);
}

/* --- what is due --- */

static error publish_due(struct ctx *cx, int64_t *done)
{
	struct q_article_draft_due_list due;

	TRY(q_article_draft_due(cx, cx->now, DUE_MAX, &due));
	for (size_t i = 0; i < due.len; i++) {
		article_id id = due.at[i].article;
		error e = article_publish_draft(cx, id, (instant){ 0 });
		/* A translation whose article has ended meanwhile: its author sees the draft. */
		if (e != OK && !e->retry && (err_is(e, ERR_CONFLICT) || err_is(e, ERR_INVALID)))
			e = set_draft(cx, id, DRAFT_SAVED, (instant){ 0 });
		TRY(e);
	}
	*done += (int64_t)due.len;
	return OK;
}

static error end_due(struct ctx *cx, int64_t *done)
{
	struct q_article_end_due_list due;

	TRY(q_article_end_due(cx, cx->now, DUE_MAX, &due));
	for (size_t i = 0; i < due.len; i++) {
		TRY(article_retire(cx, due.at[i].article, (article_id){ 0 }));
		TRY(q_article_end_drop(cx, due.at[i].article));
	}
	*done += (int64_t)due.len;
	return OK;
}

error article_due(struct ctx *cx, int64_t *ret_done)
{
	AUTO_TX tx = tx_begin(cx);

	*ret_done = 0;
	TRY(publish_due(cx, ret_done));
	TRY(end_due(cx, ret_done));

	return tx_commit(&tx);
}
