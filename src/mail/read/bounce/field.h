/* field.h - the fields of a report (RFC 3464, 2.1): "Name: value", folded, in groups */
#pragma once

#include "base/buf.h"

struct field {
	struct str name, value; /* both empty: the end of a group */
};

/* Takes one off the front. Lines that are no field are passed over. False at the end. */
bool field_next(struct arena *, struct str *rest, struct field *out);
