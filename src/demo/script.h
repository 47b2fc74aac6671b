/*
 * script.h - reading the texts of demo/
 *
 * A table has a row a line, with fields between bars; '#' begins a comment line. A text
 * has `key: value` lines, a line `---`, and parts that begin with `## heading`.
 */
#pragma once

#include "base/ctx.h"

enum { SCRIPT_FIELDS_MAX = 12 };

/* A file of demo/; the name must be there. */
struct str script_file(const char *name);

struct script_row {
	struct str at[SCRIPT_FIELDS_MAX];
	size_t len;
};
/* Takes the next row off *rest. */
bool script_row(struct str *rest, struct script_row *out);

struct script_part {
	struct str heading, text;
};
struct script {
	struct str name; /* of the file */
	struct str head;
	SLICE(struct script_part) parts;
};
struct script script_read(struct arena *, struct str name, struct str text);
/* Of the head, or "". */
struct str script_value(const struct script *, const char *key);

typedef SLICE(struct script) script_list;
/* All files in a folder of demo/, by name. */
script_list script_folder(struct arena *, const char *folder);
