/*
 * unseal.h - a message read, its signature looked at, and opened where it is sealed
 *
 * What was sealed is read as a message of its own, never joined with what stands outside:
 * only who wrote, to whom, and what it answers are of the envelope. The vault opens it; one
 * level alone, so that nobody sends a sealed thing inside of his own to have it opened.
 */
#pragma once

#include "domain/mailin/mailin.h"
#include "mail/in/reading.h"
#include "mail/read/read.h"

struct unsealed {
	struct mail mail;
	int contents;      /* of its attachments; the caller closes it */
	struct mailin_seal seal;
};

/* As parse_job_mail. ERR_UNAVAILABLE also when it is sealed and the vault does not answer. */
NODISCARD error unseal(struct ctx *, const struct reading_config *, int message,
	struct unsealed *out);
