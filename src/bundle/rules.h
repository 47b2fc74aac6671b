/* rules.h - rules.data as compiled patterns: for the files of this folder */
#pragma once

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "bundle/bundle.h"

enum rule_kind { RULE_SIGN, RULE_FACT, RULE_SECRET, RULE_BLOCK };

enum { RULES_MAX = 200 };

struct rule {
	enum rule_kind kind;
	struct str name;            /* of a sign the format, of a secret its kind */
	enum bundle_fact_kind fact;
	struct str needs;           /* lower case: in the line, else the pattern is not tried */
	struct str until;           /* a block ends with the line that has this */
	pcre2_code *code;
};

struct bundle_rules {
	struct rule all[RULES_MAX];
	size_t count;
	pcre2_match_context *limits;
	pcre2_match_data *match;    /* one thread at a time */
};
