#include "web/account/account_pages.h"
#include "web/account/member_pages.h"
#include "web/account/share_pages.h"
#include "web/account/site_pages.h"
#include "web/admin/admin_pages.h"
#include "web/admin/contract_pages.h"
#include "web/admin/outbox_pages.h"
#include "web/admin/product_pages.h"
#include "web/api/api.h"
#include "web/assets/asset_edit_pages.h"
#include "web/assets/asset_pages.h"
#include "web/casefile/casefile_pages.h"
#include "web/casefile/intake_pages.h"
#include "web/casefile/own_pages.h"
#include "web/casework/casework.h"
#include "web/casefile/unsubscribe_pages.h"
#include "web/defect/defect_pages.h"
#include "web/desk/desk_tools.h"
#include "web/desk/queue_pages.h"
#include "web/desk/staffing_pages.h"
#include "web/desk/view_pages.h"
#include "web/directory/directory_pages.h"
#include "web/escalation/escalation_pages.h"
#include "web/feed/feed_pages.h"
#include "web/health/health_pages.h"
#include "web/knowledge/edit/edit_pages.h"
#include "web/knowledge/edit/export_pages.h"
#include "web/knowledge/edit/picture_pages.h"
#include "web/inspection/inspection_pages.h"
#include "web/knowledge/knowledge_pages.h"
#include "web/disclosure/disclosure_pages.h"
#include "web/rma/rma_pages.h"
#include "web/phone/call_pages.h"
#include "web/phone/cti_pages.h"
#include "web/manual/manual_pages.h"
#include "web/mailin/mailin_pages.h"
#include "web/pgp/pgp_pages.h"
#include "web/search/search_pages.h"
#include "web/search/todo_pages.h"
#include "web/server.h"
#include "web/site/site_pages.h"
#include "web/target/target_pages.h"
#include "web/webhook/webhook_pages.h"

/* Each feature's table: web/X/X_pages.h. `mainstay routes` prints them all. */
const struct route *const route_tables[] = {
	account_routes,
	admin_routes,
	agent_routes,
	outbox_routes,
	api_routes,
	asset_edit_routes,
	asset_api_routes, asset_routes,
	attachment_routes,
	bulk_routes,
	casefile_routes, case_new_routes, case_edit_routes, case_work_routes,
	bond_api_routes,
	casework_api_routes,
	call_routes,
	contract_routes,
	cti_routes,
	article_api_routes,
	defect_api_routes,
	defect_routes,
	desk_api_routes,
	desk_routes,
	directory_edit_routes,
	directory_routes,
	duty_routes,
	escalation_routes,
	export_routes,
	feed_routes,
	release_feed_routes,
	health_routes,
	history_routes,
	incident_routes,
	intake_routes,
	knowledge_edit_routes,
	inspection_api_routes, inspection_routes,
	knowledge_routes,
	ladder_routes,
	manual_routes,
	mailin_routes,
	mail_picture_routes,
	mailbox_routes,
	pgp_routes,
	member_routes, member_site_routes,
	directory_api_routes,
	phone_api_routes,
	ladder_api_routes,
	member_api_routes,
	organisation_api_routes,
	staffing_api_routes,
	own_routes,
	lesson_routes,
	macro_routes,
	people_routes,
	person_routes,
	picture_routes,
	policy_routes,
	presence_routes,
	product_routes,
	queue_api_routes, queue_routes,
	reading_api_routes,
	rma_api_routes,
	disclosure_routes,
	rma_routes,
	search_routes,
	share_routes,
	site_routes,
	split_routes,
	suggest_routes,
	team_routes,
	support_address_routes,
	time_routes,
	todo_routes,
	view_routes,
	target_api_routes,
	target_routes,
	verbs_api_routes,
	writing_api_routes,
	unsubscribe_routes,
	webhook_api_routes, webhook_routes,
	NULL,
};
