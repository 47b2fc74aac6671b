/* message.h - a queued message as a mail (RFC 5322, MIME), built by GMime */
#pragma once

#include "base/ctx.h"
#include "domain/notify/notify.h"
#include "domain/setting/setting.h"

/* Once a process, on one thread, before mail_compose. */
void mail_library_start(void);

/*
 * The text, beside it the HTML if there is one; lines end with CRLF. It says that a
 * program sent it (RFC 3834), so that no robot answers. The same message gives the same
 * Message-ID each time.
 */
NODISCARD error mail_compose(struct ctx *, const struct settings *, const struct outgoing *,
	struct str *out);
