#include "web/asset.h"

struct str asset_url(const char *name)
{
	const struct web_asset *a = asset_all;
	while (a->name.len > 0 && !str_eq(a->name, str_from(name)))
		a++;
	check(a->name.len > 0); /* a template names what is not in assets/ */
	return a->url;
}
