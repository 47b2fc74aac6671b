/*
 * fuzz_bundle.c - text through the rules of support bundles
 *
 * What comes out holds: findings are text that reads back as it was written, and a redacted
 * text has no more secrets to redact than what touches a mask.
 */
#include "base/actor.h"
#include "base/check.h"
#include "bundle/bundle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct bundle_rules *rules;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO_ARENA a = arena_create();
	static struct arena *kept;
	struct actor nobody = { 0 };
	struct ctx cx = { .arena = a, .actor = &nobody };
	struct str rest = str_of(data, size), line, redacted;
	struct bundle_findings back;
	struct bundle_scan s;

	if (kept == NULL) {
		kept = arena_create();
		struct ctx long_cx = { .arena = kept, .actor = &nobody };
		check(bundle_rules_load(&long_cx, &rules) == OK);
	}
	bundle_begin(&s, rules, a);
	while (str_cut(&rest, '\n', &line)) {
		bundle_line(&s, a, line, &redacted);
		check(redacted.len <= line.len + BUNDLE_SPANS_MAX * sizeof BUNDLE_MASK);
	}
	check((int64_t)s.found.secrets.len <= s.found.secret_count);
	struct str text = bundle_encode(a, &s.found);
	check(bundle_decode(&cx, text, &back) == OK);
	check(str_eq(bundle_encode(a, &back), text));
	return 0;
}
