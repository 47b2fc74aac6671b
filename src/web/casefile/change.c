/* change.c - a change of a field, as the timeline of a case shows it */
#include "web/casefile/casefile_pages.h"

static const struct {
	const char *field;
	struct msg name;
	bool listed; /* its values are words of ours */
} fields[] = {
	{ "status", MSG_INIT("status"), true },
	{ "priority", MSG_INIT("priority"), true },
	{ "owner", MSG_INIT("owner"), false },
	{ "queue", MSG_INIT("queue"), false },
	{ "next action", MSG_INIT("next action"), false },
};

struct msg change_field(const struct field_change *c)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (strcmp(fields[i].field, c->field) == 0)
			return fields[i].name;
	return (struct msg){ str_from(c->field) };
}

struct str change_value(struct html *out, const struct field_change *c, struct str value)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (fields[i].listed && strcmp(fields[i].field, c->field) == 0)
			return html_tr(out, value);
	return value;
}
