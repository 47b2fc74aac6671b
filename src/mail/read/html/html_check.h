/*
 * html_check.h - whether markup is what html_clean writes
 *
 * The parse role reads what strangers send, so what it answers is believed no more than
 * they are. Core looks at each mark once more before it keeps it: only elements and
 * attributes of the list, links by their schemes, pictures by the number of a part, and
 * all of it nested, so that nothing ends the page around it.
 */
#pragma once

#include "base/str.h"

bool html_is_clean(struct str markup);
