#include "html/language.h"

#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "base/arena.h"

enum { TAG_MAX = 35, NAME_MAX_UNITS = 80 };

struct str language_name(struct arena *a, struct str tag)
{
	UChar wide[NAME_MAX_UNITS];
	char name[3 * NAME_MAX_UNITS];
	UErrorCode fault = U_ZERO_ERROR;
	int32_t len;

	if (tag.len == 0 || tag.len > TAG_MAX)
		return tag;
	const char *id = str_c(a, tag);
	len = uloc_getDisplayName(id, id, wide, NAME_MAX_UNITS, &fault);
	u_strToUTF8(name, sizeof name, &len, wide, len, &fault);
	if (U_FAILURE(fault) || len <= 0)
		return tag;
	return str_copy(a, str_of(name, (size_t)len));
}
