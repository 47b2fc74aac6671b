/* call_pages.h - the telephone desk: a call from ring to case, and the log of calls */
#pragma once

#include "domain/call/call.h"
#include "domain/call/caller.h"
#include "domain/product/entitlement.h"
#include "domain/product/product.h"
#include "web/web.h"

/* What the page's forms hold, in one: they are parts of one call. */
struct call_form {
	struct str find, contact, organisation, phone, started_at, serial, description, impact, summary,
		release, product, configuration, number, text, name, email, proof;
	int64_t priority, call;
	bool outgoing, vulnerability;
};

struct call_view {
	struct phone_call_list waiting;
	struct phone_call call;        /* id 0: none */
	struct callers found;
	bool searched;
	struct caller caller;          /* person 0: not chosen yet */
	struct caller_case_list cases; /* open ones of the caller */
	struct product_list products;
	struct entitlement_found covered;
	bool checked;                  /* the serial was looked up */
	struct call_form form;
	struct str add;                /* what the contact's form is filled with */
	const struct err_at_field *errors;
};

struct call_log_view {
	struct phone_call_list list;
	struct call_filter filter;
	struct str next; /* address of the next page; empty: none */
};

extern const struct route call_routes[];
