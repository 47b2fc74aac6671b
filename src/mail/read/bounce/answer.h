/* answer.h - what a server answered: codes of RFC 5321 and RFC 3463 within prose */
#pragma once

#include "base/str.h"

struct answer {
	struct str status; /* "5.1.1", empty when there is none */
	int code;          /* 550, 0: none */
};

/* The first of each in `s`. */
struct answer answer_find(struct str s);

/* A status at the front of `s`: its length, 0 when it is none. */
size_t answer_status_len(struct str s);
