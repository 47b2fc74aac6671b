/*
 * tnef.h - what Outlook packs into winmail.dat ([MS-OXTNEF])
 *
 * Attributes one after the other: of the message, then of each attachment. Names, types
 * and contents of attachments are taken, and the text when the mail has no other. All
 * lengths are checked against what is there; what comes after nonsense is not read.
 */
#pragma once

#include "base/ctx.h"

enum { TNEF_FILES_MAX = 1000 };

struct tnef_file {
	struct str name;       /* as it was given; may be empty */
	struct str type;       /* "image/png", or empty */
	struct str content_id; /* may be empty */
	struct str bytes;      /* in what was read */
};

struct tnef {
	SLICE(struct tnef_file) files;
	struct str text, html; /* UTF-8; may be empty */
};

/* False when it is no TNEF, or has nothing in it. */
bool tnef_read(struct arena *, struct str bytes, struct tnef *out);
