/*
 * document.h - documents that a file brought: `mainstay import jsonl`
 *
 * Any collection can be loaded from JSON Lines, searched and judged. One object a line:
 *
 *	id        text or whole number; names the document: importing again replaces it
 *	kind      as what it is listed: "article", "topic", ...; default "document"
 *	title     text, DOCUMENT_TITLE_MAX bytes; may be empty when there is a body
 *	body      plain text, LIMIT_ARTICLE bytes
 *	audience  "public", "registered", "customer", "partner", "internal"; default "public"
 *	product   text or a list of texts; release likewise
 *	language  "en"
 *	solved    true or false
 *	date      RFC 3339 date or time
 *
 * Other members are passed over and counted. doc/internals/search.md has an example.
 */
#pragma once

#include "base/ctx.h"
#include "domain/search/source.h"

enum { DOCUMENT_NAME_MAX = 200, DOCUMENT_TITLE_MAX = 2000, DOCUMENT_NAMES_MAX = 15 };

enum document_outcome {
	DOCUMENT_ADDED,
	DOCUMENT_CHANGED,
	DOCUMENT_KEPT, /* as it was */
};

struct document_line {
	enum document_outcome outcome;
	bool no_audience; /* none was given: public */
	str_list unknown; /* members passed over */
};

/*
 * One line of a file, on a writer; with `dry` nothing is written (a reader will do).
 * ERR_INVALID or ERR_MALFORMED say what is wrong and leave everything as it was.
 * MAY_ADMINISTER.
 */
NODISCARD error document_import(struct ctx *, struct str line, bool dry,
	struct document_line *out);

/* Takes one away. ERR_NOT_FOUND. MAY_ADMINISTER. */
NODISCARD error document_remove(struct ctx *, struct str name);

/* The name that the file gave to a row: for runs of a judged collection. */
NODISCARD error document_name(struct ctx *, document_id, struct str *out);

extern const struct search_source document_source;

/* "internal" to AUDIENCE_INTERNAL; 0 for anything else. */
enum audience audience_by_name(struct str);
