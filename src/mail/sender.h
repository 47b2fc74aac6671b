/*
 * sender.h - sends what the outbox holds (domain/notify)
 *
 * A message is noted as sent in a transaction after the server has taken it. When the
 * program dies in between it is sent once more with the same Message-ID; it is never
 * forgotten. Briefs go before all else. Without smtp_url mails wait, and webhooks go.
 */
#pragma once

#include "domain/setting/setting.h"
#include "mail/courier.h"
#include "store/store.h"

struct sender_pass {
	int64_t sent, failed;
	bool more;        /* there may be further ones due: call again at once */
};

/*
 * Tries what is due at cx->now, at most NOTIFY_BATCH messages; ends early when no server
 * is met. cx->db reads; results are written to the store.
 */
NODISCARD error sender_pass(struct ctx *, struct store *, struct courier *,
	struct sender_pass *ret);

/* The same on a thread, for as long as the program runs; `vault` signs, 0: nobody. */
struct sender;
NODISCARD error sender_start(struct ctx *, struct store *, struct settings_live *, int vault,
	struct sender **out);
/* Waits for the message at hand. NULL is fine. */
void sender_stop(struct sender *);
