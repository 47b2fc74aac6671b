/*
 * actor.h - who is acting
 *
 * Every ctx has an actor. What it may do is decided by domain/account/permission.h
 * alone; this struct only carries what that decision and the scoped queries need.
 */
#pragma once

#include <stdbool.h>

#include "base/ids.h"
#include "base/str.h"

/* Bits of actor.roles; names as in `mainstay user add --role`. */
enum role {
	ROLE_CUSTOMER = 1 << 0,
	ROLE_CUSTOMER_ADMIN = 1 << 1,
	ROLE_PARTNER = 1 << 2,
	ROLE_AGENT = 1 << 3,
	ROLE_MANAGER = 1 << 4,
	ROLE_DIRECTOR = 1 << 5,
	ROLE_VP_CS = 1 << 6,
	ROLE_VP_ES = 1 << 7,
	ROLE_SIRT = 1 << 8,
	ROLE_AUTHOR = 1 << 9,
	ROLE_MODERATOR = 1 << 10,
	ROLE_ADMIN = 1 << 11,
	ROLE_SYSTEM = 1 << 12, /* the program itself: engine, importer, command line */
};

enum {
	ROLES_STAFF = ROLE_AGENT | ROLE_MANAGER | ROLE_DIRECTOR | ROLE_VP_CS | ROLE_VP_ES |
		ROLE_SIRT | ROLE_AUTHOR | ROLE_MODERATOR | ROLE_ADMIN | ROLE_SYSTEM,
	ROLES_MANAGEMENT = ROLE_MANAGER | ROLE_DIRECTOR | ROLE_VP_CS | ROLE_VP_ES,
};

/* Who may read a published thing; a document has one, an actor has a set of bits. */
enum audience {
	AUDIENCE_PUBLIC = 1 << 0,
	AUDIENCE_REGISTERED = 1 << 1,
	AUDIENCE_CUSTOMER = 1 << 2,
	AUDIENCE_PARTNER = 1 << 3,
	AUDIENCE_INTERNAL = 1 << 4,
};

struct actor {
	person_id person;  /* 0: a visitor, or the program itself */
	unsigned roles;    /* bits of enum role */
	unsigned audiences; /* bits of enum audience; never 0: all see PUBLIC */
	bool staff;        /* works at the desk: sees every case; `:viewer_staff` in queries */
	organisation_id organisation; /* the customer's first organisation, or 0 */
	struct str name, email;
	struct str locale;   /* "en", "de" */
	struct str zone;     /* IANA name; "" is UTC */
	token_id token;      /* when acting by API token */
};
