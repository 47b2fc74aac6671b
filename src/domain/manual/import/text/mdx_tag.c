/* mdx_tag.c - tags of MDX: HTML, components that are known, and others */
#include "domain/manual/import/text/mdx_part.h"

#include "base/buf.h"
#include "base/limits.h"
#include "domain/source/path.h"
#include "html/sanitize_tags.h"

struct str mdx_attribute(const struct mdx_tag *tag, struct str name)
{
	for (size_t i = 0; i < tag->attributes.len; i++)
		if (str_eq(tag->attributes.at[i].name, name))
			return js_shown(&tag->attributes.at[i].value);
	return STR("");
}

struct str mdx_quoted(struct arena *a, struct str s)
{
	struct buf b = buf_new(a, 6 * s.len + 1);

	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '"')
			buf_put(&b, STR("&quot;"));
		else if (s.at[i] == '<')
			buf_put(&b, STR("&lt;"));
		else
			buf_char(&b, s.at[i] == '\n' ? ' ' : s.at[i]);
	}
	return buf_str(&b);
}

void mdx_own_line(struct mdx *m, struct str html)
{
	buf_put(m->out, STR("\n\n"));
	buf_put(m->out, m->indent);
	buf_put(m->out, html);
	buf_put(m->out, STR("\n\n"));
	buf_put(m->out, m->indent);
}

/* --- reading --- */

static size_t name_len(struct str s)
{
	size_t i = 0;

	while (i < s.len && (str_is_alpha(s.at[i]) || (i > 0 && (str_is_digit(s.at[i]) ||
		s.at[i] == '.' || s.at[i] == '-' || s.at[i] == '_' || s.at[i] == ':'))))
		i++;
	return i;
}

/* name, name="text", name={value}, {...names} */
static bool read_attribute(struct mdx *m, struct str *rest, struct mdx_tag *tag)
{
	struct mdx_attribute a = { .value = { .kind = JS_BOOL, .yes = true } };
	size_t n = name_len(*rest), value;

	if (tag->attributes.len >= MDX_ATTRIBUTES_MAX)
		return false;
	if (n == 0) {
		n = js_balanced(*rest);
		*rest = str_skip(*rest, n);
		return n > 0;
	}
	a.name = str_sub(*rest, 0, n);
	*rest = str_skip(*rest, n);
	js_blank(rest);
	if (str_starts(*rest, STR("="))) {
		*rest = str_skip(*rest, 1);
		js_blank(rest);
		value = js_quoted(*rest);
		if (value > 0)
			a.value = (struct js_value){ .kind = JS_STRING,
				.text = str_sub(*rest, 1, value - 2) };
		else if ((value = js_balanced(*rest)) > 0 && !str_eq(tag->name, STR("DocCardList")))
			a.value = mdx_value(m, str_sub(*rest, 1, value - 2));
		if (value == 0)
			return false;
		*rest = str_skip(*rest, value);
	}
	*arena_push(m->book->cx->arena, &tag->attributes) = a;
	return true;
}

static bool read_tag(struct mdx *m, struct mdx_tag *tag)
{
	struct str at = str_skip(m->text, m->at), rest = str_skip(at, 1);
	struct str before = str_sub(m->text, 0, m->at);
	ptrdiff_t line = str_rfind_char(before, '\n');

	*tag = (struct mdx_tag){ .closing = str_starts(rest, STR("/")) };
	rest = str_skip(rest, tag->closing);
	tag->name = str_sub(rest, 0, name_len(rest));
	rest = str_skip(rest, tag->name.len);
	js_blank(&rest);
	while (!str_starts(rest, STR(">")) && !str_starts(rest, STR("/>"))) {
		if (tag->name.len == 0 || !read_attribute(m, &rest, tag))
			return false;
		js_blank(&rest);
	}
	tag->alone = rest.at[0] == '/';
	rest = str_skip(rest, 1 + tag->alone);
	m->at += at.len - rest.len;
	tag->whole_line = str_is_blank(str_skip(before, (size_t)(line + 1))) &&
		(rest.len == 0 || str_is_blank(str_sub(rest, 0,
			str_find_char(rest, '\n') < 0 ? rest.len : (size_t)str_find_char(rest, '\n'))));
	return true;
}

/* --- HTML --- */

