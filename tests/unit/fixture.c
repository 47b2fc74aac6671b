#include "tests/unit/fixture.h"

#include <stdio.h>

#include "base/buf.h"
#include "domain/setting/setting.h"

static struct test_case *first;
static size_t count;

void test_register(struct test_case *c)
{
	c->next = first;
	first = c;
	count++;
}

struct ctx *test_ctx(struct test *t)
{
	static const struct actor program = {
		.roles = ROLE_SYSTEM, .audiences = 31, .staff = true, .locale = STR_INIT("en"),
	};
	struct ctx *cx = arena_new(t->arena, struct ctx);
	struct settings *settings = arena_new(t->arena, struct settings);
	*settings = settings_initial();
	*cx = (struct ctx){ .arena = t->arena, .actor = &program, .settings = settings };
	check(instant_parse(STR("2026-11-23T09:00Z"), &cx->now));
	return cx;
}

void assert_str_(struct str s, const char *want, const char *file, int line)
{
	if (str_eq(s, str_from(want)))
		return;
	print_error("got  \"%.*s\"\nwant \"%s\"\n", STR_ARG(s), want);
	_fail(file, line);
}

void assert_has_(struct str s, const char *part, bool has, const char *file, int line)
{
	if ((str_find(s, str_from(part)) >= 0) == has)
		return;
	print_error("\"%.*s\"\n%s \"%s\"\n", STR_ARG(s), has ? "lacks" : "has", part);
	_fail(file, line);
}

void assert_ok_(error e, const char *call, const char *file, int line)
{
	if (e == OK)
		return;
	struct arena *a = arena_create();
	print_error("%s: %.*s\n", call, STR_ARG(err_text(a, e)));
	arena_destroy(a);
	_fail(file, line);
}

void assert_err_(enum err_kind kind, error e, const char *call, const char *file, int line)
{
	if (err_is(e, kind))
		return;
	struct str got = err_kind_name(e ? e->kind : ERR_NONE), want = err_kind_name(kind);
	print_error("%s: got %.*s, want %.*s\n", call, STR_ARG(got), STR_ARG(want));
	_fail(file, line);
}

void assert_instant_(instant i, const char *iso, const char *file, int line)
{
	instant want;
	check(instant_parse(str_from(iso), &want));
	if (i.us == want.us)
		return;
	struct arena *a = arena_create();
	print_error("got %.*s, want %s\n", STR_ARG(instant_iso(a, i)), iso);
	arena_destroy(a);
	_fail(file, line);
}

struct run {
	struct test_case *c;
	const char *engine;
	char title[160];
	struct test t;
};

static void run_one(void **state)
{
	struct run *r = *state;
	r->t = (struct test){ .arena = arena_create(), .engine = r->engine };
	r->c->run(&r->t);
}

/* Also after a failure, that leaves the body by a jump. */
static int clean_one(void **state)
{
	struct run *r = *state;
	fixture_close(&r->t);
	arena_destroy(r->t.arena);
	return 0;
}

/* --filter TEXT, --without TEXT: by the title; --shard N/OF. */
struct choice {
	const char *filter, *without;
	int64_t shard, of;
};

static bool wanted(const struct run *r, const struct choice *c)
{
	if (c->filter != NULL && strstr(r->title, c->filter) == NULL)
		return false;
	if (c->without != NULL && strstr(r->title, c->without) != NULL)
		return false;
	return (int64_t)(str_hash(str_from(r->title)) % (uint64_t)c->of) == c->shard;
}

int main(int argc, char **argv)
{
	struct choice choice = { .of = 1 };
	for (int i = 1; i + 1 < argc; i += 2) {
		struct str value = str_from(argv[i + 1]), part;
		if (strcmp(argv[i], "--filter") == 0)
			choice.filter = argv[i + 1];
		else if (strcmp(argv[i], "--without") == 0)
			choice.without = argv[i + 1];
		else if (strcmp(argv[i], "--shard") == 0)
			check(str_cut(&value, '/', &part) && str_int(part, &choice.shard) &&
				str_int(value, &choice.of) && choice.of > 0);
	}

	AUTO_ARENA arena = arena_create();
	struct run *runs = arena_array(arena, struct run, count * 2);
	struct CMUnitTest *tests = arena_array(arena, struct CMUnitTest, count * 2);
	size_t n = 0;
	for (struct test_case *c = first; c != NULL; c = c->next) {
		static const char *const engines[2][2] = { { "", NULL }, { "sqlite", "postgres" } };
		for (int e = 0; e < 2 && engines[c->on_store][e] != NULL; e++) {
			struct run *r = &runs[n];
			*r = (struct run){ .c = c, .engine = engines[c->on_store][e] };
			snprintf(r->title, sizeof r->title, "%s%s%s", c->name,
				*r->engine ? " on " : "", r->engine);
			if (!wanted(r, &choice))
				continue;
			tests[n] = (struct CMUnitTest){ .name = r->title, .test_func = run_one,
				.teardown_func = clean_one, .initial_state = r };
			n++;
		}
	}
	int failed = _cmocka_run_group_tests("unit", tests, n, NULL, NULL);
	fixture_end();
	printf("%zu passed, %d failed\n", n - (size_t)failed, failed);
	return failed == 0 ? 0 : 1;
}
