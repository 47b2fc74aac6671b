/*
 * catalog - po/XX.po to C
 *
 *	catalog OUT.c OUT.h XX.po...
 *	catalog --check MESSAGES.pot XX.po...	fails when a message has no translation, or
 *						one with other holes
 *
 * Reads what gettext's tools write: msgid, msgid_plural, msgstr, msgstr[N], #, fuzzy.
 * A key is the hash of the English text; of a plural, of "one\002other".
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/map.h"
#include "tools/quote.h"

enum { CATALOG_FILE_MAX = 8 << 20, CATALOG_MAX = 20000 };

struct message {
	struct str key, one, other;
	bool fuzzy;
};
typedef SLICE(struct message) message_list;

static void fail(const char *path, int line, const char *text)
{
	fprintf(stderr, "%s:%d: error: %s\n", path, line, text);
	exit(1);
}

static struct str read_file(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	char *at = arena_bytes(a, CATALOG_FILE_MAX);
	if (f == NULL)
		fail(path, 0, "cannot be read");
	size_t len = fread(at, 1, CATALOG_FILE_MAX, f);
	fclose(f);
	return str_of(at, len);
}

/* The text of a quoted line: "a\"b\n". */
static struct str unquote(struct arena *a, struct str s)
{
	struct buf b = buf_new(a, s.len);
	ptrdiff_t open = str_find_char(s, '"'), close = str_rfind_char(s, '"');
	if (open < 0 || close <= open)
		return STR("");
	s = str_sub(s, (size_t)open + 1, (size_t)(close - open) - 1);
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] != '\\' || i + 1 == s.len) {
			buf_char(&b, s.at[i]);
			continue;
		}
		char c = s.at[++i];
		if (c >= '0' && c <= '3' && i + 2 < s.len) { /* as quote.c writes what is odd */
			c = (char)(((c - '0') << 6) | ((s.at[i + 1] - '0') << 3) | (s.at[i + 2] - '0'));
			i += 2;
		} else if (c == 'n' || c == 't') {
			c = c == 'n' ? '\n' : '\t';
		}
		buf_char(&b, c);
	}
	return buf_str(&b);
}

static message_list read_po(struct arena *a, const char *path)
{
	message_list list = { 0 };
	struct message m = { 0 };
	struct str rest = read_file(a, path), line, plural = { 0 };
	struct str *into = NULL;
	bool fuzzy = false;
	while (str_cut(&rest, '\n', &line)) {
		line = str_trim(line);
		if (str_starts(line, STR("#,")) && str_find(line, STR("fuzzy")) > 0)
			fuzzy = true;
		if (str_starts(line, STR("msgid_plural"))) {
			plural = unquote(a, line);
			m.key = str_concat(a, str_concat(a, m.key, STR("\002")), plural);
			into = NULL;
		} else if (str_starts(line, STR("msgid"))) {
			if (m.key.len > 0)
				*arena_push(a, &list) = m;
			m = (struct message){ .key = unquote(a, line), .fuzzy = fuzzy };
			fuzzy = false;
			into = &m.key;
		} else if (str_starts(line, STR("msgstr[1]"))) {
			m.other = unquote(a, line);
			into = &m.other;
		} else if (str_starts(line, STR("msgstr"))) {
			m.one = unquote(a, line);
			into = &m.one;
		} else if (line.len > 0 && line.at[0] == '"' && into != NULL) {
			*into = str_concat(a, *into, unquote(a, line));
		}
	}
	if (m.key.len > 0)
		*arena_push(a, &list) = m;
	return list;
}

static int by_hash(const void *left, const void *right)
{
	uint64_t a = str_hash(((const struct message *)left)->key);
	uint64_t b = str_hash(((const struct message *)right)->key);
	return a < b ? -1 : a > b;
}

/* "po/de.po" is "de". */
static struct str tag_of(const char *path)
{
	struct str s = str_from(path);
	ptrdiff_t slash = str_rfind_char(s, '/');
	s = str_skip(s, (size_t)(slash + 1));
	return str_sub(s, 0, s.len - 3);
}

