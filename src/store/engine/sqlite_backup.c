#include <fcntl.h>

#include "os/file.h"
#include "store/engine/sqlite.h"

enum { STEP_PAGES = 2048, FINDINGS_MAX = 100 };

static void finalize_at(sqlite3_stmt **st)
{
	sqlite3_finalize(*st);
}

static error findings_of(struct ctx *cx, sqlite3 *handle, const char *sql,
	struct store_findings *out)
{
	CLEANUP(finalize_at) sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(handle, sql, -1, &st, NULL);
	if (rc != SQLITE_OK)
		return sqlite_error(cx, handle, rc, sql);
	while (out->len < FINDINGS_MAX && (rc = sqlite3_step(st)) == SQLITE_ROW) {
		struct str text = str_from((const char *)sqlite3_column_text(st, 0));
		if (!str_eq(text, STR("ok")))
			*arena_push(cx->arena, out) = str_copy(cx->arena, text);
	}
	if (rc != SQLITE_DONE && rc != SQLITE_ROW)
		return sqlite_error(cx, handle, rc, sql);
	return OK;
}

static error inspect(struct ctx *cx, sqlite3 *handle, struct store_findings *out)
{
	struct store_findings found = { 0 };
	TRY(findings_of(cx, handle, "PRAGMA integrity_check(100)", &found));
	TRY(findings_of(cx, handle,
		"SELECT 'row ' || coalesce(rowid, '?') || ' of ' || \"table\" ||"
		" ' names a row of ' || parent || ' that does not exist'"
		" FROM pragma_foreign_key_check",
		&found));
	*out = found;
	return OK;
}

error sqlite_check(struct ctx *cx, struct store *store, struct store_findings *out)
{
	CLEANUP(sqlite_close_at) sqlite3 *handle = NULL;
	TRY(sqlite_open_reader(cx, store, &handle));
	return inspect(cx, handle, out);
}

/* The source stands on one snapshot for the whole copy, so it never starts again. */
static error copy(struct ctx *cx, sqlite3 *from, sqlite3 *to)
{
	TRY(sqlite_exec(cx, from, "BEGIN; SELECT count(*) FROM sqlite_schema;"));
	sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
	if (b == NULL)
		return sqlite_error(cx, to, sqlite3_errcode(to), "backup");
	int rc;
	do
		rc = sqlite3_backup_step(b, STEP_PAGES);
	while (rc == SQLITE_OK);
	int finished = sqlite3_backup_finish(b);
	if (rc != SQLITE_DONE || finished != SQLITE_OK)
		return sqlite_error(cx, to, rc != SQLITE_DONE ? rc : finished, "backup");
	return sqlite_exec(cx, from, "COMMIT");
}

static error backup_to(struct ctx *cx, struct store *store, struct str dest)
{
	CLEANUP(sqlite_close_at) sqlite3 *from = NULL;
	CLEANUP(sqlite_close_at) sqlite3 *to = NULL;
	TRY(sqlite_open_reader(cx, store, &from));
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
	int rc = sqlite3_open_v2(str_c(cx->arena, dest), &to, flags, NULL);
	if (rc != SQLITE_OK)
		return sqlite_error(cx, to, rc, str_c(cx->arena, dest));
	TRY(copy(cx, from, to));

	/* One file, without a log beside it: what was copied says "WAL" in its header. */
	TRY(sqlite_exec(cx, to, "PRAGMA journal_mode = DELETE"));
	struct store_findings found = { 0 };
	TRY(inspect(cx, to, &found));
	if (found.len > 0)
		return err_new(cx, ERR_UNAVAILABLE, "the copy is not sound: %.*s",
			STR_ARG(found.at[0]));
	return OK;
}

error sqlite_backup(struct ctx *cx, struct store *store, struct str dest)
{
	if (file_exists(cx, dest))
		return err_new(cx, ERR_CONFLICT, "%.*s exists already: name a new file",
			STR_ARG(dest));
	error e = backup_to(cx, store, dest);
	AUTO_FD fd = -1;
	if (e == OK)
		e = file_open(cx, dest, O_RDONLY, 0, &fd);
	if (e == OK)
		e = fd_sync(cx, fd, dest);
	if (e == OK)
		return dir_sync(cx, path_dir(dest));
	error ignored = file_remove(cx, dest);
	(void)ignored;
	return e;
}
