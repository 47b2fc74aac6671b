#include "web/asset.h"

static const struct web_asset *by_name(const char *name)
{
	const struct web_asset *a = asset_all;
	while (a->name.len > 0 && !str_eq(a->name, str_from(name)))
		a++;
	check(a->name.len > 0); /* a template names what is not in assets/ */
	return a;
}

struct str asset_url(const char *name)
{
	return by_name(name)->url;
}

struct str web_asset_text(const char *name)
{
	return by_name(name)->raw;
}
