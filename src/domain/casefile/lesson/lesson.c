#include "domain/casefile/lesson/lesson.h"

#include "base/utf8.h"
#include "domain/account/permission.h"
#include "domain/casefile/bond.h"
#include "domain/casefile/draft.h"
#include "domain/casefile/lesson/nameless.h"
#include "domain/knowledge/edit/edit.h"
#include "domain/notify/notify.h"
#include "store/db.h"

enum { SECTION_MAX = 64 * 1024, LOOK_BACK = 200, USES_SHOWN = 5 };

/* In a title brackets would end the link's text. */
static struct str plain_title(struct arena *a, struct str title)
{
	char *out = arena_bytes(a, title.len + 1);

	for (size_t i = 0; i < title.len; i++)
		out[i] = title.at[i] == '[' ? '(' : title.at[i] == ']' ? ')' : title.at[i];
	return str_of(out, title.len);
}

/* Whether some customer can follow the link. */
static bool is_for_customers(const struct article *a)
{
	return a->state == ARTICLE_PUBLISHED && (a->audience & ~(int64_t)AUDIENCE_INTERNAL) != 0;
}

static error quote(struct ctx *cx, const struct casefile *c, const struct article *a)
{
	struct draft draft;

	TRY(draft_load(cx, c, &draft));
	draft.text = str_printf(cx->arena, "%.*s%s[%.*s](%.*s/kb/%.*s)\n", STR_ARG(draft.text),
		draft.text.len > 0 ? "\n\n" : "", STR_ARG(plain_title(cx->arena, a->title)),
		STR_ARG(notify_origin(cx)), STR_ARG(a->number));
	return draft_save(cx, c, &draft);
}

error lesson_attach(struct ctx *cx, casefile_id id, struct str number, bool *ret_quoted)
{
	struct article_view found;
	struct casefile c;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(actor_may(cx, MAY_WORK_CASE, casefile_relation(cx, &c)));
	error e = article_view(cx, str_trim(number), &found);
	if (err_is(e, ERR_NOT_FOUND))
		return err_field(cx, "number", "There is no article of this number.");
	TRY(e);
	TRY(bond_add(cx, id, found.article.number));
	*ret_quoted = is_for_customers(&found.article);
	if (*ret_quoted)
		TRY(quote(cx, &c, &found.article));

	return tx_commit(&tx);
}

/* --- an article of a case --- */

struct told {
	struct str problem, cause, answer, closing;
};

static bool begins_with(struct str line, struct str word)
{
	return str_eq_nocase(str_sub(line, 0, word.len), word);
}

/* The paragraph that says "Cause: ...", as answers of the desk do. */
static struct str cause_in(struct str text)
{
	static const struct str words[] = { STR_INIT("root cause:"), STR_INIT("cause:"),
		STR_INIT("ursache:") };
	struct str rest = text, line;

	while (rest.len > 0) {
		struct str from = rest;
		(void)str_cut(&rest, '\n', &line);
		for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
			if (!begins_with(line, words[i]))
				continue;
			ptrdiff_t end = str_find(from, STR("\n\n"));
			struct str all = end < 0 ? from : str_sub(from, 0, (size_t)end);
			return str_trim(str_skip(all, words[i].len));
		}
	}
	return STR("");
}

/* Why the case was resolved or closed, if that is such a change. */
static struct str closing_in(struct arena *a, const struct entry *e)
{
	struct field_change change;

	if (e->kind != ENTRY_CHANGE || !timeline_read_change(a, e->text, &change) ||
		!str_eq(str_from(change.field), STR("status")))
		return STR("");
	bool ends = str_eq(change.to, status_rule(CASEFILE_RESOLVED)->label) ||
		str_eq(change.to, status_rule(CASEFILE_CLOSED)->label);
	return ends ? change.why : STR("");
}

static void read_entry(struct arena *a, const struct entry *e, struct told *out)
{
	if (out->closing.len == 0)
		out->closing = closing_in(a, e);
	if (e->kind > ENTRY_CALL || !e->by_staff || e->redacted_at.us != 0)
		return;
	if (out->cause.len == 0)
		out->cause = cause_in(e->text);
	if (e->kind == ENTRY_MESSAGE && out->answer.len == 0)
		out->answer = e->text;
}

