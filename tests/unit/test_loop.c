#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "os/loop.h"
#include "os/pool.h"
#include "os/socket.h"
#include "tests/unit/test.h"

/* --- the loop --- */

struct timed {
	struct loop_timer timer;
	struct loop *loop;
	struct buf *said;
	char name;
	bool last;
};

static void fired(struct loop_timer *timer)
{
	struct timed *s = timer->arg;
	buf_char(s->said, s->name);
	if (s->last)
		loop_stop(s->loop);
}

TEST(timers_fire_in_the_order_in_which_they_are_due)
{
	struct ctx *cx = test_ctx(t);
	struct loop *l;
	struct buf said = buf_new(t->arena, 100);
	struct timed all[26];
	int64_t now = monotonic_us();
	ASSERT_OK(loop_create(cx, &l));

	for (int i = 0; i < 26; i++) {
		int at = (i * 7) % 26;
		all[at] = (struct timed){ .timer = { .fire = fired, .arg = &all[at] }, .loop = l,
			.said = &said, .name = (char)('a' + at), .last = at == 25 };
		loop_timer_set(l, &all[at].timer, now + at * 10);
	}
	loop_timer_cancel(l, &all[3].timer);
	loop_timer_cancel(l, &all[3].timer);
	loop_timer_set(l, &all[0].timer, now + 45);
	loop_run(l);

	ASSERT_STR(buf_str(&said), "bceafghijklmnopqrstuvwxyz");
	loop_destroy(l);
}

struct note {
	struct loop_letter letter;
	struct loop *loop;
	int *sum;
	int value, stop_at;
};

static void opened(struct loop_letter *letter)
{
	struct note *n = (struct note *)letter;
	*n->sum += n->value;
	if (*n->sum == n->stop_at)
		loop_stop(n->loop);
}

struct poster {
	struct note notes[1000];
};

static void *post_all(void *arg)
{
	struct poster *p = arg;
	for (int i = 0; i < 1000; i++)
		loop_post(p->notes[i].loop, &p->notes[i].letter);
	return NULL;
}

TEST(letters_of_many_threads_all_arrive)
{
	struct loop *l;
	int sum = 0;
	pthread_t threads[4];
	ASSERT_OK(loop_create(test_ctx(t), &l));

	for (int i = 0; i < 4; i++) {
		struct poster *p = arena_new(t->arena, struct poster);
		for (int n = 0; n < 1000; n++)
			p->notes[n] = (struct note){ { .open = opened }, l, &sum, 1, 4000 };
		pthread_create(&threads[i], NULL, post_all, p);
	}
	loop_run(l);

	for (int i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	ASSERT_EQ(sum, 4000);
	loop_destroy(l);
}

/* --- the pool --- */

struct task {
	struct pool_job job;
	pthread_mutex_t *gate;
	_Atomic int *done;
};

static void run_task(struct pool_job *job)
{
	struct task *s = (struct task *)job;
	pthread_mutex_lock(s->gate);
	pthread_mutex_unlock(s->gate);
	++*s->done;
}

TEST(a_full_pool_says_so_and_finishes_what_it_took)
{
	struct pool *p;
	pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
	_Atomic int done = 0;
	struct task tasks[20];
	int taken = 0;
	ASSERT_OK(pool_create(test_ctx(t), 2, 5, &p));

	pthread_mutex_lock(&gate);
	for (int i = 0; i < 20; i++) {
		tasks[i] = (struct task){ { .run = run_task }, &gate, &done };
		taken += pool_submit(p, &tasks[i].job);
	}
	pthread_mutex_unlock(&gate);
	pool_destroy(p);

	ASSERT(taken >= 5 && taken <= 7);
	ASSERT_EQ(done, taken);
}

/* --- sockets --- */

TEST(a_socket_listens_where_it_is_told)
{
	static const char *const places[] = { "127.0.0.1:0", "*:0", ":0" };
	struct ctx *cx = test_ctx(t);
	int fd;

	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		ASSERT_OK(socket_listen(cx, str_from(places[i]), &fd));
		ASSERT(str_rfind_char(socket_name(t->arena, fd), ':') > 0);
		close(fd);
	}
}

TEST(an_address_that_cannot_be_says_how_to_write_one)
{
	static const char *const bad[] = { "", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:99999",
		"unix:", "300.1.1.1:80" };
	struct ctx *cx = test_ctx(t);
	int fd;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		error e = socket_listen(cx, str_from(bad[i]), &fd);
		ASSERT_ERR(ERR_INVALID, e);
		ASSERT_HAS(err_text(t->arena, e), "write HOST:PORT");
	}
}

TEST(ranges_of_addresses_hold_what_is_in_them)
{
	struct peer p, q;
	struct peer_range r;

	ASSERT(peer_parse(STR("10.1.2.3"), &p) && peer_parse(STR("[2001:db8::1]"), &q));
	ASSERT(peer_range_parse(STR("10.0.0.0/8"), &r) && peer_in(p, r) && !peer_in(q, r));
	ASSERT(peer_range_parse(STR("10.1.2.3"), &r) && peer_in(p, r));
	ASSERT(peer_range_parse(STR("10.1.2.0/31"), &r) && !peer_in(p, r));
	ASSERT(peer_range_parse(STR("2001:db8::/32"), &r) && peer_in(q, r) && !peer_in(p, r));
	ASSERT(peer_range_parse(STR("0.0.0.0/0"), &r) && peer_in(p, r) && !peer_in(q, r));
	ASSERT(!peer_range_parse(STR("10.0.0.0/33"), &r));
	ASSERT(!peer_range_parse(STR("10.0.0/8"), &r));
	ASSERT(!peer_range_parse(STR("::1/129"), &r));
	ASSERT_STR(peer_text(t->arena, p), "10.1.2.3");
	ASSERT_STR(peer_text(t->arena, q), "2001:db8::1");
}
