/*
 * check.h - programming mistakes end the process
 *
 * check(cond) is active in release builds. It is for what cannot happen unless
 * the code is wrong, never for bad input: input gets an error (err.h). The
 * supervisor restarts a role that dies here.
 */
#pragma once

#include <stdbool.h>

#define NODISCARD __attribute__((warn_unused_result))
#define PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define CLEANUP(fn) __attribute__((cleanup(fn)))

#define check(cond)                                                                      \
	do {                                                                             \
		if (__builtin_expect(!(cond), 0))                                        \
			check_failed(#cond, __FILE__, __LINE__);                         \
	} while (0)

/* Writes one line to standard error and aborts. */
_Noreturn void check_failed(const char *cond, const char *file, int line);
