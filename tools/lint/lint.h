/* lint.h - the checks; each walks the tree and says what it found */
#pragma once

#include "tools/lint/source.h"

void check_layers(const struct tree *);    /* who includes whom */
void check_headers(const struct tree *);   /* libraries, each in its files */
void check_banned(const struct tree *);    /* what is not called */
void check_sizes(const struct tree *);     /* files, folders, functions */
void check_comments(const struct tree *);  /* what a file's text may have */
void check_safe_html(const struct tree *); /* who makes markup that is not escaped */
void list_unscoped(const struct tree *);   /* not a check: for the reviewer */
