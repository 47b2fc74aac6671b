/*
 * loop.h - one thread, waiting for many things
 *
 * A loop waits for descriptors, timers and letters, and calls what was registered,
 * always on the thread that runs it. Nothing here blocks but loop_run. Other threads
 * may only loop_post and loop_stop.
 */
#pragma once

#include "base/ctx.h"

struct loop;

/* ERR_UNAVAILABLE when the kernel gives no descriptors. */
NODISCARD error loop_create(struct ctx *, struct loop **out);
/* Not while it runs. Letters that were not opened are forgotten. NULL is fine. */
void loop_destroy(struct loop *);

/* Until loop_stop. */
void loop_run(struct loop *);
/* From any thread; loop_run returns after the call that it is in. */
void loop_stop(struct loop *);

/* --- descriptors --- */

struct loop_watch {
	int fd;
	bool exclusive; /* several loops watch it: wake one of them */
	void (*ready)(struct loop_watch *);
	void *arg;
};

/* Readable, level-triggered. The watch is the caller's and lives until loop_unwatch. */
NODISCARD error loop_watch(struct ctx *, struct loop *, struct loop_watch *);
/* What it waits for from now on; at first to read. Neither: nothing but a fault. */
void loop_want(struct loop *, struct loop_watch *, bool in, bool out);
/* Not from the call of another watch: its event may be waiting behind that one. */
void loop_unwatch(struct loop *, struct loop_watch *);

/* --- timers: a heap; each lives in its owner's struct, zeroed at first --- */

struct loop_timer {
	int64_t due_us; /* monotonic_us() */
	void (*fire)(struct loop_timer *);
	void *arg;
	size_t place; /* private: index in the heap + 1; 0: not set */
};

/* Sets or moves it; it fires once, at `due_us` or soon after. */
void loop_timer_set(struct loop *, struct loop_timer *, int64_t due_us);
void loop_timer_cancel(struct loop *, struct loop_timer *);

/* --- letters from other threads: opened in the order of posting --- */

struct loop_letter {
	struct loop_letter *next; /* private */
	void (*open)(struct loop_letter *);
};

/* From any thread. The letter is the poster's and lives until it is opened. */
void loop_post(struct loop *, struct loop_letter *);

/*
 * Called before each wait; returns how long may be waited, in microseconds: 0 not at
 * all, -1 as long as the timers say. For a library with an event loop of its own.
 */
void loop_before_wait(struct loop *, int64_t (*fn)(void *), void *arg);
