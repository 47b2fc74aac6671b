/*
 * intake.h - a way in for a device, that sends files to one case
 *
 * Somebody of the case makes it and gives its secret to a router: `curl -T show-tech.tgz
 * https://host/u/SECRET/`. Nothing can be read with it. It works until it ends or
 * expires, and only as long as its maker may write to the case: files come in under that
 * name. What comes in is counted, and in the audit log.
 */
#pragma once

#include "domain/casefile/attachment.h"
#include "domain/casefile/intake/intake.sql.h"

enum {
	INTAKES_MAX = 20, /* running, of a case */
	INTAKE_HOURS_MAX = 30 * 24,
	INTAKE_HOURS = 7 * 24, /* when none are said */
};

struct intake_new {
	struct str name; /* which device; or empty */
	int64_t hours;   /* that it works; 0: INTAKE_HOURS */
};

/* MAY_UPDATE_CASE on the case, for all three. */
NODISCARD error intake_create(struct ctx *, const struct casefile *, const struct intake_new *,
	struct str *ret_secret, intake_id *ret_id);
NODISCARD error intake_end(struct ctx *, const struct casefile *, intake_id);
/* Newest first, also ended ones. */
NODISCARD error intake_list(struct ctx *, const struct casefile *, struct intake_list *out);

bool intake_works(const struct intake *, instant now);

/*
 * For who has the secret, without an account: the maker becomes the actor of cx. One
 * answer, ERR_NOT_FOUND, to all that does not work.
 */
NODISCARD error intake_enter(struct ctx *, struct str secret, struct intake *out,
	struct casefile *ret_case);
/* On a writer, after intake_enter: the file is attached and counted. */
NODISCARD error intake_attach(struct ctx *, const struct intake *, const struct attachment_new *);
