/*
 * bounce.h - reports on the delivery of a mail that was sent
 *
 * Three kinds are understood: the fields of RFC 3464 wherever they stand, complaints of
 * RFC 5965, and the prose of mail servers that follow neither. Prose is believed only of a
 * sender that is a mail system, and only when it says that something was not delivered or
 * has a server's answer in it: a person may write about bounces.
 *
 * What cannot be reached is told by the class of the status (RFC 3463): 5 is hard, 4 is
 * soft. Without a status the words decide (reason_phrases.c).
 */
#pragma once

#include <gmime/gmime.h>

#include "mail/read/read.h"

/* Fills out->reports and out->reported_id of a mail whose parts and texts are read. */
void bounce_read(struct ctx *, GMimeMessage *, struct mail *out);

/* "multipart/report" and the like: parts whose text bounce_read needs. */
bool bounce_reads_part(struct str type);
