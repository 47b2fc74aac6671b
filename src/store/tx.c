#include "store/tx.h"

#include "store/driver.h"

/* Depth 1 is the transaction itself; what is deeper is a savepoint. */
struct tx tx_begin(struct ctx *cx)
{
	struct db *db = cx->db;
	check(db != NULL && db->writer);

	int depth = ++db->depth;
	struct tx tx = { .cx = cx, .depth = depth, .open = true };
	tx.announced = db->announced.len;
	if (db->failed_depth > 0)
		return tx;

	error e = depth > 1 ? db->driver->savepoint(cx, db, depth) : db->driver->ready(cx, db);
	if (e == OK && depth == 1)
		e = db->driver->begin(cx, db);
	if (e != OK) {
		db->failed_depth = depth;
		db->failed = str_copy(db->said, e->text);
	}
	return tx;
}

error tx_commit(struct tx *tx)
{
	struct ctx *cx = tx->cx;
	struct db *db = cx->db;
	check(tx->open && tx->depth == db->depth);

	TRY(db_usable(cx));
	if (tx->depth > 1) {
		TRY(db->driver->release(cx, db, tx->depth));
	} else {
		TRY(db->driver->commit(cx, db));
		announce_all(db->store, &db->announced);
		db_transaction_over(db);
	}
	tx->open = false;
	db->depth--;
	return OK;
}

void tx_end(struct tx *tx)
{
	if (!tx->open)
		return;
	struct db *db = tx->cx->db;
	check(tx->depth == db->depth);

	tx->open = false;
	db->depth--;
	db->announced.len = tx->announced;
	bool began = db->failed_depth == 0;
	if (db->failed_depth == tx->depth)
		db->failed_depth = 0;
	if (began && tx->depth > 1)
		db->driver->rollback_to(db, tx->depth);
	else if (began)
		db->driver->rollback(db);
	if (tx->depth == 1)
		db_transaction_over(db);
}

void db_transaction_over(struct db *db)
{
	db->announced = (announcement_list){ 0 };
	db->failed_depth = 0;
	arena_reset(db->said);
}

error snapshot_begin(struct ctx *cx)
{
	struct db *db = cx->db;
	check(db != NULL);
	if (!db->writer && db->snapshots == 0) {
		TRY(db->driver->ready(cx, db));
		TRY(db->driver->begin(cx, db));
	}
	db->snapshots++;
	return OK;
}

void snapshot_end(struct ctx **at)
{
	struct db *db = *at != NULL ? (*at)->db : NULL;
	if (db == NULL || db->snapshots == 0)
		return;
	if (--db->snapshots == 0 && !db->writer)
		db->driver->rollback(db);
}
