/*
 * tmplc.h - the parts of the template compiler
 *
 * tmplc_read.c reads the language, tmplc_html.c follows the HTML around it and knows in
 * which context each hole stands, tmplc_out.c writes the C.
 */
#pragma once

#include "base/buf.h"
#include "base/map.h"
#include "base/str.h"

enum {
	TMPLC_FILE_MAX = 1 << 20,
	TMPLC_OUT_MAX = 16 << 20,
	TMPLC_DEPTH_MAX = 64,
	TMPLC_HOLES_MAX = 16,
	TMPLC_ATTRIBUTES_MAX = 40,
};

enum html_at {
	AT_TEXT,        /* between tags */
	AT_RCDATA,      /* in <textarea> and <title> */
	AT_TAG,         /* in a tag, between attributes */
	AT_TAG_NAME,
	AT_CLOSE_NAME,  /* </name */
	AT_ATTRIBUTE,   /* in an attribute's name */
	AT_VALUE_START, /* after '=' */
	AT_VALUE,       /* in double quotes */
	AT_COMMENT,
	AT_DOCTYPE,
};

/* Where the compiler is in the HTML: compared at the ends of branches. */
struct html_state {
	enum html_at at;
	struct str open[TMPLC_DEPTH_MAX]; /* elements */
	int depth;
	int no_translate;                 /* depth of the element with translate="no"; 0 none */
	int exact;                        /* depth of <pre> or <textarea>; 0 none */
	bool raw_empty;                   /* inside <script src>: nothing may follow but its end */
	/* of the tag that is open */
	struct str tag;
	struct str attributes[TMPLC_ATTRIBUTES_MAX];
	int attribute_count;
	bool post, has_alt, has_src, no_translate_tag, has_method;
	struct str attribute;             /* its name */
	size_t value_len;                 /* written of the value so far, holes count one */
};

struct hole {
	struct str code; /* the C that writes it, one statement */
	int line;
};

struct tmplc {
	struct arena *arena;
	const char *path;   /* as errors and #line say it */
	struct str src;
	size_t pos;
	int line;
	size_t line_start;
	bool plain;         /* X.txt */
	bool xml;           /* X.atom, X.xml */
	bool mail;          /* mail_X.html: mail programs know no style sheets */
	struct html_state html;
	struct buf c, h;    /* what is made */
	struct buf literal; /* raw text not yet written */
	/* the run of text and holes that may be a message */
	struct buf run;
	struct hole holes[TMPLC_HOLES_MAX];
	int hole_count;
	int run_line;
	/* messages found, in order: text to "path:line" */
	struct map *messages;
	struct str template_name;
};

/* Says why the template is refused and where (path:line:column), and ends. The program
 * exits; a fuzzer jumps. */
_Noreturn void tmplc_fail(const struct tmplc *, const char *fmt, ...) PRINTF(2, 3);

/* --- tmplc_read.c --- */

/* Compiles t->src, named t->path, into t->c and t->h; messages into t->messages when set. */
void tmplc_compile(struct tmplc *t);

/* --- tmplc_html.c --- */

/* Reads template text up to `end`, following the HTML; writes literals and runs. */
void tmplc_text(struct tmplc *, size_t end);
/* The C call prefix for a hole here: "html_put(out, "; fails where none may stand. */
const char *tmplc_hole_writer(struct tmplc *);
/* Whether text here is for people: runs are messages. */
bool tmplc_translates(const struct tmplc *);
/* Fails unless both branches leave the HTML in one place. */
void tmplc_same(const struct tmplc *, const struct html_state *before, const char *what);

/* --- tmplc_out.c --- */

void tmplc_literal(struct tmplc *, struct str);
void tmplc_code(struct tmplc *, const char *fmt, ...) PRINTF(2, 3); /* flushes first */
void tmplc_line(struct tmplc *, int line);
/* Adds to the run that may become a message. */
void tmplc_run_text(struct tmplc *, struct str);
void tmplc_run_hole(struct tmplc *, struct str code);
/* Ends the run: a message when it has a letter and is translated, else as it is. */
void tmplc_run_end(struct tmplc *);
void tmplc_flush(struct tmplc *);
void tmplc_message(struct tmplc *, struct str text, int line);
