/* blob.h - text files of the source tree, in the program (tools/blob.c) */
#pragma once

#include "base/str.h"

struct blob {
	struct str name, text;
};

/* Those of demo/, by path; the last has no name. */
extern const struct blob demo_blobs[];
