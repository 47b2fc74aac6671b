#include "domain/knowledge/edit/details.h"

#include <jansson.h>

#include "base/json.h"
#include "base/limits.h"

static void put_list(struct json_writer *j, struct str key, const str_list *list)
{
	jw_key(j, key);
	jw_array(j);
	for (size_t i = 0; i < list->len; i++)
		jw_str(j, list->at[i]);
	jw_array_end(j);
}

static void put_applies(struct json_writer *j, const struct article_new *n)
{
	jw_key(j, STR("applies"));
	jw_array(j);
	for (size_t i = 0; i < n->applies.len; i++) {
		jw_array(j);
		jw_str(j, n->applies.at[i].product);
		jw_str(j, n->applies.at[i].from);
		jw_str(j, n->applies.at[i].to);
		jw_array_end(j);
	}
	jw_array_end(j);
}

struct str article_details(struct arena *a, const struct article_new *n)
{
	struct buf text = buf_new(a, LIMIT_ARTICLE);
	struct json_writer j = jw_new(&text);

	jw_object(&j);
	jw_put_int(&j, "type", n->type);
	jw_put_int(&j, "audience", n->audience);
	jw_put_int(&j, "confidence", n->confidence);
	jw_put_int(&j, "governance", n->governance);
	jw_put_int(&j, "issue", n->issue);
	jw_put_str(&j, "fixed_in", n->fixed_in);
	jw_put_str(&j, "language", n->language);
	jw_put_str(&j, "translation_of", n->translation_of);
	jw_put_int(&j, "translated", n->translated);
	jw_put_int(&j, "review_at", n->review_at.us);
	jw_put_int(&j, "ends_at", n->ends_at.us);
	put_applies(&j, n);
	put_list(&j, STR("keywords"), &n->keywords);
	put_list(&j, STR("errors"), &n->errors);
	put_list(&j, STR("defects"), &n->defects);
	put_list(&j, STR("related"), &n->related);
	jw_object_end(&j);
	return buf_str(&text);
}

static struct str text_of(struct arena *a, const json_t *value)
{
	if (!json_is_string(value))
		return STR("");
	return str_copy(a, str_of(json_string_value(value), json_string_length(value)));
}

static int64_t number(const json_t *object, const char *key)
{
	return json_integer_value(json_object_get(object, key));
}

static void read_list(struct arena *a, const json_t *array, str_list *out)
{
	*out = (str_list){ 0 };
	for (size_t i = 0; i < json_array_size(array); i++)
		*arena_push(a, out) = text_of(a, json_array_get(array, i));
}

static void read_applies(struct arena *a, const json_t *array, struct article_new *out)
{
	out->applies.len = 0;
	for (size_t i = 0; i < json_array_size(array); i++) {
		const json_t *row = json_array_get(array, i);
		*arena_push(a, &out->applies) = (struct applies_new){
			text_of(a, json_array_get(row, 0)), text_of(a, json_array_get(row, 1)),
			text_of(a, json_array_get(row, 2)) };
	}
}

error article_details_read(struct ctx *cx, struct str json, struct article_new *out)
{
	struct arena *a = cx->arena;
	json_t *o = json_loadb(json.at, json.len, 0, NULL);

	if (!json_is_object(o)) {
		json_decref(o);
		return err_new(cx, ERR_INTERNAL, "the details of an article are no JSON object");
	}
	out->type = (enum article_type)number(o, "type");
	out->audience = (enum audience)number(o, "audience");
	out->confidence = (enum article_confidence)number(o, "confidence");
	out->governance = (enum article_governance)number(o, "governance");
	out->issue = (enum article_issue)number(o, "issue");
	out->fixed_in = text_of(a, json_object_get(o, "fixed_in"));
	out->language = text_of(a, json_object_get(o, "language"));
	out->translation_of = text_of(a, json_object_get(o, "translation_of"));
	out->translated = number(o, "translated");
	out->review_at = (instant){ number(o, "review_at") };
	out->ends_at = (instant){ number(o, "ends_at") };
	read_applies(a, json_object_get(o, "applies"), out);
	read_list(a, json_object_get(o, "keywords"), &out->keywords);
	read_list(a, json_object_get(o, "errors"), &out->errors);
	read_list(a, json_object_get(o, "defects"), &out->defects);
	read_list(a, json_object_get(o, "related"), &out->related);
	json_decref(o);
	return OK;
}