static bool is_kept_attribute(struct str name)
{
	static const struct str kept[] = { STR_INIT("id"), STR_INIT("href"), STR_INIT("src"),
		STR_INIT("alt"), STR_INIT("title"), STR_INIT("colspan"), STR_INIT("rowspan"),
		STR_INIT("open"), STR_INIT("start"), STR_INIT("data-command"),
		STR_INIT("data-error"), STR_INIT("data-m"), STR_INIT("data-kind") };

	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		if (str_eq(kept[i], name))
			return true;
	return str_eq(name, STR("colSpan")) || str_eq(name, STR("rowSpan"));
}

static void put_html(struct mdx *m, const struct mdx_tag *tag, struct str name)
{
	struct arena *a = m->book->cx->arena;
	struct buf b = buf_new(a, LIMIT_ARTICLE);

	buf_printf(&b, "<%s%.*s", tag->closing ? "/" : "", STR_ARG(name));
	for (size_t i = 0; i < tag->attributes.len; i++) {
		const struct mdx_attribute *at = &tag->attributes.at[i];
		struct str value = book_expand(m->book, m->page->release, js_shown(&at->value));
		if (is_kept_attribute(at->name))
			buf_printf(&b, " %.*s=\"%.*s\"", STR_ARG(at->name),
				STR_ARG(mdx_quoted(a, value)));
	}
	buf_put(&b, STR(">"));
	if (tag->alone && tag_does(name) != TAG_VOID)
		buf_printf(&b, "</%.*s>", STR_ARG(name));
	if (tag->whole_line && tag_does(name) == TAG_BLOCK)
		mdx_own_line(m, buf_str(&b));
	else
		buf_put(m->out, buf_str(&b));
}

/* --- elements that are open --- */

static void open_element(struct mdx *m, const struct mdx_tag *tag, bool false_if)
{
	if (tag->alone || m->open_count >= MDX_OPEN_MAX)
		return;
	m->open[m->open_count++] = (struct mdx_open){ tag->name, false_if, m->out->len };
}

static void close_element(struct mdx *m, const struct mdx_tag *tag)
{
	size_t n = m->open_count;

	while (n > 0 && !str_eq(m->open[n - 1].name, tag->name))
		n--;
	if (n == 0)
		return;
	if (m->open[n - 1].false_if)
		m->out->len = m->open[n - 1].from;
	m->open_count = n - 1;
}

/* --- components --- */

enum does { NOTE, TABS, TAB, DETAILS, LINK, PICTURE, HEADING, CODE, WHEN, CARD, CARD_LIST, CHECK,
	NOTHING };

static const struct {
	struct str name;
	enum does does;
} components[] = {
	{ STR_INIT("Admonition"), NOTE }, { STR_INIT("Tabs"), TABS }, { STR_INIT("TabItem"), TAB },
	{ STR_INIT("Details"), DETAILS }, { STR_INIT("GeekDetails"), DETAILS },
	{ STR_INIT("Link"), LINK }, { STR_INIT("Image"), PICTURE },
	{ STR_INIT("Screenshot"), PICTURE }, { STR_INIT("ThemedImage"), PICTURE },
	{ STR_INIT("Heading"), HEADING }, { STR_INIT("CodeBlock"), CODE }, { STR_INIT("If"), WHEN },
	{ STR_INIT("DocCardLink"), CARD }, { STR_INIT("PaidProductDocCardLink"), CARD },
	{ STR_INIT("DocCardLinkLayout"), NOTHING }, { STR_INIT("DocCardList"), CARD_LIST },
	{ STR_INIT("CheckIcon"), CHECK }, { STR_INIT("Head"), NOTHING },
	{ STR_INIT("React.Fragment"), NOTHING }, { STR_INIT("Fragment"), NOTHING },
};

static struct str first_of(const struct mdx_tag *tag, const char *one, const char *other)
{
	struct str s = mdx_attribute(tag, str_from(one));
	return s.len > 0 ? s : mdx_attribute(tag, str_from(other));
}

