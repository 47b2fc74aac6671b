/* feed_pages.h - what programs read without an account: feeds, site maps, robots.txt */
#pragma once

#include "domain/knowledge/feed.h"
#include "web/web.h"

struct feed_view {
	struct str origin;   /* "https://support.example" */
	struct str self;     /* path of the feed */
	struct str page;     /* path of what it is a feed of */
	struct str title;    /* as said, or a product's code */
	instant changed;     /* of the newest entry */
	struct article_entry_list list;
};

struct map_place {
	struct str path;
	instant changed;     /* not set: not said */
};

struct map_view {
	struct str origin;
	SLICE(struct map_place) places;
};

extern const struct route feed_routes[];
