#pragma once

#include "domain/knowledge/article.h"
#include "web/web.h"

struct knowledge_view {
	struct article_item_list list;
	int64_t type;    /* enum article_type; -1: all */
	struct str next; /* the address of the next page; empty: none */
};

extern const struct route knowledge_routes[];
