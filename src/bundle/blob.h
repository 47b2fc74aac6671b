/* blob.h - rules.data, in the program (tools/blob.c) */
#pragma once

#include "base/str.h"

struct blob {
	struct str name, text;
};

extern const struct blob bundle_blobs[];
