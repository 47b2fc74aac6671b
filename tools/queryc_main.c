/* queryc_main.c - the files and arguments of queryc */
#include <dirent.h>
#include <errno.h>

#include "base/buf.h"
#include "tools/queryc.h"

enum { FILE_MAX = 2 << 20, INDEX_MAX = 16 << 20 };

static const char usage[] =
	"usage: queryc [--migrations DIR] [--depfile FILE] X.sql X.sql.h X.sql.c\n"
	"       queryc --index OUT.c FILE.sql...\n";

_Noreturn static void die(const char *path, const char *why)
{
	fprintf(stderr, "queryc: %s: %s\n", path, why);
	exit(1);
}

static struct str read_file(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	if (f == NULL)
		die(path, strerror(errno));
	char *at = arena_bytes(a, FILE_MAX);
	size_t len = fread(at, 1, FILE_MAX, f);
	if (ferror(f))
		die(path, "cannot be read");
	if (len == FILE_MAX)
		die(path, "is too large");
	fclose(f);
	return str_of(at, len);
}

static void write_file(const char *path, struct str text)
{
	FILE *f = fopen(path, "wb");
	if (f == NULL)
		die(path, strerror(errno));
	bool written = fwrite(text.at, 1, text.len, f) == text.len;
	if (fclose(f) != 0 || !written) {
		remove(path);
		die(path, "cannot be written");
	}
}

static int is_sql(const struct dirent *e)
{
	return str_ends(str_from(e->d_name), STR(".sql"));
}

/* Reads every migration in the order of numbers, and names them to `deps`. */
static bool read_migrations(struct queryc *qc, const char *dir, struct buf *deps)
{
	struct dirent **entries;
	int n = scandir(dir, &entries, is_sql, alphasort);
	if (n < 0)
		die(dir, strerror(errno));
	buf_printf(deps, " %s", dir);
	bool good = true;
	for (int i = 0; i < n; i++) {
		struct str path = str_printf(qc->arena, "%s/%s", dir, entries[i]->d_name);
		free(entries[i]);
		buf_printf(deps, " %.*s", STR_ARG(path));
		good = good && queryc_migration(qc, path.at, read_file(qc->arena, path.at));
	}
	free(entries);
	return good;
}

static int report(const struct queryc *qc)
{
	fprintf(stderr, "%.*s\n", STR_ARG(qc->error));
	return 1;
}

static int make_index(struct queryc *qc, char **paths, int count)
{
	struct buf b = buf_new(qc->arena, INDEX_MAX);
	for (int i = 1; i < count; i++) {
		struct queryc_job job = { .path = paths[i], .out_h = "", .out_c = "",
			.text = read_file(qc->arena, paths[i]) };
		if (!queryc_compile(qc, &job))
			return report(qc);
	}
	buf_printf(&b, "/* Made by queryc --index: every query of the program. */\n"
		       "#include \"store/query.h\"\n\n");
	for (size_t i = 0; i < qc->index.len; i++)
		buf_printf(&b, "extern const struct query q_%.*s_query;\n",
			STR_ARG(qc->index.at[i]));
	buf_printf(&b, "\nconst struct query *const query_all[] = {\n");
	for (size_t i = 0; i < qc->index.len; i++)
		buf_printf(&b, "\t&q_%.*s_query,\n", STR_ARG(qc->index.at[i]));
	buf_printf(&b, "\tNULL,\n};\n");
	write_file(paths[0], buf_str(&b));
	return 0;
}

static int compile_one(struct queryc *qc, char **paths, const char *migrations,
	const char *depfile)
{
	struct buf deps = buf_new(qc->arena, FILE_MAX);
	buf_printf(&deps, "%s %s: %s", paths[1], paths[2], paths[0]);
	if (migrations != NULL && !read_migrations(qc, migrations, &deps))
		return report(qc);
	buf_printf(&deps, "\n");

	struct queryc_job job = { .path = paths[0], .out_h = paths[1], .out_c = paths[2],
		.text = read_file(qc->arena, paths[0]) };
	if (!queryc_compile(qc, &job))
		return report(qc);
	write_file(paths[1], job.header);
	write_file(paths[2], job.code);
	if (depfile != NULL)
		write_file(depfile, buf_str(&deps));
	return 0;
}

int main(int argc, char **argv)
{
	AUTO_ARENA arena = arena_create();
	struct queryc qc = queryc_new(arena);
	const char *migrations = NULL, *depfile = NULL;
	int at = 1;
	for (; at + 1 < argc; at += 2) {
		if (strcmp(argv[at], "--migrations") == 0)
			migrations = argv[at + 1];
		else if (strcmp(argv[at], "--depfile") == 0)
			depfile = argv[at + 1];
		else
			break;
	}
	if (argc - at >= 2 && strcmp(argv[at], "--index") == 0)
		return make_index(&qc, argv + at + 1, argc - at - 1);
	if (argc - at == 3 && argv[at][0] != '-')
		return compile_one(&qc, argv + at, migrations, depfile);
	fputs(usage, stderr);
	return 2;
}
