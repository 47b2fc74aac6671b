/*
 * tmplc_read.c - reading the {{ tags }} of a template
 */
#include "tools/tmplc.h"

enum block_kind { BLOCK_TEMPLATE, BLOCK_IF, BLOCK_EACH, BLOCK_WITHIN };

struct block {
	enum block_kind kind;
	struct html_state at;   /* where it began */
	bool has_else;
	struct str call, args;  /* BLOCK_WITHIN: the layout */
	struct str list;        /* BLOCK_EACH */
	int line;
};

struct reader {
	struct tmplc t;
	struct block blocks[TMPLC_DEPTH_MAX];
	int depth;
	struct str params;
	bool has_slot;
};

static bool word(struct str *s, const char *want)
{
	struct str w = str_from(want);
	bool whole = s->len == w.len || (s->len > w.len && !str_is_alpha(s->at[w.len]) &&
		!str_is_digit(s->at[w.len]) && s->at[w.len] != '_');
	if (!str_starts(*s, w) || !whole)
		return false;
	*s = str_trim(str_skip(*s, w.len));
	return true;
}

/*
 * "text" in an expression is for people: html_tr(out, STR("text")). A literal that
 * stands in STR(...) or MSG(...) is left alone.
 */
static struct str expression(struct tmplc *t, struct str e)
{
	struct buf b = buf_new(t->arena, e.len * 2 + 4096);
	for (size_t i = 0; i < e.len; i++) {
		if (e.at[i] != '"') {
			buf_char(&b, e.at[i]);
			continue;
		}
		size_t from = i++;
		while (i < e.len && e.at[i] != '"')
			i += e.at[i] == '\\' ? 2 : 1;
		if (i >= e.len)
			tmplc_fail(t, "a string is not closed in this expression");
		struct str literal = str_sub(e, from, i + 1 - from);
		struct str before = buf_str(&b);
		if (str_ends(before, STR("STR(")) || str_ends(before, STR("MSG("))) {
			buf_put(&b, literal);
			continue;
		}
		buf_printf(&b, "html_tr(out, STR(%.*s))", STR_ARG(literal));
		tmplc_message(t, str_sub(literal, 1, literal.len - 2), t->line);
	}
	return buf_str(&b);
}

static struct block *push(struct reader *r, enum block_kind kind)
{
	if (r->depth == TMPLC_DEPTH_MAX)
		tmplc_fail(&r->t, "blocks are nested deeper than %d", TMPLC_DEPTH_MAX);
	struct block *b = &r->blocks[r->depth++];
	*b = (struct block){ .kind = kind, .at = r->t.html, .line = r->t.line };
	return b;
}

/* "name(args)" into its parts. */
static void split_call(struct tmplc *t, struct str s, struct str *ret_name, struct str *ret_args)
{
	ptrdiff_t paren = str_find_char(s, '(');
	if (paren <= 0 || s.at[s.len - 1] != ')')
		tmplc_fail(t, "write a call, like name(arguments)");
	*ret_name = str_trim(str_sub(s, 0, (size_t)paren));
	*ret_args = str_trim(str_sub(s, (size_t)paren + 1, s.len - (size_t)paren - 2));
}

static void begin_template(struct reader *r, struct str s)
{
	struct tmplc *t = &r->t;
	if (r->depth > 0)
		tmplc_fail(t, "a template cannot stand inside another; {{ end }} is missing before");
	split_call(t, s, &t->template_name, &r->params);
	r->has_slot = false;
	t->html = (struct html_state){ 0 };
	push(r, BLOCK_TEMPLATE);
	/* The head is written when it is known whether there is a slot. */
	buf_clear(&t->literal);
	buf_printf(&t->c, "\f");
}

static struct str head(struct reader *r, const char *suffix)
{
	struct str name = r->t.template_name;
	const char *comma = r->params.len > 0 ? ", " : "";
	return str_printf(r->t.arena, "void %.*s%s(struct html *out%s%.*s)", STR_ARG(name), suffix,
		comma, STR_ARG(r->params));
}

/* Puts the function's head where the form feed marks its place. */
static void place_head(struct reader *r, const char *suffix)
{
	struct tmplc *t = &r->t;
	struct str all = buf_str(&t->c);
	ptrdiff_t at = str_rfind_char(all, '\f');
	struct str body = str_copy(t->arena, str_skip(all, (size_t)at + 1));
	struct str line = head(r, suffix);
	t->c.len = (size_t)at;
	buf_printf(&t->h, "%.*s;\n", STR_ARG(line));
	buf_printf(&t->c, "%.*s\n{\n", STR_ARG(line));
	buf_put(&t->c, body);
}

