/*
 * tmplc_html.c - following the HTML around the holes
 *
 * A small state machine over the literal text, after the tokenizer of the HTML
 * standard (13.2.5), with only what a template may contain. What it refuses, it
 * refuses with what to write instead.
 */
#include "tools/tmplc.h"

static const struct str voids[] = {
	STR_INIT("area"), STR_INIT("base"), STR_INIT("br"), STR_INIT("col"), STR_INIT("embed"),
	STR_INIT("hr"), STR_INIT("img"), STR_INIT("input"), STR_INIT("link"), STR_INIT("meta"),
	STR_INIT("source"), STR_INIT("track"), STR_INIT("wbr"),
};
static const struct str url_attributes[] = {
	STR_INIT("href"), STR_INIT("src"), STR_INIT("action"), STR_INIT("formaction"),
	STR_INIT("poster"), STR_INIT("cite"), STR_INIT("data"), STR_INIT("xlink:href"),
};
static const struct str people_attributes[] = {
	STR_INIT("alt"), STR_INIT("title"), STR_INIT("placeholder"), STR_INIT("aria-label"),
	STR_INIT("label"), STR_INIT("aria-roledescription"), STR_INIT("data-confirm"),
};

/* Other pages in this one, text that is read by other rules, attributes set from afar. */
static const struct str refused_tags[] = {
	STR_INIT("template"), STR_INIT("object"), STR_INIT("embed"), STR_INIT("iframe"),
	STR_INIT("frame"), STR_INIT("base"), STR_INIT("applet"), STR_INIT("plaintext"),
	STR_INIT("xmp"), STR_INIT("noembed"), STR_INIT("noframes"), STR_INIT("listing"),
	STR_INIT("animate"), STR_INIT("set"), STR_INIT("foreignobject"),
};

#define IS_IN(name, list) is_in((name), (list), sizeof(list) / sizeof *(list))

static bool is_in(struct str name, const struct str *list, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (str_eq_nocase(list[i], name))
			return true;
	return false;
}

static struct str top(const struct tmplc *t)
{
	return t->html.depth > 0 ? t->html.open[t->html.depth - 1] : STR("");
}

bool tmplc_translates(const struct tmplc *t)
{
	const struct html_state *s = &t->html;
	if (t->xml || s->no_translate > 0)
		return false;
	if (t->plain)
		return true;
	if (s->at == AT_TEXT || s->at == AT_RCDATA)
		return !str_eq(top(t), STR("script"));
	return s->at == AT_VALUE && !s->no_translate_tag && IS_IN(s->attribute, people_attributes);
}

static bool state_eq(const struct html_state *a, const struct html_state *b)
{
	if (a->at != b->at || a->depth != b->depth)
		return false;
	for (int i = 0; i < a->depth; i++)
		if (!str_eq(a->open[i], b->open[i]))
			return false;
	return a->at != AT_VALUE || str_eq(a->attribute, b->attribute);
}

void tmplc_same(const struct tmplc *t, const struct html_state *before, const char *what)
{
	if (state_eq(&t->html, before))
		return;
	struct str now = top(t);
	if (t->html.depth > before->depth)
		tmplc_fail(t, "<%.*s> is opened in this %s and not closed in it", STR_ARG(now), what);
	tmplc_fail(t, "this %s does not end where it began in the HTML: "
		"open and close elements and quotes inside it", what);
}

const char *tmplc_hole_writer(struct tmplc *t)
{
	struct html_state *s = &t->html;
	if (t->plain)
		return "html_put(out, ";
	switch (s->at) {
	case AT_TEXT:
		if (s->raw_empty)
			tmplc_fail(t, "no hole inside <script>: give it to the page in a data- attribute");
		return "html_put(out, ";
	case AT_RCDATA:
		return "html_put_attr(out, ";
	case AT_VALUE:
		break;
	case AT_COMMENT:
		tmplc_fail(t, "no hole in an HTML comment; use {{# ... }}");
	case AT_VALUE_START:
		tmplc_fail(t, "put the attribute's value in double quotes");
	default:
		tmplc_fail(t, "no hole inside a tag, but in a quoted value; "
			"a whole attribute may stand in {{ if }} ... {{ end }}");
	}
	if (IS_IN(s->attribute, url_attributes) && !t->xml)
		return s->value_len == 0 ? "html_put_url(out, " : "html_put_part(out, ";
	if (str_eq_nocase(s->attribute, STR("method")))
		tmplc_fail(t, "no hole in method: whether a form has a token is decided here");
	if (str_eq_nocase(s->attribute, STR("style")))
		tmplc_fail(t, "no hole in style: choose between whole elements");
	if (str_eq_nocase(s->attribute, STR("srcset")) || str_eq_nocase(s->attribute, STR("ping")))
		tmplc_fail(t, "no hole in %.*s: write one src", STR_ARG(s->attribute));
	return "html_put_attr(out, ";
}

