/*
 * hours.h - when somebody answers, as it is written: "Mon-Fri 08:00-18:00, P1 24x7"
 *
 *	hours = item { "," item }
 *	item  = [ "P1" ] ( "24x7" | days time )
 *	days  = day [ "-" day ]           Mon Tue Wed Thu Fri Sat Sun; Fri-Mon goes over Sunday
 *	time  = HH:MM "-" HH:MM           24:00 is midnight; 22:00-06:00 ends on the next day
 *
 * Local time, of the place that answers. A person reads the same text.
 */
#pragma once

#include "base/ctx.h"

enum { HOURS_MAX = 200, HOURS_ITEMS_MAX = 14 };

enum hours_open {
	HOURS_UNKNOWN, /* the text is not of this form */
	HOURS_CLOSED,
	HOURS_URGENT,  /* for P1 alone */
	HOURS_OPEN,
};

bool hours_is(struct str text);
enum hours_open hours_at(struct str text, struct str zone, instant);
