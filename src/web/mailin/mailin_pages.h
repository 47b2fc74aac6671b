#pragma once

#include "domain/casefile/casefile.h"
#include "domain/mailin/mailbox.h"
#include "domain/mailin/mailin.h"
#include "domain/mailin/support_address.h"
#include "domain/notify/outbox.h"
#include "domain/product/product.h"
#include "web/web.h"

/* The list for the desk: what is held, or all. */
struct mail_list_view {
	struct mail_in_line_list list;
	bool all;
	struct str next; /* the address of the next page; empty: none */
};

struct mail_view {
	struct mail_in m;
	struct mail_in_part_list files;
	struct str number; /* of its case; or empty */
	const struct err_at_field *errors;
};

struct support_address_form {
	struct str address, product, language;
	int64_t queue;
	bool plus;
};

struct addresses_view {
	struct support_address_list list;
	struct product_list products;
	struct q_queue_list_list queues;
	struct support_address_form form;
	struct outbox_unsigned unsigned_mail;
	const struct err_at_field *errors;
};

struct mailbox_form {
	struct str url, folder, user, secret, address, then, move_to;
	struct str token_url, client_id, client_secret, scope;
	bool bearer;
	int64_t period;
};

struct mailboxes_view {
	struct mailbox_list list;
	struct support_address_list addresses;
	struct mailbox_form form;
	const struct err_at_field *errors;
};

/* "Received", "Held", ... */
struct msg mail_state_name(int64_t state);

/* Its HTML (html_check.h); pictures are of picture_pages.c. */
void mail_markup(struct html *, mail_in_id, struct str markup);

/* The first lines of a text. */
struct str mail_beginning(struct str text);

extern const struct route mailin_routes[];
extern const struct route mail_picture_routes[];
extern const struct route mailbox_routes[];
extern const struct route support_address_routes[];
