/*
 * bond.h - how a case hangs together with others, with articles and with defects
 *
 * A link is named as people write it: a case number, "KB31842", or the number of a
 * defect. Links of cases go both ways. All for MAY_WORK_CASE.
 */
#pragma once

#include "domain/casefile/casefile.h"
#include "domain/casefile/work.sql.h"

enum bond_kind {
	BOND_CASE = 1, /* they have to do with each other */
	BOND_ARTICLE,
	BOND_DEFECT,
	BOND_MERGED,   /* the other went into this one */
};

NODISCARD error bond_add(struct ctx *, casefile_id, struct str target);
NODISCARD error bond_remove(struct ctx *, casefile_id, enum bond_kind, struct str target);
/* None for customers. */
NODISCARD error bond_list(struct ctx *, const struct casefile *, struct bond_list *out);
