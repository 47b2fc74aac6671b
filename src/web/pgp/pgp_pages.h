#pragma once

#include "domain/notify/outbox.h"
#include "domain/pgp/pgp.h"
#include "web/web.h"

struct pgp_form {
	struct str key;
};

struct pgp_view {
	pgp_key_list list;
	struct str signs_with;     /* the fingerprint of the setting; or empty */
	struct pgp_form form;
	struct outbox_unsigned unsigned_mail;
	bool away;                 /* the keeper of the keys does not answer */
	const struct err_at_field *errors;
};

struct msg pgp_state_name(struct str state);
/* In groups of four, as people read it. */
struct str pgp_grouped(struct arena *, struct str fingerprint);

extern const struct route pgp_routes[];
