/*
 * find.h - cases, for the search
 *
 * A case is two documents, shown as one: what its customer may read, and what staff
 * wrote for themselves, which only the desk finds. Who finds the first is what the view
 * casefile_reader says: members who see all cases of the organisation, those of the
 * site, the contact and watchers.
 */
#pragma once

#include "domain/search/source.h"

extern const struct search_source casefile_source;
extern const struct search_source casefile_note_source;

/* After any change of a case, in its transaction. */
NODISCARD error casefile_findable(struct ctx *, casefile_id);
