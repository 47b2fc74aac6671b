/* member_pages.h - invitations, registrations, and the people of an organisation */
#pragma once

#include "domain/account/link.h"
#include "domain/account/organisation.h"
#include "domain/account/registration.h"
#include "web/web.h"

struct invitation_view {
	struct str secret, name;
	struct one_time_link link;
	const struct err_at_field *errors;
};

struct register_view {
	struct str email, name, serial;
	bool sent;
	const struct err_at_field *errors;
};

struct members_view {
	struct organisation organisation;
	struct member_list members;
	struct registration_list asked;
	struct str next;  /* page of people */
	struct str email; /* an invitation that was refused */
	const struct err_at_field *errors;
};

/* Queues the mail with the link. */
NODISCARD error invitation_send(struct web *, struct str email, struct str secret);

extern const struct route member_routes[];
