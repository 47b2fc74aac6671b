/*
 * notify.h - what is to be sent, kept until it has been
 *
 * A verb that has something to tell queues it in its own transaction: when the
 * transaction is undone nothing is sent, when it is durable the message will be. The
 * text is fixed then. Sending comes later, at least once: a message keeps its
 * Message-ID over all tries, so that a second copy can be recognised.
 *
 * The sender (mail/) asks for what is due, tries it, and says how it went.
 */
#pragma once

#include "base/ctx.h"
#include "domain/notify/notify.sql.h"

enum outgoing_channel {
	OUTGOING_MAIL = 1,
	OUTGOING_WEBHOOK, /* recipient is a URL; text is the JSON body */
	OUTGOING_HOOK,    /* the same for domain/webhook, which has a sender of its own */
};

enum outgoing_state {
	OUTGOING_WAITING = 1,
	OUTGOING_SENT,
	OUTGOING_FAILED,    /* refused for good, or too old */
	OUTGOING_WITHDRAWN, /* no longer wanted */
};

enum {
	NOTIFY_BATCH = 100,        /* read at a time */
	NOTIFY_GIVE_UP_S = 5 * 24 * 3600,
	NOTIFY_RECIPIENT_MAX = 2000,
	NOTIFY_TEXT_MAX = 256 * 1024,
};

struct outgoing_new {
	enum outgoing_channel channel;
	struct str purpose;    /* "escalation", "account", "case": for lists and metrics */
	struct str recipient;  /* an address or a URL */
	person_id person;      /* whose address; 0 when not one of ours */
	casefile_id casefile;  /* what it is about; 0 none */
	entry_id entry;        /* what of it; 0 none */
	rung_id rung;
	struct str message_id; /* without <>; empty: a new one */
	struct str subject, text, html; /* html may be empty */
	bool automatic;        /* nobody of the desk caused it: not to robots, and not too many */
	struct str headers;    /* further ones, "Name: value" lines; or empty */
	instant send_at;       /* not before; zero: at once */
	bool digest;           /* together with others of the person (digest.h) */
};

/*
 * Queues it. An automatic one is not queued (*ret_id is 0) for an address of programs, or
 * when the address got settings.mail_cap mails about cases within an hour: whatever
 * answers us, it ends. A recipient who has a message of that Message-ID already is not written
 * to again: *ret_id is then 0.
 */
NODISCARD error notify_queue(struct ctx *, const struct outgoing_new *, outbox_id *ret_id);

/* What is waiting and due, oldest first, at most NOTIFY_BATCH. */
NODISCARD error notify_due(struct ctx *, struct outgoing_list *out);
struct notify_want {
	bool mail;   /* also mails; else webhooks alone */
	bool briefs; /* only those of a rung */
};
NODISCARD error notify_due_of(struct ctx *, const struct notify_want *, struct outgoing_list *out);
/* When the next one is due; zero: nothing waits. */
NODISCARD error notify_next(struct ctx *, instant *ret_at);

NODISCARD error notify_sent(struct ctx *, outbox_id);
/* It goes out without the signature that it should have. */
NODISCARD error notify_unsigned(struct ctx *, outbox_id, struct str why);
/*
 * It did not go out. It is tried again, later each time, unless `permanent` or it is
 * older than NOTIFY_GIVE_UP_S. *ret_attempts counts this one.
 */
NODISCARD error notify_failed(struct ctx *, outbox_id, struct str why, bool permanent,
	int64_t *ret_attempts);

/* What waits for a rung is no longer wanted: somebody has answered. */
NODISCARD error notify_withdraw_rung(struct ctx *, rung_id);

/* How long after the nth failed attempt the next one is made. */
seconds notify_pause(int64_t attempts);

/* "https://support.example": what links in messages begin with. */
struct str notify_origin(const struct ctx *);
/* The vendor's name. */
struct str notify_center(const struct ctx *);
/* What Message-IDs end with. */
struct str notify_host(const struct ctx *);

/* A line for a mail header: no line breaks or controls, trimmed. */
struct str notify_header(struct arena *, struct str);
