/* articles.c - the knowledge base: demo/articles, and demo/translations of some */
#include "demo/center.h"

#include "demo/script.h"
#include "domain/knowledge/article.h"
#include "domain/knowledge/views.h"

static enum article_type type_of(struct str name)
{
	static const struct {
		struct str name;
		enum article_type type;
	} types[] = { { STR_INIT("how-to"), ARTICLE_HOW_TO },
		{ STR_INIT("known-issue"), ARTICLE_KNOWN_ISSUE },
		{ STR_INIT("problem"), ARTICLE_PROBLEM },
		{ STR_INIT("interoperability"), ARTICLE_INTEROPERABILITY },
		{ STR_INIT("compatibility"), ARTICLE_COMPATIBILITY } };
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_eq(types[i].name, name))
			return types[i].type;
	return ARTICLE_INFORMATION;
}

static enum article_part part_of(struct str heading)
{
	static const struct {
		struct str name;
		enum article_part part;
	} parts[] = { { STR_INIT("Symptoms"), PART_SYMPTOMS }, { STR_INIT("Cause"), PART_CAUSE },
		{ STR_INIT("Solution"), PART_SOLUTION }, { STR_INIT("Workaround"), PART_WORKAROUND },
		{ STR_INIT("Verification"), PART_VERIFICATION }, { STR_INIT("Steps"), PART_STEPS } };
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (str_eq(parts[i].name, heading))
			return parts[i].part;
	return PART_TEXT;
}

static enum audience audience_of(struct str name)
{
	if (str_eq(name, STR("internal")))
		return AUDIENCE_INTERNAL;
	if (str_eq(name, STR("partner")))
		return AUDIENCE_PARTNER;
	if (str_eq(name, STR("customer")))
		return AUDIENCE_CUSTOMER;
	return str_eq(name, STR("registered")) ? AUDIENCE_REGISTERED : AUDIENCE_PUBLIC;
}

static void split(struct arena *a, struct str values, str_list *out)
{
	struct str one;

	while (str_cut(&values, ';', &one))
		if (!str_is_blank(one))
			*arena_push(a, out) = str_trim(one);
}

/* "NB-R8200 24.1R1..24.2R1; NB-R6400" */
static void applies(struct arena *a, struct str values, struct article_new *n)
{
	struct str one, product, range, from;

	while (str_cut(&values, ';', &one)) {
		one = str_trim(one);
		if (!str_cut(&one, ' ', &product))
			continue;
		range = str_trim(one);
		struct applies_new *to = arena_push(a, &n->applies);
		*to = (struct applies_new){ .product = product };
		ptrdiff_t dots = str_find(range, STR(".."));
		from = dots < 0 ? range : str_sub(range, 0, (size_t)dots);
		to->from = from;
		to->to = dots < 0 ? STR("") : str_skip(range, (size_t)dots + 2);
	}
}

static void sections(struct arena *a, const struct script *s, struct article_new *n)
{
	for (size_t i = 0; i < s->parts.len; i++) {
		const struct script_part *part = &s->parts.at[i];
		enum article_part kind = part_of(part->heading);
		*arena_push(a, &n->sections) = (struct section_new){ .kind = kind,
			.heading = kind == PART_TEXT ? part->heading : STR(""),
			.markdown = part->text };
	}
}

/* "dhcp-relay-option82.md; ntp-stratum-16.md": files that come before this one. */
static error relate(struct ctx *cx, struct str names, struct article_new *n)
{
	str_list files = { 0 };

	split(cx->arena, names, &files);
	for (size_t i = 0; i < files.len; i++) {
		struct q_article_by_source_row to;
		bool found;
		TRY(q_article_by_source(cx, str_concat(cx->arena, STR("demo:articles/"), files.at[i]),
			&to, &found));
		check(found);
		*arena_push(cx->arena, &n->related) = to.number;
	}
	return OK;
}

static error publish(struct center *c, const struct script *s)
{
	struct arena *a = c->cx->arena;
	struct str fixed = script_value(s, "fixed");
	instant when = instant_add(c->now, (seconds){ -dice_between(&c->dice, 3, 400) * SECONDS_PER_DAY });
	struct article_new n = { .type = type_of(script_value(s, "type")),
		.title = script_value(s, "title"), .summary = script_value(s, "summary"),
		.audience = audience_of(script_value(s, "audience")),
		.confidence = CONFIDENCE_VALIDATED, .source = str_concat(a, STR("demo:"), s->name),
		.created_at = when, .published_at = when, .fixed_in = fixed,
		.issue = fixed.len > 0 ? ISSUE_FIXED : ISSUE_NONE };
	article_id id;

	if (str_eq(script_value(s, "state"), STR("workaround")))
		n.issue = ISSUE_WORKAROUND;
	if (str_eq(script_value(s, "state"), STR("investigated")))
		n.issue = ISSUE_INVESTIGATED;
	applies(a, script_value(s, "applies"), &n);
	split(a, script_value(s, "keywords"), &n.keywords);
	split(a, script_value(s, "errors"), &n.errors);
	split(a, script_value(s, "defects"), &n.defects);
	TRY(relate(c->cx, script_value(s, "related"), &n));
	sections(a, s, &n);
	TRY(article_publish(c->cx, (article_id){ 0 }, &n, &id));
	c->demo->articles++;
	/* Some are read more than others. */
	return article_views_add(c->cx, id, 12 + id.v * 7919 % 900);
}

static error translate(struct center *c, const struct script *s)
{
	struct arena *a = c->cx->arena;
	struct q_article_by_source_row of;
	bool older = str_eq(script_value(s, "says"), STR("older"));
	struct article_new n = { .title = script_value(s, "title"),
		.summary = script_value(s, "summary"), .language = script_value(s, "language"),
		.confidence = CONFIDENCE_VALIDATED, .source = str_concat(a, STR("demo:"), s->name),
		.translated = older ? TRANSLATED_EARLIER : TRANSLATED_NEWEST };
	article_id id;
	bool found;

	TRY(q_article_by_source(c->cx, str_concat(a, STR("demo:articles/"), script_value(s, "of")),
		&of, &found));
	check(found);
	n.translation_of = of.number;
	split(a, script_value(s, "keywords"), &n.keywords);
	sections(a, s, &n);
	return article_publish(c->cx, (article_id){ 0 }, &n, &id);
}

error center_articles(struct center *c)
{
	script_list all = script_folder(c->cx->arena, "articles");
	script_list translations = script_folder(c->cx->arena, "translations");

	for (size_t i = 0; i < all.len; i++)
		TRY(publish(c, &all.at[i]));
	for (size_t i = 0; i < translations.len; i++)
		TRY(translate(c, &translations.at[i]));
	return OK;
}
