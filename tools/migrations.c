/*
 * migrations.c - embed src/store/migrations/NNNN-name.sql into the program
 *
 *	migrations OUTPUT.c FILE...
 *
 * Writes the table that store/migrate.h declares, in order of number. Two files with
 * one number, or a name of another form, are an error.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct file {
	int number;
	char name[64];
	const char *path;
};

static const char *base_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

/* "0010-casefile.sql" */
static bool parse(const char *path, struct file *out)
{
	const char *base = base_of(path);
	int used = 0;
	out->path = path;
	return sscanf(base, "%4d-%63[a-z-].sql%n", &out->number, out->name, &used) == 2 &&
		used == (int)strlen(base) && base[4] == '-' && out->number > 0;
}

static int by_number(const void *a, const void *b)
{
	const struct file *x = a, *y = b;
	return x->number < y->number ? -1 : x->number > y->number;
}

static long put_text(FILE *out, FILE *in)
{
	long len = 0;
	bool start = true;
	for (int c; (c = getc(in)) != EOF; len++) {
		if (start)
			fputs("\t\t\"", out);
		start = c == '\n';
		if (c == '\n')
			fputs("\\n\"\n", out);
		else if (c == '"' || c == '\\')
			fprintf(out, "\\%c", c);
		else if (c == '\t')
			fputs("\\t", out);
		else if (c < ' ' || c > '~')
			fprintf(out, "\\%03o", c);
		else
			putc(c, out);
	}
	if (!start)
		fputs("\"\n", out);
	return len;
}

static bool put_file(FILE *out, const struct file *f)
{
	FILE *in = fopen(f->path, "r");
	if (in == NULL) {
		perror(f->path);
		return false;
	}
	fprintf(out, "\t{ %d, \"%s\", STR_INIT(\n", f->number, f->name);
	long len = put_text(out, in);
	fprintf(out, "\t) },\n");
	fclose(in);
	if (len == 0)
		fprintf(stderr, "%s: is empty\n", f->path);
	return len > 0;
}

int main(int argc, char **argv)
{
	int count = argc - 2;
	if (count < 1) {
		fputs("usage: migrations OUTPUT.c FILE...\n", stderr);
		return 2;
	}
	struct file *files = calloc((size_t)count, sizeof *files);
	for (int i = 0; files != NULL && i < count; i++)
		if (!parse(argv[i + 2], &files[i])) {
			fprintf(stderr, "%s: the name is not NNNN-subject.sql\n", argv[i + 2]);
			return 1;
		}
	FILE *out = fopen(argv[1], "w");
	if (out == NULL || files == NULL) {
		perror(argv[1]);
		return 1;
	}
	qsort(files, (size_t)count, sizeof *files, by_number);
	fputs("#include \"store/migrate.h\"\n\nconst struct migration migration_all[] = {\n", out);
	for (int i = 0; i < count; i++) {
		if (i > 0 && files[i].number == files[i - 1].number) {
			fprintf(stderr, "%s and %s have one number\n", files[i - 1].path, files[i].path);
			return 1;
		}
		if (!put_file(out, &files[i]))
			return 1;
	}
	fputs("\t{ 0 },\n};\n", out);
	free(files);
	return fclose(out) == 0 ? 0 : 1;
}
