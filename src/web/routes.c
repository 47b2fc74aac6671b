#include "web/account/account_pages.h"
#include "web/account/member_pages.h"
#include "web/account/share_pages.h"
#include "web/account/site_pages.h"
#include "web/admin/admin_pages.h"
#include "web/admin/contract_pages.h"
#include "web/admin/product_pages.h"
#include "web/api/api.h"
#include "web/assets/asset_edit_pages.h"
#include "web/assets/asset_pages.h"
#include "web/casefile/casefile_pages.h"
#include "web/casefile/own_pages.h"
#include "web/desk/desk_tools.h"
#include "web/desk/queue_pages.h"
#include "web/escalation/escalation_pages.h"
#include "web/health/health_pages.h"
#include "web/knowledge/knowledge_pages.h"
#include "web/mailin/mailin_pages.h"
#include "web/search/search_pages.h"
#include "web/server.h"
#include "web/site/site_pages.h"

/* Each feature's table: web/X/X_pages.h. `mainstay routes` prints them all. */
const struct route *const route_tables[] = {
	account_routes,
	admin_routes,
	api_routes,
	asset_edit_routes,
	asset_routes,
	attachment_routes,
	casefile_routes, case_work_routes,
	contract_routes,
	desk_api_routes,
	desk_routes,
	duty_routes,
	escalation_routes,
	health_routes,
	knowledge_routes,
	ladder_routes,
	mailin_routes,
	member_routes, member_site_routes,
	own_routes,
	people_routes,
	person_routes,
	policy_routes,
	presence_routes,
	product_routes,
	search_routes,
	share_routes,
	site_routes,
	suggest_routes,
	support_address_routes,
	time_routes,
	NULL,
};
