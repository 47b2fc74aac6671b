/* macro_text.c - variables in the text of a macro */
#include "base/buf.h"
#include "base/limits.h"
#include "domain/casefile/macro/macro.h"
#include "domain/notify/notify.h"
#include "domain/setting/setting.h"

enum variable {
	CONTACT_NAME,
	CONTACT_FIRST_NAME,
	ORGANISATION_NAME,
	CASE_NUMBER,
	CASE_SUMMARY,
	CASE_LINK,
	PRODUCT_NAME,
	RELEASE_NAME,
	SERIAL,
	CONTRACT_TIER,
	AGENT_NAME,
	CENTER_NAME,
	VARIABLES
};

const struct macro_variable macro_variables[] = {
	[CONTACT_NAME] = { STR_INIT("contact.name"), SAY_INIT("The contact's name") },
	[CONTACT_FIRST_NAME] = { STR_INIT("contact.first_name"), SAY_INIT("Its first word") },
	[ORGANISATION_NAME] = { STR_INIT("organisation.name"), SAY_INIT("The customer's organisation") },
	[CASE_NUMBER] = { STR_INIT("case.number"), SAY_INIT("The number of the case") },
	[CASE_SUMMARY] = { STR_INIT("case.summary"), SAY_INIT("Its brief description") },
	[CASE_LINK] = { STR_INIT("case.link"), SAY_INIT("Its address on the web") },
	[PRODUCT_NAME] = { STR_INIT("product.name"), SAY_INIT("The product") },
	[RELEASE_NAME] = { STR_INIT("release.name"), SAY_INIT("The software release") },
	[SERIAL] = { STR_INIT("serial"), SAY_INIT("The serial number") },
	[CONTRACT_TIER] = { STR_INIT("contract.tier"), SAY_INIT("The level of the contract") },
	[AGENT_NAME] = { STR_INIT("agent.name"), SAY_INIT("Your name") },
	[CENTER_NAME] = { STR_INIT("center.name"), SAY_INIT("The name of this support center") },
};
const size_t macro_variable_count = VARIABLES;

static struct str value_of(struct ctx *cx, const struct casefile *c, enum variable v)
{
	struct str rest = c->contact_name, first = rest;

	switch (v) {
	case CONTACT_NAME:
		return c->contact_name;
	case CONTACT_FIRST_NAME:
		return str_cut(&rest, ' ', &first) ? first : rest;
	case ORGANISATION_NAME:
		return c->organisation_name;
	case CASE_NUMBER:
		return c->number;
	case CASE_SUMMARY:
		return c->summary;
	case CASE_LINK:
		return str_printf(cx->arena, "%.*s/cases/%.*s", STR_ARG(notify_origin(cx)),
			STR_ARG(c->number));
	case PRODUCT_NAME:
		return c->product_name;
	case RELEASE_NAME:
		return c->release_name.len > 0 ? c->release_name : c->release_text;
	case SERIAL:
		return c->serial;
	case CONTRACT_TIER:
		return c->contract_tier;
	case AGENT_NAME:
		return cx->actor->name;
	case CENTER_NAME:
		return cx->settings != NULL ? cx->settings->center_name : STR("");
	case VARIABLES:
		break;
	}
	return STR("");
}

static enum variable variable_by_name(struct str name)
{
	enum variable v = 0;

	while (v < VARIABLES && !str_eq(macro_variables[v].name, name))
		v++;
	return v;
}

/*
 * Takes what stands before the next "{{name}}" off *rest, and the name; false at the end,
 * when all of it stands before. "{{" without its end is text.
 */
static bool next_variable(struct str *rest, struct str *ret_before, struct str *ret_name)
{
	ptrdiff_t open = str_find(*rest, STR("{{"));
	ptrdiff_t close = open < 0 ? -1 : str_find(str_skip(*rest, (size_t)open), STR("}}"));

	*ret_before = *rest;
	if (close < 0)
		return false;
	*ret_before = str_sub(*rest, 0, (size_t)open);
	*ret_name = str_trim(str_sub(*rest, (size_t)open + 2, (size_t)close - 2));
	*rest = str_skip(*rest, (size_t)(open + close) + 2);
	return true;
}

error macro_check_text(struct ctx *cx, struct str text)
{
	struct str before, name;

	if (text.len > MACRO_TEXT_MAX)
		return err_field(cx, "text", "A text has at most 20,000 bytes.");
	while (next_variable(&text, &before, &name))
		if (variable_by_name(name) == VARIABLES)
			return err_field(cx, "text",
				"There is a variable in double braces that does not exist. Take one of the list.");
	return OK;
}

/* A name must stay a name: nothing in it is Markdown. */
static void put_escaped(struct buf *b, struct str value)
{
	static const struct str signs = STR_INIT("\\`*_{}[]()<>#+-.!|~&");

	for (size_t i = 0; i < value.len; i++) {
		if (str_find_char(signs, value.at[i]) >= 0)
			buf_char(b, '\\');
		buf_char(b, value.at[i]);
	}
}

static bool has(const str_list *list, struct str name)
{
	for (size_t i = 0; i < list->len; i++)
		if (str_eq(list->at[i], name))
			return true;
	return false;
}

error macro_fill(struct ctx *cx, const struct casefile *c, struct str text, struct str *out,
	str_list *ret_missing)
{
	struct buf b = buf_new(cx->arena, LIMIT_CASE_TEXT);
	struct str before, name;

	*ret_missing = (str_list){ 0 };
	while (next_variable(&text, &before, &name)) {
		buf_put(&b, before);
		enum variable v = variable_by_name(name);
		struct str value = v < VARIABLES ? value_of(cx, c, v) : STR("");
		if (value.len == 0) {
			buf_put(&b, str_printf(cx->arena, "{{%.*s}}", STR_ARG(name)));
			if (!has(ret_missing, name))
				*arena_push(cx->arena, ret_missing) = name;
		} else if (v == CASE_LINK)
			buf_put(&b, value);
		else
			put_escaped(&b, value);
	}
	buf_put(&b, before);
	*out = buf_str(&b);
	if (b.overflow)
		return err_field(cx, "text", "An entry has at most 1 MB. Attach long logs as files.");
	return OK;
}
