#include "web/events.h"

#include "base/limits.h"
#include "web/engine/worker.h"

enum { HEARTBEAT_US = 20 * 1000 * 1000, BLOCK = 1024, BOX = 256 };

struct announcement {
	char topic[STREAM_TOPIC + 1];
	int64_t id; /* with no topic: of anything */
};

/* What a worker has not been told yet. */
struct box {
	pthread_mutex_t lock;
	struct announcement all[BOX];
	size_t count;
	struct loop_letter letter;
	struct worker *worker;
};

struct hub {
	struct box *boxes;
	int count;
};

static struct stream **row(struct worker *k, const char *topic)
{
	return &k->streams[str_hash(str_from(topic)) % STREAM_ROWS];
}

/* --- a stream, on its worker's thread --- */

static void wake(struct connection *c)
{
	if (!c->stream.asleep)
		return;
	c->stream.asleep = false;
	c->exchange->worker->run_again = true;
	MHD_resume_connection(c->mhd);
}

static struct connection *connection_of(struct stream *s)
{
	return (struct connection *)((char *)s - offsetof(struct connection, stream));
}

static void add(struct stream *s, int64_t id)
{
	for (size_t i = 0; i < s->pending_count; i++)
		if (s->pending[i] == id)
			return;
	if (s->pending_count == STREAM_PENDING) { /* too much at once: ask for all */
		s->pending_count = 1;
		s->pending[0] = 0;
		return;
	}
	s->pending[s->pending_count++] = id;
}

static int64_t take(struct stream *s)
{
	int64_t id = s->pending[0];
	memmove(s->pending, s->pending + 1, --s->pending_count * sizeof *s->pending);
	return id;
}

static ssize_t read_stream(void *arg, uint64_t at, char *to, size_t max)
{
	struct connection *c = arg;
	struct stream *s = &c->stream;
	int64_t now = monotonic_us();
	int n = 0;
	if (s->ending)
		return MHD_CONTENT_READER_END_OF_STREAM;
	if (at == 0)
		n = snprintf(to, max, "retry: 3000\n\n");
	else if (s->pending_count > 0)
		n = snprintf(to, max, "event: %s\ndata: %" PRId64 "\n\n", s->topic, take(s));
	else if (now - s->spoke_us >= HEARTBEAT_US)
		n = snprintf(to, max, ": still here\n\n");
	if (n == 0) {
		s->asleep = true;
		MHD_suspend_connection(c->mhd);
		return 0;
	}
	s->spoke_us = now;
	c->exchange->sent_bytes += (uint64_t)n;
	return n;
}

/* The library has let go of it: the client is gone, or the stream has ended. */
void events_closed(struct worker *k, struct connection *c)
{
	struct stream *s = &c->stream, **link = row(k, s->topic);
	while (*link != s)
		link = &(*link)->next;
	*link = s->next;
	c->streaming = false;
	atomic_fetch_sub(&k->server->streams, 1);
}

error web_events(struct web *w, struct str topic, int64_t id)
{
	check(topic.len > 0 && topic.len <= STREAM_TOPIC);
	if (atomic_load(&w->worker->server->streams) >= LIMIT_EVENT_STREAMS)
		return err_new(&w->cx, ERR_UNAVAILABLE, "all event streams are taken");
	w->reply.kind = REPLY_EVENTS;
	w->reply.status = HTTP_OK;
	w->reply.content_type = STR("text/event-stream");
	w->reply.topic = topic;
	w->reply.topic_id = id;
	web_set_header(w, "Cache-Control", STR("no-store"));
	web_set_header(w, "X-Accel-Buffering", STR("no"));
	return OK;
}

struct MHD_Response *events_response(struct web *w)
{
	struct worker *k = w->worker;
	struct connection *c = w->connection;
	int64_t now = monotonic_us();
	if (w->head)
		return MHD_create_response_from_buffer(0, (void *)(uintptr_t)"",
			MHD_RESPMEM_PERSISTENT);
	c->stream = (struct stream){ .id = w->reply.topic_id, .since_us = now, .spoke_us = now };
	memcpy(c->stream.topic, w->reply.topic.at, w->reply.topic.len);
	struct stream **first = row(k, c->stream.topic);
	c->stream.next = *first;
	*first = &c->stream;
	c->streaming = true;
	atomic_fetch_add(&k->server->streams, 1);
	struct MHD_Response *m = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK,
		read_stream, c, NULL);
	check(m != NULL);
	return m;
}

void events_sweep(struct worker *k)
{
	int64_t now = monotonic_us();
	for (size_t i = 0; i < STREAM_ROWS; i++)
		for (struct stream *s = k->streams[i]; s != NULL; s = s->next) {
			s->ending |= k->draining ||
				now - s->since_us > LIMIT_EVENT_SECONDS * US_PER_SECOND;
			if (s->ending || now - s->spoke_us >= HEARTBEAT_US)
				wake(connection_of(s));
		}
}

/* --- the hub --- */

static void tell(struct worker *k, const struct announcement *a)
{
	bool everything = a->topic[0] == 0;
	for (size_t i = 0; i < STREAM_ROWS; i++) {
		if (!everything && &k->streams[i] != row(k, a->topic))
			continue;
		for (struct stream *s = k->streams[i]; s != NULL; s = s->next) {
			if (!everything && (strcmp(s->topic, a->topic) != 0 ||
						   (s->id != 0 && s->id != a->id)))
				continue;
			add(s, everything ? s->id : a->id);
			wake(connection_of(s));
		}
	}
}

static void open_box(struct loop_letter *letter)
{
	struct box *b = (struct box *)((char *)letter - offsetof(struct box, letter));
	struct announcement all[BOX];
	pthread_mutex_lock(&b->lock);
	size_t count = b->count;
	memcpy(all, b->all, count * sizeof *all);
	b->count = 0;
	pthread_mutex_unlock(&b->lock);
	for (size_t i = 0; i < count; i++)
		tell(b->worker, &all[i]);
}

struct hub *hub_new(struct arena *a, struct server *server)
{
	struct hub *h = arena_new(a, struct hub);
	h->count = server->worker_count;
	h->boxes = arena_array(a, struct box, (size_t)h->count);
	for (int i = 0; i < h->count; i++) {
		pthread_mutex_init(&h->boxes[i].lock, NULL);
		h->boxes[i].letter.open = open_box;
		h->boxes[i].worker = &server->workers[i];
	}
	return h;
}

void hub_announced(struct hub *h, struct str topic, int64_t id)
{
	struct announcement a = { .id = id };
	check(topic.len <= STREAM_TOPIC);
	memcpy(a.topic, topic.at, topic.len);
	for (int i = 0; i < h->count; i++) {
		struct box *b = &h->boxes[i];
		pthread_mutex_lock(&b->lock);
		bool was_empty = b->count == 0;
		if (b->count == BOX) {
			b->all[0] = (struct announcement){ 0 };
			b->count = 1;
		} else {
			b->all[b->count++] = a;
		}
		pthread_mutex_unlock(&b->lock);
		/* The letter is in the mailbox as long as the box is not empty. */
		if (was_empty)
			loop_post(b->worker->loop, &b->letter);
	}
}
