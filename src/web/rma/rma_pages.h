#pragma once

#include "domain/rma/rma.h"
#include "web/web.h"

struct rma_form {
	struct str defective, ship_to, reason, state, replacement, carrier, tracking;
};

struct rma_new_view {
	struct casefile c;
	struct rma_form form;
	const struct err_at_field *errors;
};

struct rma_view {
	struct rma rma;
	struct casefile c;
	struct rma_form form;
	const struct err_at_field *errors;
};

extern const struct route rma_routes[];
