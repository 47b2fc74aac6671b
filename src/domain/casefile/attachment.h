/*
 * attachment.h - files of a case
 *
 * Bytes are stored by their hash (store/files.h) before the row that names them. A file
 * of the desk may be internal; what a customer sends is for both sides. At most
 * LIMIT_ATTACHMENTS_PER_CASE a case, LIMIT_ATTACHMENT bytes each.
 */
#pragma once

#include "base/ctx.h"
#include "domain/casefile/attachment.sql.h"
#include "domain/casefile/casefile.h"

struct attachment_new {
	struct str name;   /* cleaned: attachment_name */
	struct str sha256; /* 32 bytes, stored */
	struct str type;   /* content_type.h; empty: by the name */
	int64_t size;
	bool internal;     /* for the desk only: MAY_WORK_CASE */
	bool looked_at;    /* a copy of what was: not for inspection.h again */
};

/* On a writer: the row, the entry on the timeline and the count. */
NODISCARD error attachment_add(struct ctx *, const struct casefile *,
	const struct attachment_new *, attachment_id *out);
/*
 * For verbs that have asked, and say themselves what came: as attachment_add, with the time
 * and sender that it has, under an entry that stands, and neither told nor looked into.
 */
NODISCARD error attachment_bring(struct ctx *, casefile_id, entry_id, const struct attachment_new *,
	instant sent_at, person_id sender);
/* Newest first; customers see the public ones. */
NODISCARD error attachment_list(struct ctx *, const struct casefile *,
	struct attachment_list *out);
/* The newest `limit` of them. */
NODISCARD error attachment_recent(struct ctx *, const struct casefile *, int64_t limit,
	struct attachment_list *out);
/* ERR_NOT_FOUND when it is not of that case, or not the actor's to see. */
NODISCARD error attachment_find(struct ctx *, const struct casefile *, attachment_id,
	struct attachment *out);
/* Before anything is sent: rights and room. */
NODISCARD error attachment_may_add(struct ctx *, const struct casefile *);

/* A resumable upload: *ret_secret names it in addresses. */
NODISCARD error resumable_begin(struct ctx *, const struct casefile *, struct str name,
	int64_t size, struct str *ret_secret);
/* Of the actor only. */
NODISCARD error resumable_find(struct ctx *, struct str secret, struct upload *out);
/* It is not wanted any more; the caller discards what came of it. */
NODISCARD error resumable_cancel(struct ctx *, const struct upload *);
/* All is there: attaches it. ERR_CONFLICT when that was done already. */
NODISCARD error resumable_attach(struct ctx *, const struct upload *, struct str sha256,
	struct str type, attachment_id *out);

/* The last part of a path, printable, cut to LIMIT_NAME, never empty. */
struct str attachment_name(struct ctx *, struct str name);

/* "text/plain; charset=utf-8" by the name's ending, else application/octet-stream. */
struct str attachment_type(struct str name);
