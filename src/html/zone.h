/* zone.h - local time, by ICU's time zone data */
#pragma once

#include "base/time.h"

/* The civil time of an IANA zone ("Europe/Oslo"); UTC when the zone is not known. */
struct civil zone_civil(struct str zone, instant);
bool zone_is_known(struct str zone);
/*
 * The instant of a civil time there (year to minute are read). A time that the clocks leap
 * over is as much later; of one that comes twice the later.
 */
instant zone_instant(struct str zone, const struct civil *);
