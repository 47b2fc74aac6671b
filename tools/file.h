/*
 * file.h - whole files, for the compilers of the build
 *
 * A tool that cannot read or write a file says so and ends with status 1.
 */
#pragma once

#include "base/str.h"

enum { FILE_MAX = 2 << 20 };

_Noreturn void file_die(const char *path, const char *why);
/* At most FILE_MAX bytes. */
struct str file_read(struct arena *, const char *path);
/* Leaves no half-written file behind. */
void file_write(const char *path, struct str text);
