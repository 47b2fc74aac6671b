/*
 * inspection.h - support bundles: what attached files say, and a copy without their secrets
 *
 * Each file that is attached is looked at by the parse role, behind its wall. A file whose
 * look ends the role is looked at once more, then put aside (quarantine): it stays attached
 * as it is. What is found is offered: serial number, model and version for the case's fields,
 * secrets for redaction. Redacting makes a copy without them, which takes the place of the
 * original; that is restricted or removed, as chosen, and the timeline tells.
 *
 * The customer sees findings of public files, the desk all.
 */
#pragma once

#include "bundle/bundle.h"
#include "domain/casefile/attachment.h"
#include "domain/inspection/inspection.sql.h"

enum inspection_state {
	INSPECTION_WAITING,
	INSPECTION_DONE,
	INSPECTION_NOTHING,     /* nothing was found */
	INSPECTION_QUARANTINED, /* looking at it failed twice */
	INSPECTION_REDACTING,
	INSPECTION_REDACTED,
};

enum inspection_original {
	ORIGINAL_NONE,
	ORIGINAL_RESTRICTED, /* for who sent it and for administrators */
	ORIGINAL_REMOVED,
};

enum { INSPECTION_TRIES = 2 };

struct inspection_file {
	struct inspection row;
	struct bundle_findings findings;
	/* A fact of it is not what the case says. */
	bool other_serial, other_model, other_version;
	bool is_ignored[BUNDLE_SECRETS_MAX];
	int64_t open_secrets; /* not ignored */
};
typedef SLICE(struct inspection_file) inspection_file_list;

/* Files of the case with something to say, newest first. The case is the reader's to see. */
NODISCARD error inspection_of_case(struct ctx *, const struct casefile *, inspection_file_list *out);

/*
 * The nth fact, from 0, becomes the case's; MAY_WORK_CASE, or the customer's to whom the case
 * is. ERR_INVALID when it names a product that is not known.
 */
NODISCARD error inspection_accept(struct ctx *, const struct casefile *, attachment_id, int64_t fact);
/* The nth secret, from 1, is none after all; or is one. MAY_UPDATE_CASE. */
NODISCARD error inspection_ignore(struct ctx *, const struct casefile *, attachment_id, int64_t secret,
	bool ignored);
/* ERR_CONFLICT unless it was looked at and has secrets. MAY_UPDATE_CASE. */
NODISCARD error inspection_redact(struct ctx *, const struct casefile *, attachment_id,
	enum inspection_original);

/* --- the work, beside the server --- */

/* The next job, counted as tried; *ret_found false: none waits. On a writer. */
NODISCARD error inspection_claim(struct ctx *, struct inspection_job *out, bool *ret_found);
/* What came of it; empty findings: it failed, and is tried again or put aside. */
NODISCARD error inspection_found(struct ctx *, const struct inspection_job *, struct str findings);
NODISCARD error inspection_failed(struct ctx *, const struct inspection_job *, bool for_good);
/* The copy is stored under this hash. */
NODISCARD error inspection_copied(struct ctx *, const struct inspection_job *, struct str sha256,
	int64_t size, bool archive);
