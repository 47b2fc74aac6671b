/*
 * front_matter.h - the YAML head of a Markdown file
 *
 * Keys are those that Hugo, Jekyll, Docusaurus and DocFX use. A value that is a list
 * where one is wanted counts by its first entry; one value where a list is wanted is a
 * list of one. Other keys are left alone.
 */
#pragma once

#include "base/ctx.h"
#include "base/time.h"

struct front_matter {
	struct str title;       /* title */
	struct str description; /* description, summary */
	struct str language;    /* language, lang */
	struct str topic;       /* type, topic, ms.topic */
	struct str audience;    /* audience */
	struct str number;      /* number, kb, kb_number: digits, "KB" before them or not */
	instant date;           /* date, lastmod, updated, ms.date; not set: none */
	str_list applies;       /* appliesto, applies_to, products */
	str_list keywords;      /* keywords, tags */
	str_list aliases;       /* aliases, redirect_from: old paths */

	/* of a file that this program exported: domain/knowledge/export */
	struct str mainstay;    /* 1 */
	struct str confidence, governance, issue, fixed_in;
	struct str translation_of, translation;
	instant created, review, retire;
	str_list errors, defects, related;

	/* of a page of documentation */
	struct str slug;        /* slug, permalink: its address */
	struct str label;       /* sidebar_label, nav_title: its name in the tree */
	struct str position;    /* sidebar_position, nav_order, weight: a number */
	bool draft;             /* draft: true */
	bool unlisted;          /* unlisted, nav_exclude: true */
};

/*
 * *ret_body is what follows the head, which takes *ret_lines lines; a text without a
 * head is all body. ERR_INVALID, with line and reason for the operator, when the head
 * is not a YAML mapping of at most 64 KB or does not end.
 */
NODISCARD error front_matter_read(struct ctx *, struct str text, struct front_matter *out,
	struct str *ret_body, int64_t *ret_lines);
