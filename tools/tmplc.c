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

/* MSG("..."), err_field(cx, "field", "..."), err_person(cx, KIND, "...") in C files. */
static void scan_c(struct tmplc *t)
{
	static const struct {
		struct str call;
		int skip; /* strings before the message */
	} calls[] = { { STR_INIT("MSG("), 0 }, { STR_INIT("MSG_INIT("), 0 },
		{ STR_INIT("err_field("), 1 }, { STR_INIT("err_person("), 0 } };
	for (size_t i = 0; i < t->src.len; i++) {
		t->line += t->src.at[i] == '\n';
		for (size_t c = 0; c < sizeof calls / sizeof *calls; c++) {
			if (!str_starts(str_skip(t->src, i), calls[c].call))
				continue;
			size_t at = i + calls[c].call.len;
			for (int skipped = 0; at < t->src.len && t->src.at[at] != ';'; at++) {
				if (t->src.at[at] != '"')
					continue;
				size_t from = ++at;
				while (at < t->src.len && t->src.at[at] != '"')
					at += t->src.at[at] == '\\' ? 2 : 1;
				if (skipped++ < calls[c].skip)
					continue;
				tmplc_message(t, str_sub(t->src, from, at - from), t->line);
				break;
			}
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
