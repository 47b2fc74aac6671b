/*
 * bare - the limit for opening cases: the same rows, as durable, by a loop that does
 * nothing else
 *
 *	bare DATABASE SECONDS BATCH
 *
 * BATCH cases share a commit, as that many waiting clients do. Prints a line like
 * "bare 12345 cases/s at 45.6 us of CPU each".
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "base/time.h"

enum { TABLES = 7 };

static const char *const rows[TABLES] = {
	"INSERT INTO casefile (id, number, contact_id, entitlement, priority, status, summary, impact,"
	" channel, queue_id, reported_at, opened_at, changed_at, status_since, entry_count,"
	" public_count, next_rung, next_due_at)"
	" VALUES (?1, 'bare-' || ?1, 1, 0, 2, 0, 'Uplink of the plant router is down',"
	" 'Two plants cannot order.', 0, 1, ?2, ?2, ?2, ?2, 1, 1, 1, ?2)",
	"INSERT INTO entry (id, casefile_id, kind, public, author_id, by_staff, created_at, text, markup)"
	" VALUES (?1 * 1048576 + 1, ?1, 1, 1, 1, 1, ?2, 'Since 02:10 the uplink is down. We changed"
	" nothing. Both optics show light.', '<p>Since 02:10 the uplink is down. We changed nothing."
	" Both optics show light.</p>')",
	"INSERT INTO escalation (casefile_id, state, period, priority, waiting, reported_at, since, acc1,"
	" acc2, acc3, acc4, sent, owed, suppressed, policy_version, next_level, next_due_at, events, head)"
	" VALUES (?1, 1, 1, 2, 0, ?2, ?2, 0, 0, 0, 0, 0, 0, 0, 1, 1, ?2, 1, zeroblob(32))",
	"INSERT INTO escalation_event (id, casefile_id, at, act, level, priority, state, period, running,"
	" due_at, hash) VALUES (?1 * 1048576 + 1, ?1, ?2, 1, 1, 2, 1, 1, 1, ?2, zeroblob(32))",
	"INSERT INTO index_outbox (stamp, kind, row_id, created_at) VALUES (0, 8, ?1, ?2)",
	"INSERT INTO idempotent_reply (person_id, token, request_hash, status, sealed, created_at)"
	" VALUES (1, 'bare-' || ?1, zeroblob(32), 201, zeroblob(900), ?2)",
	"INSERT INTO counter (name, value) VALUES ('bare', 1)"
	" ON CONFLICT (name) DO UPDATE SET value = value + 1 WHERE ?1 > 0 AND ?2 > 0",
};

static void must(sqlite3 *db, int code, const char *what)
{
	if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
		return;
	(void)fprintf(stderr, "bare: %s: %s\n", what, sqlite3_errmsg(db));
	exit(1);
}

static void run(sqlite3 *db, const char *sql)
{
	must(db, sqlite3_exec(db, sql, NULL, NULL, NULL), sql);
}

static int64_t cpu_us(void)
{
	struct rusage use;

	getrusage(RUSAGE_SELF, &use);
	return (use.ru_utime.tv_sec + use.ru_stime.tv_sec) * US_PER_SECOND + use.ru_utime.tv_usec +
		use.ru_stime.tv_usec;
}

static void open_one(sqlite3 *db, sqlite3_stmt *const *inserts, int64_t id)
{
	int64_t now = instant_now().us;

	for (int i = 0; i < TABLES; i++) {
		sqlite3_bind_int64(inserts[i], 1, id);
		sqlite3_bind_int64(inserts[i], 2, now);
		must(db, sqlite3_step(inserts[i]), rows[i]);
		sqlite3_reset(inserts[i]);
	}
}

int main(int argc, char **argv)
{
	sqlite3 *db;
	sqlite3_stmt *inserts[TABLES];
	int64_t id = 1000000, made = 0;

	if (argc != 4)
		return 2;
	int64_t wanted = strtol(argv[2], NULL, 10), batch = strtol(argv[3], NULL, 10);
	must(NULL, sqlite3_open(argv[1], &db), argv[1]);
	run(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
		"PRAGMA cache_size = -8000; INSERT OR IGNORE INTO queue (id, name) VALUES (1, 'Bare')");
	for (int i = 0; i < TABLES; i++)
		must(db, sqlite3_prepare_v2(db, rows[i], -1, &inserts[i], NULL), rows[i]);
	int64_t began = monotonic_us(), used = cpu_us();
	while (monotonic_us() - began < wanted * US_PER_SECOND) {
		run(db, "BEGIN IMMEDIATE");
		for (int64_t i = 0; i < batch; i++, made++)
			open_one(db, inserts, ++id);
		run(db, "COMMIT");
	}
	int64_t took = monotonic_us() - began;
	(void)printf("bare %.0f cases/s at %.1f us of CPU each\n", (double)made * 1e6 / (double)took,
		(double)(cpu_us() - used) / (double)made);
	for (int i = 0; i < TABLES; i++)
		sqlite3_finalize(inserts[i]);
	sqlite3_close(db);
	return 0;
}
