/* manual_pages.h - product documentation: /docs */
#pragma once

#include "domain/manual/manual.h"
#include "store/files.h"
#include "web/web.h"

struct manual_page_view {
	struct manual_view v;
	struct str missing;      /* the path that was asked for, when this page is the nearest */
	struct str address_latest; /* of this page in the latest release; "" there is none */
	bool is_latest, is_past; /* the release; its support has ended */
	struct str comment;      /* feedback that was refused: shown again */
	const struct err_at_field *errors;
};

struct manual_index_view {
	struct manual_view v;
	enum manual_mark_kind kind;
	struct q_manual_marks_list marks;
};

struct manual_print_view {
	struct manual_view v;
	struct q_manual_pages_rows *rows;
};

/* Addresses, for templates. */
struct url manual_url(struct html *, const struct manual_place *, struct str path);
struct url manual_section_url(struct html *, const struct manual_place *, struct str path,
	struct str anchor);
/* "print", "commands", "errors" of the release. */
struct str manual_special(struct html *, const struct manual_place *, struct str name);
/* In another release of the set. */
struct url manual_release_url(struct html *, const struct manual_place *, struct str release,
	struct str path);
/* Writes each page of the release as a section: for the page that holds them all. */
void manual_write_pages(struct html *, const struct manual_print_view *);

/* The reply: a ZIP file of the release, whose tree `v` has. */
NODISCARD error manual_offline(struct web *, const struct manual_view *);

extern const struct route manual_routes[];
