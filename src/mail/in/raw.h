/*
 * raw.h - a message on its way to the disk, as it came
 *
 * It grows in the files' folder while it arrives, so that its size costs no memory, and
 * is noted as received when it is whole. It is durable when raw_note has returned OK:
 * then its sender may be told so.
 */
#pragma once

#include "domain/mailin/mailin.h"
#include "store/files.h"
#include "store/store.h"

struct raw {
	struct arena *arena;   /* of its names; gone after raw_end and raw_drop */
	struct files_upload upload;
	struct file_hash hash; /* after raw_end */
	int64_t size;
};

/* ERR_LIMIT beyond `limit` bytes; ERR_UNAVAILABLE when the disk is full. */
NODISCARD error raw_begin(struct ctx *, const struct files *, int64_t limit, struct raw *out);
NODISCARD error raw_put(struct ctx *, struct raw *, struct str bytes);
/* To the disk, with its name. May take long. */
NODISCARD error raw_end(struct ctx *, struct raw *);
/* Forgets it. */
void raw_drop(struct ctx *, struct raw *);

/* Notes it on a writer; fills in hash and size of the arrival. */
NODISCARD error raw_note(struct ctx *, struct store *, const struct raw *,
	struct mailin_arrival *, mail_in_id *ret_id);
