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
	if (f == NULL || fseek(f, 0, SEEK_END) != 0)
		file_die(path, strerror(errno));
	long size = ftell(f);
	if (size < 0 || size > FILE_MAX)
		file_die(path, size < 0 ? "cannot be read" : "is too large");
	rewind(f);
	char *at = arena_bytes(a, (size_t)size + 1);
	if (fread(at, 1, (size_t)size, f) != (size_t)size)
		file_die(path, "cannot be read");
	fclose(f);
	return str_of(at, (size_t)size);
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
