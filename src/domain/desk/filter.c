#include "domain/desk/filter.h"

#include "base/buf.h"
#include "domain/casefile/casefile.h"
#include "domain/casefile/status.h"
#include "domain/casefile/tag/tag.h"
#include "domain/desk/filter_value.h"
#include "domain/product/entitlement.h"

enum rule_kind { RULE_VALUES, RULE_TIME, RULE_TAG, RULE_OPEN };

static const struct rule {
	struct str name;
	enum rule_kind kind;
	int field; /* enum desk_field or enum desk_time */
	error (*find)(struct ctx *, struct str, struct desk_values *);
} rules[] = {
	{ STR_INIT("is"), RULE_OPEN, 0, NULL },
	{ STR_INIT("queue"), RULE_VALUES, DESK_QUEUE, desk_value_queue },
	{ STR_INIT("owner"), RULE_VALUES, DESK_OWNER, desk_value_owner },
	{ STR_INIT("status"), RULE_VALUES, DESK_STATUS, desk_value_status },
	{ STR_INIT("waiting"), RULE_VALUES, DESK_WAITING, desk_value_waiting },
	{ STR_INIT("priority"), RULE_VALUES, DESK_PRIORITY, desk_value_priority },
	{ STR_INIT("product"), RULE_VALUES, DESK_PRODUCT, desk_value_product },
	{ STR_INIT("release"), RULE_VALUES, DESK_RELEASE, desk_value_release },
	{ STR_INIT("organisation"), RULE_VALUES, DESK_ORGANISATION, desk_value_organisation },
	{ STR_INIT("contact"), RULE_VALUES, DESK_CONTACT, desk_value_contact },
	{ STR_INIT("channel"), RULE_VALUES, DESK_CHANNEL, desk_value_channel },
	{ STR_INIT("entitlement"), RULE_VALUES, DESK_ENTITLEMENT, desk_value_entitlement },
	{ STR_INIT("tag"), RULE_TAG, 0, NULL },
	{ STR_INIT("reported"), RULE_TIME, DESK_REPORTED, NULL },
	{ STR_INIT("changed"), RULE_TIME, DESK_CHANGED, NULL },
	{ STR_INIT("due"), RULE_TIME, DESK_DUE, NULL },
};

enum { RULES = sizeof rules / sizeof *rules };

struct str desk_field_name(size_t n)
{
	return n < RULES ? rules[n].name : STR("");
}

bool desk_is_bounded(const struct desk_filter *f, enum desk_time t)
{
	return f->times[t].from.us > 0 || f->times[t].to.us < INT64_MAX;
}

static const struct rule *rule_of(struct str name)
{
	for (size_t i = 0; i < RULES; i++)
		if (str_eq_nocase(rules[i].name, name))
			return &rules[i];
	return NULL;
}

static error turned_round(struct ctx *cx)
{
	return err_field(cx, "q", "A field is either asked for or, with a minus, left out: not both.");
}

static error add_tag(struct ctx *cx, struct desk_filter *f, bool not, struct str text)
{
	struct str tag;

	if (tag_normalise(cx, text, &tag) != OK)
		return err_field(cx, "q", "A tag has letters, digits and - . _ : + only.");
	if (f->tags.count == DESK_VALUES_MAX)
		return err_field(cx, "q", "A field has at most 12 values. Leave some out.");
	if (f->tags.count > 0 && f->tags.not != not)
		return turned_round(cx);
	f->tags.not = not;
	f->tags.at[f->tags.count++] = tag;
	return OK;
}

static error add_open(struct ctx *cx, struct desk_filter *f, struct str text)
{
	static const struct {
		struct str name;
		enum desk_open open;
	} names[] = { { STR_INIT("open"), DESK_OPEN }, { STR_INIT("ended"), DESK_ENDED },
		{ STR_INIT("any"), DESK_ANY } };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq_nocase(names[i].name, text)) {
			f->open = names[i].open;
			return OK;
		}
	return err_field(cx, "q", "A case can be is:open, is:ended or is:any.");
}

static error add_values(struct ctx *cx, struct desk_filter *f, const struct rule *rule, bool not,
	struct str text)
{
	struct desk_values *v = &f->values[rule->field];

	if (v->count > 0 && v->not != not)
		return turned_round(cx);
	v->not = not;
	return rule->find(cx, text, v);
}

static error add(struct ctx *cx, struct desk_filter *f, const struct rule *rule, bool not,
	struct str value)
{
	if (str_is_blank(value))
		return err_field(cx, "q", "Write a value after the colon, like priority:1.");
	if (not && (rule->kind == RULE_TIME || rule->kind == RULE_OPEN))
		return err_field(cx, "q", "A minus goes before fields with names, not before times.");
	switch (rule->kind) {
	case RULE_OPEN:
		return add_open(cx, f, value);
	case RULE_TAG:
		return add_tag(cx, f, not, value);
	case RULE_TIME:
		return desk_value_time(cx, value, rule->field == DESK_DUE,
			&f->times[rule->field].from, &f->times[rule->field].to);
	case RULE_VALUES:
		break;
	}
	return add_values(cx, f, rule, not, value);
}

/* --- reading --- */

