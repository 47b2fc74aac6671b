/*
 * demo.h - the support center of Northbeam Networks, a vendor that does not exist
 *
 * Fills an empty store by the verbs of the domain, as if people had worked with it for
 * three months: products and releases, customers with their devices and contracts,
 * articles, and cases at every point of their ladders. The same seed and the same hour
 * make the same center. Texts lie in demo/ at the top of the source tree.
 */
#pragma once

#include "base/ctx.h"
#include "store/files.h"
#include "store/store.h"

/* One account of the list for people who try the program. */
struct demo_account {
	struct str role, email, name;
};

struct demo {
	uint64_t seed;
	struct str password_hash;  /* of every account in `accounts` */
	const struct files *files; /* where mail is kept as it came */
	/* results */
	SLICE(struct demo_account) accounts;
	int64_t products, releases, organisations, people, assets, articles, cases;
};

/*
 * cx->now is the time up to which things have happened. ERR_CONFLICT when the store has
 * people already.
 */
NODISCARD error demo_make(struct ctx *, struct store *, struct demo *);
