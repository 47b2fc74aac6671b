/*
 * matrix.h - the table of a compatibility article, narrowed by what its cells say
 *
 * The first table of the article is the matrix: what works with what, since when. Each of
 * its columns can be narrowed to a value (?c1=yes&c3=24.2R1). A cell that lists values,
 * "24.2R1, 24.4R1", has each of them. The rest of the article stays as it is.
 */
#pragma once

#include "domain/knowledge/article.h"
#include "html/html.h"

enum {
	MATRIX_COLUMNS = 12, /* that can be narrowed */
	MATRIX_VALUES = 60,  /* of a column; one with more is text */
};

struct matrix_column {
	struct str name;
	str_list values;     /* in the order of the rows; empty: it cannot be narrowed */
	struct str chosen;
};

struct matrix {
	SLICE(struct matrix_column) columns; /* none: the article has no matrix */
	size_t section;      /* that has it */
	int64_t rows, shown;
	bool narrowed;
};

/*
 * `chosen` has MATRIX_COLUMNS values, empty for any; one that no cell has finds no row.
 * Changes the markup of the section that has the table.
 */
void matrix_narrow(struct arena *, struct article_section_list *, const struct str *chosen,
	struct matrix *out);

/* "c1" of the column 0. */
struct str matrix_name(struct html *, size_t column);
