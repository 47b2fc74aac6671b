/* center.h - what the parts of the demo hand to each other, in the order they are made */
#pragma once

#include "demo/demo.h"
#include "demo/dice.h"
#include "domain/account/person.h"
#include "domain/product/product.h"
#include "store/files.h"

struct center_product {
	product_id id;
	struct str code, family, software;
	SLICE(release_id) releases;
	str_list release_names;
};

struct center_person {
	person_id id;
	struct str email;
	struct actor actor;
};

struct center_asset {
	struct str serial, host;
	size_t product; /* index */
};

struct center_customer {
	organisation_id id;
	struct str name, domain, zone, country;
	SLICE(struct center_person) people;
	SLICE(struct center_asset) assets;
};

struct center {
	struct ctx *cx;
	struct store *store;
	struct demo *demo;
	struct dice dice;
	instant now; /* the end of the story; cx->now moves */
	SLICE(struct center_product) products;
	SLICE(struct center_customer) customers;
	SLICE(struct center_person) agents, managers, directors, vps_cs, vps_es;
	struct center_person author, admin;
};

/* Each runs on the writer. */
NODISCARD error center_products(struct center *);
NODISCARD error center_staff(struct center *);
NODISCARD error center_customers(struct center *);
NODISCARD error center_assets(struct center *);
NODISCARD error center_articles(struct center *);
NODISCARD error center_manual(struct center *);
/* Macros, and the defects that cases name. */
NODISCARD error center_desk(struct center *);
/* On no writer: time passes in it, and the escalation engine works. */
NODISCARD error center_cases(struct center *);

/* A mail to a case, with what demo/mails/NAME.txt adds to its text. On the writer. */
struct center_mail {
	struct str name, text;
	casefile_id casefile;
	const struct center_person *from;
};
NODISCARD error center_mail_take(struct ctx *, const struct files *, const struct center_mail *);

/* An account that is in the list, with the password. */
NODISCARD error center_account(struct center *, const struct person_new *,
	const char *role, struct center_person *out);
NODISCARD error center_person(struct center *, const struct person_new *,
	struct center_person *out);
