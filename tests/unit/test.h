/*
 * test.h - tests are sentences
 *
 *	TEST(a_case_number_has_the_day_of_opening) { ... ASSERT_EQ(a, b); }
 *
 * A TEST registers itself. It gets an arena that is gone afterwards. Tests that need
 * a database are TEST_STORE (fixture.h): the body runs on SQLite and on PostgreSQL.
 * The runner is cmocka's; `unit --filter TEXT` runs what matches.
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/ctx.h"

struct test {
	struct arena *arena;
	const char *engine; /* "", "sqlite", "postgres" */
	void *store;        /* the fixture's */
};

struct test_case {
	const char *name;
	void (*run)(struct test *);
	bool on_store;
	struct test_case *next;
};

void test_register(struct test_case *);

#define TEST_(fn, store)                                                                 \
	static void fn(struct test *t);                                                  \
	__attribute__((constructor)) static void register_##fn(void)                     \
	{                                                                                \
		static struct test_case c = { #fn, fn, store, NULL };                    \
		test_register(&c);                                                       \
	}                                                                                \
	static void fn(struct test *t)

#define TEST(name) TEST_(name, false)
#define TEST_STORE(name) TEST_(name, true)

/* A ctx without a database: actor is the program itself. */
struct ctx *test_ctx(struct test *);

#define ASSERT(cond) assert_true(cond)
#define ASSERT_EQ(a, b) assert_int_equal((a), (b))
#define ASSERT_STR(s, literal) assert_str_((s), (literal), __FILE__, __LINE__)
#define ASSERT_HAS(s, literal) assert_has_((s), (literal), true, __FILE__, __LINE__)
#define ASSERT_LACKS(s, literal) assert_has_((s), (literal), false, __FILE__, __LINE__)
#define ASSERT_OK(call) assert_ok_((call), #call, __FILE__, __LINE__)
#define ASSERT_ERR(kind, call) assert_err_((kind), (call), #call, __FILE__, __LINE__)
#define ASSERT_INSTANT(i, iso) assert_instant_((i), (iso), __FILE__, __LINE__)

void assert_str_(struct str, const char *, const char *file, int line);
void assert_has_(struct str, const char *, bool has, const char *file, int line);
void assert_ok_(error, const char *call, const char *file, int line);
void assert_err_(enum err_kind, error, const char *call, const char *file, int line);
void assert_instant_(instant, const char *iso, const char *file, int line);