static void write_catalog(struct arena *a, FILE *c, FILE *h, const char *path)
{
	message_list list = read_po(a, path);
	struct str tag = tag_of(path);
	qsort(list.at, list.len, sizeof *list.at, by_hash);
	fprintf(h, "extern const struct catalog catalog_%.*s;\n", STR_ARG(tag));
	fprintf(c, "static const struct catalog_entry entries_%.*s[] = {\n", STR_ARG(tag));
	size_t count = 0;
	for (size_t i = 0; i < list.len; i++) {
		const struct message *m = &list.at[i];
		if (m->one.len == 0 || m->fuzzy)
			continue;
		struct str one = c_quote(a, m->one), other = c_quote(a, m->other);
		fprintf(c, "\t{ 0x%016llxu, STR_INIT(%.*s), STR_INIT(%.*s) },\n",
			(unsigned long long)str_hash(m->key), STR_ARG(one), STR_ARG(other));
		count++;
	}
	fprintf(c, "\t{ 0, { 0, 0 }, { 0, 0 } },\n};\nconst struct catalog catalog_%.*s = { entries_%.*s, %zu };\n",
		STR_ARG(tag), STR_ARG(tag), count);
}

/* A hole of the one must be in the other: "{1}", "{n}". */
static bool has_holes_of(struct str text, struct str other)
{
	for (size_t i = 0; i + 2 < other.len; i++) {
		bool hole = other.at[i] == '{' && other.at[i + 2] == '}';
		if (hole && str_find(text, str_sub(other, i, 3)) < 0)
			return false;
	}
	return true;
}

static int check_holes(const char *path, const message_list *list)
{
	int wrong = 0;
	for (size_t i = 0; i < list->len; i++) {
		const struct message *m = &list->at[i];
		struct str texts[2] = { m->one, m->other };
		for (int k = 0; k < 2; k++) {
			if (texts[k].len == 0 ||
				(has_holes_of(texts[k], m->key) && has_holes_of(m->key, texts[k])))
				continue;
			printf("%s: \"%.*s\" has not the holes of its English\n", path,
				STR_ARG(texts[k]));
			wrong++;
		}
	}
	return wrong;
}

static int check_complete(int count, char **paths)
{
	AUTO_ARENA a = arena_create();
	message_list wanted = read_po(a, paths[0]);
	int missing = 0;
	for (int p = 1; p < count; p++) {
		struct map have = map_new(a);
		message_list list = read_po(a, paths[p]);
		missing += check_holes(paths[p], &list);
		for (size_t i = 0; i < list.len; i++)
			if (list.at[i].one.len > 0 && !list.at[i].fuzzy)
				map_put(&have, list.at[i].key, &list.at[i]);
		for (size_t i = 0; i < wanted.len; i++) {
			if (map_get(&have, wanted.at[i].key) != NULL)
				continue;
			printf("%s: no translation of \"%.*s\"\n", paths[p],
				STR_ARG(wanted.at[i].key));
			missing++;
		}
	}
	printf("%d missing or wrong\n", missing);
	return missing > 0;
}

int main(int argc, char **argv)
{
	if (argc >= 4 && strcmp(argv[1], "--check") == 0)
		return check_complete(argc - 2, argv + 2);
	if (argc < 3) {
		fprintf(stderr, "usage: catalog OUT.c OUT.h XX.po... | catalog --check X.pot XX.po...\n");
		return 2;
	}
	AUTO_ARENA a = arena_create();
	FILE *c = fopen(argv[1], "w"), *h = fopen(argv[2], "w");
	if (c == NULL || h == NULL)
		fail(argv[1], 0, "cannot be written");
	fprintf(h, "#pragma once\n\n#include \"html/locale.h\"\n\n");
	fprintf(c, "#include \"html/catalogs.h\"\n\n");
	for (int i = 3; i < argc; i++)
		write_catalog(a, c, h, argv[i]);
	return fclose(c) != 0 || fclose(h) != 0;
}
