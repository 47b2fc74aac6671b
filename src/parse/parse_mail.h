/* parse_mail.h - the job of the parse role that reads a mail (IPC_PARSE_MAIL) */
#pragma once

#include "os/ipc.h"

/* A message takes no longer than this; then the process ends, and starts again. */
enum { PARSE_MAIL_SECONDS = 20 };

/* Reads the first descriptor, writes to the second: contents of attachments, then the mail. */
NODISCARD error parse_mail(struct ctx *, const struct ipc_message *asked, struct str *ret_answer);
