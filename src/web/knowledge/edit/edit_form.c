/* edit_form.c - an article as a form and back */
#include "base/buf.h"
#include "base/limits.h"
#include "domain/knowledge/import/sections.h"
#include "web/knowledge/edit/edit_pages.h"

enum { APPLIES_MAX = 500, WORDS_MAX = 500 };

static const struct {
	int64_t value;
	struct msg label;
} audiences[] = {
	{ AUDIENCE_PUBLIC, MSG_INIT("Everybody") },
	{ AUDIENCE_REGISTERED, MSG_INIT("Who has signed in") },
	{ AUDIENCE_CUSTOMER, MSG_INIT("Customers") },
	{ AUDIENCE_PARTNER, MSG_INIT("Partners") },
	{ AUDIENCE_INTERNAL, MSG_INIT("Staff only") },
};

struct msg article_audience_label(int64_t audience)
{
	for (size_t i = 0; i < sizeof audiences / sizeof *audiences; i++)
		if (audiences[i].value == audience)
			return audiences[i].label;
	return MSG("Nobody");
}

struct msg article_confidence_label(int64_t confidence)
{
	static const struct msg labels[] = {
		[CONFIDENCE_IN_PROGRESS] = MSG_INIT("Work in progress"),
		[CONFIDENCE_NOT_VALIDATED] = MSG_INIT("Not validated"),
		[CONFIDENCE_VALIDATED] = MSG_INIT("Validated"),
		[CONFIDENCE_ARCHIVED] = MSG_INIT("Archived"),
	};
	return labels[confidence & 3];
}

struct msg article_draft_label(int64_t draft)
{
	static const struct msg labels[] = {
		[DRAFT_NONE] = MSG_INIT("Published"),
		[DRAFT_SAVED] = MSG_INIT("Draft"),
		[DRAFT_REVIEW] = MSG_INIT("In review"),
		[DRAFT_SCHEDULED] = MSG_INIT("Scheduled"),
	};
	return labels[draft & 3];
}

struct msg feedback_reason_label(int64_t reason)
{
	static const struct msg labels[] = {
		[REASON_NONE] = MSG_INIT("No reason given"),
		[REASON_WRONG] = MSG_INIT("Something is wrong"),
		[REASON_UNCLEAR] = MSG_INIT("It is unclear"),
		[REASON_NOT_MINE] = MSG_INIT("It is not my problem"),
	};
	return labels[reason & 3];
}

static struct str joined(struct arena *a, const str_list *list)
{
	struct buf text = buf_new(a, LIMIT_ARTICLE);
	for (size_t i = 0; i < list->len; i++)
		buf_printf(&text, "%.*s\n", STR_ARG(list->at[i]));
	return buf_str(&text);
}

static struct str applies_text(struct arena *a, const struct article_new *n)
{
	struct buf text = buf_new(a, LIMIT_ARTICLE);
	for (size_t i = 0; i < n->applies.len; i++) {
		const struct applies_new *r = &n->applies.at[i];
		buf_put(&text, r->product);
		if (r->from.len > 0 || r->to.len > 0)
			buf_printf(&text, ", %.*s", STR_ARG(r->from));
		if (r->to.len > 0)
			buf_printf(&text, ", %.*s", STR_ARG(r->to));
		buf_char(&text, '\n');
	}
	return buf_str(&text);
}

struct article_form article_form_of(struct arena *a, const struct article_edit *e)
{
	const struct article_new *n = &e->text;

	return (struct article_form){
		.title = n->title, .summary = n->summary, .language = n->language,
		.text = article_text(a, n), .applies = applies_text(a, n),
		.keywords = joined(a, &n->keywords), .errors = joined(a, &n->errors),
		.defects = joined(a, &n->defects), .related = joined(a, &n->related),
		.fixed_in = n->fixed_in,
		.review_at = form_day_text(a, n->review_at), .ends_at = form_day_text(a, n->ends_at),
		.type = n->type, .audience = n->audience, .confidence = n->confidence,
		.governance = n->governance, .issue = n->issue, .base = e->version,
		.translation_of = n->translation_of, .translated = n->translated,
	};
}

