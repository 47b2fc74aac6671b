/*
 * mend.h - what a parser loses of broken messages, and how it is kept
 *
 * Three faults of mails in the wild that cost content: a Content-Type without its
 * semicolon, lines that end in two ways about a boundary, text that says that it is
 * base64 and is not.
 */
#pragma once

#include <gmime/gmime.h>

#include "base/ctx.h"

/*
 * "multipart/mixed boundary=b": as it was meant, to be unreferenced by the caller; NULL
 * when nothing is wrong.
 */
GMimeContentType *mend_type(struct ctx *, GMimeObject *);

/* A multipart whose boundary GMime did not see, taken apart; NULL as above. */
GMimeObject *mend_multipart(struct ctx *, GMimeMultipart *);

/* Puts the end of a leaf's content where the line before its boundary ends. */
void mend_end(GMimePart *);

/* Reads a text as it is when its base64 is none. */
void mend_encoding(GMimePart *);
