/*
 * blob - text files into a C table
 *
 *	blob OUT.c HEADER TABLE FOLDER FILE...
 *
 * Writes `const struct blob TABLE[]`, ended by an empty name, with each file's path
 * below FOLDER. HEADER declares the table.
 */
#include "tools/file.h"
#include "tools/quote.h"

#include <stdio.h>

#include "base/buf.h"

enum { BLOB_OUT_MAX = 64 << 20 };

int main(int argc, char **argv)
{
	AUTO_ARENA a = arena_create();
	struct buf out = buf_new(a, BLOB_OUT_MAX);

	if (argc < 5) {
		fprintf(stderr, "usage: blob OUT.c HEADER TABLE FOLDER FILE...\n");
		return 2;
	}
	buf_printf(&out, "#include \"%s\"\n\nconst struct blob %s[] = {\n", argv[2], argv[3]);
	for (int i = 5; i < argc; i++) {
		struct str path = str_from(argv[i]), text = file_read(a, argv[i]);
		ptrdiff_t at = str_find(path, str_from(argv[4]));
		if (at < 0)
			file_die(argv[i], "does not lie in the folder");
		struct str name = c_quote(a, str_skip(path, (size_t)at + str_from(argv[4]).len + 1));
		text = c_quote(a, text);
		buf_printf(&out, "\t{ STR_INIT(%.*s), STR_INIT(%.*s) },\n", STR_ARG(name),
			STR_ARG(text));
	}
	buf_put(&out, STR("\t{ STR_INIT(\"\"), STR_INIT(\"\") },\n};\n"));
	if (out.overflow)
		file_die(argv[1], "would be larger than 64 MiB");
	file_write(argv[1], buf_str(&out));
	return 0;
}
