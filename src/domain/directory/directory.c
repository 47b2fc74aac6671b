#include "domain/directory/directory.h"

#include "domain/setting/setting.h"

error directory_numbers(struct ctx *cx, struct phone_number_list *out)
{
	return q_directory_numbers(cx, DIRECTORY_MAX, out);
}

error directory_offices(struct ctx *cx, struct office_list *out)
{
	return q_directory_offices(cx, DIRECTORY_MAX, out);
}

error directory_number_load(struct ctx *cx, phone_number_id id, struct phone_number *out)
{
	bool found;

	TRY(q_directory_number(cx, id, out, &found));
	return found ? OK : err_new(cx, ERR_NOT_FOUND, "no such number");
}

error directory_office_load(struct ctx *cx, office_id id, struct office *out)
{
	bool found;

	TRY(q_directory_office(cx, id, out, &found));
	return found ? OK : err_new(cx, ERR_NOT_FOUND, "no such office");
}

enum hours_open directory_open(const struct ctx *cx, const struct phone_number *n)
{
	struct str zone = n->zone.len > 0 || cx->settings == NULL ? n->zone : cx->settings->zone;

	return hours_at(n->hours, zone, cx->now);
}
