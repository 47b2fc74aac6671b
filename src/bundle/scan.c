/* scan.c - a line through the rules */
#include "base/buf.h"
#include "base/utf8.h"
#include "bundle/rules.h"

/* Of a line: [from, to) is secret. */
struct span {
	size_t from, to;
};

struct spans {
	struct span at[BUNDLE_SPANS_MAX];
	size_t len;
};

void bundle_begin(struct bundle_scan *s, const struct bundle_rules *rules, struct arena *a)
{
	*s = (struct bundle_scan){ .rules = rules, .arena = a };
}

/* Where the first group of the pattern, or all of it, is, from `from` on. */
static bool find(const struct bundle_scan *s, const struct rule *r, struct str line, size_t from,
	struct span *out)
{
	int n = pcre2_match(r->code, (PCRE2_SPTR)line.at, line.len, from, 0, s->rules->match,
		s->rules->limits);
	if (n <= 0) /* none, or it took too long */
		return false;
	const PCRE2_SIZE *v = pcre2_get_ovector_pointer(s->rules->match);
	int group = n > 1 && v[2] != PCRE2_UNSET ? 1 : 0;
	*out = (struct span){ v[2 * group], v[2 * group + 1] };
	return out->to > out->from;
}

static struct str printable(struct arena *a, struct str text, size_t most)
{
	struct str clean = utf8_cut(str_trim(utf8_clean(a, text)), most);
	char *at = arena_bytes(a, clean.len + 1);

	for (size_t i = 0; i < clean.len; i++)
		at[i] = (unsigned char)clean.at[i] < ' ' ? ' ' : clean.at[i];
	return str_of(at, clean.len);
}

void bundle_file(struct bundle_scan *s, struct str name)
{
	s->file = printable(s->arena, name, BUNDLE_VALUE_MAX);
	s->line = 0;
	s->block = NULL;
}

static void add_fact(struct bundle_scan *s, const struct rule *r, struct str value)
{
	struct bundle_findings *f = &s->found;
	struct str text = printable(s->arena, value, BUNDLE_VALUE_MAX);

	for (size_t i = 0; i < f->facts.len; i++)
		if (f->facts.at[i].kind == r->fact && str_eq_nocase(f->facts.at[i].value, text))
			return;
	if (f->facts.len < BUNDLE_FACTS_MAX && text.len > 0)
		*arena_push(s->arena, &f->facts) = (struct bundle_fact){ r->fact, text, s->file, s->line };
}

static bool is_ignored(const struct bundle_scan *s, int64_t number)
{
	for (size_t i = 0; i < s->ignored_count; i++)
		if (s->ignored[i] == number)
			return true;
	return false;
}

/* Keeps spans in order and apart; one that touches another makes it longer. */
static bool add_span(struct spans *all, struct span one)
{
	size_t i = 0;

	for (size_t k = 0; k < all->len; k++)
		if (one.from < all->at[k].to && all->at[k].from < one.to)
			return false; /* another rule has it */
	if (all->len == BUNDLE_SPANS_MAX)
		return false;
	while (i < all->len && all->at[i].from < one.from)
		i++;
	memmove(&all->at[i + 1], &all->at[i], (all->len - i) * sizeof one);
	all->at[i] = one;
	all->len++;
	return true;
}

static struct str mask(struct arena *a, struct str line, const struct spans *spans)
{
	struct buf b = buf_new(a, line.len + BUNDLE_SPANS_MAX * sizeof BUNDLE_MASK);
	size_t at = 0;

	for (size_t i = 0; i < spans->len; i++) {
		buf_put(&b, str_sub(line, at, spans->at[i].from - at));
		buf_put(&b, STR(BUNDLE_MASK));
		at = spans->at[i].to;
	}
	buf_put(&b, str_skip(line, at));
	return buf_str(&b);
}

/* Counts it; whether it is to be redacted. */
static bool add_secret(struct bundle_scan *s, const struct rule *r, struct str shown)
{
	struct bundle_findings *f = &s->found;

	f->secret_count++;
	if (f->secrets.len < BUNDLE_SECRETS_MAX)
		*arena_push(s->arena, &f->secrets) = (struct bundle_secret){ r->name,
			printable(s->arena, shown, BUNDLE_SHOWN_MAX), s->file, s->line };
	return !is_ignored(s, f->secret_count);
}

/* A line within a private key, up to its end: gone. */
static void in_block(struct bundle_scan *s, struct str line)
{
	const struct rule *r = s->block;

	if (str_find(line, r->until) >= 0 || ++s->block_lines >= BUNDLE_BLOCK_LINES_MAX)
		s->block = NULL;
}

/* What was redacted before is none. */
static bool is_mask(struct str line, struct span at)
{
	return str_eq(str_sub(line, at.from, at.to - at.from), STR(BUNDLE_MASK));
}

/* `seen` has all secrets of the line, `redact` those that are not ignored. */
static void secrets_of(struct bundle_scan *s, struct arena *scratch, const struct rule *r,
	struct str line, struct spans *seen, struct spans *redact)
{
	size_t from = 0;
	struct span at;

	while (from < line.len && find(s, r, line, from, &at)) {
		from = at.to;
		if (!is_mask(line, at) && add_span(seen, at) && add_secret(s, r, mask(scratch, line, seen)))
			add_span(redact, at);
	}
}

void bundle_line(struct bundle_scan *s, struct arena *scratch, struct str line,
	struct str *ret_redacted)
{
	struct str seen = str_sub(line, 0, BUNDLE_LINE_MAX), low = str_lower(scratch, seen);
	struct spans secret = { .len = 0 }, redact = { .len = 0 };
	struct span at;

	s->line++;
	*ret_redacted = line;
	if (s->block != NULL) {
		in_block(s, line);
		*ret_redacted = STR("");
		return;
	}
	for (size_t i = 0; i < s->rules->count; i++) {
		const struct rule *r = &s->rules->all[i];
		if (str_find(low, r->needs) < 0)
			continue;
		if (r->kind == RULE_SECRET) {
			secrets_of(s, scratch, r, seen, &secret, &redact);
		} else if (find(s, r, seen, 0, &at)) {
			if (r->kind == RULE_SIGN && s->found.format.len == 0)
				s->found.format = r->name;
			if (r->kind == RULE_FACT)
				add_fact(s, r, str_sub(seen, at.from, at.to - at.from));
			if (r->kind == RULE_BLOCK && add_secret(s, r, seen)) {
				s->block = r;
				s->block_lines = 0;
				*ret_redacted = STR(BUNDLE_MASK);
				return;
			}
		}
	}
	if (redact.len > 0)
		*ret_redacted = mask(scratch, line, &redact);
}
