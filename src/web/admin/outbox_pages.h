/* outbox_pages.h - the mail that waits or failed, and addresses that get none */
#pragma once

#include "domain/notify/outbox.h"
#include "domain/notify/suppression.h"
#include "html/html.h"
#include "web/web.h"

struct outbox_row {
	struct outbox_line line;
	struct msg state;
	bool may_change;
};

struct outbox_view {
	enum outbox_show show;
	struct outbox_totals totals;
	SLICE(struct outbox_row) rows;
	struct str next; /* path of the next page, or empty */
	struct outbox_unsigned unsigned_mail;
};

struct suppression_view {
	struct str find;
	struct suppression_list list;
	struct str next;
};

extern const struct route outbox_routes[];
