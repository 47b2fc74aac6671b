#include "os/pool.h"

#include <pthread.h>

struct pool {
	pthread_mutex_t lock;
	pthread_cond_t work;
	struct pool_job *first, **last;
	int waiting, waiting_max;
	bool closing;
	int thread_count;
	pthread_t threads[];
};

static struct pool_job *take(struct pool *p)
{
	pthread_mutex_lock(&p->lock);
	while (p->first == NULL && !p->closing)
		pthread_cond_wait(&p->work, &p->lock);
	struct pool_job *job = p->first;
	if (job != NULL) {
		p->first = job->next;
		if (p->first == NULL)
			p->last = &p->first;
		p->waiting--;
	}
	pthread_mutex_unlock(&p->lock);
	return job;
}

static void *work(void *arg)
{
	struct pool *p = arg;
	for (struct pool_job *job; (job = take(p)) != NULL;)
		job->run(job);
	return NULL;
}

error pool_create(struct ctx *cx, int threads, int waiting_max, struct pool **out)
{
	check(threads > 0 && threads <= 256);
	struct pool *p = calloc(1, sizeof *p + (size_t)threads * sizeof p->threads[0]);
	check(p != NULL);
	p->last = &p->first;
	p->waiting_max = waiting_max;
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->work, NULL);
	for (; p->thread_count < threads; p->thread_count++) {
		int failed = pthread_create(&p->threads[p->thread_count], NULL, work, p);
		if (failed != 0) {
			pool_destroy(p);
			return err_new(cx, ERR_UNAVAILABLE, "thread: %s", strerror(failed));
		}
	}
	*out = p;
	return OK;
}

void pool_destroy(struct pool *p)
{
	if (p == NULL)
		return;
	pthread_mutex_lock(&p->lock);
	p->closing = true;
	pthread_cond_broadcast(&p->work);
	pthread_mutex_unlock(&p->lock);
	for (int i = 0; i < p->thread_count; i++)
		pthread_join(p->threads[i], NULL);
	pthread_cond_destroy(&p->work);
	pthread_mutex_destroy(&p->lock);
	free(p);
}

bool pool_submit(struct pool *p, struct pool_job *job)
{
	job->next = NULL;
	pthread_mutex_lock(&p->lock);
	bool fits = p->waiting < p->waiting_max && !p->closing;
	if (fits) {
		*p->last = job;
		p->last = &job->next;
		p->waiting++;
		pthread_cond_signal(&p->work);
	}
	pthread_mutex_unlock(&p->lock);
	return fits;
}

int pool_waiting(struct pool *p)
{
	pthread_mutex_lock(&p->lock);
	int n = p->waiting;
	pthread_mutex_unlock(&p->lock);
	return n;
}
