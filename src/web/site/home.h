#pragma once

#include "domain/casefile/own/own.h"
#include "domain/directory/directory.h"
#include "domain/knowledge/article.h"
#include "domain/knowledge/issue.h"
#include "domain/product/own_product.h"
#include "domain/product/product.h"
#include "html/html.h"

struct home_view {
	struct phone_number_list phones;
	struct known_issue_list issues;
	struct article_item_list recent;
	struct q_suggested_releases_list suggested;
	struct own_product_list products; /* empty: of a visitor, or without devices */
	struct own_case_list cases;
	str_list examples;     /* of what may be searched for */
	int64_t article_count, issue_count;
	bool issues_are_own;   /* of products that the reader has */
	bool is_customer;      /* signed in, and not of the desk */
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
