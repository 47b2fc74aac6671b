/*
 * webhook.h - other programs that are told what happens to cases
 *
 * An administrator names an address and the events that it wants. The verb that makes an
 * event queues one delivery for each in its own transaction (notify.h), so nothing is told
 * that was undone, and nothing forgotten. A delivery has one id over all tries, by which
 * the receiver knows a copy.
 *
 * Each request is signed: X-Mainstay-Signature has "v1=" and the HMAC-SHA256 of
 * "TIMESTAMP.BODY"; a receiver refuses old timestamps. After a rotation the old secret
 * signs besides for a day, so that the receiver can change over.
 *
 * A receiver that fails for WEBHOOK_PATIENCE_DAYS is switched off, and administrators get
 * a mail. What a case says beyond its summary is never sent.
 */
#pragma once

#include "base/ctx.h"
#include "domain/webhook/webhook.sql.h"

enum webhook_event {
	EVENT_OPENED,
	EVENT_UPDATED,    /* a public message */
	EVENT_STATUS,
	EVENT_PRIORITY,
	EVENT_ASSIGNED,   /* or given back */
	EVENT_ESCALATED,  /* a level of management was told */
	EVENT_CLOSED,
	EVENT_REOPENED,
	EVENT_ATTACHMENT,
	EVENT_MERGED,     /* the other went into it; or back, where it was split off */
	EVENT_UNMERGED,   /* the other came out again */
	EVENT_SPLIT,      /* the other was split off */
	EVENT_INCIDENT,   /* attached to the other, which leads; without one: detached */
	WEBHOOK_EVENTS_
};

enum {
	WEBHOOKS_MAX = 50,
	WEBHOOK_PATIENCE_DAYS = 5,
	WEBHOOK_OLD_SECRET_S = 24 * 3600,
	WEBHOOK_URL_MAX = 1000,
	WEBHOOK_HEAD_MAX = 8 * 1024, /* kept of a head; the rest is cut off */
};

/* "opened"; in the API and, as "case.opened", in what is sent. */
struct str webhook_event_name(enum webhook_event);
/* WEBHOOK_EVENTS_ when there is none. */
enum webhook_event webhook_event_by_name(struct str);

/* Called by the verbs of cases, in their transaction. */
NODISCARD error webhook_tell(struct ctx *, casefile_id, enum webhook_event);
/* Of two cases: `other` is a number, or empty. */
NODISCARD error webhook_tell_pair(struct ctx *, casefile_id, enum webhook_event, struct str other);

/* --- for administrators: MAY_ADMINISTER, in the audit log --- */

struct webhook_new {
	struct str name, url; /* http or https, without a password */
	unsigned events;      /* bits */
};
/* Names to bits. ERR_INVALID on field "events": one that is none. */
NODISCARD error webhook_read_events(struct ctx *, const str_list *names, unsigned *out);
NODISCARD error webhook_create(struct ctx *, const struct webhook_new *, webhook_id *out,
	struct str *ret_secret);
/* Also takes up one that was switched off. */
NODISCARD error webhook_change(struct ctx *, webhook_id, const struct webhook_new *);
NODISCARD error webhook_rotate(struct ctx *, webhook_id, struct str *ret_secret);
NODISCARD error webhook_end(struct ctx *, webhook_id);
NODISCARD error webhook_list(struct ctx *, struct webhook_list *out);
NODISCARD error webhook_load(struct ctx *, webhook_id, struct webhook *out);
/* Newest first, before an id (0: from the start). */
NODISCARD error webhook_deliveries(struct ctx *, webhook_id, delivery_id before,
	struct webhook_delivery_list *out);
NODISCARD error webhook_delivery(struct ctx *, webhook_id, delivery_id,
	struct webhook_delivery *out, struct webhook_attempt_list *ret_attempts);
/* Sends it again, under the same id. */
NODISCARD error webhook_replay(struct ctx *, webhook_id, delivery_id);

/* --- for the sender --- */

/* The headers of a try, "Name: value" lines. */
struct str webhook_headers(struct ctx *, const struct webhook *, const struct webhook_due *);

struct webhook_outcome {
	bool delivered;
	bool over;      /* never again: the webhook is gone */
	int64_t status;
	struct str request_head, response_head, fault;
};
/* Logs the try and says when the next one is; switches off what fails for too long. */
NODISCARD error webhook_note(struct ctx *, const struct webhook_due *,
	const struct webhook_outcome *);
