#include "domain/casefile/lesson/nameless.h"

#include "base/buf.h"
#include "base/limits.h"
#include "bundle/bundle.h"
#include "domain/casefile/number.h"
#include "domain/casefile/watch.h"

enum { NAME_MIN = 3, PHONE_DIGITS_MIN = 7, WRITERS_MAX = 200 };

static const struct str company_forms[] = {
	STR_INIT("AG"), STR_INIT("GmbH"), STR_INIT("SE"), STR_INIT("KG"), STR_INIT("Inc"),
	STR_INIT("Inc."), STR_INIT("Ltd"), STR_INIT("Ltd."), STR_INIT("LLC"), STR_INIT("plc"),
	STR_INIT("Corp"), STR_INIT("Corp."), STR_INIT("SA"), STR_INIT("SARL"), STR_INIT("SpA"),
	STR_INIT("BV"), STR_INIT("NV"), STR_INIT("AB"), STR_INIT("AS"), STR_INIT("Oy"),
};

/* Bytes of other scripts count as letters, so that no name is cut within a word. */
static bool is_word(char c)
{
	return str_is_alpha(c) || str_is_digit(c) || (unsigned char)c >= 0x80;
}

static void add(struct ctx *cx, struct nameless *n, struct str word, struct str becomes)
{
	struct str is = str_trim(word);
	size_t at;

	if (is.len < NAME_MIN)
		return;
	arena_push(cx->arena, &n->words);
	for (at = n->words.len - 1; at > 0 && n->words.at[at - 1].is.len < is.len; at--)
		n->words.at[at] = n->words.at[at - 1];
	n->words.at[at] = (struct nameless_word){ is, becomes };
}

/* As a whole, and each of its parts: people sign with their first name. */
static void add_person(struct ctx *cx, struct nameless *n, struct str name)
{
	struct str rest = name, part;

	if (str_find_char(name, '@') >= 0)
		return; /* an address, which goes by its form */
	add(cx, n, name, STR("[name]"));
	while (str_cut(&rest, ' ', &part))
		add(cx, n, part, STR("[name]"));
}

/* "Nordvik Rail AG" is written without its form, too. */
static void add_organisation(struct ctx *cx, struct nameless *n, struct str name)
{
	ptrdiff_t blank = str_rfind_char(name, ' ');

	add(cx, n, name, STR("[organisation]"));
	for (size_t i = 0; blank > 0 && i < sizeof company_forms / sizeof *company_forms; i++)
		if (str_eq_nocase(str_skip(name, (size_t)blank + 1), company_forms[i]))
			add(cx, n, str_sub(name, 0, (size_t)blank), STR("[organisation]"));
}

error nameless_of_case(struct ctx *cx, const struct casefile *c, struct nameless *out)
{
	struct watcher_list watchers;
	struct entry_list entries;

	*out = (struct nameless){ 0 };
	add_person(cx, out, c->contact_name);
	add_organisation(cx, out, c->organisation_name);
	add(cx, out, c->serial, STR("[serial]"));
	add(cx, out, c->asset_host, STR("[host]"));
	add(cx, out, c->asset_location, STR("[location]"));
	add(cx, out, c->contract_number, STR("[contract]"));
	TRY(casefile_watchers(cx, c, &watchers));
	for (size_t i = 0; i < watchers.len; i++)
		add_person(cx, out, watchers.at[i].name);
	TRY(timeline_page(cx, c->id, 0, true, WRITERS_MAX, &entries));
	struct str last = { 0 };
	for (size_t i = 0; i < entries.len; i++) {
		if (!str_eq(entries.at[i].author_name, last))
			add_person(cx, out, entries.at[i].author_name);
		last = entries.at[i].author_name;
	}
	return OK;
}

/* --- what is known by its form --- */

static size_t address_at(struct str t)
{
	size_t i = 0, at = 0;

	while (i < t.len && (is_word(t.at[i]) || str_find_char(STR(".-_+@"), t.at[i]) >= 0)) {
		if (t.at[i] == '@')
			at = i;
		i++;
	}
	while (i > 0 && !is_word(t.at[i - 1]))
		i--; /* the stop at the end of a sentence */
	return at > 0 && i > at + 1 ? i : 0;
}

