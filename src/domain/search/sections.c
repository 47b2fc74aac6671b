#include "domain/search/sections.h"

/* Different words of the query in the section; *next is the first match after it. */
static size_t words_in(const snippet_matches *matches, size_t end, size_t *next)
{
	struct snippet_words seen = { 0 };
	size_t words = 0;

	for (; *next < matches->len && matches->at[*next].at < end; ++*next)
		words += snippet_words_add(&seen, matches->at[*next].word);
	return words;
}

search_sections search_sections_of(struct arena *a, const struct search_document *d,
	const struct snippet *text, const struct search_section *shown)
{
	size_t *words = arena_array(a, size_t, d->sections.len);
	search_sections out = { 0 };
	size_t next = 0, most = 0;

	if (d->sections.len > 0)
		(void)words_in(&text->matches, d->sections.at[0].at, &next);
	for (size_t i = 0; i < d->sections.len; i++) {
		const struct search_section *s = &d->sections.at[i];
		bool last = i + 1 == d->sections.len;
		words[i] = words_in(&text->matches, last ? d->body.len : s[1].at, &next);
		if (s == shown || s->anchor.len == 0)
			words[i] = 0;
		if (words[i] > most)
			most = words[i];
	}
	for (; most > 0 && out.len < SEARCH_SECTIONS_MAX; most--)
		for (size_t i = 0; i < d->sections.len && out.len < SEARCH_SECTIONS_MAX; i++)
			if (words[i] == most)
				*arena_push(a, &out) = d->sections.at[i];
	return out;
}
