/*
 * own.h - files that this program exported, read back as they are (export/export.h)
 *
 * Such a file is the article of this center that has its number and was made in the same
 * second; in another center it is a new one.
 */
#pragma once

#include "domain/knowledge/import/import.h"

bool kb_is_own(const struct kb_file *);
/* Sets existing, number and old_hash when the article is here. On the writer. */
NODISCARD error kb_own_find(struct ctx *, struct kb_tree *, struct kb_file *);
/* ERR_INVALID: the head says what is none of ours. Stores the pictures, unless it is dry. */
NODISCARD error kb_own_compose(struct ctx *, struct kb_import *, struct kb_file *,
	struct kb_article *out);
