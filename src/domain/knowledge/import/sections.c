#include "domain/knowledge/import/sections.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "domain/knowledge/import/tree.h"

enum { SECTIONS_KEPT = 190 }; /* the rest stays in the last one */

static const struct {
	struct str word;
	enum article_part part;
} parts[] = {
	{ STR_INIT("symptom"), PART_SYMPTOMS },
	{ STR_INIT("symptoms"), PART_SYMPTOMS },
	{ STR_INIT("problem"), PART_SYMPTOMS },
	{ STR_INIT("issue"), PART_SYMPTOMS },
	{ STR_INIT("cause"), PART_CAUSE },
	{ STR_INIT("causes"), PART_CAUSE },
	{ STR_INIT("resolution"), PART_SOLUTION },
	{ STR_INIT("resolutions"), PART_SOLUTION },
	{ STR_INIT("solution"), PART_SOLUTION },
	{ STR_INIT("fix"), PART_SOLUTION },
	{ STR_INIT("workaround"), PART_WORKAROUND },
	{ STR_INIT("workarounds"), PART_WORKAROUND },
	{ STR_INIT("verification"), PART_VERIFICATION },
	{ STR_INIT("verify"), PART_VERIFICATION },
	{ STR_INIT("steps"), PART_STEPS },
	{ STR_INIT("procedure"), PART_STEPS },
};

static enum article_part part_of(struct str heading)
{
	ptrdiff_t space = str_find_char(heading, ' ');
	struct str word = space < 0 ? heading : str_sub(heading, 0, (size_t)space), rest;
	int64_t number;

	rest = space < 0 ? STR("") : str_trim(str_skip(heading, (size_t)space));
	/* "Resolution 2" too, but not "Problem solving". */
	if (rest.len > 0 && !str_int(rest, &number))
		return PART_TEXT;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (str_eq_nocase(parts[i].word, word))
			return parts[i].part;
	return PART_TEXT;
}

/* The words of a heading of level 1 or 2, else "". */
static struct str heading_of(struct arena *a, struct str line)
{
	struct str text;

	if (str_starts(line, STR("## ")))
		text = str_skip(line, 3);
	else if (str_starts(line, STR("# ")))
		text = str_skip(line, 2);
	else
		return STR("");
	text = str_trim(text);
	while (str_ends(text, STR("#")))
		text = str_sub(text, 0, text.len - 1);
	return utf8_cut(kb_plain_heading(a, text), LIMIT_TITLE);
}

static void add(struct arena *a, struct article_new *out, struct str heading, struct str text)
{
	enum article_part kind = part_of(heading);

	if (str_is_blank(text) && heading.len == 0)
		return;
	*arena_push(a, &out->sections) = (struct section_new){ .kind = kind,
		.heading = heading.len > 0 ? heading : STR("Overview"), .markdown = text };
}

void kb_sections(struct arena *a, struct str markdown, struct article_new *out)
{
	struct str rest = markdown, line, heading = STR("");
	const char *start = markdown.at;
	bool fence = false;

	while (str_cut(&rest, '\n', &line)) {
		struct str next = fence ? STR("") : heading_of(a, line);
		fence ^= str_starts(str_trim(line), STR("```"));
		if (next.len == 0 || out->sections.len >= SECTIONS_KEPT)
			continue;
		add(a, out, heading, str_of(start, (size_t)(line.at - start)));
		heading = next;
		start = line.at + line.len + (rest.len > 0);
	}
	add(a, out, heading, str_of(start, (size_t)(markdown.at + markdown.len - start)));
	if (out->sections.len == 0)
		*arena_push(a, &out->sections) = (struct section_new){ .kind = PART_TEXT,
			.heading = STR("Overview"), .markdown = out->summary };
}

enum article_type kb_type(struct str topic, const struct article_new *n)
{
	bool problem = false, steps = false;

	if (str_eq_nocase(topic, STR("how-to")) || str_eq_nocase(topic, STR("howto")))
		return ARTICLE_HOW_TO;
	if (str_eq_nocase(topic, STR("known-issue")))
		return ARTICLE_KNOWN_ISSUE;
	if (str_eq_nocase(topic, STR("interoperability")))
		return ARTICLE_INTEROPERABILITY;
	if (str_eq_nocase(topic, STR("compatibility")))
		return ARTICLE_COMPATIBILITY;
	for (size_t i = 0; i < n->sections.len; i++) {
		enum article_part kind = n->sections.at[i].kind;
		problem |= kind == PART_SYMPTOMS || kind == PART_CAUSE || kind == PART_SOLUTION ||
			kind == PART_WORKAROUND;
		steps |= kind == PART_STEPS;
	}
	if (problem)
		return ARTICLE_PROBLEM;
	return steps ? ARTICLE_HOW_TO : ARTICLE_INFORMATION;
}
