/*
 * access.h - who finds what: a list of what is allowed, never of what is denied
 *
 * A document carries one class term ("Apublic", "Ao42"), and the few grants of a case:
 * "Gdesk", "Gs3", "Gp7", "Gq9". A reader has the classes and grants that they may see; a search is
 * filtered by them. A document without a known class is found by nobody.
 */
#pragma once

#include "domain/search/document.h"
#include "domain/search/index/xapian_index.h"

struct search_reader {
	unsigned audiences;  /* bits of enum audience */
	bool desk;           /* works at the desk: finds every case that is not held back */
	person_id person;    /* 0: a visitor */
	SLICE(organisation_id) organisations; /* whose cases they all may see */
	SLICE(site_id) sites; /* and of single sites */
	SLICE(organisation_id) member_of; /* single cases are shared with these */
};

/* What a visitor may see. */
extern const struct search_reader search_visitor;

/* The class and grants of a document; none when its audience is not exactly one. */
str_list access_terms(struct arena *, const struct search_document *);
bool access_is_public(const struct search_document *);

/* Matches what the reader may see, without weight; NULL when that is nothing. */
const struct xquery *access_filter(struct arena *, const struct search_reader *);
