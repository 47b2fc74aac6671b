/*
 * memo.h - what a connection remembers from one transaction to the next
 *
 * For a few rows that nearly every request reads and that hardly ever change. Whoever
 * keeps some asks a cheap query first whether they still hold: another node may have
 * changed them, or a transaction that put them there may have been rolled back. A
 * connection belongs to one thread at a time, so a memo needs no lock.
 */
#pragma once

#include "base/ctx.h"

/* The memo of `key`, the address of something of its owner; zeroed at first. */
void *db_memo(struct ctx *, const void *key, size_t size);
