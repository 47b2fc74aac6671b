#include "tools/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void file_die(const char *path, const char *why)
{
	fprintf(stderr, "%s: %s\n", path, why);
	exit(1);
}

struct str file_read(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	if (f == NULL)
		file_die(path, strerror(errno));
	char *at = arena_bytes(a, FILE_MAX);
	size_t len = fread(at, 1, FILE_MAX, f);
	if (ferror(f) || len == FILE_MAX)
		file_die(path, len == FILE_MAX ? "is too large" : "cannot be read");
	fclose(f);
	return str_of(at, len);
}

void file_write(const char *path, struct str text)
{
	FILE *f = fopen(path, "wb");
	if (f == NULL)
		file_die(path, strerror(errno));
	bool written = fwrite(text.at, 1, text.len, f) == text.len;
	if (fclose(f) != 0 || !written) {
		remove(path);
		file_die(path, "cannot be written");
	}
}
