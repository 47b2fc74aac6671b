/*
 * metric.h - numbers about the running program, for /metrics
 *
 * Any part of the program may set or add to the numbers of the list below, from any
 * thread; the web server shows them (Prometheus text). A worker beats each time round:
 * a heart that has been silent for long is an alarm.
 */
#pragma once

#include "base/buf.h"

enum metric {
	METRIC_ESCALATION_LAG_US,  /* how long the most overdue rung has waited */
	METRIC_ESCALATIONS,        /* rungs fired since the start */
	METRIC_OUTBOX_WAITING,     /* messages that are due */
	METRIC_OUTBOX_SENT,
	METRIC_OUTBOX_FAILED,
	METRIC_MAIL_UNSIGNED,      /* sent without the signature that they should have */
	METRIC_MAIL_ACCEPTED,      /* messages stored, by whatever way they came */
	METRIC_MAIL_REFUSED,       /* by the listener, with an answer of 4xx or 5xx */
	METRIC_MAIL_CALLERS,       /* open connections of the listener */
	METRIC_MAIL_WAITING,       /* received, and not read */
	METRIC_MAIL_READ,
	METRIC_MAIL_FAULTS,        /* that could not be read or noted */
	METRIC_MAIL_POLL_FAULTS,   /* mailboxes that could not be looked into */
	METRIC_INDEX_WAITING,      /* documents that the search index has not seen */
	METRIC_COMMITS,            /* of the writer: transactions made durable */
	METRIC_COMMIT_US,          /* and the time that they took */
	METRIC_COUNT
};

enum heart {
	HEART_ESCALATION,
	HEART_OUTBOX,
	HEART_MAIL_IN,
	HEART_MAIL_POLL,
	HEART_INDEX,
	HEART_COUNT
};

void metric_set(enum metric, int64_t value);
void metric_add(enum metric, int64_t by);

/* This worker is alive. Until its first beat a heart is not shown. */
void heart_beat(enum heart);
/* It has come to its end, and is missed by nobody. */
void heart_end(enum heart);
/* A line for each that beats; false when one has been silent for longer than its work takes. */
bool heart_lines(struct buf *);
/* Seconds since the last beat; -1: none yet. */
double heart_silence(enum heart);

/* All of the above as Prometheus text (exposition format 0.0.4). */
void metric_print(struct buf *);
