/* rules.c - reads rules.data */
#include "bundle/rules.h"

#include "base/str.h"
#include "bundle/blob.h"

enum { MATCHES_MAX = 20000, DEPTH_MAX = 200, GROUPS_MAX = 4 };

static const struct str fact_names[FACT_KINDS] = { STR_INIT("serial"), STR_INIT("model"),
	STR_INIT("version"), STR_INIT("host") };

struct str bundle_fact_name(enum bundle_fact_kind k)
{
	return fact_names[k];
}

static error wrong(struct ctx *cx, int64_t line, const char *what)
{
	return err_new(cx, ERR_INTERNAL, "rules, line %" PRId64 ": %s", line, what);
}

/* "fact serial", "secret password", "sign BeamOS", "block private key". */
static bool begin_rule(struct rule *r, struct str word, struct str rest)
{
	*r = (struct rule){ .name = rest };
	if (str_eq(word, STR("sign")))
		r->kind = RULE_SIGN;
	else if (str_eq(word, STR("secret")))
		r->kind = RULE_SECRET;
	else if (str_eq(word, STR("block")))
		r->kind = RULE_BLOCK;
	else if (str_eq(word, STR("fact")))
		r->kind = RULE_FACT;
	else
		return false;
	while (r->kind == RULE_FACT && r->fact < FACT_KINDS && !str_eq(fact_names[r->fact], rest))
		r->fact++;
	return rest.len > 0 && r->fact < FACT_KINDS;
}

static error compile(struct ctx *cx, int64_t line, struct str pattern, pcre2_code **out)
{
	PCRE2_SIZE at;
	uint32_t groups = 0;
	int code;

	*out = pcre2_compile((PCRE2_SPTR)pattern.at, pattern.len, PCRE2_CASELESS, &code, &at, NULL);
	if (*out == NULL)
		return wrong(cx, line, "the pattern does not compile");
	pcre2_pattern_info(*out, PCRE2_INFO_CAPTURECOUNT, &groups);
	return groups < GROUPS_MAX ? OK : wrong(cx, line, "the pattern has more than 3 groups");
}

static error read_part(struct ctx *cx, struct rule *r, int64_t line, struct str word, struct str rest)
{
	if (str_eq(word, STR("needs")))
		r->needs = str_lower(cx->arena, rest);
	else if (str_eq(word, STR("until")))
		r->until = rest;
	else if (str_eq(word, STR("match")) && r->code == NULL)
		return compile(cx, line, rest, &r->code);
	else
		return wrong(cx, line, "this is neither needs, until nor the only match of a rule");
	return OK;
}

static error read_line(struct ctx *cx, struct bundle_rules *rules, int64_t line, struct str text)
{
	struct str word, rest = text;

	str_cut(&rest, ' ', &word);
	rest = str_trim(rest);
	if (str_is_space(text.at[0])) {
		rest = str_trim(text);
		str_cut(&rest, ' ', &word);
		if (rules->count == 0)
			return wrong(cx, line, "no rule has begun");
		return read_part(cx, &rules->all[rules->count - 1], line, word, str_trim(rest));
	}
	if (rules->count == RULES_MAX)
		return wrong(cx, line, "there are more than 200 rules");
	if (!begin_rule(&rules->all[rules->count], word, rest))
		return wrong(cx, line, "a rule begins with sign, fact, secret or block and a name");
	rules->count++;
	return OK;
}

static error check_all(struct ctx *cx, const struct bundle_rules *rules)
{
	for (size_t i = 0; i < rules->count; i++) {
		const struct rule *r = &rules->all[i];
		bool ends = (r->kind == RULE_BLOCK) == (r->until.len > 0);
		if (r->code == NULL || r->needs.len == 0 || !ends)
			return err_new(cx, ERR_INTERNAL, "rule %zu, %.*s, is not whole", i + 1,
				STR_ARG(r->name));
	}
	return OK;
}

error bundle_rules_read(struct ctx *cx, struct str text, struct bundle_rules **out)
{
	struct bundle_rules *rules = arena_new(cx->arena, struct bundle_rules);
	struct str line;

	for (int64_t n = 1; str_cut(&text, '\n', &line); n++)
		if (!str_is_blank(line) && line.at[0] != '#')
			TRY(read_line(cx, rules, n, line));
	TRY(check_all(cx, rules));
	rules->limits = pcre2_match_context_create(NULL);
	rules->match = pcre2_match_data_create(GROUPS_MAX, NULL);
	check(rules->limits != NULL && rules->match != NULL);
	pcre2_set_match_limit(rules->limits, MATCHES_MAX);
	pcre2_set_depth_limit(rules->limits, DEPTH_MAX);
	*out = rules;
	return OK;
}

error bundle_rules_load(struct ctx *cx, struct bundle_rules **out)
{
	return bundle_rules_read(cx, bundle_blobs[0].text, out);
}

void bundle_rules_close(struct bundle_rules *rules)
{
	if (rules == NULL)
		return;
	for (size_t i = 0; i < rules->count; i++)
		pcre2_code_free(rules->all[i].code);
	pcre2_match_context_free(rules->limits);
	pcre2_match_data_free(rules->match);
}
