/* admin_pages.h - people, organisations, settings, audit: for administrators */
#pragma once

#include "domain/account/organisation.h"
#include "domain/account/person.h"
#include "domain/account/session.h"
#include "domain/audit/audit.h"
#include "domain/setting/setting.h"
#include "web/web.h"

struct role_choice {
	struct str name;
	bool chosen;
};

typedef SLICE(struct role_choice) role_choices;

struct people_view {
	struct person_list list;
	struct str find, next;
	/* the form of an invitation */
	struct str email, organisation;
	role_choices roles;
	const struct err_at_field *errors;
};

struct person_view {
	struct person person;
	role_choices roles;
	struct organisation_list organisations; /* that the person belongs to */
	struct organisation_list others;        /* some, to choose from */
	struct session_list sessions;
	struct str organisation;                /* as typed */
	const struct err_at_field *errors;
};

struct organisations_view {
	struct organisation_list list;
	struct str find, next;
	struct str name, mail_domain;
	const struct err_at_field *errors;
};

struct setting_row {
	struct str name, value, help;
	struct str kind, initial; /* "Whole number"; the default, or empty */
	int64_t min, max;         /* of a number, else the most bytes */
	bool number, secret, wrong;
};

struct settings_view {
	SLICE(struct setting_row) rows;
	const struct err_at_field *errors;
};

struct audit_view {
	struct audit_event_list list;
	struct str find, next;
	bool checked;
	int64_t count;
	audit_id broken; /* 0: sound */
};

/* Every role there is; those of `roles` chosen. */
role_choices roles_of(struct arena *, unsigned roles);
unsigned roles_chosen(const str_list *names);
/* A role that there is not would be passed over, and the rest saved: ERR_INVALID on role. */
NODISCARD error roles_check(struct ctx *, const str_list *names);

extern const struct route people_routes[];
extern const struct route person_routes[];
extern const struct route admin_routes[];
