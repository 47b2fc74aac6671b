/*
 * sqlite_savepoint.c - a savepoint is made when something is written after it
 *
 * A verb with a tx of its own runs in the savepoint of its job, mostly before that has
 * written anything: the two stand at the same place, and one savepoint serves both. A tx
 * that only reads needs none. So a tx that begins only waits; the first write makes one
 * savepoint for the lowest tx that waits, and those above it go back to it, too.
 *
 * For a savepoint SQLite copies each page that is changed after it: half of the cost of
 * writing. An optimistic batch makes none and only notes where they would stand; when one
 * of them is needed after all the batch is spoiled (writer.c).
 */
#include "store/engine/sqlite.h"

enum { DEPTH_MAX = 63 };

static uint64_t bit(int depth)
{
	check(depth > 0 && depth <= DEPTH_MAX);
	return (uint64_t)1 << depth;
}

/* The statements of one verb, by depth. */
static error at_depth(struct ctx *cx, struct sqlite *s, struct controls *statements,
	int depth, const char *verb)
{
	while (statements->len <= (size_t)depth)
		*arena_push(s->db.arena, statements) = NULL;
	char sql[48];
	snprintf(sql, sizeof sql, "%s s%d", verb, depth);
	return sqlite_control(cx, s, &statements->at[depth], sql);
}

error sqlite_before_write(struct ctx *cx, struct sqlite *s)
{
	if (s->pending == 0)
		return OK;
	if (!s->db.optimistic)
		TRY(at_depth(cx, s, &s->savepoint, s->pending, "SAVEPOINT"));
	s->made |= bit(s->pending);
	s->pending = 0;
	return OK;
}

error sqlite_savepoint(struct ctx *cx, struct db *db, int depth)
{
	struct sqlite *s = (struct sqlite *)db;
	(void)cx;
	if (s->pending == 0)
		s->pending = depth;
	return OK;
}

/* False when it is over without a statement. */
static bool has_own(struct sqlite *s, int depth)
{
	if (s->pending == depth)
		s->pending = 0;
	return (s->made & bit(depth)) != 0;
}

error sqlite_release(struct ctx *cx, struct db *db, int depth)
{
	struct sqlite *s = (struct sqlite *)db;
	if (!has_own(s, depth))
		return OK;
	if (!db->optimistic)
		TRY(at_depth(cx, s, &s->release, depth, "RELEASE"));
	s->made &= ~bit(depth);
	return OK;
}

/* The nearest savepoint below, where this tx began as well. */
static int shared_with(const struct sqlite *s, int depth)
{
	uint64_t below = s->made & (bit(depth) - 1);
	check(below != 0);
	return DEPTH_MAX - __builtin_clzll(below);
}

static error go_back(struct ctx *cx, struct sqlite *s, int depth, bool own)
{
	int to = own ? depth : shared_with(s, depth);
	TRY(at_depth(cx, s, &s->rollback_to, to, "ROLLBACK TO"));
	return own ? sqlite_release(cx, &s->db, depth) : OK;
}

void sqlite_rollback_to(struct db *db, int depth)
{
	struct sqlite *s = (struct sqlite *)db;
	if (sqlite_lost(db))
		return;
	bool waits = s->pending != 0 && s->pending <= depth, own = has_own(s, depth);
	if (waits) /* nothing was written since */
		return;
	if (db->optimistic) {
		s->made &= ~bit(depth);
		db->spoiled = true;
		return;
	}
	struct ctx cx = { .arena = db->said };
	/* What cannot be undone singly is undone whole: lost() tells the writer. */
	if (go_back(&cx, s, depth, own) != OK)
		sqlite_rollback(db);
}
