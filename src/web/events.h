/*
 * events.h - event streams: pages that hear of changes (HTML, 9.2)
 *
 * An announcement of the store reaches the hub on a thread of the store; the hub gives it
 * to the mailbox of each worker, which wakes those of its streams that follow it. Between
 * announcements a stream costs its connection and a comment line each 20 seconds, which
 * also finds out whether the client is still there.
 */
#pragma once

#include "web/engine/exchange.h"

struct hub;
struct server;

struct hub *hub_new(struct arena *, struct server *);

/* From any thread. An empty topic: anything may have changed; every stream is told. */
void hub_announced(struct hub *, struct str topic, int64_t id);

/* Once a second, by each worker: heartbeats, and the end of old streams. */
void events_sweep(struct worker *);

/* The connection of a stream is done with. */
void events_closed(struct worker *, struct connection *);
