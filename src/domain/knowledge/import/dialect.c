#include "domain/knowledge/import/dialect.h"

#include "base/limits.h"
#include "domain/knowledge/import/dialect_part.h"

enum { INCLUDES_DEEP = 8 };

void dialect_finding(struct dialect *d, enum kb_finding_kind kind, struct str text)
{
	kb_finding_add(d->tree, kind, d->file->path, d->file->head_lines + d->line, text);
}

/* --- includes --- */

/* What each further line of an include must begin with: "> ", and blanks for the rest. */
static struct str line_start(struct arena *a, struct str before)
{
	struct buf b = buf_new(a, before.len + 1);

	for (size_t i = 0; i < before.len; i++)
		buf_char(&b, before.at[i] == '>' || before.at[i] == '\t' ? before.at[i] : ' ');
	return buf_str(&b);
}

static void include_text(struct dialect *d, const struct kb_file *f, struct str before)
{
	struct arena *a = d->tree->cx->arena;
	struct buf own = buf_new(a, LIMIT_ARTICLE);
	struct dialect inner = { .tree = d->tree, .file = f, .out = &own, .depth = d->depth + 1 };
	struct str start = line_start(a, before), rest, line;
	bool first = true;

	dialect_body(&inner);
	rest = str_trim(buf_str(&own));
	while (str_cut(&rest, '\n', &line)) {
		if (!first) {
			buf_char(d->out, '\n');
			buf_put(d->out, start);
		}
		buf_put(d->out, line);
		first = false;
	}
}

/* "[!INCLUDE [words](path)]" */
static size_t include(struct dialect *d, struct str at, struct str before)
{
	ptrdiff_t open = str_find(at, STR("](")), end;
	const struct kb_file *f;
	struct str path;

	if (!str_eq_nocase(str_sub(at, 0, 9), STR("[!INCLUDE")) || open < 0)
		return 0;
	path = str_skip(at, (size_t)open + 2);
	end = str_find(path, STR(")]"));
	if (end < 0)
		return 0;
	path = str_sub(path, 0, (size_t)end);
	f = kb_tree_file(d->tree, d->file, path);
	if (f != NULL && d->depth < INCLUDES_DEEP) {
		d->tree->report.includes++;
		include_text(d, f, before);
	} else {
		dialect_finding(d, KB_INCLUDE_MISSING, path);
	}
	return (size_t)open + 2 + (size_t)end + 2;
}

/* --- in a line --- */

/* A code span; a run that does not end on this line is text. */
static size_t code(struct dialect *d, struct str at)
{
	size_t run = 0, same = 0;

	while (run < at.len && at.at[run] == '`')
		run++;
	for (size_t i = run; i <= at.len; i++) {
		if (i < at.len && at.at[i] == '`') {
			same++;
			continue;
		}
		if (same == run) {
			buf_put(d->out, str_sub(at, 0, i));
			return i;
		}
		same = 0;
	}
	buf_put(d->out, str_sub(at, 0, run));
	return run;
}

/* ":::image ...:::", ":::no-loc text="...":::"; other marks go with their line. */
static size_t mark(struct dialect *d, struct str at)
{
	ptrdiff_t end;
	struct str inner;

	if (!str_starts(at, STR(":::")))
		return 0;
	end = str_find(str_skip(at, 3), STR(":::"));
	if (end < 0)
		return at.len;
	inner = str_sub(at, 3, (size_t)end);
	if (str_starts(inner, STR("image")))
		dialect_picture(d, dialect_attribute(inner, STR("source")),
			dialect_attribute(inner, STR("alt-text")));
	else
		buf_put(d->out, dialect_attribute(inner, STR("text")));
	return (size_t)end + 6;
}

/* [!INCLUDE ...], [!VIDEO url], [!div class="..."] */
static size_t bang(struct dialect *d, struct str at, struct str before)
{
	size_t taken = include(d, at, before);
	ptrdiff_t end = str_find_char(at, ']');

	if (taken > 0 || end < 0)
		return taken;
	if (str_eq_nocase(str_sub(at, 0, 7), STR("[!VIDEO"))) {
		struct str url = str_trim(str_sub(at, 7, (size_t)end - 7));
		buf_printf(d->out, "[Video](%.*s)", STR_ARG(url));
		return (size_t)end + 1;
	}
	return str_eq_nocase(str_sub(at, 0, 5), STR("[!div")) ? (size_t)end + 1 : 0;
}

static size_t bracket(struct dialect *d, struct str at, struct str before)
{
	size_t taken = str_starts(at, STR("[!")) ? bang(d, at, before) : 0;

	if (taken > 0)
		return taken;
	dialect_link_open(d);
	buf_char(d->out, '[');
	return 1;
}

static size_t special(struct dialect *d, struct str line, size_t i)
{
	struct str at = str_skip(line, i);

	switch (at.at[0]) {
	case '`':
		return code(d, at);
	case '\\':
		buf_put(d->out, str_sub(at, 0, 2));
		return at.len > 1 ? 2 : 1;
	case '<':
		return dialect_html(d, at);
	case ':':
		return mark(d, at);
	case '[':
		return bracket(d, at, str_sub(line, 0, i));
	case ']':
		return dialect_link_close(d, at);
	default:
		return 0;
	}
}

