#include "html/sanitize_tags.h"

static const struct {
	enum tag_does does;
	const char *names; /* each between blanks */
} kinds[] = {
	{ TAG_HEADING, " h1 h2 h3 h4 h5 h6 " },
	{ TAG_BLOCK, " blockquote caption dd details dl dt figcaption figure li ol p pre summary table "
		     "tbody td tfoot th thead tr ul " },
	{ TAG_INLINE, " a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small strong "
		      "sub sup u var " },
	{ TAG_VOID, " br hr img wbr " },
	{ TAG_DROP, " applet audio button canvas embed frame frameset iframe input link map math meta "
		    "nav noscript object option script select style svg template textarea title "
		    "video " },
	{ TAG_OPEN, " acronym address article aside base big body center col colgroup data div "
		    "fieldset font footer form head header hgroup html label legend main meter "
		    "nobr optgroup output picture progress rp rt ruby section source span strike time "
		    "tt " },
};

static bool is_among(const char *names, struct str name)
{
	char padded[32];

	if (name.len == 0 || name.len > sizeof padded - 2)
		return false;
	padded[0] = ' ';
	memcpy(padded + 1, name.at, name.len);
	padded[name.len + 1] = ' ';
	return str_find(str_from(names), str_of(padded, name.len + 2)) >= 0;
}

enum tag_does tag_does(struct str name)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (is_among(kinds[i].names, name))
			return kinds[i].does;
	return TAG_TEXT;
}

static bool is_number(struct str s)
{
	int64_t n;
	return s.len < 5 && str_int(s, &n) && n >= 0;
}

static bool is_word(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!str_is_alpha(s.at[i]) && !str_is_digit(s.at[i]) && s.at[i] != '-')
			return false;
	return s.len > 0 && s.len < 40;
}

bool tag_keeps(struct str name, struct str attribute, struct str value)
{
	bool cell = str_eq(name, STR("td")) || str_eq(name, STR("th"));

	if (str_eq(attribute, STR("colspan")) || str_eq(attribute, STR("rowspan")))
		return cell && is_number(value);
	if (str_eq(attribute, STR("start")))
		return str_eq(name, STR("ol")) && is_number(value) && !str_eq(value, STR("1"));
	if (str_eq(attribute, STR("open")))
		return str_eq(name, STR("details"));
	if (str_eq(attribute, STR("title")))
		return str_eq(name, STR("abbr")) || str_eq(name, STR("dfn"));
	if (str_eq(attribute, STR("lang")))
		return is_word(value);
	if (str_eq(attribute, STR("dir")))
		return str_eq(value, STR("ltr")) || str_eq(value, STR("rtl"));
	return false;
}

static const struct sanitize_note notes[] = {
	{ STR_INIT("tip"), STR_INIT("ok"), STR_INIT("Tip") },
	{ STR_INIT("success"), STR_INIT("ok"), STR_INIT("Tip") },
	{ STR_INIT("important"), STR_INIT("warn"), STR_INIT("Important") },
	{ STR_INIT("warning"), STR_INIT("warn"), STR_INIT("Warning") },
	{ STR_INIT("caution"), STR_INIT("warn"), STR_INIT("Caution") },
	{ STR_INIT("danger"), STR_INIT("crit"), STR_INIT("Danger") },
	{ STR_INIT("failure"), STR_INIT("crit"), STR_INIT("Danger") },
	{ STR_INIT("bug"), STR_INIT("crit"), STR_INIT("Known problem") },
	{ STR_INIT("example"), STR_INIT("info"), STR_INIT("Example") },
	{ STR_INIT("info"), STR_INIT("info"), STR_INIT("Information") },
	{ STR_INIT("note"), STR_INIT("info"), STR_INIT("Note") },
};

const struct sanitize_note *sanitize_note_of(struct str kind)
{
	size_t n = 0, last = sizeof notes / sizeof *notes - 1;

	while (n < last && !str_eq_nocase(notes[n].kind, kind))
		n++;
	return &notes[n];
}
