#include "base/str.h"

struct name {
	struct str text;
};
struct names {
	struct name *at;
	size_t len;
};
