/* header.h - addresses, message ids and dates of a header, in our structs */
#pragma once

#include <gmime/gmime.h>

#include "mail/read/read.h"

/* Everything of `out` that stands in the message's own header. */
void header_read(struct ctx *, GMimeMessage *, struct mail *out);

/* The first field of this name, decoded, as one line; empty when there is none. */
struct str header_get(struct ctx *, GMimeObject *, const char *name);
/* As it was sent, with folds; for what is no text. */
struct str header_raw(struct ctx *, GMimeObject *, const char *name);
bool header_has(GMimeObject *, const char *name);
