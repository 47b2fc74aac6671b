/*
 * asset.h - styles, scripts, fonts and icons that are part of the program
 *
 * tools/embed makes the table at build time from assets/. The URL holds a hash of the
 * content, so a browser keeps it for ever and never sees an old one.
 */
#pragma once

#include "base/str.h"

struct web_asset {
	struct str name; /* "mainstay.css": what templates say */
	struct str url;  /* "/assets/mainstay.3f9a0c21d4.css": what browsers ask for */
	struct str type; /* "text/css; charset=utf-8" */
	struct str raw;
	struct str gzip, br; /* empty where compressing does not pay (fonts, images) */
};

/* Sorted by url (str_cmp); ends with an entry without a name. */
extern const struct web_asset asset_all[];

/* The URL for a name; a name that does not exist ends the program. */
struct str asset_url(const char *name);

/* The content of an asset, by name. */
struct str web_asset_text(const char *name);
