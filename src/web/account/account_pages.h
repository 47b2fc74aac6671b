#pragma once

#include "domain/account/session.h"
#include "domain/account/token.h"
#include "domain/casefile/notice/notice.h"
#include "web/web.h"

struct sign_in_view {
	struct str email, to;
	bool asks_code;
	const struct err_at_field *errors;
};

struct reset_view {
	struct str email;
	bool sent;
	const struct err_at_field *errors;
};

struct setup_view {
	struct str center, name, email;
	const struct err_at_field *errors;
};

struct account_view {
	struct session_list sessions;
	session_id session; /* this one */
	struct api_token_list tokens;
	struct str new_token, token_name, totp_key, totp_uri;
	str_list codes;
	bool totp_on;
	enum notice_choice choice; /* of mails about cases */
	struct str extension;      /* on the telephone */
	enum notice_cadence cadence;
	const struct err_at_field *errors;
};

/* What is wrong with a field; NULL when nothing. */
const struct err_at_field *form_fault(const struct err_at_field *, struct str field);
/* Its text, in the reader's language. */
void fault_text(struct html *, const struct err_at_field *);
/* The list of errors as a slice, for templates. */
typedef SLICE(struct err_at_field) form_error_list;
form_error_list form_errors(struct arena *, const struct err_at_field *);

extern const struct route account_routes[];