static void slot(struct reader *r)
{
	struct tmplc *t = &r->t;
	if (r->depth != 1)
		tmplc_fail(t, "{{ slot }} stands in the template itself, not in a block");
	if (r->has_slot)
		tmplc_fail(t, "a layout has one {{ slot }}");
	if (t->html.at != AT_TEXT)
		tmplc_fail(t, "{{ slot }} stands between elements");
	tmplc_run_end(t);
	tmplc_flush(t);
	place_head(r, "_open");
	buf_put(&t->c, STR("}\n\n\f"));
	r->has_slot = true;
}

static void end_template(struct reader *r)
{
	struct tmplc *t = &r->t;
	struct html_state none = { .at = AT_TEXT };
	tmplc_same(t, &none, "template");
	tmplc_run_end(t);
	tmplc_flush(t);
	place_head(r, r->has_slot ? "_close" : "");
	buf_put(&t->c, STR("}\n\n"));
}

static void begin_each(struct reader *r, struct str s)
{
	struct tmplc *t = &r->t;
	ptrdiff_t in = str_find(s, STR(" in "));
	if (in <= 0)
		tmplc_fail(t, "write {{ each item in slice }}");
	struct str names = str_trim(str_sub(s, 0, (size_t)in)), item = names, index = STR("");
	struct str list = expression(t, str_trim(str_skip(s, (size_t)in + 4)));
	ptrdiff_t comma = str_find_char(names, ',');
	if (comma > 0) {
		item = str_trim(str_sub(names, 0, (size_t)comma));
		index = str_trim(str_skip(names, (size_t)comma + 1));
	}
	if (index.len == 0)
		index = str_printf(t->arena, "index_%d_", r->depth);
	tmplc_run_end(t);
	tmplc_flush(t);
	tmplc_line(t, t->line);
	tmplc_code(t, "\tfor (size_t %.*s = 0; %.*s < (%.*s).len; %.*s++) {\n", STR_ARG(index),
		STR_ARG(index), STR_ARG(list), STR_ARG(index));
	tmplc_line(t, t->line);
	tmplc_code(t, "\t__typeof__((%.*s).at) %.*s = &(%.*s).at[%.*s]; (void)%.*s;\n",
		STR_ARG(list), STR_ARG(item), STR_ARG(list), STR_ARG(index), STR_ARG(item));
	push(r, BLOCK_EACH)->list = list;
}

static void begin_if(struct reader *r, struct str s)
{
	struct tmplc *t = &r->t;
	if (s.len == 0)
		tmplc_fail(t, "{{ if }} needs a condition");
	struct str condition = expression(t, s);
	tmplc_run_end(t);
	tmplc_flush(t);
	tmplc_line(t, t->line);
	tmplc_code(t, "\tif (%.*s) {\n", STR_ARG(condition));
	push(r, BLOCK_IF);
}

static void begin_within(struct reader *r, struct str s)
{
	struct tmplc *t = &r->t;
	struct block *b;
	struct str name, args;
	if (t->html.at != AT_TEXT)
		tmplc_fail(t, "{{ within }} stands between elements");
	split_call(t, expression(t, s), &name, &args);
	tmplc_run_end(t);
	tmplc_flush(t);
	tmplc_line(t, t->line);
	tmplc_code(t, "\t%.*s_open(out%s%.*s);\n", STR_ARG(name), args.len ? ", " : "",
		STR_ARG(args));
	b = push(r, BLOCK_WITHIN);
	b->call = name;
	b->args = args;
}

static void branch(struct reader *r, struct str s)
{
	struct tmplc *t = &r->t;
	struct block *b = r->depth > 0 ? &r->blocks[r->depth - 1] : NULL;
	if (b == NULL || (b->kind != BLOCK_IF && b->kind != BLOCK_EACH) || b->has_else)
		tmplc_fail(t, "{{ else }} belongs to an {{ if }} or {{ each }}, once");
	tmplc_same(t, &b->at, b->kind == BLOCK_IF ? "branch" : "loop");
	tmplc_run_end(t);
	tmplc_flush(t);
	/* A form that posts in one branch has a token in all. */
	bool post = t->html.post;
	t->html = b->at;
	t->html.post = t->html.post || post;
	if (b->kind == BLOCK_EACH) {
		if (s.len > 0)
			tmplc_fail(t, "{{ else }} of a loop has no condition");
		b->has_else = true;
		tmplc_code(t, "\t}\n\tif ((%.*s).len == 0) {\n", STR_ARG(b->list));
		return;
	}
	if (s.len == 0) {
		b->has_else = true;
		tmplc_code(t, "\t} else {\n");
		return;
	}
	if (!word(&s, "if") || s.len == 0)
		tmplc_fail(t, "write {{ else }} or {{ else if condition }}");
	struct str condition = expression(t, s);
	tmplc_code(t, "\t} else\n");
	tmplc_line(t, t->line);
	tmplc_code(t, "\tif (%.*s) {\n", STR_ARG(condition));
}

