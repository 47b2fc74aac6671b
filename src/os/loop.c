#include "os/loop.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { EVENTS_MAX = 64, HEAP_FIRST = 16 };

struct loop {
	int epoll, bell;
	atomic_bool stop;
	pthread_mutex_t lock; /* guards the letters */
	struct loop_letter *first, **last;
	struct loop_timer **heap;
	size_t heap_len, heap_cap;
	int64_t (*before)(void *);
	void *before_arg;
};

error loop_create(struct ctx *cx, struct loop **out)
{
	struct loop *l = calloc(1, sizeof *l);
	check(l != NULL);
	l->last = &l->first;
	pthread_mutex_init(&l->lock, NULL);
	l->epoll = epoll_create1(EPOLL_CLOEXEC);
	l->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	struct epoll_event e = { .events = EPOLLIN, .data.ptr = NULL };
	if (l->epoll < 0 || l->bell < 0 || epoll_ctl(l->epoll, EPOLL_CTL_ADD, l->bell, &e) != 0) {
		error failed = err_new(cx, ERR_UNAVAILABLE, "event loop: %s", strerror(errno));
		loop_destroy(l);
		return failed;
	}
	*out = l;
	return OK;
}

void loop_destroy(struct loop *l)
{
	if (l == NULL)
		return;
	if (l->epoll >= 0)
		close(l->epoll);
	if (l->bell >= 0)
		close(l->bell);
	pthread_mutex_destroy(&l->lock);
	free(l->heap);
	free(l);
}

static void ring(struct loop *l)
{
	uint64_t one = 1;
	ssize_t n = write(l->bell, &one, sizeof one);
	(void)n; /* EAGAIN: it rings already */
}

void loop_stop(struct loop *l)
{
	atomic_store(&l->stop, true);
	ring(l);
}

/* --- descriptors --- */

error loop_watch(struct ctx *cx, struct loop *l, struct loop_watch *w)
{
	struct epoll_event e = { .events = EPOLLIN | (w->exclusive ? EPOLLEXCLUSIVE : 0),
		.data.ptr = w };
	if (epoll_ctl(l->epoll, EPOLL_CTL_ADD, w->fd, &e) != 0)
		return err_new(cx, ERR_UNAVAILABLE, "watch: %s", strerror(errno));
	return OK;
}

void loop_want(struct loop *l, struct loop_watch *w, bool in, bool out)
{
	struct epoll_event e = { .events = (in ? EPOLLIN : 0u) | (out ? EPOLLOUT : 0u), .data.ptr = w };

	epoll_ctl(l->epoll, EPOLL_CTL_MOD, w->fd, &e);
}

void loop_unwatch(struct loop *l, struct loop_watch *w)
{
	epoll_ctl(l->epoll, EPOLL_CTL_DEL, w->fd, NULL);
}

/* --- timers --- */

static void place(struct loop *l, size_t at, struct loop_timer *t)
{
	l->heap[at] = t;
	t->place = at + 1;
}

static void rise(struct loop *l, size_t at)
{
	struct loop_timer *t = l->heap[at];
	for (size_t up; at > 0; at = up) {
		up = (at - 1) / 2;
		if (l->heap[up]->due_us <= t->due_us)
			break;
		place(l, at, l->heap[up]);
	}
	place(l, at, t);
}

static void sink(struct loop *l, size_t at)
{
	struct loop_timer *t = l->heap[at];
	for (size_t down; (down = at * 2 + 1) < l->heap_len; at = down) {
		if (down + 1 < l->heap_len && l->heap[down + 1]->due_us < l->heap[down]->due_us)
			down++;
		if (t->due_us <= l->heap[down]->due_us)
			break;
		place(l, at, l->heap[down]);
	}
	place(l, at, t);
}

void loop_timer_cancel(struct loop *l, struct loop_timer *t)
{
	if (t->place == 0)
		return;
	size_t at = t->place - 1;
	t->place = 0;
	struct loop_timer *moved = l->heap[--l->heap_len];
	if (moved == t)
		return;
	place(l, at, moved);
	rise(l, at);
	sink(l, moved->place - 1);
}

void loop_timer_set(struct loop *l, struct loop_timer *t, int64_t due_us)
{
	loop_timer_cancel(l, t);
	if (l->heap_len == l->heap_cap) {
		l->heap_cap = l->heap_cap == 0 ? HEAP_FIRST : l->heap_cap * 2;
		l->heap = reallocarray(l->heap, l->heap_cap, sizeof *l->heap);
		check(l->heap != NULL);
	}
	t->due_us = due_us;
	place(l, l->heap_len++, t);
	rise(l, t->place - 1);
}

static void fire_due(struct loop *l)
{
	if (l->heap_len == 0)
		return;
	int64_t now = monotonic_us();
	while (l->heap_len > 0 && l->heap[0]->due_us <= now) {
		struct loop_timer *t = l->heap[0];
		loop_timer_cancel(l, t);
		t->fire(t);
	}
}

/* --- letters --- */

void loop_post(struct loop *l, struct loop_letter *letter)
{
	letter->next = NULL;
	pthread_mutex_lock(&l->lock);
	bool was_empty = l->first == NULL;
	*l->last = letter;
	l->last = &letter->next;
	/* Inside the lock: once unlocked, the reader may be gone with the loop. */
	if (was_empty)
		ring(l);
	pthread_mutex_unlock(&l->lock);
}

static void open_letters(struct loop *l)
{
	uint64_t rings;
	ssize_t n = read(l->bell, &rings, sizeof rings);
	(void)n;
	pthread_mutex_lock(&l->lock);
	struct loop_letter *letter = l->first, *next;
	l->first = NULL;
	l->last = &l->first;
	pthread_mutex_unlock(&l->lock);
	for (; letter != NULL; letter = next) {
		next = letter->next;
		letter->open(letter);
	}
}

void loop_before_wait(struct loop *l, int64_t (*fn)(void *), void *arg)
{
	l->before = fn;
	l->before_arg = arg;
}

/* Milliseconds for epoll_wait: rounded up, so that a timer is never early. */
static int patience(struct loop *l)
{
	int64_t us = l->before != NULL ? l->before(l->before_arg) : -1;
	if (l->heap_len > 0 && us != 0) {
		int64_t left = l->heap[0]->due_us - monotonic_us();
		left = left < 0 ? 0 : left;
		us = us < 0 || left < us ? left : us;
	}
	return us < 0 ? -1 : us >= INT32_MAX ? INT32_MAX : (int)((us + 999) / 1000);
}

void loop_run(struct loop *l)
{
	struct epoll_event events[EVENTS_MAX];
	while (!atomic_load(&l->stop)) {
		int n = epoll_wait(l->epoll, events, EVENTS_MAX, patience(l));
		check(n >= 0 || errno == EINTR);
		for (int i = 0; i < n; i++) {
			struct loop_watch *w = events[i].data.ptr;
			if (w == NULL)
				open_letters(l);
			else
				w->ready(w);
		}
		fire_due(l);
	}
	atomic_store(&l->stop, false);
}
