/*
 * parse.h - the role that reads what strangers send
 *
 * Bytes come in a message and plain values go out. The process has no files and no
 * network (os/wall.h): a fault in a parser reaches nothing. It tells types of
 * content apart, reads mail (parse_mail.h) and support bundles (parse_bundle.h).
 */
#pragma once

#include "base/ctx.h"

enum { PARSE_MEMORY_MAX = 1024 * 1024 * 1024 };

/* Answers on `fd` until the other end is gone. Enters the wall first. */
NODISCARD error parse_serve(struct ctx *, int fd);
