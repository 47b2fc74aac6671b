/* status_report.h - the fields of RFC 3464, and of RFC 5965, as reports */
#pragma once

#include "mail/read/read.h"

/* Appends what `text` says of each recipient; it need not be a part of its own. */
void status_report_read(struct arena *, struct str text, mail_report_list *out);
/* A complaint; `recipient` may be found elsewhere. */
void feedback_report_read(struct arena *, struct str text, mail_report_list *out);

/* Fills reason and hard of status, diagnostic and action. */
void report_judge(struct mail_report *, struct str words);
