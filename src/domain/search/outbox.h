/*
 * outbox.h - tell the search of a change
 *
 * A verb that creates, changes, publishes, restricts or deletes something that can be
 * found calls search_changed in the same transaction. The indexer then asks the source
 * of the kind for the document as it is (source.h) and puts it into the index, or drops
 * it: found within a second. What may no longer be read is out of results at once,
 * since every hit is loaded as its reader before it is shown.
 */
#pragma once

#include "domain/search/document.h"

/* On a writer. `id` is the row's; more often than needed does no harm. */
NODISCARD error search_changed(struct ctx *, enum search_kind, int64_t id);
/* Of all that bears the product's code: its articles and its cases. */
NODISCARD error search_product_changed(struct ctx *, product_id);
