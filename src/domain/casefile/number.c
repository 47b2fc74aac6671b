#include "domain/casefile/number.h"

#include "domain/counter/counter.h"
#include "domain/setting/setting.h"
#include "html/zone.h"

error casefile_number_next(struct ctx *cx, struct str *out)
{
	int64_t next;
	struct civil day = zone_civil(cx->settings->zone, cx->now);
	struct str prefix = str_printf(cx->arena, "%04d-%02d%02d", day.year, day.month, day.day);

	TRY(counter_next(cx, str_concat(cx->arena, STR("case:"), prefix), &next));
	*out = str_printf(cx->arena, "%.*s-%04" PRId64, STR_ARG(prefix), next);
	return OK;
}

bool casefile_number_is(struct str s)
{
	if (s.len < 14 || s.len > 20 || s.at[4] != '-' || s.at[9] != '-')
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (i != 4 && i != 9 && !str_is_digit(s.at[i]))
			return false;
	return true;
}