/* Up to a blank, a comma or (of a name) a colon; what is in quotes is taken whole. */
static error next_word(struct ctx *cx, struct str *rest, bool is_name, struct str *out)
{
	struct str s = *rest;
	size_t n = 0;

	if (s.len > 0 && s.at[0] == '"') {
		ptrdiff_t end = str_find_char(str_skip(s, 1), '"');
		if (end < 0)
			return err_field(cx, "q", "A quotation mark has no end.");
		*out = str_sub(s, 1, (size_t)end);
		*rest = str_skip(s, (size_t)end + 2);
		return OK;
	}
	while (n < s.len && !str_is_space(s.at[n]) && s.at[n] != '"' &&
		!(is_name ? s.at[n] == ':' : s.at[n] == ','))
		n++;
	*out = str_sub(s, 0, n);
	*rest = str_skip(s, n);
	return OK;
}

static error read_values(struct ctx *cx, struct str *rest, const struct rule *rule, bool not,
	struct desk_filter *f)
{
	struct str value;

	for (;;) {
		TRY(next_word(cx, rest, false, &value));
		TRY(add(cx, f, rule, not, value));
		if (rest->len == 0 || rest->at[0] != ',')
			return OK;
		*rest = str_skip(*rest, 1);
	}
}

static error read_one(struct ctx *cx, struct str *rest, struct desk_filter *f, struct buf *words)
{
	bool quoted = rest->at[0] == '"';
	bool not = rest->at[0] == '-' && rest->len > 1 && str_is_alpha(rest->at[1]);
	struct str start = *rest, name;

	if (not)
		*rest = str_skip(*rest, 1);
	TRY(next_word(cx, rest, true, &name));
	if (!quoted && name.len > 0 && rest->len > 0 && rest->at[0] == ':') {
		const struct rule *rule = rule_of(name);
		if (rule == NULL)
			return err_field(cx, "q", "There is no such field. The fields are is, queue, owner,"
				" status, waiting, priority, product, release, organisation, contact, channel,"
				" entitlement, tag, reported, changed and due. A text with a colon stands in"
				" quotes.");
		*rest = str_skip(*rest, 1);
		return read_values(cx, rest, rule, not, f);
	}
	if (rest->at == start.at + (not ? 1 : 0)) /* a stray colon or comma */
		*rest = str_skip(*rest, 1);
	if (words->len > 0 && name.len > 0)
		buf_char(words, ' ');
	buf_put(words, quoted || !not ? name : str_sub(start, 0, name.len + 1));
	return OK;
}

/* Who asks for an ended status and says no more wants ended cases. */
static enum desk_open implied(const struct desk_filter *f)
{
	const struct desk_values *s = &f->values[DESK_STATUS];
	size_t open = 0;

	if (s->count == 0 || s->not)
		return DESK_OPEN;
	for (size_t i = 0; i < s->count; i++)
		open += status_rule((enum casefile_status)s->at[i])->open;
	return open == s->count ? DESK_OPEN : open == 0 ? DESK_ENDED : DESK_ANY;
}

/*
 * Of a field with few values: what it may be, in place of what it may not. An index gives
 * cases of a value, none gives cases without it.
 */
static void say_what_may_be(struct desk_values *v, int64_t first, int64_t last)
{
	struct desk_values may = { 0 };

	if (!v->not)
		return;
	for (int64_t value = first; value <= last; value++) {
		bool left_out = false;
		for (size_t i = 0; i < v->count; i++)
			left_out = left_out || v->at[i] == value;
		if (!left_out)
			may.at[may.count++] = value;
	}
	if (may.count > 0) /* else the minus says well that there is nothing */
		*v = may;
}

error desk_filter_read(struct ctx *cx, struct str text, struct desk_filter *out)
{
	enum { UNSAID = 2 };
	struct buf words = buf_new(cx->arena, DESK_FILTER_MAX);
	struct desk_filter f = { .open = (enum desk_open)UNSAID };

	if (text.len > DESK_FILTER_MAX)
		return err_field(cx, "q", "A filter has at most 1,000 bytes.");
	for (int i = 0; i < DESK_TIMES_; i++)
		f.times[i].to.us = INT64_MAX;
	for (struct str rest = str_trim(text); rest.len > 0;) {
		if (str_is_space(rest.at[0]))
			rest = str_skip(rest, 1);
		else
			TRY(read_one(cx, &rest, &f, &words));
	}
	f.words = buf_str(&words);
	if (f.open == (enum desk_open)UNSAID)
		f.open = implied(&f);
	say_what_may_be(&f.values[DESK_PRIORITY], PRIORITY_HIGHEST, PRIORITY_LOWEST);
	say_what_may_be(&f.values[DESK_STATUS], 0, CASEFILE_STATUS_COUNT_ - 1);
	say_what_may_be(&f.values[DESK_WAITING], 0, CASEFILE_STATUS_COUNT_ - 1);
	say_what_may_be(&f.values[DESK_CHANNEL], CHANNEL_WEB, CHANNEL_API);
	say_what_may_be(&f.values[DESK_ENTITLEMENT], 0, ENTITLEMENT_COUNT_ - 1);
	*out = f;
	return OK;
}
