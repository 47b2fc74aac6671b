#pragma once

#include "domain/account/organisation.h"
#include "domain/account/person.h"
#include "domain/call/call.h"
#include "domain/casefile/attachment.h"
#include "domain/casefile/bond.h"
#include "domain/casefile/casefile.h"
#include "domain/casefile/edit/edit.h"
#include "domain/casefile/incident/incident.h"
#include "domain/casefile/list.h"
#include "domain/casefile/effort/effort.h"
#include "domain/casefile/notice/notice.h"
#include "domain/casefile/tag/tag.h"
#include "domain/casefile/watch.h"
#include "domain/directory/directory.h"
#include "domain/escalation/escalation.h"
#include "domain/escalation/respond.h"
#include "domain/inspection/inspection.h"
#include "domain/notify/outbox.h"
#include "domain/presence/presence.h"
#include "domain/mailin/mailin.h"
#include "domain/product/product.h"
#include "domain/rma/rma.h"
#include "domain/target/target.h"
#include "web/search/search_pages.h"
#include "web/web.h"

struct case_form {
	struct str summary, description, impact, product, release, serial, contact, organisation;
	int64_t priority;
	bool vulnerability; /* it goes to the SIRT at once */
	str_list kept;      /* tokens of files that came before: kept.h */
};

/* A file that came with a form that was refused: kept.h. */
struct kept_file {
	struct str token, name;
	int64_t size;
};
typedef SLICE(struct kept_file) kept_files;

struct case_new_view {
	struct case_form form;
	struct product_list products;
	struct phone_number_list phones;
	struct entitlement_found covered;
	bool checked; /* the serial was looked up */
	kept_files kept; /* they came with what was refused */
	struct search_results answers; /* to what was typed */
	const struct err_at_field *errors;
};

struct timeline_item {
	struct entry entry;
	bool is_change;
	struct field_change change;
	struct mail_entry mail; /* it came by; id 0: none */
	struct outbox_delivery_list mails; /* to whom it went; for the desk */
};

/* What a form of the case page holds. */
struct case_typed {
	struct str form; /* the last part of its address */
	int64_t owner, queue, priority, level, hours, bond, choice, minutes;
	int64_t seen;    /* the number of the newest entry that whoever answers has read */
	struct str from; /* the value that a change was made from: edit.h */
	struct str kind, text, then, why, next_action, plan, reason, email, target, into, tag;
	struct str status, by;
};

enum { CASE_PAGE_FILES = 20 }; /* the newest; all are on a page of their own */

struct case_view {
	struct casefile c;
	SLICE(struct timeline_item) items; /* oldest first */
	int64_t older;      /* the number before which older entries lie; 0 none */
	bool internal;
	struct attachment_list files;
	inspection_file_list inspection; /* what they say */
	struct ladder_view ladder;
	struct person_choice_list desk;
	struct target_list targets;
	struct q_queue_list_list queues;
	struct watcher_list watchers;
	struct bond_list bonds;
	struct tag_list tags;
	struct presence_list others; /* of the desk, on this page now */
	enum notice_choice choice;
	struct rma_list rmas;
	struct phone_call_list calls; /* for the desk */
	struct incident_view incident;
	struct undo undo;
	struct entry unseen; /* came while an answer was written, which is not stored */
	struct str report;  /* of a sealed case, when it is the reader's: domain/disclosure */
	bool past;          /* the customer can only open the next one: follow.h */
	struct mail_in_list held; /* mail that waits for a decision */
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
/* Whether the reader can answer or hold a level, or one is held. */
bool ladder_asks(const struct ladder_view *, instant now);
/* What a form of that field was made from: as it stands, or as its refused form said. */
struct str case_from(struct html *, const struct case_view *, enum edit_field, struct str form);
/* After a form of the page: back to it with a notice, or again with what was wrong. */
error case_done(struct web *, struct case_view *, error outcome, struct msg notice);
/* Whether that form was refused. */
bool case_refused(const struct case_view *, struct str form);
/* The text if it was typed into that form (and level, if not 0), else empty. */
struct str case_typed(const struct case_view *, struct str form, int64_t level, struct str text);
/* The id of an input of a level: "plan2". */
struct str case_input(struct arena *, struct str prefix, int64_t level);

/* Somebody else changed the field meanwhile: both values, to choose from. */
struct clash_view {
	struct casefile c;
	struct edit_clash clash;
	struct str why;
	struct str form;              /* the last part of its address */
	struct str name, value;       /* of its input, as it was sent */
	struct str name2, value2;     /* and the second, or empty */
};

extern const struct route attachment_routes[];
extern const struct route case_edit_routes[];
extern const struct route case_work_routes[];
extern const struct route casefile_routes[], case_new_routes[];
extern const struct route ladder_routes[];
