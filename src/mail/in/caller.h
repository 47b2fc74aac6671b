/* caller.h - one mail server that calls; private to the listener */
#pragma once

#include <pthread.h>
#include <sys/types.h>

#include "mail/in/listener.h"
#include "mail/in/raw.h"
#include "mail/in/smtp.h"
#include "os/loop.h"
#include "os/pool.h"
#include "os/socket.h"
#include "os/tls.h"

struct rate {
	struct peer peer;
	int64_t minute, mails; /* since when they are counted */
	int callers;
};

struct caller {
	struct listener *listener;
	struct caller *next, *before;
	struct smtp_config config;
	struct smtp smtp;
	struct arena *talk, *mail, *work; /* work: of one step */
	struct loop_watch watch;
	struct loop_timer timer;
	struct loop_letter letter;        /* the message is stored, or not */
	struct pool_job job;
	struct tls *tls;
	struct rate *rate;                /* NULL: not limited */
	struct raw raw;
	bool has_raw, waits, shaking, shake_next, closing, gone;
	bool busy;                        /* the machine has more to say of what it was given */
	int64_t began_us;                 /* the mail */
	size_t sent;                      /* of the answers */
	char in[SMTP_READ];
	size_t in_at, in_len;
	enum smtp_verdict verdict;        /* of the job */
	struct mailin_arrival arrival;
	char peer[64];
};

struct listener {
	struct arena *arena;
	struct listener_config config;
	struct tls_identity *identity;
	struct loop *loop;
	struct pool *pool;
	pthread_t thread;
	bool running;
	struct door {
		struct listener *listener;
		struct loop_watch watch;
		bool lmtp, open;
	} doors[2];
	struct loop_letter stop;
	struct loop_timer stop_timer;
	bool stopping;
	struct caller *first;
	int callers;
	struct rate *rates;               /* of addresses that call; a ring when full */
};

/* A ctx for one step: the caller's arena, the program as the actor, settings of now. */
struct ctx caller_ctx(struct caller *);
/* Reads, answers and stores as long as something happens. */
void caller_go(struct caller *);
/* Ends it soon, not at once: events for it may be waiting. */
void caller_drop(struct caller *);

/* At once; only while no loop runs. */
void caller_end(struct caller *);

/* By the listener, when it is gone. */
void listener_forget(struct caller *);
/* One more mail of its address; false: too many this minute. */
bool listener_may_mail(struct caller *);