/* What the customer reported, and the last that we answered. */
static error read_case(struct ctx *cx, const struct casefile *c, struct told *out)
{
	struct entry_list page;

	*out = (struct told){ 0 };
	TRY(timeline_page(cx, c->id, 2, true, 1, &page));
	if (page.len > 0)
		out->problem = page.at[0].text;
	TRY(timeline_page(cx, c->id, 0, true, LOOK_BACK, &page));
	for (size_t i = 0; i < page.len; i++)
		read_entry(cx->arena, &page.at[i], out);
	return OK;
}

static error add_section(struct ctx *cx, const struct nameless *names, struct article_new *n,
	enum article_part kind, struct str text)
{
	struct str clean;

	if (str_is_blank(text))
		return OK;
	TRY(nameless_text(cx, names, utf8_cut(text, SECTION_MAX), &clean));
	*arena_push(cx->arena, &n->sections) = (struct section_new){ .kind = kind, .markdown = clean };
	return OK;
}

static void add_environment(struct ctx *cx, const struct casefile *c, struct article_new *n)
{
	struct str release = c->release_name.len > 0 ? c->release_name : c->release_text;

	if (c->product_code.len == 0)
		return;
	*arena_push(cx->arena, &n->applies) = (struct applies_new){ .product = c->product_code,
		.from = c->release_name };
	*arena_push(cx->arena, &n->sections) = (struct section_new){ .kind = PART_TEXT,
		.heading = STR("Environment"),
		.markdown = str_printf(cx->arena, "- %.*s (%.*s)\n%s%.*s%s", STR_ARG(c->product_name),
			STR_ARG(c->product_code), release.len > 0 ? "- Release " : "", STR_ARG(release),
			release.len > 0 ? "\n" : "") };
}

static error write_article(struct ctx *cx, const struct casefile *c, struct article_new *n)
{
	struct nameless names;
	struct bond_list bonds;
	struct told told;

	TRY(nameless_of_case(cx, c, &names));
	TRY(read_case(cx, c, &told));
	TRY(bond_list(cx, c, &bonds));
	for (size_t i = 0; i < bonds.len; i++) {
		const struct bond *b = &bonds.at[i];
		if (b->kind != BOND_DEFECT)
			continue;
		*arena_push(cx->arena, &n->defects) = b->target;
		if (told.cause.len == 0)
			told.cause = str_printf(cx->arena, "%.*s %.*s", STR_ARG(b->target), STR_ARG(b->title));
	}
	TRY(nameless_text(cx, &names, c->summary, &n->title));
	TRY(add_section(cx, &names, n, PART_SYMPTOMS, told.problem.len > 0 ? told.problem : c->summary));
	add_environment(cx, c, n);
	TRY(add_section(cx, &names, n, PART_CAUSE, told.cause));
	struct str solved = told.closing.len == 0 ? told.answer
		: str_printf(cx->arena, "%.*s\n\n%.*s", STR_ARG(told.answer), STR_ARG(told.closing));
	return add_section(cx, &names, n, PART_SOLUTION, solved);
}

error lesson_draft(struct ctx *cx, casefile_id id, struct article *out)
{
	struct article_new n = { .type = ARTICLE_PROBLEM, .audience = AUDIENCE_INTERNAL,
		.confidence = CONFIDENCE_IN_PROGRESS };
	struct casefile c;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(actor_may(cx, MAY_WORK_CASE, casefile_relation(cx, &c)));
	n.language = c.language;
	n.note = str_printf(cx->arena, "From case %.*s", STR_ARG(c.number));
	TRY(write_article(cx, &c, &n));
	TRY(article_save(cx, (article_id){ 0 }, 0, &n, out));
	TRY(bond_add(cx, id, out->number));

	return tx_commit(&tx);
}

error lesson_uses(struct ctx *cx, struct str number, struct lesson_uses *out)
{
	struct q_lesson_use_count_row row;

	*out = (struct lesson_uses){ 0 };
	if (!may(cx->actor, MAY_WORK_CASE) && !may(cx->actor, MAY_WRITE_ARTICLE))
		return OK;
	TRY(q_lesson_use_count(cx, number, &row));
	out->count = row.count;
	if (!may(cx->actor, MAY_WORK_CASE))
		return OK;
	return q_lesson_uses(cx, number, USES_SHOWN, &out->newest);
}
