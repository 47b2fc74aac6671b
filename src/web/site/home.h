#pragma once

#include "domain/knowledge/article.h"
#include "domain/product/product.h"
#include "html/html.h"

struct home_view {
	struct phone_number_list phones;
	struct article_item_list issues, recent;
	struct q_suggested_releases_list suggested;
	int64_t article_count;
};

struct products_view {
	struct product_list products;
};

struct product_view {
	struct product product;
	struct q_release_of_product_list releases;
};

/* "tel:" and the digits. */
struct url phone_url(struct arena *, struct str number);
