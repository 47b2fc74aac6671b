#include "base/map.h"
#include "tools/lint/lint.h"

/* A folder may include itself and what it names here. */
static const struct layer {
	const char *folder, *may;
} layers[] = {
	{ "src/base/", "" },
	{ "src/os/", "base/" },
	{ "src/store/", "base/ os/" },
	{ "src/html/", "base/ os/" },
	{ "src/bundle/", "base/" },
	{ "src/mail/read/", "base/ html/bound.h" },
	{ "src/parse/", "base/ os/ html/ bundle/ mail/read/" },
	{ "src/vault/", "base/ os/" },
	{ "src/domain/", "base/ os/ store/ html/ bundle/" },
	{ "src/web/", "base/ os/ store/ html/ bundle/ domain/" },
	{ "src/mail/", "base/ os/ store/ html/ domain/" },
	{ "src/phone/", "base/ os/ store/ html/ domain/" },
	{ "src/demo/", "base/ store/ domain/" },
	{ "src/cli/", "base/ os/ store/ html/ domain/ web/ mail/ demo/" },
	{ "src/daemon/", "base/ os/ store/ html/ domain/ web/ mail/ phone/ demo/ cli/ parse/ vault/" },
	{ "src/main.c", "base/ os/ cli/ daemon/" },
	{ "src/", "" },
	{ "tools/", "base/ tools/ store/query.h" },
	{ "tests/", "base/ bundle/ os/ store/ html/ domain/ web/ mail/ phone/ demo/ cli/ parse/ vault/ daemon/ "
		    "tests/ tools/" },
};

/* Headers that are for a few files only. */
static const struct {
	const char *header, *only, *why;
} kept[] = {
	{ "store/query.h", "src/store/ tools/queryc.h tests/unit/",
		"only made code runs queries: write a query in X.sql" },
	{ "store/driver.h", "src/store/ tests/unit/", "only the store knows engines" },
};

/* The path of `#include "path"` at piece i, or empty. */
static struct str included(const struct source *s, size_t i)
{
	const struct piece *path = piece_at(s, i + 2);
	if (!piece_is(piece_at(s, i), "#") || !piece_is(piece_at(s, i + 1), "include") ||
		!piece_at(s, i)->directive || path->kind != TEXT || path->text.len < 2)
		return STR("");
	return str_sub(path->text, 1, path->text.len - 2);
}

static const struct layer *layer_of(struct str path)
{
	size_t i = 0;
	while (i + 1 < sizeof layers / sizeof *layers && !path_among(path, layers[i].folder))
		i++;
	return &layers[i];
}

/* "domain/case/" of "domain/case/case.h"; empty outside of domain. */
static struct str noun_of(struct str path)
{
	if (!str_starts(path, STR("domain/")))
		return STR("");
	struct str rest = str_skip(path, 7);
	ptrdiff_t end = str_find_char(rest, '/');
	return end < 0 ? STR("") : str_sub(path, 0, 7 + (size_t)end + 1);
}

/* A noun shows its siblings X.h; not its queries, and not X_part.h of folder X. */
static void check_sibling(struct arena *a, const struct source *s, int line, struct str path)
{
	struct str own = noun_of(str_skip(s->path, 4)), other = noun_of(path);
	if (other.len == 0 || str_eq(own, other) || !str_starts(s->path, STR("src/")))
		return;
	struct str noun = str_sub(other, 7, other.len - 8), file = str_skip(path, other.len);
	struct str part = str_printf(a, "%.*s_", STR_ARG(noun));
	if (str_ends(path, STR(".sql.h")) && !source_is(s, ".sql.c"))
		found(s, line, "%.*s has the queries of another noun: call a function of its .h",
			STR_ARG(path));
	else if (str_starts(file, part))
		found(s, line, "%.*s is for %.*s alone", STR_ARG(path), STR_ARG(other));
}

static void check_include(struct arena *a, const struct source *s, int line, struct str path)
{
	const struct layer *layer = layer_of(s->path);
	struct str own = str_skip(str_from(layer->folder), 4);
	bool from_src = str_starts(s->path, STR("src/"));
	bool inside = from_src && own.len > 0 && str_starts(path, own);
	if (!inside && !path_among(path, layer->may))
		found(s, line, "%s may not include %.*s: layers point downwards", layer->folder,
			STR_ARG(path));
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		if (str_eq(path, str_from(kept[i].header)) && !path_among(s->path, kept[i].only))
			found(s, line, "%s is not for this file: %s", kept[i].header, kept[i].why);
	check_sibling(a, s, line, path);
}

/* ---- cycles between nouns ---- */

/* A header with the .c file of its name, in domain. */
struct unit {
	struct str name; /* "domain/account/person" */
	SLICE(struct edge {
		struct unit *to;
		const struct source *where;
		int line;
	}) uses;
	struct unit *by; /* who led here, on the way */
	enum { NEW, ON_THE_WAY, DONE } state;
};

static struct unit *unit_get(struct arena *a, struct map *units, struct str path)
{
	ptrdiff_t end = str_find_char(path, '.');
	struct str name = str_sub(path, 0, end < 0 ? path.len : (size_t)end);
	struct unit *u = map_get(units, name);
	if (u == NULL) {
		u = arena_new(a, struct unit);
		u->name = name;
		map_put(units, name, u);
	}
	return u;
}

/* From `u` back along the way to `start`: does it leave the noun? Inside it may. */
static bool crosses(const struct unit *u, const struct unit *start)
{
	for (; u != start; u = u->by)
		if (!str_eq(noun_of(u->name), noun_of(start->name)))
			return true;
	return false;
}

static void walk(struct unit *u)
{
	u->state = ON_THE_WAY;
	for (size_t i = 0; i < u->uses.len; i++) {
		struct edge e = u->uses.at[i];
		if (e.to->state == ON_THE_WAY && crosses(u, e.to))
			found(e.where, e.line, "%.*s and %.*s include each other, if not directly",
				STR_ARG(u->name), STR_ARG(e.to->name));
		if (e.to->state != NEW)
			continue;
		e.to->by = u;
		walk(e.to);
	}
	u->state = DONE;
}

static void note_edge(struct arena *a, struct map *units, const struct source *s, int line,
	struct str path)
{
	struct str own = str_skip(s->path, 4);
	if (noun_of(own).len == 0 || noun_of(path).len == 0)
		return;
	struct unit *from = unit_get(a, units, own), *to = unit_get(a, units, path);
	if (from != to)
		*arena_push(a, &from->uses) = (struct edge){ to, s, line };
}

void check_layers(const struct tree *t)
{
	struct map units = map_new(t->arena);
	for (size_t f = 0; f < t->files.len; f++) {
		const struct source *s = &t->files.at[f];
		for (size_t i = 0; i < s->len; i++) {
			struct str path = included(s, i);
			if (path.len == 0)
				continue;
			check_include(t->arena, s, s->at[i].line, path);
			note_edge(t->arena, &units, s, s->at[i].line, path);
		}
	}
	const struct map_entry *e;
	for (size_t at = 0; (e = map_next(&units, &at)) != NULL;)
		if (((struct unit *)e->value)->state == NEW)
			walk(e->value);
}
