/*
 * narrow.h - the filters of a search: read from its address, and written into others
 *
 *	/search?q=bgp&kind=article&product=NB-R100&product=NB-R200&type=Known+issue
 *	       &release=24.2&solved=1&updated=month&page=2
 *
 * Values of one name stand beside each other (either product); names narrow each other.
 */
#pragma once

#include "domain/search/search.h"
#include "web/web.h"

/* ERR_INVALID for a kind or a time that there is not; values beyond SEARCH_NAMES_MAX are left out. */
NODISCARD error narrow_read(struct web *, struct search_narrow *out);

/* This search with another kind (empty: all) and page. */
struct str narrow_address(struct web *, struct str kind, int64_t page);

/* One that was chosen, and the search without it. */
struct narrow_chosen {
	struct msg label;
	struct str value;  /* empty: the label says it */
	bool in_english;   /* the value is a word of the program, to be translated */
	struct str address;
};
typedef SLICE(struct narrow_chosen) narrow_chosen_list;

/* In the order of the filters; *ret_none: the search without any of them. */
void narrow_chosen(struct web *, narrow_chosen_list *out, struct str *ret_none);
