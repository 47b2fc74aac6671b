#include "store/engine/sqlite.h"

static error constraint(struct ctx *cx, int extended, const char *what, const char *text)
{
	switch (extended) {
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
	case SQLITE_CONSTRAINT_FOREIGNKEY:
		return err_new(cx, ERR_CONFLICT, "%s: %s", what, text);
	default:
		return err_new(cx, ERR_INTERNAL, "%s: %s", what, text);
	}
}

error sqlite_error(struct ctx *cx, sqlite3 *handle, int rc, const char *what)
{
	int extended = handle != NULL ? sqlite3_extended_errcode(handle) : rc;
	const char *text = handle != NULL ? sqlite3_errmsg(handle) : sqlite3_errstr(rc);
	switch (rc & 0xff) {
	case SQLITE_CONSTRAINT:
		return constraint(cx, extended, what, text);
	case SQLITE_FULL:
		return err_new(cx, ERR_UNAVAILABLE,
			"%s: the disk is full: make room on the disk of the data folder", what);
	case SQLITE_READONLY:
		return err_new(cx, ERR_UNAVAILABLE,
			"%s: the database cannot be written (%s): let the program's user "
			"write to the data folder", what, text);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return err_new(cx, ERR_UNAVAILABLE,
			"%s: the database is damaged (%s): stop, run the check command, "
			"restore a backup", what, text);
	case SQLITE_CANTOPEN:
	case SQLITE_IOERR:
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_NOMEM:
	case SQLITE_PROTOCOL:
		return err_new(cx, ERR_UNAVAILABLE, "%s: %s (%d)", what, text, extended);
	case SQLITE_TOOBIG:
		return err_new(cx, ERR_LIMIT, "%s: %s", what, text);
	default:
		return err_new(cx, ERR_INTERNAL, "%s: %s (%d)", what, text, extended);
	}
}
