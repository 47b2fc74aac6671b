/*
 * support_address.h - the addresses that take mail, and where it goes
 *
 * Mail for any other address is refused. Of "name+anything@host" the part from the plus
 * on does not count. MAY_ADMINISTER changes them.
 */
#pragma once

#include "base/ctx.h"
#include "domain/mailin/mailin.sql.h"

struct support_address_new {
	struct str address;
	queue_id queue;        /* 0: as the product says */
	struct str product;    /* code, or empty */
	struct str language;   /* of new cases, or empty */
	bool plus;             /* the server also delivers name+anything@ */
};

enum { MAIL_ADDRESSES_MAX = 200 };

NODISCARD error support_address_add(struct ctx *, const struct support_address_new *, support_address_id *out);
NODISCARD error support_address_remove(struct ctx *, support_address_id);
NODISCARD error support_addresses(struct ctx *, struct support_address_list *out);
/* *ret_found is false for one that takes no mail. No rights are asked. */
NODISCARD error support_address_find(struct ctx *, struct str address, struct support_address *out,
	bool *ret_found);