/* Up to the end of a comment, or the whole line. */
static size_t comment(struct dialect *d, struct str at)
{
	ptrdiff_t end = str_find(at, STR("-->"));

	d->in_comment = end < 0;
	return end < 0 ? at.len : (size_t)end + 3;
}

static void inline_text(struct dialect *d, struct str line)
{
	size_t i = 0;

	d->open_count = 0;
	while (i < line.len) {
		size_t taken = d->in_comment ? comment(d, str_skip(line, i)) : special(d, line, i);
		if (taken == 0) {
			buf_char(d->out, line.at[i]);
			taken = 1;
		}
		i += taken;
	}
}

/* --- lines --- */

/* Behind quote marks, list marks and blanks. */
static struct str content(struct str line)
{
	size_t i = 0;

	while (i < line.len && (str_is_space(line.at[i]) || line.at[i] == '>'))
		i++;
	struct str rest = str_skip(line, i);
	bool list = rest.len > 2 && (rest.at[0] == '-' || rest.at[0] == '*') && rest.at[1] == ' ';
	return list ? str_trim(str_skip(rest, 2)) : rest;
}

static bool is_fence(struct dialect *d, struct str line)
{
	struct str at = content(line);
	size_t run = 0;
	char c = at.len > 0 ? at.at[0] : ' ';

	if (c != '`' && c != '~')
		return false;
	while (run < at.len && at.at[run] == c)
		run++;
	if (run < 3)
		return false;
	if (d->fence == 0) {
		/* "```x```" on one line is a span. */
		if (c == '`' && str_find_char(str_skip(at, run), '`') >= 0)
			return false;
		d->fence = c;
		d->fence_len = run;
	} else if (c == d->fence && run >= d->fence_len && str_is_blank(str_skip(at, run))) {
		d->fence = 0;
	}
	return true;
}

/* "> [!NOTE]" is a quote that begins with its word. */
static bool alert(struct dialect *d, struct str line)
{
	static const struct {
		struct str mark, word;
	} alerts[] = { { STR_INIT("[!NOTE]"), STR_INIT("**Note**") },
		{ STR_INIT("[!TIP]"), STR_INIT("**Tip**") },
		{ STR_INIT("[!IMPORTANT]"), STR_INIT("**Important**") },
		{ STR_INIT("[!CAUTION]"), STR_INIT("**Caution**") },
		{ STR_INIT("[!WARNING]"), STR_INIT("**Warning**") } };
	struct str at = str_trim(content(line));

	for (size_t i = 0; i < sizeof alerts / sizeof *alerts; i++) {
		struct str before = str_sub(line, 0, (size_t)(at.at - line.at));
		if (!str_eq_nocase(str_sub(at, 0, alerts[i].mark.len), alerts[i].mark))
			continue;
		buf_put(d->out, before);
		buf_put(d->out, alerts[i].word);
		buf_char(d->out, '\n');
		buf_put(d->out, before);
		inline_text(d, str_skip(at, alerts[i].mark.len));
		if (at.len > alerts[i].mark.len) {
			buf_char(d->out, '\n');
			buf_put(d->out, before);
		}
		return true;
	}
	return false;
}

/* "[id]: address" */
static bool definition(struct dialect *d, struct str line)
{
	struct str at = str_trim(line), address;
	ptrdiff_t end = str_find(at, STR("]: "));

	if (!str_starts(at, STR("[")) || end < 2 || str_find_char(at, ']') != end)
		return false;
	address = dialect_address(d, str_trim(str_skip(at, (size_t)end + 3)));
	if (address.len > 0)
		buf_printf(d->out, "%.*s]: %.*s", STR_ARG(str_sub(at, 0, (size_t)end)),
			STR_ARG(address));
	return true;
}

void dialect_body(struct dialect *d)
{
	struct str rest = d->file->body, line;

	while (str_cut(&rest, '\n', &line)) {
		d->line++;
		if (line.len > 0 && line.at[line.len - 1] == '\r')
			line = str_sub(line, 0, line.len - 1);
		bool whole = !d->in_comment && (is_fence(d, line) || d->fence != 0);
		if (whole)
			buf_put(d->out, line);
		else if (d->in_comment || (!alert(d, line) && !definition(d, line)))
			inline_text(d, line);
		buf_char(d->out, '\n');
	}
}

error dialect_plain(struct kb_tree *t, const struct kb_file *f, struct str *out)
{
	struct buf b = buf_new(t->cx->arena, LIMIT_ARTICLE);
	struct dialect d = { .tree = t, .file = f, .out = &b };

	dialect_body(&d);
	if (b.overflow)
		return err_new(t->cx, ERR_INVALID, "longer than 2 MB with its includes: split it");
	*out = buf_str(&b);
	return OK;
}
