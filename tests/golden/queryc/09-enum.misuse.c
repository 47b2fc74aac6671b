/* no member named */
#include "09-enum.sql.h"

int misuse(const struct q_person_with_row *row);
int misuse(const struct q_person_with_row *row)
{
	return row->rol;
}
