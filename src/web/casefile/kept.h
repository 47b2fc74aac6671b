/*
 * kept.h - files that came with a form which was refused
 *
 * Their bytes are stored already and are kept for some days before anything names them
 * (upkeep.h). The form that is shown again has a marked token for each, which only who sent
 * the files can bring back; a file that is unticked is not sent along and goes by itself.
 */
#pragma once

#include "web/casefile/case_files.h"
#include "web/casefile/casefile_pages.h"

enum { KEPT_TOKEN_MAX = 600 };

/* Adds the files of the tokens, without their types. ERR_INVALID on file when one is too old, or not of the person. */
NODISCARD error kept_take(struct web *, const str_list *tokens, case_files *out);
/* What the form shows of them. */
void kept_show(struct web *, const case_files *, kept_files *out);
