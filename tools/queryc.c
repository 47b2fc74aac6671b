/*
 * queryc - the compiler of named queries
 *
 *	queryc [--migrations DIR] [--depfile FILE] X.sql X.sql.h X.sql.c
 *	queryc --index OUT.c FILE.sql...
 *
 * X.sql holds SQL statements, each below a line that gives it a name, parameters and
 * columns with types. For each, queryc makes a C function and a row struct, and the
 * statement as constant text for SQLite and for PostgreSQL. The language and the reason
 * for each refusal are in doc/internals/queryc.md.
 *
 * The first mistake ends the compilation: it is noted, the reader jumps to the end of
 * its input, and every loop runs out. Nothing is written then.
 */
#include <dirent.h>
#include "tools/queryc.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tools/file.h"

static bool compile(struct queryc *qc, const char *path, struct str text, struct made *out)
{
	struct reader r = { .in = sql_new(qc->arena, path, text), .qc = qc };
	queryc_read(&r);
	qc->error = r.in.error;
	if (out != NULL && !sql_failed(&r.in))
		queryc_write(&r, out);
	return !sql_failed(&r.in);
}

#ifndef QUERYC_WITHOUT_MAIN

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
		file_die(dir, strerror(errno));
	buf_printf(deps, " %s", dir);
	for (int i = 0; i < n; i++) {
		struct str path = str_printf(qc->arena, "%s/%s", dir, entries[i]->d_name);
		free(entries[i]);
		buf_printf(deps, " %.*s", STR_ARG(path));
		if (qc->error.len == 0)
			qc->error = sql_migration(qc->arena, path.at,
				file_read(qc->arena, path.at), &qc->scoped);
	}
	free(entries);
	return qc->error.len == 0;
}

static bool make_index(struct queryc *qc, char **paths, int count)
{
	struct buf b = buf_new(qc->arena, QUERYC_OUTPUT_MAX);
	for (int i = 1; i < count; i++)
		if (!compile(qc, paths[i], file_read(qc->arena, paths[i]), NULL))
			return false;
	buf_put(&b, STR("/* Made by queryc --index: every query. */\n#include \"store/query.h\"\n\n"));
	for (size_t i = 0; i < qc->names.len; i++)
		buf_printf(&b, "extern const struct query q_%.*s_query;\n", STR_ARG(qc->names.at[i]));
	buf_put(&b, STR("\nconst struct query *const query_all[] = {\n"));
	for (size_t i = 0; i < qc->names.len; i++)
		buf_printf(&b, "\t&q_%.*s_query,\n", STR_ARG(qc->names.at[i]));
	buf_put(&b, STR("\tNULL,\n};\n"));
	file_write(paths[0], buf_str(&b));
	return true;
}

static bool make_files(struct queryc *qc, char **paths, const char *migrations,
	const char *depfile)
{
	struct buf deps = buf_new(qc->arena, QUERYC_OUTPUT_MAX);
	struct made made = { .h_path = paths[1], .c_path = paths[2] };
	buf_printf(&deps, "%s %s: %s", paths[1], paths[2], paths[0]);
	if (migrations != NULL && !read_migrations(qc, migrations, &deps))
		return false;
	if (!compile(qc, paths[0], file_read(qc->arena, paths[0]), &made))
		return false;
	buf_char(&deps, '\n');
	file_write(made.h_path, made.h);
	file_write(made.c_path, made.c);
	if (depfile != NULL)
		file_write(depfile, buf_str(&deps));
	return true;
}

int main(int argc, char **argv)
{
	AUTO_ARENA arena = arena_create();
	struct queryc qc = { .arena = arena, .scoped = map_new(arena), .symbols = map_new(arena) };
	const char *migrations = NULL, *depfile = NULL;
	int at = 1;
	for (; at + 4 < argc && argv[at][0] == '-'; at += 2)
		*(strcmp(argv[at], "--depfile") == 0 ? &depfile : &migrations) = argv[at + 1];
	bool good;
	if (argc > 2 && strcmp(argv[1], "--index") == 0) {
		good = make_index(&qc, argv + 2, argc - 2);
	} else if (argc - at == 3) {
		good = make_files(&qc, argv + at, migrations, depfile);
	} else {
		fputs("usage: queryc [--migrations DIR] [--depfile FILE] X.sql X.sql.h X.sql.c\n"
		      "       queryc --index OUT.c FILE.sql...\n", stderr);
		return 2;
	}
	if (!good)
		fprintf(stderr, "%.*s\n", STR_ARG(qc.error));
	return good ? 0 : 1;
}

#endif
