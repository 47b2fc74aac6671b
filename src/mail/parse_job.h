/*
 * parse_job.h - a mail read by the parse role, behind its wall
 *
 * What a message does to the parser stays there. A fault or a message that takes too long
 * ends the role (the supervisor starts it again) and is ERR_UNAVAILABLE here: keep the
 * message, show it as it came, go on with the next. One job at a time on a descriptor.
 */
#pragma once

#include "mail/read/read.h"

/*
 * `role` is core's end of the pair (IPC_FD_PARSE), `message` a file with the bytes,
 * `contents` an empty one, open for both ways: attachments come to stand there, each at
 * its part's offset. ERR_INVALID for what cannot be read, with the reason.
 */
NODISCARD error parse_job_mail(struct ctx *, int role, int message, int contents,
	struct mail *out);
