#include "store/driver.h"

enum { REPEATS = 64 }; /* how far back the same announcement is looked for */

void store_listen(struct store *store, store_listener call, void *arg)
{
	pthread_mutex_lock(&store->mutex);
	check(store->listener_count < STORE_LISTENERS_MAX);
	store->listeners[store->listener_count++] = (struct listener){ call, arg };
	pthread_mutex_unlock(&store->mutex);
}

void announce_one(struct store *store, struct str topic, int64_t id)
{
	struct listener listeners[STORE_LISTENERS_MAX];
	pthread_mutex_lock(&store->mutex);
	int count = store->listener_count;
	for (int i = 0; i < count; i++)
		listeners[i] = store->listeners[i];
	pthread_mutex_unlock(&store->mutex);
	for (int i = 0; i < count; i++)
		listeners[i].call(listeners[i].arg, topic, id);
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
