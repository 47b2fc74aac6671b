/*
 * tmplc - compiles templates to C
 *
 *	tmplc IN.html OUT.h OUT.c
 *	tmplc --messages OUT.pot FILE...
 *
 * The language, the contexts and what is refused: doc/internals/templates.md. A
 * template is text with {{ tags }}: tmplc_read.c reads the tags, tmplc_html.c follows
 * the HTML around them, tmplc_out.c writes the C.
 */
#include "tools/quote.h"
#include "tools/tmplc.h"

#include <stdio.h>
#include <stdlib.h>

void tmplc_fail(const struct tmplc *t, const char *fmt, ...)
{
	va_list args;
	size_t column = 1;
	for (size_t i = t->pos < t->src.len ? t->pos : t->src.len; i > 0; i--, column++)
		if (t->src.at[i - 1] == '\n')
			break;
	fprintf(stderr, "%s:%d:%zu: error: ", t->path, t->line, column);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fputc('\n', stderr);
	exit(1);
}

static struct str read_file(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	if (f == NULL) {
		fprintf(stderr, "tmplc: cannot read %s\n", path);
		exit(1);
	}
	char *at = arena_bytes(a, TMPLC_FILE_MAX + 1);
	size_t len = fread(at, 1, TMPLC_FILE_MAX + 1, f);
	fclose(f);
	if (len > TMPLC_FILE_MAX) {
		fprintf(stderr, "tmplc: %s is larger than 1 MiB\n", path);
		exit(1);
	}
	return str_of(at, len);
}

static void write_file(const char *path, struct str s)
{
	FILE *f = fopen(path, "wb");
	if (f == NULL || fwrite(s.at, 1, s.len, f) != s.len || fclose(f) != 0) {
		fprintf(stderr, "tmplc: cannot write %s\n", path);
		exit(1);
	}
}

static struct tmplc compile(struct arena *a, const char *path, struct map *messages)
{
	struct tmplc t = { .arena = a, .path = path, .messages = messages,
		.src = read_file(a, path) };

	tmplc_compile(&t);
	return t;
}

static void put_pot(struct buf *out, struct str key, struct str where, struct arena *a)
{
	ptrdiff_t both = str_find_char(key, '\002');
	buf_printf(out, "#: %.*s\n", STR_ARG(where));
	struct str one = both < 0 ? key : str_sub(key, 0, (size_t)both);
	struct str quoted = c_quote(a, one);
	buf_printf(out, "msgid %.*s\n", STR_ARG(quoted));
	if (both < 0) {
		buf_put(out, STR("msgstr \"\"\n\n"));
		return;
	}
	quoted = c_quote(a, str_skip(key, (size_t)both + 1));
	buf_printf(out, "msgid_plural %.*s\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n\n", STR_ARG(quoted));
}

/* A C string literal's text, from after its quote; *at is put behind the closing one. */
static void unquote(struct tmplc *t, size_t *at, struct buf *out)
{
	for (; *at < t->src.len && t->src.at[*at] != '"'; ++*at) {
		char c = t->src.at[*at];
		if (c == '\\' && *at + 1 < t->src.len) {
			c = t->src.at[++*at];
			c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
		}
		buf_char(out, c);
	}
	++*at;
}

/* The last text between the parentheses; literals side by side are one. */
static struct str last_text(struct tmplc *t, size_t at)
{
	struct buf text = buf_new(t->arena, 4096);
	bool joined = false;
	for (int depth = 1; at < t->src.len && depth > 0;) {
		char c = t->src.at[at++];
		if (c == '"') {
			if (!joined)
				buf_clear(&text);
			unquote(t, &at, &text);
			joined = true;
			continue;
		}
		depth += (c == '(') - (c == ')');
		joined = joined && str_is_space(c);
	}
	return buf_str(&text);
}

/* SAY("..."), MSG("..."), err_field(cx, "field", "..."), err_person(cx, KIND, "...") in C. */
static void scan_c(struct tmplc *t)
{
	static const struct str calls[] = { STR_INIT("MSG("), STR_INIT("MSG_INIT("),
		STR_INIT("SAY("), STR_INIT("SAY_INIT("), STR_INIT("err_field("),
		STR_INIT("err_person("), STR_INIT("err_numbers(") };
	for (size_t i = 0; i < t->src.len; i++) {
		t->line += t->src.at[i] == '\n';
		for (size_t c = 0; c < sizeof calls / sizeof *calls; c++) {
			if (!str_starts(str_skip(t->src, i), calls[c]))
				continue;
			struct str text = last_text(t, i + calls[c].len);
			if (text.len > 0)
				tmplc_message(t, text, t->line);
		}
	}
}

static int extract(int count, char **paths, const char *out_path)
{
	AUTO_ARENA a = arena_create();
	struct map messages = map_new(a);
	for (int i = 0; i < count; i++) {
		AUTO_ARENA each = arena_create();
		if (str_ends(str_from(paths[i]), STR(".c"))) {
			struct tmplc t = { .arena = each, .path = paths[i], .line = 1,
				.src = read_file(each, paths[i]), .messages = &messages };
			scan_c(&t);
		} else {
			compile(each, paths[i], &messages);
		}
	}
	struct buf out = buf_new(a, TMPLC_OUT_MAX);
	buf_put(&out, STR("msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"));
	size_t at = 0;
	for (const struct map_entry *e; (e = map_next(&messages, &at)) != NULL;)
		put_pot(&out, e->key, *(struct str *)e->value, a);
	write_file(out_path, buf_str(&out));
	return 0;
}

int main(int argc, char **argv)
{
	if (argc >= 3 && strcmp(argv[1], "--messages") == 0)
		return extract(argc - 3, argv + 3, argv[2]);
	if (argc != 4) {
		fprintf(stderr, "usage: tmplc IN OUT.h OUT.c | tmplc --messages OUT.pot FILE...\n");
		return 2;
	}
	AUTO_ARENA a = arena_create();
	struct tmplc t = compile(a, argv[1], NULL);
	write_file(argv[2], buf_str(&t.h));
	write_file(argv[3], buf_str(&t.c));
	return 0;
}
