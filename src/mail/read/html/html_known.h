/* html_known.h - the elements that a mail may be shown with, one list for writer and check */
#pragma once

#include "base/str.h"

/*
 * The attributes that it may have besides those of all, with blanks between; NULL for an
 * element that is not shown.
 */
const char *html_known(struct str element);

/* An address that a link may lead to. */
bool html_known_link(struct str href);
