/*
 * cti.h - what a telephone system says of its calls (computer telephony integration)
 *
 * An adapter, a small program beside the telephone system, posts an event when a call
 * starts, is answered and ends. It signs each with its key: HMAC-SHA256 of the time in
 * seconds, a dot and the body. A time that is off by more than CTI_WINDOW_S is refused, and
 * an event's name works once: the same again changes nothing, another body under that name is
 * ERR_CONFLICT. Events may come late and in any order.
 *
 * An event of an agent's extension is announced as "call" with the agent's id, so that the
 * pages the agent has open show who calls.
 */
#pragma once

#include "base/ctx.h"
#include "domain/call/cti.sql.h"

enum {
	CTI_WINDOW_S = 300,
	CTI_NAME_MAX = 100,       /* of an event and of a call */
	CTI_KEY_TEXT = 64,        /* 32 bytes in hex */
	CTI_ADAPTERS_MAX = 20,
	CTI_KEPT_S = 7 * 86400,   /* names of events */
};

struct cti_request {
	struct str adapter;   /* its id, as text */
	struct str timestamp; /* seconds since 1970 */
	struct str signature; /* in hex */
	struct str body;
};
/* ERR_UNSIGNED when it is not the adapter's, or of another time. */
NODISCARD error cti_verify(struct ctx *, const struct cti_request *, adapter_id *out);

struct cti_event_new {
	struct str event;     /* its name, unique for the adapter */
	struct str call;      /* the same for all events of a call */
	struct str type;      /* "started", "answered" or "ended" */
	struct str direction; /* "in", which empty is, or "out" */
	struct str from, to;
	struct str extension; /* of the agent; or empty */
	struct str at;        /* RFC 3339; empty: now */
};
/*
 * On a writer, after cti_verify; `body` is what was signed. *ret_known: it came before.
 * ERR_INVALID names fields as the struct does.
 */
NODISCARD error cti_take(struct ctx *, adapter_id, const struct cti_event_new *, struct str body,
	bool *ret_known);

/* --- adapters: MAY_ADMINISTER; audited --- */

/* *ret_key is shown once. ERR_INVALID and ERR_CONFLICT on name. */
NODISCARD error cti_adapter_create(struct ctx *, struct str name, struct str *ret_key);
/* Its key is worth nothing from then on. ERR_NOT_FOUND. */
NODISCARD error cti_adapter_end(struct ctx *, adapter_id);
NODISCARD error cti_adapter_list(struct ctx *, struct cti_adapter_list *out);
