/* unsubscribe_pages.h - the page behind the link that ends the mails of a case */
#pragma once

#include "domain/casefile/notice/unsubscribe.h"
#include "html/html.h"
#include "web/web.h"

struct unsubscribe_view {
	struct unsubscribe of;
	struct str token;
	bool done, all;
};

extern const struct route unsubscribe_routes[];
