#include "base/limits.h"
#include "tests/unit/test.h"
#include "web/cache/cache.h"
#include "web/guard/rate.h"

static struct cache_page page(struct cache *c, size_t size, const char *topic, int64_t id)
{
	struct cache_page p = { .size = size, .seen = cache_now(c), .slot_count = 1,
		.slots = { cache_slot(str_from(topic), id) } };
	p.whole = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
	p.not_modified = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
	return p;
}

static void keep(struct cache *c, const char *name, size_t size, const char *topic, int64_t id)
{
	struct cache_page p = page(c, size, topic, id);
	cache_keep(c, cache_key(c, str_from(name)), &p);
}

static void use(void *arg, const struct cache_page *p)
{
	*(size_t *)arg = p->size;
}

static bool has(struct cache *c, const char *name, int64_t now_us)
{
	size_t size = 0;
	return cache_find(c, cache_key(c, str_from(name)), now_us, use, &size);
}

TEST(a_kept_page_is_found_until_what_it_follows_is_announced)
{
	struct cache *c = cache_new(t->arena);
	keep(c, "/kb/1", 10, "article", 1);
	keep(c, "/kb", 10, "article", 0);
	keep(c, "/kb/2", 10, "article", 2);

	ASSERT(has(c, "/kb/1", 0) && has(c, "/kb", 0) && has(c, "/kb/2", 0));
	cache_announced(c, STR("article"), 1);

	ASSERT(!has(c, "/kb/1", 0));
	ASSERT(!has(c, "/kb", 0));
	ASSERT(has(c, "/kb/2", 0));
	cache_clear(c);
}

TEST(a_page_whose_subject_changed_while_it_was_made_is_not_kept)
{
	struct cache *c = cache_new(t->arena);
	struct cache_page p = page(c, 10, "article", 1);

	cache_announced(c, STR("article"), 1);
	cache_keep(c, cache_key(c, STR("/kb/1")), &p);

	ASSERT(!has(c, "/kb/1", 0));
}

TEST(when_anything_may_have_changed_no_page_is_used)
{
	struct cache *c = cache_new(t->arena);
	keep(c, "/a", 10, "article", 1);

	cache_announced(c, STR(""), 0);

	ASSERT(!has(c, "/a", 0));
	keep(c, "/a", 10, "article", 1);
	ASSERT(has(c, "/a", 0));
	cache_clear(c);
}

TEST(a_page_grows_old)
{
	struct cache *c = cache_new(t->arena);
	keep(c, "/a", 10, "article", 1);

	ASSERT(has(c, "/a", LIMIT_CACHE_SECONDS * US_PER_SECOND - 1));
	ASSERT(!has(c, "/a", LIMIT_CACHE_SECONDS * US_PER_SECOND));
}

TEST(the_page_cache_has_a_bound_and_drops_what_was_not_asked_for)
{
	struct cache *c = cache_new(t->arena);
	size_t bytes, pages;
	char name[20];

	for (int i = 0; i < 2000; i++) {
		snprintf(name, sizeof name, "/%d", i);
		keep(c, name, 100 * 1000, "article", 1);
		has(c, "/0", 0);
	}

	cache_size(c, &bytes, &pages);
	ASSERT(bytes <= LIMIT_CACHE_BYTES && bytes > LIMIT_CACHE_BYTES / 2);
	ASSERT_EQ(bytes, pages * 100 * 1000);
	ASSERT(has(c, "/0", 0));
	ASSERT(!has(c, "/1", 0));
	cache_clear(c);
}

TEST(many_small_pages_have_a_bound_too)
{
	struct cache *c = cache_new(t->arena);
	size_t bytes, pages;
	char name[20];

	for (int i = 0; i < 20000; i++) {
		snprintf(name, sizeof name, "/%d", i);
		keep(c, name, 1, "article", 1);
	}

	cache_size(c, &bytes, &pages);
	ASSERT(pages > 1000 && pages <= 8 * 1024);
	cache_clear(c);
	cache_size(c, &bytes, &pages);
	ASSERT(pages == 0 && bytes == 0);
}

/* --- rates --- */

TEST(a_bucket_gives_its_burst_and_then_its_rate)
{
	struct rates *r = rates_new(t->arena);
	int taken = 0;

	for (int i = 0; i < 100; i++)
		taken += rates_take(r, 7, 10, 50, 1);
	ASSERT_EQ(taken, 50);
	for (int i = 0; i < 100; i++)
		taken += rates_take(r, 7, 10, 50, 1 + US_PER_SECOND);
	ASSERT_EQ(taken, 60);
	ASSERT(rates_take(r, 8, 10, 50, 1));
}

TEST(connections_of_an_address_are_counted)
{
	struct rates *r = rates_new(t->arena);

	ASSERT(rates_enter(r, 7, 2) && rates_enter(r, 7, 2));
	ASSERT(!rates_enter(r, 7, 2));
	ASSERT(rates_enter(r, 8, 2));
	rates_leave(r, 7);
	ASSERT(rates_enter(r, 7, 2));
}

TEST(a_flood_of_addresses_does_not_forget_open_connections)
{
	struct rates *r = rates_new(t->arena);

	ASSERT(rates_enter(r, 7, 1));
	for (uint64_t key = 100; key < 100000; key++)
		rates_take(r, key * 0x9e3779b97f4a7c15u, 1, 1, (int64_t)key);

	ASSERT(!rates_enter(r, 7, 1));
}

TEST(addresses_of_one_ipv6_network_count_as_one)
{
	struct peer a, b, c, d, e;
	ASSERT(peer_parse(STR("2001:db8::1"), &a) && peer_parse(STR("2001:db8::ffff:1"), &b) &&
		peer_parse(STR("2001:db8:0:1::1"), &c) && peer_parse(STR("192.0.2.1"), &d) &&
		peer_parse(STR("192.0.2.2"), &e));

	ASSERT(rate_address_key(a) == rate_address_key(b));
	ASSERT(rate_address_key(a) != rate_address_key(c));
	ASSERT(rate_address_key(d) != rate_address_key(e));
}
