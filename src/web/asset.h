/*
 * asset.h - styles, scripts, fonts and icons that are part of the program
 *
 * tools/embed makes the table at build time from assets/. The name in a URL holds a
 * hash of the content, so a browser keeps it for ever and never sees an old one.
 */
#pragma once

#include "base/str.h"

struct asset {
	struct str name;      /* "mainstay.css": what templates say */
	struct str hash_name; /* "mainstay.3f9a0c21d4.css": what browsers see */
	struct str type;      /* "text/css; charset=utf-8" */
	struct str raw;
	struct str gzip, br;  /* empty where compressing does not pay (fonts, images) */
};

/* Sorted by hash_name; ends with an entry without a name. */
extern const struct asset asset_all[];

/* "/assets/mainstay.3f9a0c21d4.css"; a name that does not exist ends the program. */
struct str asset_url(const char *name);

/* NULL when there is none. */
const struct asset *asset_find(struct str hash_name);
