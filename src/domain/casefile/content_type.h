/*
 * content_type.h - what a stored file is, by its first bytes
 *
 * The parse role looks at them, behind its wall. When it dies of them it is asked once
 * more, since it may have been ended by something else; then the file is only bytes.
 */
#pragma once

#include "base/ctx.h"

/*
 * "image/png". `role` is core's end of the pair (IPC_FD_PARSE); 0: there is none, the
 * name's ending alone decides.
 */
struct str content_type(struct ctx *, int role, struct str path, struct str name);
