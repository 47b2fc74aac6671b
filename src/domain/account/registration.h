/*
 * registration.h - asking for an account with the serial number of a device
 *
 * Who has a device of an organisation, and an address in its mail domain, may ask;
 * an administrator of the organisation decides. The answer to the one who asks is the
 * same whatever is known of device, domain and address.
 */
#pragma once

#include "base/ctx.h"
#include "domain/account/registration.sql.h"

struct registration_new {
	struct str email, name, serial;
	organisation_id owner; /* of the device; 0: the serial is not known */
};

/* ERR_INVALID names email or name, for their shape alone. */
NODISCARD error registration_ask(struct ctx *, const struct registration_new *);

/* Undecided ones; for administrators of the organisation and MAY_MANAGE_PEOPLE. */
NODISCARD error registration_list(struct ctx *, organisation_id, struct registration_list *out);

/*
 * Approving makes an invitation: *ret_secret and *ret_email are for its mail; refusing
 * leaves them empty. ERR_NOT_FOUND when it was decided meanwhile.
 */
NODISCARD error registration_decide(struct ctx *, organisation_id, int64_t id, bool approve,
	struct str *ret_secret, struct str *ret_email);
