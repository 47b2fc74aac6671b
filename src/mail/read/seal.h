/* seal.h - what of a message OpenPGP protects (RFC 3156, and armour as its text) */
#pragma once

#include "mail/read/entity.h"
#include "mail/read/read.h"

/* Fills out->seal; its parts and text are there. */
NODISCARD error seal_read(struct ctx *, const struct entity_tree *, struct mail *out);
