#include "base/check.h"

#include <stdio.h>
#include <stdlib.h>

void check_failed(const char *cond, const char *file, int line)
{
	fprintf(stderr, "mainstay: %s:%d: check failed: %s\n", file, line, cond);
	abort();
}
