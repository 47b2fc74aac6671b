#include "domain/knowledge/article.h"

#include "base/limits.h"
#include "domain/account/permission.h"
#include "domain/knowledge/related.h"
#include "domain/knowledge/translation/translation.h"
#include "store/db.h"

static const struct str types[ARTICLE_TYPE_COUNT_] = {
	[ARTICLE_HOW_TO] = SAY_INIT("How-to"),
	[ARTICLE_KNOWN_ISSUE] = SAY_INIT("Known issue"),
	[ARTICLE_PROBLEM] = SAY_INIT("Problem and solution"),
	[ARTICLE_INTEROPERABILITY] = SAY_INIT("Interoperability"),
	[ARTICLE_COMPATIBILITY] = SAY_INIT("Compatibility"),
	[ARTICLE_INFORMATION] = SAY_INIT("Information"),
};

static const struct str parts[PART_COUNT_] = {
	[PART_TEXT] = SAY_INIT("Details"),
	[PART_SYMPTOMS] = SAY_INIT("Symptoms"),
	[PART_CAUSE] = SAY_INIT("Cause"),
	[PART_SOLUTION] = SAY_INIT("Solution"),
	[PART_WORKAROUND] = SAY_INIT("Workaround"),
	[PART_VERIFICATION] = SAY_INIT("Verification"),
	[PART_STEPS] = SAY_INIT("Steps"),
};

struct str article_type_name(enum article_type type)
{
	check(type < ARTICLE_TYPE_COUNT_);
	return types[type];
}

struct str article_part_name(enum article_part part)
{
	check(part < PART_COUNT_);
	return parts[part];
}

static bool may_read(const struct ctx *cx, const struct article *a)
{
	if (may(cx->actor, MAY_WRITE_ARTICLE))
		return true;
	return a->state == ARTICLE_PUBLISHED && (a->audience & cx->actor->audiences) != 0;
}

/* "kb31842" and "31842" are KB31842. */
static struct str normal_number(struct arena *a, struct str typed)
{
	struct str digits = typed;
	if (str_eq_nocase(str_sub(typed, 0, 2), STR("KB")))
		digits = str_skip(typed, 2);
	return str_concat(a, STR("KB"), digits);
}

error article_find(struct ctx *cx, struct str typed, struct article *out)
{
	struct q_article_redirect_of_row alias;
	struct str number = normal_number(cx->arena, typed);
	bool found;

	TRY(q_article_by_number(cx, number, out, &found));
	if (!found) {
		TRY(q_article_redirect_of(cx, number, &alias, &found));
		if (found && alias.article.v != 0)
			TRY(q_article_by_id(cx, alias.article, out, &found));
		else
			found = false;
	}
	if (!found || !may_read(cx, out))
		return err_new(cx, ERR_NOT_FOUND, "no such article, or not for the actor");
	return OK;
}

static error forwarded(struct ctx *cx, const struct article *a, struct str *ret_number)
{
	struct article to;
	bool found;

	*ret_number = STR("");
	if (a->forward_to.v == 0)
		return OK;
	TRY(q_article_by_id(cx, a->forward_to, &to, &found));
	if (found && may_read(cx, &to))
		*ret_number = to.number;
	return OK;
}

/* Its languages; and whether what it translates has moved on. */
static error load_languages(struct ctx *cx, struct article_view *v)
{
	if (v->article.translation_of.v == 0 && v->article.translations == 0)
		return OK;
	TRY(article_languages(cx, &v->article, &v->languages));
	for (size_t i = 0; i < v->languages.len; i++) {
		const struct article_language *l = &v->languages.at[i];
		if (l->id.v != v->article.translation_of.v)
			continue;
		v->source = l;
		v->behind = v->article.translated_version < l->published_version;
	}
	return OK;
}

error article_view(struct ctx *cx, struct str number, struct article_view *out)
{
	*out = (struct article_view){ 0 };
	TRY(article_find(cx, number, &out->article));
	TRY(forwarded(cx, &out->article, &out->forward));
	TRY(load_languages(cx, out));
	int64_t version = out->article.published_version;
	TRY(q_article_sections(cx, out->article.id,
		version > 0 ? version : out->article.latest_version, &out->sections));
	TRY(q_article_applies(cx, out->article.id, &out->applies));
	return article_related(cx, &out->article, &out->related);
}

struct str article_path_key(struct arena *a, struct str path)
{
	struct str key = str_lower(a, path);

