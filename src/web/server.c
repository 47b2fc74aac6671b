#include "web/server.h"

#include <sodium.h>
#include <unistd.h>

#include "base/limits.h"
#include "web/events.h"
#include "web/cache/static.h"
#include "web/engine/worker.h"

enum { DISK_THREADS = 2 };

static error read_trusted(struct ctx *cx, struct str list, struct peer_range *to, size_t *ret_count)
{
	struct str one;
	*ret_count = 0;
	if (list.len == 0)
		list = STR("127.0.0.0/8,::1");
	while (str_cut(&list, ',', &one)) {
		one = str_trim(one);
		if (*ret_count == TRUSTED_MAX)
			return err_new(cx, ERR_INVALID, "at most 16 trusted addresses");
		if (!peer_range_parse(one, &to[(*ret_count)++]))
			return err_new(cx, ERR_INVALID,
				"trusted: \"%.*s\" is no address (write 10.0.0.0/8 or ::1)", STR_ARG(one));
	}
	return OK;
}

error server_check_trusted(struct ctx *cx, struct str trusted)
{
	struct peer_range ranges[TRUSTED_MAX];
	size_t count;
	return read_trusted(cx, trusted, ranges, &count);
}

static void make_secret(struct server *s)
{
	struct str given = s->config.secret;
	if (given.len == 0)
		randombytes_buf(s->secret, sizeof s->secret);
	else
		crypto_generichash(s->secret, sizeof s->secret, (const unsigned char *)given.at,
			given.len, NULL, 0);
}

/* Called on a thread of the store. */
static void announced(void *arg, struct str topic, int64_t id)
{
	struct server *s = arg;
	struct str is = str_eq(topic, STR("lost")) ? STR("") : topic;
	bool all = is.len == 0 || str_eq(is, STR("setting")); /* on every page */
	cache_announced(s->cache, all ? STR("") : is, id);
	hub_announced(s->hub, is, id);
}

static error start(struct ctx *cx, struct server *s)
{
	TRY(router_new(&s->cx, s->config.routes, &s->router));
	TRY(read_trusted(cx, s->config.trusted, s->trusted, &s->trusted_count));
	if (sodium_init() < 0)
		return err_new(cx, ERR_INTERNAL, "libsodium does not start");
	make_secret(s);
	s->rates = rates_new(s->cx.arena);
	s->cache = cache_new(s->cx.arena);
	s->hub = hub_new(s->cx.arena, s);
	s->files = static_new(s->cx.arena, s->config.assets, s->config.tls_cert.len > 0);
	int slow = s->config.slow_threads > 0 ? s->config.slow_threads : 2;
	TRY(pool_create(cx, slow, LIMIT_SLOW_WAITING, &s->slow));
	TRY(pool_create(cx, DISK_THREADS, LIMIT_CONNECTIONS, &s->disk));
	for (int i = 0; i < s->worker_count; i++)
		TRY(worker_start(cx, s, &s->workers[i]));
	if (s->config.store != NULL) {
		store_listen(s->config.store, announced, s);
		s->listening = true;
	}
	return OK;
}

error server_start(struct ctx *cx, const struct server_config *config, struct server **out)
{
	check(config->socket_count <= SOCKETS_MAX);
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	int threads = config->threads > 0 ? config->threads : cores > 0 ? (int)cores : 1;
	struct arena *a = arena_create();
	struct server *s = arena_alloc(a, sizeof *s + (size_t)threads * sizeof s->workers[0]);
	s->config = *config;
	s->cx = (struct ctx){ .arena = a, .actor = &actor_system, .now = instant_now() };
	s->defaults = settings_initial();
	s->worker_count = threads;
	s->started_us = monotonic_us();
	error failed = start(cx, s);
	if (failed != OK) {
		failed = err_copy(cx->arena, failed);
		server_stop(s, (seconds){ 0 });
		return failed;
	}
	*out = s;
	return OK;
}

void server_stop(struct server *s, seconds patience)
{
	if (s == NULL)
		return;
	int64_t until = monotonic_us() + patience.s * US_PER_SECOND;
	if (s->listening)
		store_unlisten(s->config.store, announced, s);
	for (int i = 0; i < s->worker_count; i++)
		if (s->workers[i].running)
			worker_drain(&s->workers[i], until);
	for (int i = 0; i < s->worker_count; i++)
		worker_join(&s->workers[i]);
	pool_destroy(s->slow);
	pool_destroy(s->disk);
	if (s->cache != NULL)
		cache_clear(s->cache);
	static_free(s->files);
	for (size_t i = 0; i < s->config.socket_count; i++)
		close(s->config.sockets[i]);
	arena_destroy(s->cx.arena);
}
