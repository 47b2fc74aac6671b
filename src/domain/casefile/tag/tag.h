/*
 * tag.h - words that the desk puts on a case, to find it again
 *
 * A tag is kept in one form, whoever types it: "  Power Supply" is "power-supply". For
 * the desk alone: customers see none. Each change is on the timeline of the case.
 */
#pragma once

#include "domain/casefile/casefile.h"
#include "domain/casefile/tag/tag.sql.h"

enum { TAGS_MAX = 20, TAG_MAX = 40 /* bytes */ };

/*
 * Letters of any script, digits and - . _ : + are kept, ASCII letters are lowered,
 * blanks become one hyphen. ERR_INVALID on field "tag" for anything else.
 */
NODISCARD error tag_normalise(struct ctx *, struct str typed, struct str *out);

/* MAY_WORK_CASE. Twice is once. ERR_INVALID beyond TAGS_MAX. */
NODISCARD error casefile_tag(struct ctx *, casefile_id, struct str typed);
/* ERR_NOT_FOUND when the case has no such tag. */
NODISCARD error casefile_untag(struct ctx *, casefile_id, struct str typed);
/* By name; none for customers. */
NODISCARD error casefile_tags(struct ctx *, const struct casefile *, struct tag_list *out);
