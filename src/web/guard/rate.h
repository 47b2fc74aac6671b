/*
 * rate.h - how often, and how many at once, one address or account may
 *
 * Token buckets and connection counts in tables of fixed size, shared by all threads:
 * who finds no place takes that of the one that has been quiet longest in its row, so
 * a flood of addresses costs no memory. An IPv6 address counts as its /64.
 */
#pragma once

#include "base/ctx.h"
#include "os/socket.h"

struct rates;

struct rates *rates_new(struct arena *);

/* Takes one token of a bucket; false when it is empty. `key` is any 64-bit name. */
bool rates_take(struct rates *, uint64_t key, int per_second, int burst, int64_t now_us);

/* Connections: enter is false, and counts nothing, beyond `max`. */
bool rates_enter(struct rates *, uint64_t key, int max);
void rates_leave(struct rates *, uint64_t key);

/* Names for the two; addresses and accounts never meet. */
uint64_t rate_address_key(struct peer);
uint64_t rate_account_key(int64_t person);
