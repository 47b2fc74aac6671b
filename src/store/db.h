/*
 * db.h - all that a domain needs to know of the database
 *
 * cx->db is a connection. It is a reader (queries that write are refused) or, in
 * the work of a writer (store.h), a writer. What can be asked of it are the
 * functions that queryc generates from X.sql.
 */
#pragma once

#include "base/ctx.h"
#include "store/tx.h"

bool db_is_writer(const struct db *);
