/*
 * auto.h - did a program send it?
 *
 * To such mail nothing automatic is answered (RFC 3834, 2): delivery reports, vacation
 * answers, lists, notifications of other systems.
 */
#pragma once

#include <gmime/gmime.h>

#include "mail/read/read.h"

/* Fills out->auto_reason; after bounce_read. */
void auto_read(struct ctx *, GMimeMessage *, struct mail *out);

/* The tables of auto_signs.c; end with NULL. */
struct auto_field {
	const char *name;
	const char *const *values; /* patterns of phrase.h; NULL: any but an empty one */
};

extern const struct auto_field auto_fields[];
extern const char *const auto_subjects[];
extern const char *const auto_senders[];
