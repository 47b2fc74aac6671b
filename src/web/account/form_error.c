#include "web/account/account_pages.h"

struct str form_error(const struct err_at_field *errors, struct str field)
{
	for (; errors != NULL; errors = errors->next)
		if (str_eq(errors->field, field))
			return errors->text;
	return STR("");
}

form_error_list form_errors(struct arena *a, const struct err_at_field *errors)
{
	form_error_list list = { 0 };
	for (; errors != NULL; errors = errors->next)
		*arena_push(a, &list) = *errors;
	return list;
}
