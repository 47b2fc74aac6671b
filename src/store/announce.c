#include "store/driver.h"

enum { REPEATS = 64 }; /* how far back the same announcement is looked for */

void store_listen(struct store *store, store_listener call, void *arg)
{
	pthread_rwlock_wrlock(&store->telling);
	check(store->listener_count < STORE_LISTENERS_MAX);
	store->listeners[store->listener_count++] = (struct listener){ call, arg };
	pthread_rwlock_unlock(&store->telling);
}

void store_unlisten(struct store *store, store_listener call, void *arg)
{
	pthread_rwlock_wrlock(&store->telling); /* waits for the calls that run */
	for (int i = 0; i < store->listener_count; i++)
		if (store->listeners[i].call == call && store->listeners[i].arg == arg)
			store->listeners[i] = store->listeners[--store->listener_count];
	pthread_rwlock_unlock(&store->telling);
}

void announce_one(struct store *store, struct str topic, int64_t id)
{
	pthread_rwlock_rdlock(&store->telling);
	for (int i = 0; i < store->listener_count; i++)
		store->listeners[i].call(store->listeners[i].arg, topic, id);
	pthread_rwlock_unlock(&store->telling);
}

void announce_all(struct store *store, const announcement_list *all)
{
	for (size_t i = 0; i < all->len; i++)
		announce_one(store, str_from(all->at[i].topic), all->at[i].id);
}

static bool is_topic(struct str topic)
{
	for (size_t i = 0; i < topic.len; i++)
		if (!str_is_alpha(topic.at[i]) && topic.at[i] != '-')
			return false;
	return topic.len > 0 && topic.len <= STORE_TOPIC_MAX;
}

error store_announce(struct ctx *cx, struct str topic, int64_t id)
{
	struct db *db = cx->db;
	check(db != NULL && db->writer && is_topic(topic));
	TRY(db_usable(cx));

	struct announcement a = { .id = id };
	memcpy(a.topic, topic.at, topic.len);
	if (db->depth == 0) {
		if (db->driver->announce != NULL)
			TRY(db->driver->announce(cx, &a));
		announce_one(db->store, topic, id);
		return OK;
	}
	/* A batch of changes to one case is told once. */
	size_t len = db->announced.len, from = len > REPEATS ? len - REPEATS : 0;
	for (size_t i = from; i < len; i++)
		if (db->announced.at[i].id == id && strcmp(db->announced.at[i].topic, a.topic) == 0)
			return OK;
	*arena_push(db->said, &db->announced) = a;
	return OK;
}
