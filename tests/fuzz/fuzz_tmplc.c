/*
 * fuzz_tmplc.c - any template is compiled, or refused with its place
 *
 * The first byte chooses the kind of template.
 */
#include "tools/tmplc.h"

#include <setjmp.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The jump's place travels by the path, which a refusal hands to us. */
struct attempt {
	jmp_buf refused;
	char path[16];
};

void tmplc_fail(const struct tmplc *t, const char *fmt, ...)
{
	struct attempt *a =
		(struct attempt *)(uintptr_t)(t->path - offsetof(struct attempt, path));
	char text[512];
	va_list args;

	va_start(args, fmt);
	check(vsnprintf(text, sizeof text, fmt, args) > 0);
	va_end(args);
	check(t->line >= 1);
	longjmp(a->refused, 1);
}

static void compile(struct attempt *a, struct arena *arena, struct str text)
{
	struct map messages = map_new(arena);
	struct tmplc t = { .arena = arena, .path = a->path, .src = text, .messages = &messages };

	if (setjmp(a->refused) != 0)
		return;
	tmplc_compile(&t);
	check(t.h.len > 0 && t.c.len > 0);
	check(!t.c.overflow && !t.h.overflow);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const paths[] = { "src/x.html", "src/x.txt", "src/x.atom" };

	if (size == 0 || size > 1 << 16)
		return 0;
	AUTO_ARENA arena = arena_create();
	struct attempt a;
	snprintf(a.path, sizeof a.path, "%s", paths[data[0] % 3]);
	/* A copy of its own size, so that reading past the end is seen. */
	compile(&a, arena, str_of(memcpy(arena_bytes(arena, size), data + 1, size - 1), size - 1));
	return 0;
}
