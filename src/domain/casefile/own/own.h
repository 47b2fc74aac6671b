/*
 * own.h - a customer's list of cases: filtered, sorted, searched, exported
 *
 * Whose cases: those where the actor is the contact, or those of one organisation, own or
 * shared (share/share.h), of which each reader gets what casefile_reader gives them. The
 * list pages by key; with a text the best hits of the search come, without pages. The
 * export has the rows of the list, under the same rights.
 */
#pragma once

#include "base/buf.h"
#include "domain/casefile/own/own.sql.h"
#include "domain/casefile/status.h"

enum own_sort {
	OWN_BY_CHANGE,   /* newest change first */
	OWN_BY_REPORT,   /* newest first */
	OWN_BY_PRIORITY, /* P1 first */
	OWN_SORTS_
};

enum {
	OWN_FOUND_MAX = 100,    /* hits of a text */
	OWN_EXPORT_MAX = 10000, /* rows of an export */
	OWN_ELSEWHERE_MAX = 20,
};

struct casefile_own {
	organisation_id organisation; /* 0: the cases where the actor is the contact */
	int64_t open;                 /* 1 open, 0 ended, -1 both */
	int64_t priority;             /* 0: any */
	int64_t status;               /* enum casefile_status; -1: any */
	struct str product;           /* code, or empty */
	site_id site;                 /* 0: any */
	person_id contact;            /* 0: any */
	struct str serial;            /* as typed, or empty */
	instant since, until;         /* reported; 0: any; until is exclusive */
	struct str text;              /* searched for; or empty */
	enum own_sort sort;
	int64_t key;                  /* own_key of the last row seen; with after 0: from the start */
	casefile_id after;            /* and its id */
	int64_t limit;                /* at most LIMIT_LIST_PAGE; 0: LIMIT_QUEUE_PAGE */
};

/* MAY_READ_CASE; only what the actor may see. ERR_INVALID on "serial" when it is none. */
NODISCARD error casefile_own(struct ctx *, const struct casefile_own *, struct own_case_list *out);
int64_t own_key(enum own_sort, const struct own_case *);

/* Whose cases the actor sees besides the own: where to look when the own list is empty. */
struct own_elsewhere {
	organisation_id organisation;
	struct str name;
	int64_t count; /* at most LIMIT_LIST_PAGE */
	bool more;
};
typedef SLICE(struct own_elsewhere) own_elsewhere_list;
/* Of the first OWN_ELSEWHERE_MAX organisations, own and sharing ones; without those that have none. */
NODISCARD error casefile_elsewhere(struct ctx *, own_elsewhere_list *out);

/* The open ones about a device, newest change first, at most 20; `serial` is normalised. */
NODISCARD error casefile_of_device(struct ctx *, struct str serial, struct own_case_list *out);

/*
 * CSV (RFC 4180) of the list from its start, with a line of names. A cell that a
 * spreadsheet would take for a formula has an apostrophe before it.
 */
NODISCARD error casefile_own_csv(struct ctx *, const struct casefile_own *, struct buf *out);
