/* sink.h - a server on a free port, of one connection at a time, that a test makes up */
#pragma once

#include <pthread.h>
#include <stdio.h>

#include "tests/unit/test.h"

/* Speaks on one connection until it hangs up; `of` is the test's. */
typedef void (*sink_serve)(void *of, FILE *in, FILE *out);

struct sink {
	int listener, port;
	pthread_t thread;
	sink_serve serve;
	void *of;
};

void sink_open(struct test *, struct sink *, sink_serve, void *of);
/* Ends its thread; call it before looking at what it was told. */
void sink_close(struct sink *);
