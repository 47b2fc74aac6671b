/*
 * plain.h - the words of safe markup, without the markup
 *
 * For the search and for short extracts: tags go, blocks end a line, the entities that
 * the renderer writes become characters again. What comes out is text, to be escaped
 * like any other.
 */
#pragma once

#include "html/html.h"

struct str plain_text(struct arena *, struct safe_html);
