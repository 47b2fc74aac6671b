/* mdx_part.h - between mdx.c, which reads lines, and mdx_tag.c, which reads tags */
#pragma once

#include "domain/manual/import/text/mdx.h"

enum { MDX_ATTRIBUTES_MAX = 64, MDX_OPEN_MAX = 64 };

struct mdx_attribute {
	struct str name;
	struct js_value value;
};

struct mdx_tag {
	struct str name;    /* "" of a fragment */
	bool closing, alone; /* </x>, <x/> */
	bool whole_line;    /* nothing else stands on its line */
	SLICE(struct mdx_attribute) attributes;
};

struct mdx_open {
	struct str name;
	bool false_if;      /* what stands in it is taken back out */
	size_t from;        /* in the output */
};

struct mdx {
	struct book *book;
	struct book_page *page;
	const struct book_file *file; /* whose text this is: the page's or a partial's */
	struct buf *out;
	struct str text;      /* the whole */
	size_t at;
	struct str indent;    /* of the line */
	struct map imports;   /* name to path, a struct str */
	struct map values;    /* of names, struct js_value */
	struct js_value props;
	struct js_scope scope;
	struct mdx_open open[MDX_OPEN_MAX];
	size_t open_count;
	int depth;            /* of partials */
};

/* Reads and writes a text; its tags must end in it. */
void mdx_text(struct mdx *);

/* A tag at m->at: true when it was one, and m->at is behind it. */
bool mdx_tag(struct mdx *);
/* "{...}" at m->at, in running text. */
bool mdx_braces(struct mdx *);
/* The value of an expression without its braces; undefined ones are findings. */
struct js_value mdx_value(struct mdx *, struct str expression);

/* The text of a partial, in place of its component. */
void mdx_partial(struct mdx *, const struct mdx_tag *, struct str path);
/* A list of pages: cards, DocCardList. */
void mdx_card(struct mdx *, const struct mdx_tag *);
void mdx_card_list(struct mdx *);
/* <CodeBlock> up to its end. */
void mdx_code_block(struct mdx *, const struct mdx_tag *);

struct str mdx_attribute(const struct mdx_tag *, struct str name);
/* `html` on a line of its own, so that what follows is Markdown again. */
void mdx_own_line(struct mdx *, struct str html);
/* For an attribute in double quotes. */
struct str mdx_quoted(struct arena *, struct str);
