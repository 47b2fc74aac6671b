/*
 * html.h - where templates write
 *
 * Templates (X.html, compiled by tmplc) write to a struct html. Escaping is chosen
 * by the compiler from the context of the hole, and by the C type of the value
 * through _Generic: a bare char pointer does not compile. Writes are sticky: after
 * LIMIT_PAGE nothing more is written and the page fails as a whole.
 */
#pragma once

#include "base/buf.h"
#include "base/ctx.h"
#include "html/locale.h"

/* A reader of the page: what every layout needs. Lives as long as the reply. */
struct viewer {
	const struct actor *actor;
	const struct locale *locale;
	struct str theme; /* "", "light" or "dark" */
	struct str csrf;  /* the token for forms; empty: visitors' pages that are cached */
	struct str path;  /* of this page, to come back to after signing in */
	struct str center; /* the vendor's name, "Northbeam" */
	struct str notice; /* one sentence after an action (the toast), or empty */
	int unread;
};

struct html {
	struct buf *out;
	struct arena *arena;
	const struct viewer *viewer;
	instant now;
	bool plain; /* a mail's text: nothing is escaped, control characters are dropped */
};

/* A page into `out`; the viewer outlives it. */
struct html html_new(struct buf *out, const struct viewer *, instant now);
/* A mail's text. */
struct html html_new_plain(struct buf *out, const struct viewer *, instant now);

/* Markup that may be written as it is: only html/markdown.c and the reader of the
 * sanitiser's output make one (tools/lint/safe_html). */
struct safe_html {
	struct str markup;
};
/* Markup that markdown.c or the sanitiser made and a row kept (tools/lint/safe_html). */
struct safe_html safe_html_stored(struct str rendered_column);

/* A whole URL whose scheme has been checked: http, https, mailto, tel, or a path. */
struct url {
	struct str text;
};
/* ERR-free: a URL with any other scheme becomes "#". */
struct url url_of(struct str);

/* Text for a person that code chooses (not a template): translated when written. */
struct msg {
	struct str text;
};
#define MSG(literal) ((struct msg){ STR(literal) })
#define MSG_INIT(literal) { STR_INIT(literal) }

/* --- what generated code calls --- */

void html_literal(struct html *, struct str);

/* Text and quoted attributes: & < > " ' escaped. */
void html_put_str(struct html *, struct str);
void html_put_int(struct html *, int64_t);
void html_put_uint(struct html *, uint64_t);
void html_put_bool(struct html *, bool);
/* "23 Nov 2026, 09:00 UTC" in the viewer's language. */
void html_put_instant(struct html *, instant);
void html_put_safe(struct html *, struct safe_html);
void html_put_msg(struct html *, struct msg);
void html_put_url(struct html *, struct url);

/* Part of a URL: percent-encoded. */
void html_part_str(struct html *, struct str);
void html_part_int(struct html *, int64_t);

#define html_put(o, x)                                                                   \
	_Generic((x), struct str: html_put_str, bool: html_put_bool, int: html_put_int,  \
		long: html_put_int, long long: html_put_int, unsigned: html_put_uint,    \
		unsigned long: html_put_uint, unsigned char: html_put_uint,              \
		instant: html_put_instant, struct safe_html: html_put_safe,              \
		struct msg: html_put_msg)(o, x)

/* Inside a quoted attribute: as html_put, without markup. */
#define html_put_attr(o, x)                                                              \
	_Generic((x), struct str: html_put_str, bool: html_put_bool, int: html_put_int,  \
		long: html_put_int, long long: html_put_int, unsigned: html_put_uint,    \
		unsigned long: html_put_uint, unsigned char: html_put_uint,              \
		struct msg: html_put_msg)(o, x)

#define html_put_part(o, x)                                                              \
	_Generic((x), struct str: html_part_str, int: html_part_int,                     \
		long: html_part_int, long long: html_part_int,                           \
		unsigned long: html_part_int)(o, x)

/* <input type="hidden" name="csrf" value="...">; written by grammar in POST forms. */
void html_csrf(struct html *);

/* Translated text: a string literal in a template's expression, site("Search"). */
struct str html_tr(struct html *, struct str english);

/*
 * A message with holes, in the viewer's word order:
 *	for (struct msg_walk w = html_msg(out, HASH, STR("{1} opened {2}")); html_msg_next(&w);)
 *		switch (w.hole) { case 1: html_put(out, name); break; ... }
 */
struct msg_walk {
	struct html *out;
	struct str rest;
	int hole;
	bool attribute;
};
struct msg_walk html_msg(struct html *, uint64_t hash, struct str english);
bool html_msg_next(struct msg_walk *);

/* The same without holes. */
void html_msg_text(struct html *, uint64_t hash, struct str english);

/* {{ plural n "{n} case" "{n} cases" }} */
void html_plural(struct html *, int64_t n, struct str one, struct str other);

/* --- filters: {{ x | name }} calls html_name(out, x); safe in text and attributes --- */

void html_ago(struct html *, instant);       /* "in 47 min", "3 h ago" */
void html_age(struct html *, instant);       /* "3 h": how long ago, the largest unit */
void html_date(struct html *, instant);      /* "23 Nov 2026" */
void html_clock(struct html *, instant);     /* "09:00 UTC" */
void html_iso(struct html *, instant);       /* for datetime="" */
void html_span(struct html *, seconds);      /* "3 h 04 min" */
void html_countdown(struct html *, instant); /* "00:47:05" until then */
void html_bytes(struct html *, int64_t);     /* "4.8 MB" */
void html_number(struct html *, int64_t);    /* "8,214" */
void html_initials(struct html *, struct str); /* "Ingrid Solheim": "IS" */
void html_slug(struct html *, struct str);
void html_line(struct html *, struct str);   /* one line: for a mail's subject */
