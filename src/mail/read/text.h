/*
 * text.h - the text of a mail, of the parts that hold it
 *
 * Plain text where there is some, else the words of the HTML.
 */
#pragma once

#include "mail/read/part.h"

/* Fills out->text, html, html_present, reply. */
void text_choose(struct ctx *, const struct body *, struct mail *out);

/* format=flowed: lines that were wrapped for the way are one again (RFC 3676). */
struct str text_unflow(struct arena *, struct str text, bool delsp);
