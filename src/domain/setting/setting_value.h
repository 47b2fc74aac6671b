/* setting_value.h - the text of a setting and its value; for domain/setting alone */
#pragma once

#include "domain/setting/setting.h"

/* NULL when the text is a value of the setting, else what is wrong, for the person. */
const struct str *setting_fault(const struct setting *, struct str text);

/* Puts the value into the struct; the text has no fault. Text is not copied. */
void setting_put(const struct setting *, struct str text, struct settings *out);