	if (str_starts(key, STR("/")))
		key = str_skip(key, 1);
	if (str_starts(key, STR("kb/")))
		key = str_skip(key, 3);
	if (str_ends(key, STR("/")))
		key = str_sub(key, 0, key.len - 1);
	if (str_ends(key, STR(".md")))
		key = str_sub(key, 0, key.len - 3);
	return str_concat(a, STR("/"), key);
}

error article_redirect(struct ctx *cx, struct str path, struct str *out)
{
	struct q_article_redirect_of_row to;
	struct article a;
	bool found;

	TRY(q_article_redirect_of(cx, article_path_key(cx->arena, path), &to, &found));
	if (!found)
		return err_new(cx, ERR_NOT_FOUND, "no such path");
	if (to.article.v == 0) {
		*out = to.target;
		return OK;
	}
	TRY(q_article_by_id(cx, to.article, &a, &found));
	if (!found || !may_read(cx, &a))
		return err_new(cx, ERR_NOT_FOUND, "no such article, or not for the actor");
	*out = str_printf(cx->arena, "/kb/%.*s/%.*s", STR_ARG(a.number), STR_ARG(a.slug));
	return OK;
}

error article_recent(struct ctx *cx, struct str language, int64_t limit,
	struct article_item_list *out)
{
	return q_article_recent(cx, cx->actor->audiences, language, limit, out);
}

error article_list(struct ctx *cx, struct str language, int64_t type, instant before,
	article_id before_id, struct article_item_list *out)
{
	if (!instant_is_set(before))
		before = (instant){ INT64_MAX };
	return q_article_page(cx, cx->actor->audiences, language, type, before, before_id,
		LIMIT_LIST_PAGE, out);
}

error article_count(struct ctx *cx, int64_t *out)
{
	struct q_article_counted_row row;

	TRY(q_article_counted(cx, cx->actor->audiences, &row));
	*out = row.count;
	return OK;
}

static error check_visitors(struct ctx *cx, article_id id)
{
	struct q_article_feedback_visitors_row today;

	TRY(q_article_feedback_visitors(cx, id, instant_add(cx->now, (seconds){ -SECONDS_PER_DAY }),
		&today));
	if (today.of_article < LIMIT_VISITOR_VOTES && today.of_all < LIMIT_VISITOR_VOTES_ALL)
		return OK;
	return err_person(cx, ERR_RATE,
		"Many visitors have answered today. Sign in, or answer tomorrow.");
}

/* A visit answers once. */
static error answer_of_visit(struct ctx *cx, const struct article *a, const struct feedback *f)
{
	int64_t added;

	TRY(check_visitors(cx, a->id));
	TRY(q_article_feedback_insert(cx, a->id, a->published_version, (person_id){ 0 }, f->visit,
		f->helpful, f->reason, str_trim(f->comment), cx->now, &added));
	if (added == 0)
		return err_person(cx, ERR_CONFLICT, "You have answered this already. Thank you.");
	return q_article_feedback_count(cx, a->id, f->helpful, !f->helpful);
}

/* A person has one answer on each version, and may change it. */
static error answer_of_person(struct ctx *cx, const struct article *a, const struct feedback *f)
{
	struct q_article_feedback_of_person_row before;
	struct str comment = str_trim(f->comment);
	int64_t added;
	bool found;

	TRY(q_article_feedback_of_person(cx, a->id, a->published_version, cx->actor->person, &before,
		&found));
	if (!found) {
		TRY(q_article_feedback_insert(cx, a->id, a->published_version, cx->actor->person,
			STR(""), f->helpful, f->reason, comment, cx->now, &added));
		return q_article_feedback_count(cx, a->id, f->helpful, !f->helpful);
	}
	TRY(q_article_feedback_change(cx, before.id, f->helpful, f->reason, comment, cx->now));
	return q_article_feedback_count(cx, a->id, f->helpful - before.helpful,
		before.helpful - f->helpful);
}

error article_feedback(struct ctx *cx, struct str number, const struct feedback *f)
{
	struct article a;

	if (f->comment.len > LIMIT_REASON)
		return err_field(cx, "comment", "A comment has at most 2,000 bytes.");

	AUTO_TX tx = tx_begin(cx);

	TRY(article_find(cx, number, &a));
	if (f->visit.len > 0)
		TRY(answer_of_visit(cx, &a, f));
	else
		TRY(answer_of_person(cx, &a, f));

	return tx_commit(&tx);
}
