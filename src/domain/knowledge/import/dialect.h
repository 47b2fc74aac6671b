/*
 * dialect.h - Markdown of documentation tools as plain CommonMark
 *
 * Known: DocFX includes, alerts, videos, images and marks (":::"); HTML that people
 * mix in (br, b, i, a, img, details, lists); comments. Links get the addresses of
 * articles. Code, in fences and in line, stays as it is.
 */
#pragma once

#include "domain/knowledge/import/tree.h"

/* The body of `f` as CommonMark; numbers must be given. What is lost is a finding. */
NODISCARD error dialect_plain(struct kb_tree *, const struct kb_file *f, struct str *out);
