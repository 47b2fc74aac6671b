/*
 * site.h - what every page is made of: layouts and small parts
 *
 *	{{ within site("Search") }} ... {{ end }}        the public site
 *	{{ within console("My queue", ...) }} ... {{ end }}  the desk's console
 *	{{ render icon(STR("search")) }}
 */
#pragma once

#include "html/html.h"
#include "web/asset.h"

/* ASSET(mainstay.css): the address of an embedded file. */
#define ASSET(name) url_of(asset_url(#name))

/* <svg class="i"> of assets/icons/NAME.svg; decoration: hidden from screen readers. */
void icon(struct html *, struct str name);
void icon_large(struct html *, struct str name);

/* What stands at the top of the console's rail; nothing: the usual places. */
struct console_rail {
	void (*put)(struct html *, const void *of);
	const void *of;
};
extern const struct console_rail console_rail_usual;
void console_rail_put(struct html *, const struct console_rail *);
/* console.html's layout with the usual places: {{ within console("Time spent") }}. */
void console_open(struct html *, struct str title);
void console_close(struct html *, struct str title);

/* The vendor's short name: "Northbeam" of "Northbeam Networks". */
struct str center_short(const struct viewer *);
bool viewer_may(const struct html *, int permission);
/* The same, and for visitors, who are asked to sign in when they follow the link. */
bool viewer_may_or_visits(const struct html *, int permission);
/* Where an address that is a path goes back to after signing in. */
struct url sign_in_url(const struct html *);
/* "4,0 MB"... the state of a status for its glyph's class: "open", "work", "wait", "done". */
struct str status_class(int64_t status);
struct str status_icon(int64_t status);
struct msg status_label(int64_t status);
struct msg priority_label(int64_t priority);
