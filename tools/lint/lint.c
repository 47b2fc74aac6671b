/*
 * lint - the checks of the source tree that no compiler makes
 *
 *	lint CHECK ROOT
 *
 * Prints what is wrong as file:line: text, and ends with status 1 if anything is.
 * Warnings do not count. tools/lint/all runs every check.
 */
#include "tools/lint/lint.h"

static const struct {
	const char *name;
	void (*run)(const struct tree *);
} checks[] = {
	{ "layers", check_layers },     { "headers", check_headers },
	{ "banned", check_banned },     { "sizes", check_sizes },
	{ "comments", check_comments }, { "safe_html", check_safe_html },
	{ "unscoped", list_unscoped },
};

int main(int argc, char **argv)
{
	AUTO_ARENA arena = arena_create();
	for (size_t i = 0; argc == 3 && i < sizeof checks / sizeof *checks; i++) {
		if (strcmp(argv[1], checks[i].name) != 0)
			continue;
		struct tree t = tree_read(arena, argv[2]);
		checks[i].run(&t);
		return found_count() > 0;
	}
	fprintf(stderr, "usage: lint CHECK ROOT, CHECK one of:");
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
		fprintf(stderr, " %s", checks[i].name);
	fprintf(stderr, "\n");
	return 2;
}
