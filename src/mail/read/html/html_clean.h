/*
 * html_clean.h - HTML of a mail, made safe to be shown in a page
 *
 * Gumbo parses, and what is on the list of elements and attributes is written anew; all
 * else goes. So no script, style, form, frame or event of a stranger is left, nothing is
 * loaded from elsewhere, and what is written nests. Links lead out only by http, https,
 * mailto and tel, and tell nobody where they were followed.
 *
 * A picture of the message itself (cid:) becomes <img src="part:N">, N its number in
 * mail.parts, for the page to say where it is served; any other picture becomes its
 * description in brackets. Quoted messages and signatures stand in <details>, closed.
 * Headings begin at <h3>, below those of the page, and no level between two is missing.
 */
#pragma once

#include "mail/read/read.h"

/* Of what is too large or too deep to be parsed, the words alone. */
struct str html_clean(struct arena *, struct str html, const mail_part_list *);
