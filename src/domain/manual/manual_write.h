/*
 * manual_write.h - what an import writes of a manual
 *
 * Each asks MAY_PUBLISH_ARTICLE and runs in the caller's transaction. The search and
 * pages that are kept hear of each change.
 */
#pragma once

#include "domain/manual/manual.h"

struct manual_new {
	struct str slug, title, language;
	product_id product;
	struct str software;
	enum audience audience;
};
/* Makes the set, or changes it when one has the slug. ERR_INVALID names the fields. */
NODISCARD error manual_put(struct ctx *, const struct manual_new *, manual_id *out);

/* Finds or makes a release, and puts all of the set in the order of their names. */
NODISCARD error manual_release_put(struct ctx *, manual_id, struct str name,
	manual_release_id *out);
/* After its pages changed. */
NODISCARD error manual_release_done(struct ctx *, manual_id, manual_release_id);
/* "3.9" is before "3.10": by numbers and words in turn. */
int manual_release_compare(struct str, struct str);

struct manual_section_new {
	int level;
	struct str heading, anchor, words;
};
struct manual_mark_new {
	enum manual_mark_kind kind;
	struct str term, anchor;
};
struct manual_page_new {
	struct str path, title, description, source, hash, body, markup;
	SLICE(struct manual_section_new) sections;
	SLICE(struct manual_mark_new) marks;
};
/* `existing` 0: a new one. */
NODISCARD error manual_page_put(struct ctx *, manual_release_id, manual_page_id existing,
	const struct manual_page_new *, manual_page_id *out);
NODISCARD error manual_page_remove(struct ctx *, manual_page_id);

struct manual_known {
	manual_page_id id;
	struct str path, hash;
};
typedef SLICE(struct manual_known) manual_known_list;
NODISCARD error manual_known_pages(struct ctx *, manual_release_id, manual_known_list *out);

struct manual_node_new {
	int64_t depth;
	struct str label, url;
	manual_page_id page;
};
typedef SLICE(struct manual_node_new) manual_nodes_new;
/* The whole tree of a release. Nothing is written when `hash` is the last one's. */
NODISCARD error manual_tree_put(struct ctx *, const struct manual_release *, struct str hash,
	const manual_nodes_new *);

struct manual_rule_new {
	struct str release, path, target;
};
typedef SLICE(struct manual_rule_new) manual_rules_new;
/* All redirects of a set. Nothing is written when `hash` is the last one's. */
NODISCARD error manual_rules_put(struct ctx *, const struct manual *, struct str base,
	struct str hash, const manual_rules_new *);

struct manual_file_new {
	struct str sha256, name, type;
	int64_t size;
};
NODISCARD error manual_file_add(struct ctx *, manual_id, const struct manual_file_new *);
