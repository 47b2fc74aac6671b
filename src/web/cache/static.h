/* static.h - the assets as finished responses: asset.h says what they are */
#pragma once

#include "web/asset.h"
#include "web/engine/exchange.h"

struct static_files;

/* `all` ends with an entry without a name; NULL: none. */
struct static_files *static_new(struct arena *, const struct web_asset *all, bool tls);
void static_free(struct static_files *);

/* The reply to a request for an asset, its status set; NULL when it is for none. */
struct MHD_Response *static_find(const struct static_files *, struct web *);
