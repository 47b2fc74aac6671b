/*
 * center.h - a whole support center, served, for tests of what it refuses
 *
 * Every route of the program, on a database with two organisations, one person of each
 * role and a case of each organisation. A test sends requests and asks what of the
 * database changed; that a session or token was used does not count.
 */
#pragma once

#include "tests/unit/fixture.h"
#include "tests/unit/site.h"

struct query;

enum center_who {
	VISITOR,
	CUSTOMER,       /* of ACME, the contact of its case */
	CUSTOMER_ADMIN, /* of ACME */
	PARTNER,        /* of ACME */
	STRANGER,       /* a customer, of Globex */
	AGENT,
	MANAGER,
	DIRECTOR,
	VP_CS,
	VP_ES,
	SIRT,
	AUTHOR,
	MODERATOR,
	ADMIN,
	CENTER_PEOPLE,
	NOBODY = CENTER_PEOPLE, /* ends a list */
};

struct center_person {
	person_id id;
	struct str email;
	unsigned roles;
	struct str cookie;         /* of a session: a header */
	struct str token, reader;  /* secrets: to do all, only to read */
	struct str csrf;           /* of the session's forms: center_csrf */
};

struct center {
	struct test *t;
	struct ctx *cx;            /* without a database while the site runs */
	struct store *store;
	struct search *search;
	struct article_views *views; /* added to the rows by center_close */
	struct site site;
	struct center_person people[CENTER_PEOPLE];
	organisation_id acme, globex;
	product_id product;
	struct str end;            /* of a link that ends mails of the customer's case */
	outbox_id message;         /* waits to be sent */
	contract_id contract;      /* of ACME; its device is NB-1001, that of Globex NB-2001 */
	release_id release, other_release; /* the second is not on the product */
	struct str own, foreign;   /* numbers: a P3 case of ACME, and one of Globex */
	struct str urgent;         /* a P1 case of ACME; level 1 was told */
	struct str reset, invitation, answer; /* secrets of links in mails */
	const struct query *content;          /* center_look's */
};

struct center *center_open(struct test *);
/* With what `plant` adds, before anybody is served: it has the writer. */
struct center *center_open_with(struct test *, void (*plant)(struct center *));
/* The same without a person: before it is set up. */
struct center *center_open_empty(struct test *);
/* Stops the site; cx has the writer again. */
void center_close(struct center *);
const char *center_name(enum center_who);

struct center_request {
	const char *method;
	struct str path;
	const char *type;          /* Content-Type; NULL: none */
	struct str body;           /* any bytes */
	struct str headers;        /* further ones, each ended by CRLF */
};

struct center_reply {
	int status;
	struct str head, body;
};

struct center_reply center_send(struct center *, const struct center_request *);

/* The token that somebody's forms hold; a visitor's cookie is made with it. */
struct str center_csrf(struct center *, enum center_who);
/* A form as a browser sends it; `fields` are encoded. */
struct center_reply center_post(struct center *, enum center_who, struct str path,
	struct str fields);

/* What follows `mark` in the mail that has it: 43 characters. On the writer. */
struct str center_mailed(struct center *, const char *mark);

/* "Authorization: Bearer ..." of somebody's token; empty for a visitor. */
struct str center_bearer(struct center *, enum center_who);

/* What is in the database. */
struct center_stored;
struct center_stored *center_look(struct center *);
/* The tables that have the word somewhere, by name, with a blank between. */
struct str center_holding(struct center *, struct str word);
/* The tables that changed since, by name, with a blank between; empty: none. */
struct str center_changed(struct center *, const struct center_stored *before);

/* {case}, {foreign} and so on in a route's path become what they stand for. */
struct str center_fill(struct center *, const char *path, const char *const *values);
