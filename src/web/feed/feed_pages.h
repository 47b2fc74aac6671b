/* feed_pages.h - what programs read without an account: feeds, site maps, robots.txt */
#pragma once

#include "domain/knowledge/feed.h"
#include "web/web.h"

#define FEED_TYPE "application/atom+xml; charset=utf-8"

struct feed_entry {
	struct str id;       /* a path that is this entry's for ever */
	struct str path;     /* of the page to read */
	struct str title, language, summary;
	struct str category; /* as said; or empty */
	instant published;   /* not set: not said */
	instant updated;
};

struct feed_view {
	struct str origin;   /* "https://support.example" */
	struct str self;     /* path of the feed */
	struct str page;     /* path of what it is a feed of */
	struct str title;    /* as said, or a product's code */
	SLICE(struct feed_entry) entries;
};

/* Of the newest entry; without one, when the feed itself began, which never changes. */
instant feed_changed(const struct feed_view *);

struct map_place {
	struct str path;
	instant changed;     /* not set: not said */
};

struct map_view {
	struct str origin;
	SLICE(struct map_place) places;
};

extern const struct route feed_routes[];
extern const struct route release_feed_routes[];
