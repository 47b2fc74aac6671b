/*
 * bundle.h - what a support bundle says of its device, and the secrets in it
 *
 * Customers attach what a router prints for its maker ("show tech-support"): text that
 * names the device and holds passwords. Lines are looked at one by one by rules that are
 * data (rules.data, doc/internals/bundle.md): signs say which system printed it, facts are
 * serial number, model, version and host name, secrets are what nobody else should read.
 *
 * A rule is tried when a line has its word, and matches within limits: a line that is made to
 * be slow is passed over.
 */
#pragma once

#include "base/ctx.h"

enum {
	BUNDLE_LINE_MAX = 8 * 1024,  /* of a longer line the beginning is looked at */
	BUNDLE_FACTS_MAX = 40,
	BUNDLE_SECRETS_MAX = 200,    /* listed; further ones are counted, and redacted too */
	BUNDLE_VALUE_MAX = 100,
	BUNDLE_SHOWN_MAX = 160,      /* of a line with its secret masked */
	BUNDLE_SPANS_MAX = 16,       /* secrets of one line */
	BUNDLE_BLOCK_LINES_MAX = 500, /* of a private key */
};

#define BUNDLE_MASK "[redacted]"

enum bundle_fact_kind { FACT_SERIAL, FACT_MODEL, FACT_VERSION, FACT_HOST, FACT_KINDS };

struct bundle_fact {
	enum bundle_fact_kind kind;
	struct str value;
	struct str file;  /* within the archive; empty: the text itself */
	int64_t line;     /* from 1 */
};

struct bundle_secret {
	struct str kind;  /* "password", "community", "private key": of the rule */
	struct str shown; /* the line with the secret masked */
	struct str file;
	int64_t line;
};

struct bundle_findings {
	struct str format; /* "BeamOS"; empty: not recognised */
	SLICE(struct bundle_fact) facts;     /* each value once */
	SLICE(struct bundle_secret) secrets; /* in the order of the text */
	int64_t secret_count;
	int64_t entries, bytes;              /* read, of an archive */
	str_list notes;                      /* what was not looked at, and why: English */
};

struct bundle_rules;

/* The rules of the program. ERR_INTERNAL names the line that is wrong. */
NODISCARD error bundle_rules_load(struct ctx *, struct bundle_rules **out);
/* Of a text, for tests. */
NODISCARD error bundle_rules_read(struct ctx *, struct str text, struct bundle_rules **out);
void bundle_rules_close(struct bundle_rules *);

/* --- looking --- */

struct bundle_scan {
	const struct bundle_rules *rules;
	struct arena *arena;     /* of the findings */
	struct bundle_findings found;
	struct str file;
	int64_t line;
	const void *block;       /* the rule whose block of lines this is in */
	int64_t block_lines;
	/* Numbers of secrets, from 1, that are none: they stay when redacting. Sorted. */
	const int64_t *ignored;
	size_t ignored_count;
};

void bundle_begin(struct bundle_scan *, const struct bundle_rules *, struct arena *);
/* Lines are of this file of the archive from here on. */
void bundle_file(struct bundle_scan *, struct str name);
/*
 * One line without its end. Its redacted form goes to *ret_redacted, in `scratch`: the line
 * itself when nothing is in it.
 */
void bundle_line(struct bundle_scan *, struct arena *scratch, struct str line,
	struct str *ret_redacted);

/* --- as text, between processes and in a row --- */

struct str bundle_encode(struct arena *, const struct bundle_findings *);
/* ERR_MALFORMED for what bundle_encode does not write. */
NODISCARD error bundle_decode(struct ctx *, struct str, struct bundle_findings *out);

/* "serial" */
struct str bundle_fact_name(enum bundle_fact_kind);
