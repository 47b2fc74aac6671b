#include "web/account/account_pages.h"

void fault_text(struct html *out, const struct err_at_field *f)
{
	if (f->pattern.len == 0) {
		html_put_str(out, html_tr(out, f->text));
		return;
	}
	for (struct msg_walk w = html_msg(out, str_hash(f->pattern), f->pattern); html_msg_next(&w);)
		html_number(out, f->numbers[w.hole == 2]);
}

const struct err_at_field *form_fault(const struct err_at_field *errors, struct str field)
{
	while (errors != NULL && !str_eq(errors->field, field))
		errors = errors->next;
	return errors;
}

form_error_list form_errors(struct arena *a, const struct err_at_field *errors)
{
	form_error_list list = { 0 };
	for (; errors != NULL; errors = errors->next)
		*arena_push(a, &list) = *errors;
	return list;
}