static void check_attribute(struct tmplc *t)
{
	struct html_state *s = &t->html;
	struct str name = s->attribute;
	if (t->xml)
		return;
	if (name.len > 2 && str_eq_nocase(str_sub(name, 0, 2), STR("on")))
		tmplc_fail(t, "no %.*s: pages run no inline script; listen in a module of assets/js",
			STR_ARG(name));
	if (str_eq_nocase(name, STR("style")) && !t->mail)
		tmplc_fail(t, "no style attribute: give the element a class");
	if (str_eq_nocase(name, STR("srcdoc")))
		tmplc_fail(t, "no srcdoc: its text would be another page");
	if (str_eq_nocase(name, STR("http-equiv")) || str_eq_nocase(name, STR("formmethod")))
		tmplc_fail(t, "no %.*s: headers and methods are the program's", STR_ARG(name));
	for (int i = 0; i < s->attribute_count; i++)
		if (str_eq_nocase(s->attributes[i], name))
			tmplc_fail(t, "the attribute %.*s stands twice in one tag", STR_ARG(name));
	if (s->attribute_count == TMPLC_ATTRIBUTES_MAX)
		tmplc_fail(t, "more than %d attributes in one tag", TMPLC_ATTRIBUTES_MAX);
	s->attributes[s->attribute_count++] = name;
	s->has_alt = s->has_alt || str_eq_nocase(name, STR("alt"));
	s->has_src = s->has_src || str_eq_nocase(name, STR("src"));
}

static void check_value(struct tmplc *t, struct str value)
{
	struct html_state *s = &t->html;
	if (t->xml)
		return;
	struct str v = str_trim(str_lower(t->arena, value));
	bool url = IS_IN(s->attribute, url_attributes);
	if (url && (str_starts(v, STR("javascript:")) || str_starts(v, STR("vbscript:")) ||
		str_starts(v, STR("data:"))))
		tmplc_fail(t, "an address may not run code: use https:, mailto:, tel: or a path");
	if (str_eq_nocase(s->attribute, STR("method")))
		s->post = s->post || str_eq(v, STR("post"));
	if (str_eq_nocase(s->attribute, STR("translate")) && str_eq(v, STR("no")))
		s->no_translate_tag = true;
	bool outside = str_find(v, STR("://")) >= 0 || str_starts(v, STR("//"));
	bool sends = str_eq_nocase(s->attribute, STR("action")) ||
		str_eq_nocase(s->attribute, STR("formaction"));
	if (sends && outside)
		tmplc_fail(t, "a form sends to this site only: write a path");
}

static void open_tag(struct tmplc *t, struct str name)
{
	struct html_state *s = &t->html;
	s->tag = str_lower(t->arena, name);
	s->attribute_count = 0;
	s->post = s->has_alt = s->has_src = s->no_translate_tag = false;
	s->attribute = STR("");
	if (t->xml)
		return;
	if (str_eq(s->tag, STR("style")))
		tmplc_fail(t, "no <style>: put the rules into assets/css");
	if (IS_IN(s->tag, refused_tags))
		tmplc_fail(t, "no <%.*s> in pages", STR_ARG(s->tag));
}