static void end_block(struct reader *r)
{
	struct tmplc *t = &r->t;
	if (r->depth == 0)
		tmplc_fail(t, "{{ end }} ends nothing");
	struct block *b = &r->blocks[r->depth - 1];
	static const char *const names[] = { "template", "branch", "loop", "layout" };
	if (b->kind == BLOCK_TEMPLATE) {
		end_template(r);
		r->depth--;
		return;
	}
	tmplc_same(t, &b->at, names[b->kind]);
	tmplc_run_end(t);
	tmplc_flush(t);
	if (b->kind == BLOCK_WITHIN)
		tmplc_code(t, "\t%.*s_close(out%s%.*s);\n", STR_ARG(b->call),
			b->args.len ? ", " : "", STR_ARG(b->args));
	else
		tmplc_code(t, "\t}\n");
	r->depth--;
}

/* The last '|' at top level that is not "||"; -1 when there is none. */
static ptrdiff_t filter_bar(struct str s)
{
	ptrdiff_t bar = -1;
	int depth = 0;
	bool quoted = false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		if (c == '"')
			quoted = !quoted;
		depth += !quoted && c == '(';
		depth -= !quoted && c == ')';
		bool twice = c == '|' && ((i + 1 < s.len && s.at[i + 1] == '|') ||
			(i > 0 && s.at[i - 1] == '|'));
		if (c == '|' && !twice && !quoted && depth == 0)
			bar = (ptrdiff_t)i;
	}
	return bar;
}

static bool is_word(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!str_is_alpha(s.at[i]) && s.at[i] != '_')
			return false;
	return s.len > 0;
}

static void hole(struct reader *r, struct str s)
{
	struct tmplc *t = &r->t;
	const char *writer = tmplc_hole_writer(t);
	ptrdiff_t bar = filter_bar(s);
	struct str code;
	if (bar > 0) {
		struct str filter = str_trim(str_skip(s, (size_t)bar + 1));
		struct str e = expression(t, str_trim(str_sub(s, 0, (size_t)bar)));
		if (!is_word(filter))
			tmplc_fail(t, "a filter is one word, like {{ x | ago }}");
		if (str_eq(str_from(writer), STR("html_put_url(out, ")))
			tmplc_fail(t, "a whole address takes a struct url and no filter");
		code = str_printf(t->arena, "html_%.*s(out, %.*s);", STR_ARG(filter), STR_ARG(e));
	} else {
		struct str e = expression(t, s);
		code = str_printf(t->arena, "%s%.*s);", writer, STR_ARG(e));
	}
	t->html.value_len++;
	tmplc_run_hole(t, code);
}

static void plural(struct reader *r, struct str s)
{
	struct tmplc *t = &r->t;
	ptrdiff_t first = str_find_char(s, '"'), last = str_rfind_char(s, '"');
	struct str one = STR(""), other = STR("");
	tmplc_hole_writer(t);
	if (first > 0 && last == (ptrdiff_t)s.len - 1) {
		struct str literals = str_skip(s, (size_t)first + 1), rest;
		str_cut(&literals, '"', &one);
		rest = str_trim(literals);
		if (rest.len > 1 && rest.at[0] == '"')
			other = str_sub(rest, 1, rest.len - 2);
	}
	if (one.len == 0 || other.len == 0)
		tmplc_fail(t, "write {{ plural n \"{n} case\" \"{n} cases\" }}");
	tmplc_message(t, str_printf(t->arena, "%.*s\002%.*s", STR_ARG(one), STR_ARG(other)), t->line);
	struct str count = str_trim(str_sub(s, 0, (size_t)first));
	t->html.value_len++;
	tmplc_run_hole(t, str_printf(t->arena, "html_plural(out, %.*s, STR(\"%.*s\"), STR(\"%.*s\"));",
		STR_ARG(count), STR_ARG(one), STR_ARG(other)));
}

static void render(struct reader *r, struct str s)
{
	struct tmplc *t = &r->t;
	struct str name, args;
	if (t->html.at != AT_TEXT && !t->plain)
		tmplc_fail(t, "{{ render }} stands between elements");
	split_call(t, expression(t, s), &name, &args);
	tmplc_run_end(t);
	tmplc_flush(t);
	tmplc_line(t, t->line);
	tmplc_code(t, "\t%.*s(out%s%.*s);\n", STR_ARG(name), args.len ? ", " : "", STR_ARG(args));
}

