/* js_part.h - between js.c, which reads texts, and js_eval.c, which reads values */
#pragma once

#include "domain/manual/import/value/js.h"

struct js_reader {
	struct ctx *cx;
	const struct js_scope *scope;
	struct str rest;
	int depth;
};

/* `s` is what stands between the quotes. */
struct str js_unescape(struct js_reader *, struct str s);
size_t js_name_len(struct str);