static void push(struct tmplc *t)
{
	struct html_state *s = &t->html;
	if (s->depth == TMPLC_DEPTH_MAX)
		tmplc_fail(t, "elements are nested deeper than %d", TMPLC_DEPTH_MAX);
	s->open[s->depth++] = s->tag;
	if (s->no_translate_tag && s->no_translate == 0)
		s->no_translate = s->depth;
	bool pre = str_eq(s->tag, STR("pre")) || str_eq(s->tag, STR("textarea"));
	if (pre && s->exact == 0)
		s->exact = s->depth;
}

static void end_tag_open(struct tmplc *t, bool self_closed)
{
	struct html_state *s = &t->html;
	bool script = str_eq(s->tag, STR("script"));
	if (str_eq(s->tag, STR("img")) && !s->has_alt && !t->xml)
		tmplc_fail(t, "an <img> needs alt; alt=\"\" when it says nothing");
	if (script && !s->has_src && !t->xml)
		tmplc_fail(t, "no inline script: put it into assets/js and give a src");
	s->at = AT_TEXT;
	if (self_closed || (!t->xml && IS_IN(s->tag, voids)))
		return;
	push(t);
	s->raw_empty = script && !t->xml;
	if (!t->xml && (str_eq(s->tag, STR("textarea")) || str_eq(s->tag, STR("title"))))
		s->at = AT_RCDATA;
	if (!t->xml && str_eq(s->tag, STR("form")) && s->post)
		tmplc_code(t, "\thtml_csrf(out);\n");
}

static void close_tag(struct tmplc *t, struct str raw)
{
	struct html_state *s = &t->html;
	struct str name = str_lower(t->arena, str_trim(raw)), want = top(t);
	if (s->depth == 0)
		tmplc_fail(t, "</%.*s> closes nothing that this template opened", STR_ARG(name));
	if (!str_eq(name, want))
		tmplc_fail(t, "</%.*s> where </%.*s> is expected", STR_ARG(name), STR_ARG(want));
	if (s->no_translate == s->depth)
		s->no_translate = 0;
	if (s->exact == s->depth)
		s->exact = 0;
	s->raw_empty = false;
	s->depth--;
	s->at = AT_TEXT;
}

static bool is_name(char c)
{
	return str_is_alpha(c) || str_is_digit(c) || c == '-' || c == ':' || c == '_';
}

/* Takes characters while they belong to a name. */
static struct str take_name(struct tmplc *t, size_t end)
{
	size_t from = t->pos;
	while (t->pos < end && is_name(t->src.at[t->pos]))
		t->pos++;
	return str_sub(t->src, from, t->pos - from);
}

static void count_lines(struct tmplc *t, struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] == '\n')
			t->line++;
}

static void text_part(struct tmplc *t, size_t end)
{
	struct html_state *s = &t->html;
	size_t from = t->pos;
	while (t->pos < end && t->src.at[t->pos] != '<')
		t->pos++;
	struct str text = str_sub(t->src, from, t->pos - from);
	if (s->raw_empty && !str_is_blank(text))
		tmplc_fail(t, "no inline script: put it into assets/js and give a src");
	if (text.len > 0) {
		tmplc_run_text(t, text);
		count_lines(t, text);
	}
	if (t->pos == end)
		return;
	struct str rest = str_sub(t->src, t->pos, end - t->pos);
	struct str closing = str_concat(t->arena, STR("</"), top(t));
	if (s->at == AT_RCDATA && !str_starts(str_lower(t->arena, str_sub(rest, 0, 40)), closing))
		tmplc_fail(t, "write &lt; inside <%.*s>", STR_ARG(s->open[s->depth - 1]));
	if (str_starts(rest, STR("<!--"))) {
		tmplc_run_end(t);
		tmplc_fail(t, "write comments as {{# ... }}: they stay out of the page");
	} else if (str_starts(rest, STR("<!")) || str_starts(rest, STR("<?"))) {
		tmplc_run_end(t);
		s->at = AT_DOCTYPE;
	} else if (str_starts(rest, STR("</"))) {
		tmplc_run_end(t);
		s->at = AT_CLOSE_NAME;
		t->pos += 2;
		tmplc_literal(t, STR("</"));
	} else if (rest.len > 1 && str_is_alpha(rest.at[1])) {
		tmplc_run_end(t);
		s->at = AT_TAG_NAME;
		t->pos++;
		tmplc_literal(t, STR("<"));
	} else {
		tmplc_fail(t, "write &lt; for a less-than sign");
	}
}

