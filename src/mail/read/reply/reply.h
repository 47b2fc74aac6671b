/*
 * reply.h - what a person wrote anew, of a text with all that it quotes
 *
 * Cut off are the quoted message below, whatever announces it, the quote above an answer,
 * and signatures. Who answers between the lines of a quote is left alone: the quote is
 * part of the answer then. A text of which nothing would be left is given back whole.
 *
 * The words that announce things in each language are tables: attribution_words.c,
 * header_words.c, separator_words.c, signature_words.c.
 */
#pragma once

#include "base/buf.h"

/* `text` may have the marks of html_text_marked. */
struct str reply_find(struct arena *, struct str text);