static void put_division(struct mdx *m, const struct mdx_tag *tag, const char *made)
{
	struct arena *a = m->book->cx->arena;
	struct str kind = mdx_attribute(tag, STR("type"));
	struct str title = first_of(tag, "title", "label");

	if (title.len == 0)
		title = mdx_attribute(tag, STR("value"));
	if (tag->closing)
		mdx_own_line(m, STR("</div>"));
	else
		mdx_own_line(m, str_printf(a, "<div data-m=\"%s\" data-kind=\"%.*s\" title=\"%.*s\">", made,
			STR_ARG(mdx_quoted(a, kind)), STR_ARG(mdx_quoted(a,
				book_expand(m->book, m->page->release, title)))));
}

static void put_details(struct mdx *m, const struct mdx_tag *tag)
{
	struct arena *a = m->book->cx->arena;
	struct str prop = mdx_attribute(tag, STR("prop")), value = mdx_attribute(tag, STR("value"));
	struct str title = first_of(tag, "summary", "title");

	if (title.len == 0 && prop.len > 0)
		title = str_printf(a, "%.*s: %.*s", STR_ARG(prop), STR_ARG(value));
	if (title.len == 0)
		title = STR("Details");
	if (tag->closing)
		mdx_own_line(m, STR("</details>"));
	else
		mdx_own_line(m, str_printf(a, "<details><summary>%.*s</summary>",
			STR_ARG(mdx_quoted(a, title))));
}

static void put_link(struct mdx *m, const struct mdx_tag *tag)
{
	struct arena *a = m->book->cx->arena;
	struct str to = book_expand(m->book, m->page->release, first_of(tag, "href", "to"));

	if (tag->closing)
		buf_put(m->out, STR("</a>"));
	else
		buf_printf(m->out, "<a href=\"%.*s\">", STR_ARG(mdx_quoted(a, to)));
}

static void put_heading(struct mdx *m, const struct mdx_tag *tag)
{
	struct str as = mdx_attribute(tag, STR("as"));

	put_html(m, tag, as.len == 2 && as.at[0] == 'h' && str_is_digit(as.at[1]) ? as : STR("h2"));
}

static void do_component(struct mdx *m, const struct mdx_tag *tag, enum does does)
{
	switch (does) {
	case NOTE:
		put_division(m, tag, "note");
		return;
	case TABS:
		put_division(m, tag, "tabs");
		return;
	case TAB:
		put_division(m, tag, "tab");
		return;
	case DETAILS:
		put_details(m, tag);
		return;
	case LINK:
		put_link(m, tag);
		return;
	case PICTURE:
		put_html(m, tag, STR("img"));
		return;
	case HEADING:
		put_heading(m, tag);
		return;
	case CODE:
		mdx_code_block(m, tag);
		return;
	case CARD:
		mdx_card(m, tag);
		return;
	case CARD_LIST:
		mdx_card_list(m);
		return;
	case CHECK:
		buf_put(m->out, STR("\xe2\x9c\x93"));
		return;
	default:
		return;
	}
}

static bool known_component(struct mdx *m, const struct mdx_tag *tag)
{
	for (size_t i = 0; i < sizeof components / sizeof *components; i++) {
		if (!str_eq(components[i].name, tag->name))
			continue;
		if (components[i].does == WHEN && !tag->closing)
			open_element(m, tag, !str_eq(mdx_attribute(tag, STR("condition")), STR("true")));
		else if (components[i].does == WHEN)
			close_element(m, tag);
		else if (!tag->closing || components[i].does < PICTURE || components[i].does == HEADING)
			do_component(m, tag, components[i].does);
		return true;
	}
	return false;
}

static void component(struct mdx *m, const struct mdx_tag *tag)
{
	const struct str *path = map_get(&m->imports, tag->name);
	bool partial = path != NULL && (str_ends(*path, STR(".mdx")) || str_ends(*path, STR(".md")));

	if (partial && !tag->closing)
		mdx_partial(m, tag, *path);
	else if (!partial && !known_component(m, tag) && !tag->closing)
		book_find_in(m->book, m->page, BOOK_COMPONENT_UNKNOWN,
			str_printf(m->book->cx->arena, "<%.*s", STR_ARG(tag->name)));
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

bool mdx_tag(struct mdx *m)
{
	struct mdx_tag tag;

	if (!read_tag(m, &tag))
		return false;
	if (tag.name.len > 0 && is_upper(tag.name.at[0]))
		component(m, &tag);
	else if (tag.name.len > 0)
		put_html(m, &tag, tag.name);
	return true;
}