static error read_words(struct ctx *cx, const char *field, struct str text, str_list *out)
{
	struct str line;

	while (str_cut(&text, '\n', &line)) {
		line = str_trim(line);
		if (line.len == 0)
			continue;
		if (line.len > LIMIT_NAME || out->len == WORDS_MAX)
			return err_person_(cx, ERR_INVALID, field,
				SAY("Write at most 500 lines of at most 200 bytes each."),
				__FILE__, __LINE__);
		*arena_push(cx->arena, out) = line;
	}
	return OK;
}

static struct str next_part(struct str *line)
{
	struct str part = STR("");
	(void)str_cut(line, ',', &part);
	return str_trim(part);
}

static error read_applies(struct ctx *cx, struct str text, struct article_new *out)
{
	struct str line;

	while (str_cut(&text, '\n', &line)) {
		line = str_trim(line);
		if (line.len == 0)
			continue;
		struct applies_new r = { .product = next_part(&line) };
		r.from = next_part(&line);
		r.to = next_part(&line);
		if (r.product.len == 0 || line.len > 0 || r.product.len > LIMIT_NAME ||
			r.from.len > LIMIT_NAME || r.to.len > LIMIT_NAME)
			return err_field(cx, "applies", "Write a line for each product: its code, "
				"the first release, the last release, with commas between.");
		if (out->applies.len == APPLIES_MAX)
			return err_field(cx, "applies", "An article names at most 500 products.");
		*arena_push(cx->arena, &out->applies) = r;
	}
	return OK;
}

/* A translation has the readers of its article. */
static error check_audience(struct ctx *cx, const struct article_form *f)
{
	if (str_trim(f->translation_of).len > 0)
		return OK;
	for (size_t i = 0; i < sizeof audiences / sizeof *audiences; i++)
		if (audiences[i].value == f->audience)
			return OK;
	return err_field(cx, "audience", "Choose who may read the article.");
}

error article_form_read(struct ctx *cx, const struct article_form *f, struct article_new *out)
{
	*out = (struct article_new){
		.type = (enum article_type)f->type, .title = str_trim(f->title),
		.summary = str_trim(f->summary), .language = str_trim(f->language),
		.note = str_trim(f->note), .audience = (enum audience)f->audience,
		.confidence = (enum article_confidence)f->confidence,
		.governance = (enum article_governance)f->governance,
		.issue = (enum article_issue)f->issue, .fixed_in = str_trim(f->fixed_in),
		.translation_of = str_trim(f->translation_of),
		.translated = f->current > 0 ? f->current : f->translated,
	};
	kb_sections(cx->arena, f->text, out);
	error wrong = check_audience(cx, f);
	wrong = err_also(cx, wrong, read_applies(cx, f->applies, out));
	wrong = err_also(cx, wrong, read_words(cx, "keywords", f->keywords, &out->keywords));
	wrong = err_also(cx, wrong, read_words(cx, "errors", f->errors, &out->errors));
	wrong = err_also(cx, wrong, read_words(cx, "defects", f->defects, &out->defects));
	wrong = err_also(cx, wrong, read_words(cx, "related", f->related, &out->related));
	wrong = err_also(cx, wrong, form_day(cx, "review_at", f->review_at, &out->review_at));
	return err_also(cx, wrong, form_day(cx, "ends_at", f->ends_at, &out->ends_at));
}

struct str article_facts(struct arena *a, const struct article_new *n)
{
	struct buf text = buf_new(a, LIMIT_ARTICLE);

	buf_printf(&text, "%.*s\n%.*s\n", STR_ARG(n->title), STR_ARG(n->summary));
	buf_printf(&text, "%.*s · %.*s · %.*s\n", STR_ARG(article_type_name(n->type)),
		STR_ARG(article_audience_label(n->audience).text),
		STR_ARG(article_confidence_label(n->confidence).text));
	if (n->fixed_in.len > 0)
		buf_printf(&text, "%.*s\n", STR_ARG(n->fixed_in));
	buf_put(&text, applies_text(a, n));
	buf_put(&text, joined(a, &n->keywords));
	buf_put(&text, joined(a, &n->errors));
	buf_put(&text, joined(a, &n->defects));
	buf_put(&text, joined(a, &n->related));
	return buf_str(&text);
}
