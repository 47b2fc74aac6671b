#include "domain/manual/import/value/yaml_value.h"

#include <yaml.h>

enum { DEPTH_MAX = 32, MEMBERS_MAX = 20000 };

struct reader {
	struct ctx *cx;
	yaml_document_t doc;
	size_t members;
};

static void read_node(struct reader *r, int index, int depth, struct js_value *out);

static struct str text_of(struct reader *r, const yaml_node_t *n)
{
	if (n == NULL || n->type != YAML_SCALAR_NODE)
		return STR("");
	return str_copy(r->cx->arena, str_of(n->data.scalar.value, n->data.scalar.length));
}

static void add(struct reader *r, struct js_value *to, struct str name, int index, int depth)
{
	if (r->members++ >= MEMBERS_MAX)
		return;
	struct js_member m = { .name = name };
	read_node(r, index, depth + 1, &m.value);
	*arena_push(r->cx->arena, &to->members) = m;
}

static void read_node(struct reader *r, int index, int depth, struct js_value *out)
{
	yaml_node_t *n = yaml_document_get_node(&r->doc, index);

	*out = (struct js_value){ 0 };
	if (n == NULL || depth > DEPTH_MAX)
		return;
	if (n->type == YAML_SCALAR_NODE) {
		*out = (struct js_value){ .kind = JS_STRING, .text = text_of(r, n) };
	} else if (n->type == YAML_SEQUENCE_NODE) {
		out->kind = JS_ARRAY;
		for (yaml_node_item_t *i = n->data.sequence.items.start;
			i < n->data.sequence.items.top; i++)
			add(r, out, STR(""), *i, depth);
	} else if (n->type == YAML_MAPPING_NODE) {
		out->kind = JS_OBJECT;
		for (yaml_node_pair_t *p = n->data.mapping.pairs.start;
			p < n->data.mapping.pairs.top; p++)
			add(r, out, text_of(r, yaml_document_get_node(&r->doc, p->key)), p->value, depth);
	}
}

error yaml_value(struct ctx *cx, struct str text, struct js_value *out)
{
	struct reader r = { .cx = cx };
	yaml_parser_t parser;
	error e = OK;

	*out = (struct js_value){ 0 };
	if (!yaml_parser_initialize(&parser))
		return err_new(cx, ERR_UNAVAILABLE, "no memory to read YAML");
	yaml_parser_set_input_string(&parser, (const unsigned char *)text.at, text.len);
	if (!yaml_parser_load(&parser, &r.doc)) {
		e = err_new(cx, ERR_INVALID, "line %zu: not YAML: %s", parser.problem_mark.line + 1,
			parser.problem ? parser.problem : "unreadable");
		yaml_parser_delete(&parser);
		return e;
	}
	if (yaml_document_get_root_node(&r.doc) != NULL)
		read_node(&r, 1, 0, out);
	yaml_document_delete(&r.doc);
	yaml_parser_delete(&parser);
	return OK;
}