static void tag_part(struct tmplc *t, size_t end)
{
	struct html_state *s = &t->html;
	char c = t->src.at[t->pos];
	if (str_is_space(c)) {
		size_t from = t->pos;
		while (t->pos < end && str_is_space(t->src.at[t->pos]))
			t->pos++;
		count_lines(t, str_sub(t->src, from, t->pos - from));
		tmplc_literal(t, STR(" "));
	} else if (c == '>') {
		t->pos++;
		tmplc_literal(t, STR(">"));
		end_tag_open(t, false);
	} else if (c == '/' && t->pos + 1 < end && t->src.at[t->pos + 1] == '>') {
		t->pos += 2;
		tmplc_literal(t, STR("/>"));
		end_tag_open(t, true);
	} else if (str_is_alpha(c)) {
		s->attribute = take_name(t, end);
		check_attribute(t);
		tmplc_literal(t, s->attribute);
		bool valued = t->pos < end && t->src.at[t->pos] == '=';
		s->at = valued ? AT_VALUE_START : AT_TAG;
		t->pos += valued;
		if (valued)
			tmplc_literal(t, STR("="));
	} else {
		tmplc_fail(t, "'%c' does not belong in a tag", c);
	}
}

static void value_part(struct tmplc *t, size_t end)
{
	struct html_state *s = &t->html;
	size_t from = t->pos;
	while (t->pos < end && t->src.at[t->pos] != '"')
		t->pos++;
	struct str text = str_sub(t->src, from, t->pos - from);
	if (text.len > 0) {
		if (s->value_len == 0)
			check_value(t, text);
		tmplc_run_text(t, text);
		count_lines(t, text);
		s->value_len += text.len;
	}
	if (t->pos < end) {
		tmplc_run_end(t);
		tmplc_literal(t, STR("\""));
		t->pos++;
		s->at = AT_TAG;
	}
}

static void one_part(struct tmplc *t, size_t end)
{
	struct html_state *s = &t->html;
	switch (s->at) {
	case AT_TEXT:
	case AT_RCDATA:
		text_part(t, end);
		break;
	case AT_TAG_NAME: {
		struct str name = take_name(t, end);
		open_tag(t, name);
		tmplc_literal(t, name);
		s->at = AT_TAG;
		break;
	}
	case AT_CLOSE_NAME: {
		struct str name = take_name(t, end);
		if (t->pos == end || t->src.at[t->pos] != '>')
			tmplc_fail(t, "</%.*s needs its >", STR_ARG(name));
		t->pos++;
		tmplc_literal(t, str_concat(t->arena, name, STR(">")));
		close_tag(t, name);
		break;
	}
	case AT_TAG:
		tag_part(t, end);
		break;
	case AT_VALUE_START:
		if (t->src.at[t->pos] != '"')
			tmplc_fail(t, "put the attribute's value in double quotes");
		t->pos++;
		tmplc_literal(t, STR("\""));
		s->at = AT_VALUE;
		s->value_len = 0;
		break;
	case AT_VALUE:
		value_part(t, end);
		break;
	default: {
		size_t from = t->pos;
		while (t->pos < end && t->src.at[t->pos] != '>')
			t->pos++;
		if (t->pos < end) {
			t->pos++;
			s->at = AT_TEXT;
		}
		tmplc_literal(t, str_sub(t->src, from, t->pos - from));
	}
	}
}

static void plain_part(struct tmplc *t, size_t end)
{
	/* Mail text: each line is a message of its own. */
	size_t from = t->pos;
	while (t->pos < end && t->src.at[t->pos] != '\n')
		t->pos++;
	tmplc_run_text(t, str_sub(t->src, from, t->pos - from));
	if (t->pos < end) {
		tmplc_run_end(t);
		tmplc_literal(t, STR("\n"));
		t->pos++;
		t->line++;
	}
}

void tmplc_text(struct tmplc *t, size_t end)
{
	while (t->pos < end) {
		if (t->plain)
			plain_part(t, end);
		else
			one_part(t, end);
	}
}
