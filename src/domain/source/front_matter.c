#include "domain/source/front_matter.h"

#include <yaml.h>

enum { HEAD_MAX = 64 * 1024, LIST_MAX = 500 };

enum kind { ONE, MANY, DATE, FLAG };

static const struct key {
	struct str name;
	enum kind kind;
	size_t at;
} keys[] = {
#define KEY(name, kind, member) { STR_INIT(name), kind, offsetof(struct front_matter, member) }
	KEY("title", ONE, title),
	KEY("description", ONE, description),
	KEY("summary", ONE, description),
	KEY("language", ONE, language),
	KEY("lang", ONE, language),
	KEY("type", ONE, topic),
	KEY("topic", ONE, topic),
	KEY("ms.topic", ONE, topic),
	KEY("audience", ONE, audience),
	KEY("number", ONE, number),
	KEY("kb", ONE, number),
	KEY("kb_number", ONE, number),
	KEY("date", DATE, date),
	KEY("lastmod", DATE, date),
	KEY("updated", DATE, date),
	KEY("ms.date", DATE, date),
	KEY("appliesto", MANY, applies),
	KEY("applies_to", MANY, applies),
	KEY("products", MANY, applies),
	KEY("keywords", MANY, keywords),
	KEY("tags", MANY, keywords),
	KEY("aliases", MANY, aliases),
	KEY("redirect_from", MANY, aliases),
	KEY("mainstay", ONE, mainstay),
	KEY("confidence", ONE, confidence),
	KEY("governance", ONE, governance),
	KEY("issue", ONE, issue),
	KEY("fixed_in", ONE, fixed_in),
	KEY("translation_of", ONE, translation_of),
	KEY("translation", ONE, translation),
	KEY("created", DATE, created),
	KEY("review", DATE, review),
	KEY("retire", DATE, retire),
	KEY("errors", MANY, errors),
	KEY("defects", MANY, defects),
	KEY("related", MANY, related),
	KEY("slug", ONE, slug),
	KEY("permalink", ONE, slug),
	KEY("sidebar_label", ONE, label),
	KEY("nav_title", ONE, label),
	KEY("sidebar_position", ONE, position),
	KEY("nav_order", ONE, position),
	KEY("weight", ONE, position),
	KEY("draft", FLAG, draft),
	KEY("unlisted", FLAG, unlisted),
	KEY("nav_exclude", FLAG, unlisted),
#undef KEY
};

static struct str scalar(struct arena *a, const yaml_node_t *node)
{
	if (node == NULL || node->type != YAML_SCALAR_NODE)
		return STR("");
	return str_trim(str_copy(a, str_of(node->data.scalar.value, node->data.scalar.length)));
}

static void values(struct arena *a, yaml_document_t *doc, yaml_node_t *node, str_list *out)
{
	if (node->type == YAML_SCALAR_NODE) {
		struct str one = scalar(a, node);
		if (one.len > 0)
			*arena_push(a, out) = one;
		return;
	}
	if (node->type != YAML_SEQUENCE_NODE)
		return;
	for (yaml_node_item_t *i = node->data.sequence.items.start;
		i < node->data.sequence.items.top && out->len < LIST_MAX; i++) {
		struct str one = scalar(a, yaml_document_get_node(doc, *i));
		if (one.len > 0)
			*arena_push(a, out) = one;
	}
}

/* ISO, or the month first: "01/30/2024". */
static instant date_of(struct str text)
{
	struct civil c = { 0 };
	struct str rest = text, month, day;
	int64_t m, d, y;
	instant t;

	if (instant_parse(text, &t))
		return t;
	if (!str_cut(&rest, '/', &month) || !str_cut(&rest, '/', &day) || !str_int(month, &m) ||
		!str_int(day, &d) || !str_int(rest, &y))
		return (instant){ 0 };
	if (m < 1 || m > 12 || d < 1 || d > 31 || y < 1970 || y > 2200)
		return (instant){ 0 };
	c.year = (int)y;
	c.month = (int)m;
	c.day = (int)d;
	return civil_instant(&c);
}

static void take(struct arena *a, const struct key *k, const str_list *list,
	struct front_matter *out)
{
	char *member = (char *)out + k->at;

	if (list->len == 0)
		return;
	if (k->kind == ONE && ((struct str *)member)->len == 0)
		*(struct str *)member = list->at[0];
	if (k->kind == DATE && !instant_is_set(*(instant *)member))
		*(instant *)member = date_of(list->at[0]);
	if (k->kind == FLAG)
		*(bool *)member = str_eq_nocase(list->at[0], STR("true"));
	for (size_t i = 0; k->kind == MANY && i < list->len; i++)
		*arena_push(a, (str_list *)member) = list->at[i];
}

static void read_mapping(struct ctx *cx, yaml_document_t *doc, const yaml_node_t *root,
	struct front_matter *out)
{
	for (yaml_node_pair_t *p = root->data.mapping.pairs.start;
		p < root->data.mapping.pairs.top; p++) {
		struct str name = scalar(cx->arena, yaml_document_get_node(doc, p->key));
		yaml_node_t *value = yaml_document_get_node(doc, p->value);
		str_list list = { 0 };
		if (value == NULL)
			continue;
		values(cx->arena, doc, value, &list);
		for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
			if (str_eq_nocase(keys[i].name, name))
				take(cx->arena, &keys[i], &list, out);
	}
}

static error read_yaml(struct ctx *cx, struct str head, struct front_matter *out)
{
	yaml_parser_t parser;
	yaml_document_t doc;
	error e = OK;

	if (!yaml_parser_initialize(&parser))
		return err_new(cx, ERR_UNAVAILABLE, "no memory to read YAML");
	yaml_parser_set_input_string(&parser, (const unsigned char *)head.at, head.len);
	if (!yaml_parser_load(&parser, &doc)) {
		e = err_new(cx, ERR_INVALID, "line %zu: the head is not YAML: %s",
			parser.problem_mark.line + 2, parser.problem ? parser.problem : "unreadable");
		yaml_parser_delete(&parser);
		return e;
	}
	yaml_node_t *root = yaml_document_get_root_node(&doc);
	if (root != NULL && root->type == YAML_MAPPING_NODE)
		read_mapping(cx, &doc, root, out);
	else if (root != NULL)
		e = err_new(cx, ERR_INVALID, "line 2: the head has no `key: value` lines");
	yaml_document_delete(&doc);
	yaml_parser_delete(&parser);
	return e;
}

error front_matter_read(struct ctx *cx, struct str text, struct front_matter *out,
	struct str *ret_body, int64_t *ret_lines)
{
	struct str rest = text, line;
	const char *start;

	*out = (struct front_matter){ 0 };
	*ret_body = text;
	*ret_lines = 0;
	if (!str_cut(&rest, '\n', &line) || !str_eq(str_trim(line), STR("---")))
		return OK;
	start = rest.at;
	for (int64_t n = 2; str_cut(&rest, '\n', &line); n++) {
		struct str end = str_trim(line);
		if (!str_eq(end, STR("---")) && !str_eq(end, STR("...")))
			continue;
		size_t size = (size_t)(line.at - start);
		if (size > HEAD_MAX)
			return err_new(cx, ERR_INVALID, "the head is longer than 64 KB");
		*ret_body = rest;
		*ret_lines = n;
		return read_yaml(cx, str_of(start, size), out);
	}
	return err_new(cx, ERR_INVALID, "the head begins with --- but does not end: add a line ---");
}
