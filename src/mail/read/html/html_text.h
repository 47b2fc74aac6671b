/*
 * html_text.h - HTML mail as lines of text
 *
 * Blocks end lines, lists have dashes, cells of a table stand apart, links show where they
 * lead when their words do not, quotes have "> ". What a mail program puts around a quoted
 * message is told by html_text_marked in lines of their own, so that the reply is found.
 *
 * Gumbo makes the tree. A document that would make it slow or large on purpose has its
 * tags taken out instead.
 */
#pragma once

#include "base/buf.h"
#include "base/limits.h"

/* Text of all parts together is at most this long: lines of quotes grow by their depth. */
enum { HTML_TEXT_MAX = 4 * LIMIT_MAIL_TEXT };

/* Lines of one character that no text has. */
#define HTML_QUOTE_FROM_HERE "\x01" /* what follows is a quoted message, to the end */
#define HTML_SIGNATURE_BEGINS "\x02"
#define HTML_SIGNATURE_ENDS "\x03"
#define HTML_ATTRIBUTION_BEGINS "\x04"
#define HTML_ATTRIBUTION_ENDS "\x05"

struct str html_text(struct arena *, struct str html);
struct str html_text_marked(struct arena *, struct str html);
