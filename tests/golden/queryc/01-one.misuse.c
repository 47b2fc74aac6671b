/* incompatible type */
#include "01-one.sql.h"

error misuse(struct ctx *cx, team_id id);
error misuse(struct ctx *cx, team_id id)
{
	struct q_person_load_row row;
	return q_person_load(cx, id, &row);
}
