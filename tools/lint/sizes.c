#include "tools/lint/lint.h"

/* At the first number a warning, past the second a fault. */
struct limit {
	const char *what;
	int warn, most;
};

static const struct limit function_lines = { "lines in function", 50, 80 },
			  parameters = { "parameters of", 5, 6 },
			  nesting = { "levels of nesting in", 3, 4 },
			  folder_files = { "C files in the folder of", 12, 16 };

static const struct {
	const char *folder, *ending;
	struct limit limit;
} file_limits[] = {
	{ "tools/", ".c", { "lines in the file", 800, 1000 } },
	{ "src/", ".c", { "lines in the file", 500, 800 } },
	{ "src/", ".cc", { "lines in the file", 500, 800 } },
	{ "tests/", ".c", { "lines in the file", 500, 800 } },
	{ "src/", ".h", { "lines in the file", 150, 250 } },
	{ "tools/", ".h", { "lines in the file", 150, 250 } },
	{ "src/", ".html", { "lines in the file", 150, 250 } },
	{ "src/", ".txt", { "lines in the file", 150, 250 } },
};

static void hold(const struct source *s, int line, int n, const struct limit *l, struct str of)
{
	if (n > l->most)
		found(s, line, "%d %s%s%.*s: at most %d", n, l->what, of.len > 0 ? " " : "", STR_ARG(of), l->most);
	else if (n > l->warn)
		warned(s, line, "%d %s%s%.*s: better at most %d", n, l->what, of.len > 0 ? " " : "", STR_ARG(of), l->warn);
}

/* Their parameters are a library's choice. */
static const char callbacks[] = "connection_handle";

/* ---- the shape of a function, from its statements ---- */

struct shape {
	const struct source *s;
	size_t at;
	int deepest;
};

/* Skips what is not code: comments and preprocessor lines. */
static const struct piece *now(struct shape *f)
{
	const struct piece *p = piece_at(f->s, f->at);
	while (f->at < f->s->len && (p->directive || p->kind == COMMENT || p->kind == LINE_COMMENT))
		p = piece_at(f->s, ++f->at);
	return p;
}

static bool take(struct shape *f, const char *text)
{
	bool is = f->at < f->s->len && piece_is(now(f), text);
	f->at += is;
	return is;
}

/* From an opening bracket past its closing one. */
static void skip_group(struct shape *f)
{
	int depth = 0;
	do {
		const struct piece *p = now(f);
		depth += piece_is(p, "(") || piece_is(p, "{") || piece_is(p, "[");
		depth -= piece_is(p, ")") || piece_is(p, "}") || piece_is(p, "]");
		f->at++;
	} while (depth > 0 && f->at < f->s->len);
}

static void statement(struct shape *f, int depth);

/* The statement that an if or a loop governs: one level deeper. */
static void governed(struct shape *f, int depth)
{
	if (depth + 1 > f->deepest)
		f->deepest = depth + 1;
	if (f->deepest < 100)
		statement(f, depth + 1);
	else
		f->at = f->s->len;
}

static void simple(struct shape *f)
{
	while (f->at < f->s->len && !piece_is(now(f), "}")) {
		const struct piece *p = now(f);
		if (piece_is(p, "(") || piece_is(p, "{") || piece_is(p, "["))
			skip_group(f);
		else
			f->at++;
		if (piece_is(p, ";") || piece_is(p, ":"))
			return;
	}
}

static void statement(struct shape *f, int depth)
{
	if (take(f, "{")) {
		while (f->at < f->s->len && !take(f, "}"))
			statement(f, depth);
	} else if (take(f, "if")) {
		skip_group(f);
		governed(f, depth);
		if (take(f, "else")) {
			if (piece_is(now(f), "if"))
				statement(f, depth);
			else
				governed(f, depth);
		}
	} else if (take(f, "for") || take(f, "while") || take(f, "switch")) {
		skip_group(f);
		governed(f, depth);
	} else if (take(f, "do")) {
		governed(f, depth);
		simple(f);
	} else {
		simple(f);
	}
}

static int count_parameters(const struct source *s, size_t open, size_t close)
{
	int commas = 0, depth = 0;
	for (size_t i = open; i <= close; i++) {
		depth += piece_is(&s->at[i], "(") - piece_is(&s->at[i], ")");
		commas += depth == 1 && piece_is(&s->at[i], ",");
	}
	bool none = close == open + 1 || (close == open + 2 && piece_is(&s->at[open + 1], "void"));
	return none ? 0 : commas + 1;
}

/* At a name outside of all braces: a function's definition, if its body follows. */
static size_t check_function(const struct source *s, size_t name)
{
	struct shape f = { .s = s, .at = name + 1 };
	skip_group(&f);
	size_t close = f.at - 1;
	if (!piece_is(now(&f), "{"))
		return close;
	struct str of = s->at[name].text;
	statement(&f, 0);
	int first = s->at[name].line, last = piece_at(s, f.at - 1)->line;
	hold(s, first, last - first + 1, &function_lines, of);
	if (!path_among(of, callbacks))
		hold(s, first, count_parameters(s, name + 1, close), &parameters, of);
	hold(s, first, f.deepest, &nesting, of);
	return f.at - 1;
}

static void check_functions(const struct source *s)
{
	for (size_t i = 0; i < s->len; i++) {
		const struct piece *p = &s->at[i];
		bool code = !p->directive && p->kind == NAME;
		if (code && piece_is(piece_at(s, i + 1), "(")) {
			i = check_function(s, i);
		} else if (!p->directive && piece_is(p, "{")) {
			struct shape f = { .s = s, .at = i };
			skip_group(&f);
			i = f.at - 1;
		}
	}
}

static struct str folder_of(struct str path)
{
	ptrdiff_t end = str_rfind_char(path, '/');
	return str_sub(path, 0, end < 0 ? 0 : (size_t)end);
}

static void check_folder(const struct tree *t, size_t f)
{
	struct str folder = folder_of(t->files.at[f].path);
	int n = 0;
	for (size_t i = 0; i < t->files.len; i++) {
		const struct source *s = &t->files.at[i];
		bool beside = str_eq(folder, folder_of(s->path));
		if (beside && i < f)
			return; /* told with its first file */
		n += beside && (source_is(s, ".c") || source_is(s, ".cc"));
	}
	if (!path_among(t->files.at[f].path, "tests/"))
		hold(&t->files.at[f], 1, n, &folder_files, folder);
}

void check_sizes(const struct tree *t)
{
	for (size_t f = 0; f < t->files.len; f++) {
		const struct source *s = &t->files.at[f];
		for (size_t i = 0; i < sizeof file_limits / sizeof *file_limits; i++)
			if (path_among(s->path, file_limits[i].folder) &&
				source_is(s, file_limits[i].ending))
				hold(s, 1, s->lines, &file_limits[i].limit, STR(""));
		if (source_is(s, ".c"))
			check_functions(s);
		check_folder(t, f);
	}
}
