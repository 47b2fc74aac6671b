/*
 * fixture.h - a database of its own for each test
 *
 *	TEST_STORE(a_person_is_found_by_address)
 *	{
 *		struct ctx *cx = fixture_ctx(t, .now = "2026-11-23T09:00Z");
 *		...
 *	}
 *
 * A TEST_STORE runs twice, on SQLite and on PostgreSQL, each time on a fresh migrated
 * database. cx->db is a writer that the test holds: each verb that it calls is a
 * transaction of its own. The actor is the program itself; a test sets cx->actor.
 *
 * PostgreSQL is a cluster that the runner starts in a temporary folder, or the one at
 * MAINSTAY_TEST_POSTGRES (a URL whose user may create databases). Where there is none
 * the test fails.
 */
#pragma once

#include "store/store.h"
#include "tests/unit/test.h"

struct fixture_options {
	const char *now; /* RFC 3339; NULL for 2026-11-23T09:00Z */
};

#define fixture_ctx(t, ...)                                                              \
	fixture_ctx_((t), &(struct fixture_options){ __VA_ARGS__ })
struct ctx *fixture_ctx_(struct test *, const struct fixture_options *);

/* The store of the test; made on first use, without holding its writer. */
struct store *fixture_store(struct test *);

/* A ctx that reads, on the calling thread's reader connection. */
struct ctx *fixture_reader(struct test *);

/* Gives the writer back, so that store_write and store_submit take their way. */
void fixture_release(struct ctx *);

/* An empty folder of the test, removed afterwards. */
struct str fixture_dir(struct test *);

/* The store is the caller's to close; its folder and URL stay until the test ends. */
struct store *fixture_forget(struct test *);

/* The store's URL, to open it a second time. */
struct str fixture_url(struct test *);

/* Called by the runner. */
void fixture_close(struct test *);
void fixture_end(void);
