#pragma once

#include "domain/account/organisation.h"
#include "domain/account/person.h"
#include "domain/casefile/attachment.h"
#include "domain/casefile/bond.h"
#include "domain/casefile/casefile.h"
#include "domain/casefile/list.h"
#include "domain/casefile/effort/effort.h"
#include "domain/casefile/notice/notice.h"
#include "domain/casefile/tag/tag.h"
#include "domain/casefile/watch.h"
#include "domain/escalation/escalation.h"
#include "domain/escalation/respond.h"
#include "domain/notify/outbox.h"
#include "domain/presence/presence.h"
#include "domain/product/product.h"
#include "web/search/search_pages.h"
#include "web/web.h"

struct case_form {
	struct str summary, description, impact, product, release, serial, contact, organisation;
	int64_t priority;
};

struct case_new_view {
	struct case_form form;
	struct product_list products;
	struct phone_number_list phones;
	struct entitlement_found covered;
	bool checked; /* the serial was looked up */
	struct search_results answers; /* to what was typed */
	const struct err_at_field *errors;
};

struct timeline_item {
	struct entry entry;
	bool is_change;
	struct field_change change;
	struct outbox_delivery_list mails; /* to whom it went; for the desk */
};

/* What a form of the case page holds. */
struct case_typed {
	struct str form; /* the last part of its address */
	int64_t owner, queue, priority, level, hours, bond, choice, minutes;
	struct str kind, text, then, why, next_action, plan, reason, email, target, into, tag;
};

struct case_view {
	struct casefile c;
	SLICE(struct timeline_item) items; /* oldest first */
	int64_t older;      /* the number before which older entries lie; 0 none */
	bool internal;
	struct attachment_list files;
	struct ladder_view ladder;
	struct person_list desk;
	struct q_queue_list_list queues;
	struct watcher_list watchers;
	struct bond_list bonds;
	struct tag_list tags;
	struct presence_list others; /* of the desk, on this page now */
	enum notice_choice choice;
	bool draft;         /* what stands in the reply is one */
	const struct err_at_field *errors; /* by the input's id */
	struct case_typed typed;
};

/* What a change is of, and its values: those of a list are translated. */
struct msg change_field(const struct field_change *);
struct str change_value(struct html *, const struct field_change *, struct str value);
/* Writes what the program wrote there: "Level 1, ..., was briefed." */
void entry_said(struct html *, struct str text);

/* Fills in the mails of each item, oldest first. */
error case_load_mails(struct ctx *, struct case_view *);
struct msg case_mail_state(const struct outbox_delivery *);
bool case_mail_failed(const struct timeline_item *);

/* "public", "internal" or "phone"; empty is the first. */
error case_entry_kind(struct ctx *, struct str name, enum entry_kind *out);
struct str case_kind_name(enum entry_kind);
/* Watchers, links, the choice of mails and the draft. */
error case_load_work(struct web *, struct case_view *);

/* The page of a case; its rail and the rest are loaded. */
error case_show(struct web *, int status, struct case_view *);
/* After a form of the page: back to it with a notice, or again with what was wrong. */
error case_done(struct web *, struct case_view *, error outcome, struct msg notice);
/* Whether that form was refused. */
bool case_refused(const struct case_view *, struct str form);
/* The text if it was typed into that form (and level, if not 0), else empty. */
struct str case_typed(const struct case_view *, struct str form, int64_t level, struct str text);
/* The id of an input of a level: "plan2". */
struct str case_input(struct arena *, struct str prefix, int64_t level);

struct cases_view {
	struct casefile_item_list list;
	struct organisation_list organisations;
	organisation_id organisation;
	int64_t open;
	struct str next; /* the address of the next page; empty: none */
};

struct desk_view {
	struct msg title;
	struct casefile_item_list list;
	struct casefile_counts counts;
	struct casefile_filter filter;
	struct str path, next;
};

extern const struct route attachment_routes[];
extern const struct route case_work_routes[];
extern const struct route casefile_routes[];
extern const struct route desk_routes[];
extern const struct route ladder_routes[];
