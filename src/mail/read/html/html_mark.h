/*
 * html_mark.h - what mail programs name the parts of a reply
 *
 * Their markup says where a quote or a signature is, in any language. The names are in
 * html_mark.c, a table.
 */
#pragma once

#include <gumbo.h>

#include "base/str.h"

enum html_mark {
	HTML_MARK_NONE,
	HTML_MARK_QUOTE,       /* a message that is answered or passed on, to the end */
	HTML_MARK_SIGNATURE,
	HTML_MARK_ATTRIBUTION, /* "On ... wrote:" */
};

enum html_mark html_mark_of(const GumboElement *);

/* The value of an attribute, empty when there is none. */
struct str html_attribute(const GumboElement *, const char *name);