static void tag(struct reader *r, struct str s)
{
	struct tmplc *t = &r->t;
	if (s.len > 0 && s.at[0] == '#')
		return;
	if (word(&s, "include")) {
		if (r->depth > 0)
			tmplc_fail(t, "{{ include }} stands outside the templates");
		buf_printf(&t->h, "#include %.*s\n", STR_ARG(s));
	} else if (word(&s, "template")) {
		begin_template(r, s);
	} else if (r->depth == 0) {
		tmplc_fail(t, "this stands outside a template; begin with {{ template name(...) }}");
	} else if (word(&s, "if")) {
		begin_if(r, s);
	} else if (word(&s, "each")) {
		begin_each(r, s);
	} else if (word(&s, "else")) {
		branch(r, s);
	} else if (word(&s, "end")) {
		if (s.len > 0)
			tmplc_fail(t, "{{ end }} stands alone");
		end_block(r);
	} else if (word(&s, "within")) {
		begin_within(r, s);
	} else if (word(&s, "render")) {
		render(r, s);
	} else if (word(&s, "slot")) {
		slot(r);
	} else if (word(&s, "plural")) {
		plural(r, s);
	} else if (s.len == 0) {
		tmplc_fail(t, "an empty {{ }} says nothing");
	} else {
		hole(r, s);
	}
}

static void outside(struct reader *r, size_t end)
{
	struct tmplc *t = &r->t;
	for (; t->pos < end; t->pos++) {
		if (t->src.at[t->pos] == '\n')
			t->line++;
		else if (!str_is_space(t->src.at[t->pos]))
			tmplc_fail(t, "text stands outside a template; begin with {{ template name(...) }}");
	}
}

/* Control characters mark places while a template is read, so it may have none. */
static void refuse_controls(struct tmplc *t)
{
	for (t->pos = 0; t->pos < t->src.len; t->pos++) {
		unsigned char c = (unsigned char)t->src.at[t->pos];
		if ((c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7f)
			tmplc_fail(t, "control character %d: take it out", c);
		t->line += c == '\n';
	}
	t->pos = 0;
	t->line = 1;
}

static void read_all(struct reader *r)
{
	struct tmplc *t = &r->t;

	refuse_controls(t);
	while (t->pos < t->src.len) {
		struct str rest = str_skip(t->src, t->pos);
		ptrdiff_t open = str_find(rest, STR("{{"));
		size_t end = open < 0 ? t->src.len : t->pos + (size_t)open;
		if (r->depth == 0)
			outside(r, end);
		else
			tmplc_text(t, end);
		if (open < 0)
			break;
		rest = str_skip(t->src, end + 2);
		ptrdiff_t close = str_find(rest, STR("}}"));
		if (close < 0)
			tmplc_fail(t, "{{ is not closed by }}");
		struct str body = str_sub(rest, 0, (size_t)close);
		tag(r, str_trim(body));
		for (size_t i = 0; i < body.len; i++)
			t->line += body.at[i] == '\n';
		t->pos = end + 2 + (size_t)close + 2;
		/* A block tag alone on its line leaves no empty line in mail text. */
		bool block = !str_starts(str_trim(body), STR("plural"));
		bool alone = end == 0 || t->src.at[end - 1] == '\n';
		if (t->plain && block && alone && t->run.len == 0 && t->pos < t->src.len &&
			t->src.at[t->pos] == '\n') {
			t->pos++;
			t->line++;
		}
	}
	if (r->depth > 0) {
		t->line = r->blocks[r->depth - 1].line;
		tmplc_fail(t, "this block has no {{ end }}");
	}
}

/* The path below src/, as includes name it. */
static struct str include_path(struct str path)
{
	ptrdiff_t at = str_find(path, STR("src/"));
	return at >= 0 ? str_skip(path, (size_t)at + 4) : path;
}

void tmplc_compile(struct tmplc *t)
{
	struct reader r = { .t = *t };
	struct str name = str_from(t->path);

	r.t.line = 1;
	r.t.plain = str_ends(name, STR(".txt"));
	r.t.mail = str_starts(str_skip(name, (size_t)(str_rfind_char(name, '/') + 1)), STR("mail_"));
	r.t.xml = str_ends(name, STR(".atom")) || str_ends(name, STR(".xml"));
	r.t.c = buf_new(t->arena, TMPLC_OUT_MAX);
	r.t.h = buf_new(t->arena, TMPLC_OUT_MAX);
	r.t.literal = buf_new(t->arena, TMPLC_OUT_MAX);
	r.t.run = buf_new(t->arena, TMPLC_OUT_MAX);
	buf_printf(&r.t.h, "#pragma once\n\n#include \"html/html.h\"\n");
	buf_printf(&r.t.c, "#include \"%.*s.h\"\n\n", STR_ARG(include_path(name)));
	read_all(&r);
	if (r.t.c.overflow || r.t.h.overflow || r.t.literal.overflow || r.t.run.overflow)
		tmplc_fail(&r.t, "this template makes more than 16 MiB of code; part it");
	*t = r.t;
}
