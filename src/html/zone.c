#include "html/zone.h"

#include <unicode/ucal.h>

enum { ZONE_NAME_MAX = 64 };

/* Offset from UTC in milliseconds; false when ICU does not know the zone. */
static bool offset_of(struct str zone, instant t, int64_t *ret_ms)
{
	UChar name[ZONE_NAME_MAX];
	UErrorCode status = U_ZERO_ERROR;
	if (zone.len == 0 || zone.len >= ZONE_NAME_MAX)
		return false;
	u_charsToUChars(zone.at, name, (int32_t)zone.len);
	UCalendar *calendar =
		ucal_open(name, (int32_t)zone.len, "en", UCAL_GREGORIAN, &status);
	if (U_FAILURE(status))
		return false;
	UChar found[ZONE_NAME_MAX];
	int32_t len = ucal_getTimeZoneID(calendar, found, ZONE_NAME_MAX, &status);
	bool known = U_SUCCESS(status) && len == (int32_t)zone.len;
	ucal_setMillis(calendar, (double)(t.us / 1000), &status);
	int64_t ms = ucal_get(calendar, UCAL_ZONE_OFFSET, &status);
	ms += ucal_get(calendar, UCAL_DST_OFFSET, &status);
	ucal_close(calendar);
	*ret_ms = ms;
	return known && U_SUCCESS(status);
}

struct civil zone_civil(struct str zone, instant t)
{
	int64_t ms = 0;
	bool utc = zone.len == 0 || str_eq(zone, STR("UTC"));
	if (!utc && offset_of(zone, t, &ms))
		t.us += ms * US_PER_MS;
	return civil_from(t);
}

bool zone_is_known(struct str zone)
{
	int64_t ms;
	return str_eq(zone, STR("UTC")) || offset_of(zone, (instant){ 0 }, &ms);
}

instant zone_instant(struct str zone, const struct civil *local)
{
	int64_t before = 0, after = 0;
	instant wall = civil_instant(local);

	if (zone.len == 0 || str_eq(zone, STR("UTC")))
		return wall;
	/* The offset a day before and a day after differ where the clocks change. */
	offset_of(zone, (instant){ wall.us - SECONDS_PER_DAY * US_PER_SECOND }, &before);
	offset_of(zone, (instant){ wall.us + SECONDS_PER_DAY * US_PER_SECOND }, &after);
	instant late = { wall.us - after * US_PER_MS };
	int64_t there = after;
	offset_of(zone, late, &there);
	return there == after ? late : (instant){ wall.us - before * US_PER_MS };
}
