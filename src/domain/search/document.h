/*
 * document.h - what a search can find, and who may
 *
 * Each domain describes its things as search documents: an article, a section of a
 * manual, a forum thread, a file, a case. The index keeps their words; the tables keep
 * their text. A document has exactly one class of readers; nobody outside it finds,
 * counts or completes it.
 */
#pragma once

#include "base/ctx.h"

enum search_kind {
	SEARCH_NONE,
	SEARCH_ARTICLE,
	SEARCH_MANUAL,
	SEARCH_TOPIC,
	SEARCH_BLOG,
	SEARCH_RELEASE,
	SEARCH_FILE,
	SEARCH_ADVISORY,
	SEARCH_CASEFILE,
	SEARCH_ENTRY,    /* what staff wrote in a case, not for the customer */
	SEARCH_DOCUMENT, /* of a JSON Lines collection */
	SEARCH_DEFECT,
	SEARCH_KINDS
};

/* "article", "manual", ...; SEARCH_NONE for a name that is none. */
struct str search_kind_name(enum search_kind);
enum search_kind search_kind_by_name(struct str);

/* A place in the text that a hit may link to. */
struct search_section {
	struct str heading, anchor;
	size_t at; /* where it begins in the body */
};

/* Shown under the best match: the beginning of a text. Empty: there is none. */
struct search_answer {
	struct str text; /* plain, SEARCH_ANSWER_MAX bytes at most; lines as they are */
	bool more;
};

enum { SEARCH_NAMES_MAX = 15, SEARCH_READERS_MAX = 64, SEARCH_ANSWER_MAX = 300 };

struct search_document {
	enum search_kind kind;
	int64_t id;
	enum search_kind as; /* listed and counted as this kind; 0: its own */
	struct str number;   /* "KB31842", "CVE-2024-1234", a case number; or empty */
	struct str title;
	struct str body;     /* plain text */
	struct str summary;  /* the short answer, which stands first in the body; or empty */
	struct str keywords; /* error strings, defects, words that a searcher uses */
	struct str path;     /* of the page: "/kb/KB31842/slug" */
	struct str place;    /* where it stands: "Routing and switching"; or empty */
	struct str type;     /* within the kind: "Known issue"; or empty */
	struct str language; /* "en" */
	str_list products, releases; /* names as shown; SEARCH_NAMES_MAX count */
	struct str group;    /* hits with the same group are one: pages over releases */
	bool solved;
	instant date;
	SLICE(struct search_section) sections;
	struct search_answer solution, workaround;

	/*
	 * Readers: those of an audience, or (audience 0, a case) the members of
	 * `organisation` who see all of its cases, those who see the cases of `site`,
	 * `people`, the members of `partners`, and with `desk` who works at the desk.
	 */
	enum audience audience;
	organisation_id organisation;
	site_id site;
	bool desk;
	SLICE(person_id) people;
	SLICE(organisation_id) partners;
};

enum search_kind search_listed_as(const struct search_document *);

/* One document's name in the index: "article/42". */
struct search_ref {
	enum search_kind kind;
	int64_t id;
};
struct str search_ref_text(struct arena *, struct search_ref);
bool search_ref_parse(struct str, struct search_ref *out);
