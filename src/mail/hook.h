/*
 * hook.h - sends what webhooks are told (domain/webhook)
 *
 * A thread of its own: a receiver that does not answer keeps no mail waiting. Addresses of
 * private networks are reached only when the host is in settings->webhook_private_hosts;
 * redirects are not followed.
 */
#pragma once

#include "domain/periodic/periodic.h"
#include "domain/webhook/webhook.h"

enum { HOOK_SECONDS = 15 }; /* that a receiver has */

struct hook_courier;
NODISCARD error hook_courier_open(struct ctx *, struct hook_courier **out);
void hook_courier_close(struct hook_courier *);

struct hook_pass {
	int64_t sent, failed;
};
/* Tries what is due at cx->now, at most 50. cx->db reads; results go to the store. */
NODISCARD error hook_pass(struct ctx *, struct store *, struct hook_courier *, struct hook_pass *);

/* The same each second, for as long as the program runs. It lives in the ctx's arena. */
struct hook_sender;
NODISCARD error hook_start(struct ctx *, const struct periodic_place *, struct hook_sender **out);
/* Waits for the try at hand. NULL is fine. */
void hook_stop(struct hook_sender *);
