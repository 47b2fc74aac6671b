#include "web/engine/router.h"

#include "web/http/url.h"

struct node {
	struct str part;          /* "cases"; unused in the root and in parameters */
	struct node *exact;       /* children, a list sorted by nothing: few */
	struct node *next;        /* sibling */
	struct node *any, *rest;  /* {x} and {x...} */
	const struct route *routes[METHOD_COUNT];
	bool routed;
};

struct router {
	struct node root;
};

static const char *const methods[METHOD_COUNT] = { "GET", "POST", "PUT", "PATCH", "DELETE" };

static bool is_param(struct str part)
{
	return part.len > 2 && part.at[0] == '{' && part.at[part.len - 1] == '}';
}

static bool is_rest(struct str part)
{
	return is_param(part) && str_ends(part, STR("...}"));
}

/* --- making --- */

static struct node *child(struct ctx *cx, struct node *n, struct str part)
{
	struct node **slot = &n->exact;
	if (is_rest(part))
		slot = &n->rest;
	else if (is_param(part))
		slot = &n->any;
	else
		while (*slot != NULL && !str_eq((*slot)->part, part))
			slot = &(*slot)->next;
	if (*slot == NULL) {
		*slot = arena_new(cx->arena, struct node);
		(*slot)->part = part;
	}
	return *slot;
}

static error refuse(struct ctx *cx, const struct route *r, const char *why)
{
	return err_new(cx, ERR_INTERNAL, "route %s %s: %s", r->method, r->path, why);
}

static error add(struct ctx *cx, struct router *router, const struct route *r)
{
	size_t m = 0, params = 0, parts = 0;
	while (m < METHOD_COUNT && strcmp(methods[m], r->method) != 0)
		m++;
	if (m == METHOD_COUNT)
		return refuse(cx, r, "unknown method");
	if (r->may == 0)
		return refuse(cx, r, "names no permission; say .may");
	if (r->cached && m != METHOD_GET)
		return refuse(cx, r, "only GET can be cached");
	if (!url_path_is_clean(str_from(r->path)))
		return refuse(cx, r, "the path is not clean");

	struct node *n = &router->root;
	struct str rest = str_skip(str_from(r->path), 1), part;
	while (str_cut(&rest, '/', &part)) {
		params += is_param(part);
		if (++parts > ROUTE_PARTS_MAX || params > ROUTE_PARAMS_MAX)
			return refuse(cx, r, "too many parts");
		if (is_rest(part) && rest.len > 0)
			return refuse(cx, r, "{rest...} must be the last part");
		n = child(cx, n, part);
	}
	if (n->routes[m] != NULL)
		return refuse(cx, r, "two routes for one method and path");
	n->routes[m] = r;
	n->routed = true;
	return OK;
}

error router_new(struct ctx *cx, const struct route *const *tables, struct router **out)
{
	struct router *router = arena_new(cx->arena, struct router);
	for (; *tables != NULL; tables++)
		for (const struct route *r = *tables; r->method != NULL; r++)
			TRY(add(cx, router, r));
	*out = router;
	return OK;
}

/* --- finding --- */

struct search {
	struct router_match *match;
	size_t values;
};

static bool found(const struct node *n, struct search *s)
{
	if (n == NULL || !n->routed)
		return false;
	s->match->routes = n->routes;
	return true;
}

static bool take(struct search *s, struct str value, const struct node *n, struct str rest);

static bool walk(const struct node *n, struct str rest, struct search *s)
{
	struct str whole = rest, part;
	if (!str_cut(&rest, '/', &part))
		return found(n, s);
	for (const struct node *c = n->exact; c != NULL; c = c->next)
		if (str_eq(c->part, part) && walk(c, rest, s))
			return true;
	if (n->any != NULL && take(s, part, n->any, rest))
		return true;
	return n->rest != NULL && take(s, whole, n->rest, STR(""));
}

static bool take(struct search *s, struct str value, const struct node *n, struct str rest)
{
	s->match->values[s->values++] = value;
	if (walk(n, rest, s))
		return true;
	s->values--;
	return false;
}

bool router_find(const struct router *r, struct str path, struct router_match *out)
{
	/* "/a/" is not "/a": the server redirects. */
	if (path.len > 1 && path.at[path.len - 1] == '/')
		return false;
	struct search s = { .match = out };
	return walk(&r->root, str_skip(path, 1), &s);
}

int router_param(const struct route *r, struct str name)
{
	struct str rest = str_skip(str_from(r->path), 1), part;
	for (int i = 0; str_cut(&rest, '/', &part);) {
		if (!is_param(part))
			continue;
		struct str inner = str_sub(part, 1, part.len - 2 - (is_rest(part) ? 3 : 0));
		if (str_eq(inner, name))
			return i;
		i++;
	}
	return -1;
}

struct str router_allow(struct arena *a, const struct route *const *routes)
{
	struct buf b = buf_new(a, 128);
	for (size_t m = 0; m < METHOD_COUNT; m++) {
		if (routes[m] == NULL)
			continue;
		buf_printf(&b, "%s, %s", methods[m], m == METHOD_GET ? "HEAD, " : "");
	}
	buf_put(&b, STR("OPTIONS"));
	return buf_str(&b);
}

/* --- the list of routes --- */

static int by_path(const void *a, const void *b)
{
	const struct route *x = *(const struct route *const *)a;
	const struct route *y = *(const struct route *const *)b;
	int order = strcmp(x->path, y->path);
	return order != 0 ? order : strcmp(x->method, y->method);
}

void router_print(struct buf *out, const struct route *const *tables)
{
	SLICE(const struct route *) all = { 0 };
	for (; *tables != NULL; tables++)
		for (const struct route *r = *tables; r->method != NULL; r++)
			*arena_push(out->arena, &all) = r;
	if (all.len > 0)
		qsort(all.at, all.len, sizeof *all.at, by_path);
	for (size_t i = 0; i < all.len; i++) {
		const struct route *r = all.at[i];
		struct str permission = permission_name(r->may);
		buf_printf(out, "%-6s %-44s %-18.*s %s%s%s%s%s\n", r->method, r->path,
			STR_ARG(permission), r->handler, r->slow ? " slow" : "",
			r->api ? " api" : "", r->cached ? " cached" : "",
			r->upload != NULL ? " upload" : "");
	}
}
