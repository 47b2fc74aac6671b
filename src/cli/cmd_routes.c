#include "cli/commands.h"

#include "web/server.h"

error cmd_routes(struct cli *c)
{
	for (const struct route *const *table = route_tables; *table != NULL; table++)
		for (const struct route *r = *table; r->method != NULL; r++)
			cli_print(c, "%-6s %-48s %.*s%s%s\n", r->method, r->path,
				STR_ARG(permission_name(r->may)), r->api ? " api" : "",
				r->slow ? " slow" : "");
	return OK;
}
