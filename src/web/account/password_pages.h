#pragma once

#include "domain/account/person.h"
#include "web/web.h"

error setup_show(struct web *);
error setup_make(struct web *);
error reset_show(struct web *);
error reset_ask(struct web *);
error reset_link(struct web *);
error reset_set(struct web *);
/* Queues the mail with the link of person_reset_link or link_create. */
NODISCARD error reset_send(struct web *, const struct person *, struct str secret);
