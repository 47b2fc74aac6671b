#include "tools/lint/source.h"

#include <dirent.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tools/file.h"

static int findings;

static void say(const struct source *s, int line, const char *what, const char *fmt, va_list args)
{
	printf("%.*s:%d: %s", STR_ARG(s->path), line, what);
	vprintf(fmt, args);
	printf("\n");
}

void found(const struct source *s, int line, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	say(s, line, "", fmt, args);
	va_end(args);
	findings++;
}

void warned(const struct source *s, int line, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	say(s, line, "warning: ", fmt, args);
	va_end(args);
}

int found_count(void)
{
	return findings;
}

/* ---- tokens ---- */

struct cutter {
	struct arena *arena;
	struct source *s;
	size_t at;
	int line;
	bool directive;
};

static char look(const struct cutter *c, size_t ahead)
{
	return ahead < c->s->text.len - c->at ? c->s->text.at[c->at + ahead] : '\0';
}

static void move(struct cutter *c)
{
	c->line += look(c, 0) == '\n';
	c->at += c->at < c->s->text.len;
}

static bool is_name_char(char ch)
{
	return str_is_alpha(ch) || str_is_digit(ch) || ch == '_';
}

static void cut_text(struct cutter *c, char quote)
{
	move(c);
	while (c->at < c->s->text.len && look(c, 0) != quote && look(c, 0) != '\n') {
		if (look(c, 0) == '\\')
			move(c);
		move(c);
	}
	move(c);
}

static enum piece_kind cut_one(struct cutter *c)
{
	char ch = look(c, 0);
	if (ch == '/' && look(c, 1) == '/') {
		while (c->at < c->s->text.len && look(c, 0) != '\n')
			move(c);
		return LINE_COMMENT;
	}
	if (ch == '/' && look(c, 1) == '*') {
		for (move(c), move(c); c->at < c->s->text.len; move(c))
			if (look(c, 0) == '*' && look(c, 1) == '/')
				break;
		move(c);
		move(c);
		return COMMENT;
	}
	if (ch == '"' || ch == '\'') {
		cut_text(c, ch);
		return TEXT;
	}
	bool name = is_name_char(ch), number = str_is_digit(ch);
	do {
		move(c);
	} while (name && is_name_char(look(c, 0)));
	return number ? NUMBER : name ? NAME : SIGN;
}

/* Skips blanks; a line that starts with '#' is a directive up to its end. */
static void skip_blank(struct cutter *c, bool *fresh)
{
	for (; c->at < c->s->text.len && (str_is_space(look(c, 0)) || look(c, 0) == '\\'); move(c)) {
		bool joined = look(c, 0) == '\\' && look(c, 1) == '\n';
		if (joined)
			move(c);
		else if (look(c, 0) == '\n') {
			*fresh = true;
			c->directive = false;
		}
	}
	if (*fresh && look(c, 0) == '#')
		c->directive = true;
}

static void cut(struct arena *a, struct source *s)
{
	struct cutter c = { .arena = a, .s = s, .line = 1 };
	SLICE(struct piece) pieces = { NULL, 0 };
	for (bool fresh = true;;) {
		skip_blank(&c, &fresh);
		if (c.at >= s->text.len)
			break;
		size_t from = c.at;
		struct piece p = { .line = c.line, .directive = c.directive };
		p.kind = cut_one(&c);
		p.text = str_sub(s->text, from, c.at - from);
		fresh = fresh && (p.kind == COMMENT || p.kind == LINE_COMMENT);
		*arena_push(a, &pieces) = p;
	}
	s->at = pieces.at;
	s->len = pieces.len;
}

const struct piece *piece_at(const struct source *s, size_t i)
{
	static const struct piece nothing = { .kind = SIGN };
	return i < s->len ? &s->at[i] : &nothing;
}

bool piece_is(const struct piece *p, const char *text)
{
	return p->kind != TEXT && str_eq(p->text, str_from(text));
}

bool path_among(struct str path, const char *list)
{
	struct str rest = str_from(list), one;
	while (str_cut(&rest, ' ', &one))
		if (str_ends(one, STR("/")) ? str_starts(path, one) : str_eq(path, one))
			return true;
	return false;
}

/* ---- the tree ---- */

bool source_is(const struct source *s, const char *ending)
{
	return str_ends(s->path, str_from(ending));
}

bool source_is_c(const struct source *s)
{
	return source_is(s, ".c") || source_is(s, ".h") || source_is(s, ".cc");
}

static bool is_wanted(struct str path)
{
	static const char *const endings[] = { ".c", ".h", ".cc", ".html", ".txt", ".sql", ".css" };
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (str_ends(path, str_from(endings[i])))
			return true;
	return false;
}

static void read_one(struct tree *t, struct str path)
{
	struct source *s = arena_push(t->arena, &t->files);
	*s = (struct source){ .path = path, .text = file_read(t->arena, path.at) };
	for (size_t i = 0; i < s->text.len; i++)
		s->lines += s->text.at[i] == '\n';
	if (source_is_c(s))
		cut(t->arena, s);
}

static int is_visible(const struct dirent *e)
{
	return e->d_name[0] != '.';
}

static void read_folder(struct tree *t, struct str folder)
{
	struct dirent **entries;
	int n = scandir(folder.at, &entries, is_visible, alphasort);
	for (int i = 0; i < n; i++) {
		struct str path = str_printf(t->arena, "%s/%s", folder.at, entries[i]->d_name);
		struct stat st;
		free(entries[i]);
		bool known = stat(path.at, &st) == 0;
		if (known && S_ISDIR(st.st_mode) && !path_among(path, "tests/golden tests/journey/node_modules tests/fuzz/corpus"))
			read_folder(t, path);
		else if (known && S_ISREG(st.st_mode) && is_wanted(path))
			read_one(t, path);
	}
	if (n >= 0)
		free(entries);
}

struct tree tree_read(struct arena *a, const char *root)
{
	struct tree t = { .arena = a };
	if (chdir(root) != 0)
		file_die(root, "is no folder");
	read_folder(&t, STR("src"));
	read_folder(&t, STR("tools"));
	read_folder(&t, STR("tests"));
	if (t.files.len == 0)
		file_die(root, "has no source files");
	return t;
}
