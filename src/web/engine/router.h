/*
 * router.h - from method and path to a route
 *
 * Made once from const tables (routes.c). A part of a path is matched exactly before
 * it is taken as a parameter, and as a parameter before "{rest...}". Making it
 * refuses what a reviewer could overlook: a route that names no permission, a path
 * that is not clean, two routes for one method and path.
 */
#pragma once

#include "web/web.h"

enum { ROUTE_PARAMS_MAX = 6, ROUTE_PARTS_MAX = 32 };

enum method { METHOD_GET, METHOD_POST, METHOD_PUT, METHOD_PATCH, METHOD_DELETE, METHOD_COUNT };

struct router;

/* `tables`: arrays that end with ROUTES_END; the list ends with NULL. */
NODISCARD error router_new(struct ctx *, const struct route *const *tables, struct router **out);

struct router_match {
	const struct route *const *routes; /* by method; NULL: there is no such path */
	struct str values[ROUTE_PARAMS_MAX]; /* raw; named by route->path in order */
};

/* `path` must be clean (http/url.h). False when no route has it. */
bool router_find(const struct router *, struct str path, struct router_match *out);

/* "GET, HEAD, POST": for the Allow header. */
struct str router_allow(struct arena *, const struct route *const *routes);

/* Which value of a match belongs to {name}; -1 when the path has no such part. */
int router_param(const struct route *, struct str name);

/* One line a route, sorted by path: method, path, permission, flags, handler. */
void router_print(struct buf *, const struct route *const *tables);
