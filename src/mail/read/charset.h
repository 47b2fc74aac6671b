/*
 * charset.h - bytes in any charset to UTF-8
 *
 * Mail declares charsets wrongly, loosely or not at all. What is declared is believed
 * where it can be true; windows-1252 stands for Latin-1, as browsers have it. What cannot
 * be decoded becomes U+FFFD, so nothing is lost without a trace.
 */
#pragma once

#include "base/buf.h"
#include "base/ctx.h"

/* Loads the tables of all charsets that mail has, for good. */
void charset_prepare(void);

/* Lines end with "\n", no control characters but tab. At most 3 bytes out for each in. */
struct str charset_decode(struct arena *, struct str bytes, struct str charset);
/* Text of a header that GMime made: valid UTF-8, one line, at most `limit` bytes. */
struct str charset_header(struct arena *, const char *text, size_t limit);
