/*
 * caller.h - who is on the telephone: found by whatever they can say
 *
 * One box takes a phone number, a name, a mail address, an organisation, a case number
 * or a serial number. For MAY_TAKE_CALLS.
 */
#pragma once

#include "domain/call/caller.sql.h"
#include "domain/casefile/casefile.h"
#include "domain/product/asset.h"

enum { CALLERS_MAX = 20 };

struct callers {
	struct caller_list people;  /* each once an organisation, best first */
	bool has_asset;             /* it was a serial number */
	struct asset asset;
	struct str casefile;        /* it was a case number; or empty */
};

NODISCARD error caller_find(struct ctx *, struct str text, struct callers *out);
/* One person, by mail address, with the first of the organisations; ERR_NOT_FOUND. */
NODISCARD error caller_load(struct ctx *, struct str email, struct caller *out);

/* Open ones: those of the person first, then colleagues'; newest change first. */
NODISCARD error caller_cases(struct ctx *, const struct caller *, struct caller_case_list *out);

struct contact_new {
	struct str name, email, phone;
	struct str organisation; /* its name */
	struct str proof;        /* a serial or contract number of the organisation */
};

/*
 * An account for somebody who calls for an organisation, which what they name proves:
 * a device or contract of that organisation. Audited with the proof. No password is set.
 * ERR_INVALID names fields as the struct does; ERR_CONFLICT on email.
 */
NODISCARD error contact_create(struct ctx *, const struct contact_new *, person_id *out);
