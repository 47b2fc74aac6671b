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
