/*
 * queryc.h - the compiler of named queries, for its main() and its fuzzer
 *
 * A compilation reads one text and gives two. It stops at the first mistake, which is
 * then in `error` as "path:line: what is wrong and how to fix it".
 */
#pragma once

#include "base/map.h"

struct queryc {
	struct arena *arena;
	struct map scoped;  /* names of tables with customer data; value: not NULL */
	struct map symbols; /* functions made so far, over all files; value: who made it */
	struct str error;
	str_list index;     /* the names of all queries, over all files */
};

struct queryc queryc_new(struct arena *);

/* Notes the tables marked `-- @scoped`, and views over them; in the order of numbers. */
bool queryc_migration(struct queryc *, const char *path, struct str text);

/*
 * `path` is what messages and #line say; what follows "src/" in it is the name of the
 * file to C. `out_h` and `out_c` are the paths that the made files name themselves by.
 */
struct queryc_job {
	const char *path, *out_h, *out_c;
	struct str text;
	struct str header, code; /* results */
};

bool queryc_compile(struct queryc *, struct queryc_job *);
