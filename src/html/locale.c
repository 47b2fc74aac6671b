#include "html/locale.h"

#include "html/catalogs.h" /* generated from po/ */

#define ENGLISH_MONTHS                                                                   \
	{ STR_INIT("Jan"), STR_INIT("Feb"), STR_INIT("Mar"), STR_INIT("Apr"),            \
		STR_INIT("May"), STR_INIT("Jun"), STR_INIT("Jul"), STR_INIT("Aug"),      \
		STR_INIT("Sep"), STR_INIT("Oct"), STR_INIT("Nov"), STR_INIT("Dec") }

static const struct locale locales[] = {
	{ .tag = STR_INIT("en"), .name = STR_INIT("English"), .months = ENGLISH_MONTHS,
		.group = ',', .point = '.' },
	{ .tag = STR_INIT("de"), .name = STR_INIT("Deutsch"), .catalog = &catalog_de,
		.months = { STR_INIT("Jan."), STR_INIT("Feb."), STR_INIT("März"),
			STR_INIT("Apr."), STR_INIT("Mai"), STR_INIT("Juni"), STR_INIT("Juli"),
			STR_INIT("Aug."), STR_INIT("Sept."), STR_INIT("Okt."), STR_INIT("Nov."),
			STR_INIT("Dez.") },
		.group = '.', .point = ',', .day_dot = true },
	{ .tag = STR_INIT("xx"), .name = STR_INIT("Pseudo"), .rtl = true, .pseudo = true,
		.months = ENGLISH_MONTHS, .group = ',', .point = '.' },
};

const struct locale *locale_at(size_t index)
{
	return index < sizeof locales / sizeof *locales ? &locales[index] : NULL;
}

/* "de-AT;q=0.8" fits "de". */
static const struct locale *find_tag(struct str tag)
{
	struct str primary = tag;
	for (size_t i = 0; i < tag.len; i++)
		if (!str_is_alpha(tag.at[i])) {
			primary = str_sub(tag, 0, i);
			break;
		}
	for (size_t i = 0; i < sizeof locales / sizeof *locales; i++)
		if (str_eq_nocase(locales[i].tag, primary))
			return &locales[i];
	return NULL;
}

const struct locale *locale_find(struct str header)
{
	/* Browsers send languages in order of preference; the first that fits wins. */
	struct str part;
	while (str_cut(&header, ',', &part)) {
		const struct locale *l = find_tag(str_trim(part));
		if (l != NULL)
			return l;
	}
	return &locales[0];
}

const struct catalog_entry *locale_entry(const struct locale *l, uint64_t hash)
{
	size_t low = 0, high = l->catalog->len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (l->catalog->at[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	bool found = low < l->catalog->len && l->catalog->at[low].hash == hash;
	return found ? &l->catalog->at[low] : NULL;
}

struct str locale_text(const struct locale *l, struct arena *a, struct str english)
{
	(void)a;
	const struct catalog_entry *e = l->catalog ? locale_entry(l, str_hash(english)) : NULL;
	return e != NULL ? e->one : english;
}