static size_t phone_at(struct str t)
{
	size_t digits = 0, end = 0;

	if (t.len == 0 || t.at[0] != '+')
		return 0;
	for (size_t i = 1; i < t.len && str_find_char(STR("0123456789 -/()."), t.at[i]) >= 0; i++)
		if (str_is_digit(t.at[i])) {
			digits++;
			end = i + 1;
		}
	return digits >= PHONE_DIGITS_MIN ? end : 0;
}

static size_t case_at(struct str t)
{
	enum { LENGTH = sizeof "2026-1123-0042" - 1 };
	size_t i = LENGTH;

	if (t.len < LENGTH || !casefile_number_is(str_sub(t, 0, LENGTH)))
		return 0;
	while (i < t.len && str_is_digit(t.at[i]))
		i++;
	return i;
}

static size_t word_at(const struct nameless *n, struct str t, struct str *ret_becomes)
{
	for (size_t i = 0; i < n->words.len; i++) {
		const struct nameless_word *w = &n->words.at[i];
		if (w->is.len > t.len || !str_eq_nocase(str_sub(t, 0, w->is.len), w->is))
			continue;
		if (w->is.len < t.len && is_word(t.at[w->is.len]))
			continue;
		*ret_becomes = w->becomes;
		return w->is.len;
	}
	return 0;
}

static size_t match_at(const struct nameless *n, struct str t, struct str *ret_becomes)
{
	size_t len;

	*ret_becomes = STR("[mail address]");
	if ((len = address_at(t)) > 0)
		return len;
	*ret_becomes = STR("[phone number]");
	if ((len = phone_at(t)) > 0)
		return len;
	*ret_becomes = STR("[case]");
	if ((len = case_at(t)) > 0)
		return len;
	return word_at(n, t, ret_becomes);
}

static struct str replace(struct arena *a, const struct nameless *n, struct str text)
{
	/* The shortest that goes has three bytes, what stands for it at most 15. */
	struct buf b = buf_new(a, text.len * 5 + 64);
	bool inside = false; /* a word */

	for (size_t i = 0; i < text.len;) {
		struct str becomes;
		size_t len = inside ? 0 : match_at(n, str_skip(text, i), &becomes);
		if (len > 0) {
			buf_put(&b, becomes);
			i += len;
		} else {
			buf_char(&b, text.at[i++]);
		}
		inside = is_word(text.at[i - 1]);
	}
	return buf_str(&b);
}

/* Line by line, as a bundle is looked at; facts of its device become words, too. */
static error without_secrets(struct ctx *cx, struct str text, struct nameless *n, struct str *out)
{
	struct buf b = buf_new(cx->arena, text.len * sizeof BUNDLE_MASK + 64);
	struct bundle_scan scan;
	struct bundle_rules *rules;
	struct str rest = text, line, shown;

	TRY(bundle_rules_load(cx, &rules));
	bundle_begin(&scan, rules, cx->arena);
	while (str_cut(&rest, '\n', &line)) {
		bundle_line(&scan, cx->arena, line, &shown);
		buf_put(&b, shown);
		if (rest.len > 0)
			buf_char(&b, '\n');
	}
	bundle_rules_close(rules);
	for (size_t i = 0; i < scan.found.facts.len; i++) {
		const struct bundle_fact *f = &scan.found.facts.at[i];
		if (f->kind == FACT_SERIAL || f->kind == FACT_HOST)
			add(cx, n, f->value, f->kind == FACT_SERIAL ? STR("[serial]") : STR("[host]"));
	}
	*out = buf_str(&b);
	return OK;
}

error nameless_text(struct ctx *cx, const struct nameless *n, struct str text, struct str *out)
{
	struct nameless all = { 0 };
	struct str clean;

	for (size_t i = 0; i < n->words.len; i++)
		*arena_push(cx->arena, &all.words) = n->words.at[i];
	TRY(without_secrets(cx, text, &all, &clean));
	*out = replace(cx->arena, &all, clean);
	return OK;
}
