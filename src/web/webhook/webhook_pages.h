/* webhook_pages.h - programs that are told of cases: for administrators */
#pragma once

#include "domain/notify/notify.h"
#include "domain/webhook/webhook.h"
#include "web/web.h"

struct webhook_form {
	struct str name, url;
	str_list events; /* names */
};

struct webhook_view {
	struct webhook w;        /* id 0: a new one */
	struct webhook_list all;
	struct webhook_delivery_list deliveries;
	struct webhook_delivery delivery;
	struct webhook_attempt_list attempts;
	struct webhook_form form;
	struct str secret;       /* shown once */
	struct str next;
	const struct err_at_field *errors;
};

/* The nth event, by name; whether the form has it. */
struct str webhook_event_at(int64_t n);
bool webhook_wants(const struct webhook_form *, struct str event);
/* "Sent", "Waits", "Given up". */
struct str webhook_state(const struct webhook_delivery *);

extern const struct route webhook_routes[];
