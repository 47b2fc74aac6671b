#include "domain/casefile/tag/tag.h"

#include "base/buf.h"
#include "domain/account/permission.h"
#include "store/db.h"
#include "store/store.h"

static bool is_of_tag(char c)
{
	return str_is_alpha(c) || str_is_digit(c) || (unsigned char)c >= 0x80 || c == '-' ||
		c == '.' || c == '_' || c == ':' || c == '+';
}

error tag_normalise(struct ctx *cx, struct str typed, struct str *out)
{
	struct str text = str_lower(cx->arena, str_trim(typed));
	struct buf b = buf_new(cx->arena, TAG_MAX + 1);

	for (size_t i = 0; i < text.len; i++) {
		bool blank = str_is_space(text.at[i]);
		if (!blank && !is_of_tag(text.at[i]))
			return err_field(cx, "tag", "A tag has letters, digits and - . _ : + only.");
		if (!blank)
			buf_char(&b, text.at[i]);
		else if (!str_is_space(text.at[i - 1]))
			buf_char(&b, '-');
	}
	*out = buf_str(&b);
	if (out->len == 0)
		return err_field(cx, "tag", "Write a tag first, like power-supply.");
	if (b.overflow || out->len > TAG_MAX)
		return err_field(cx, "tag", "A tag has at most 40 bytes.");
	return OK;
}

static error say(struct ctx *cx, casefile_id id, struct str from, struct str to)
{
	struct field_change change = { .field = "tag", .from = from, .to = to };

	TRY(timeline_add_change(cx, id, &change));
	return store_announce(cx, STR("case"), id.v);
}

error casefile_tag(struct ctx *cx, casefile_id id, struct str typed)
{
	struct casefile c;
	struct str tag;
	struct tag_list all;
	int64_t added;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(casefile_may_change(cx, &c, MAY_WORK_CASE));
	TRY(tag_normalise(cx, typed, &tag));
	TRY(q_tag_put(cx, id, tag, cx->now, cx->actor->person, &added));
	if (added == 0)
		return OK;
	TRY(q_tag_list(cx, id, &all));
	if (all.len > TAGS_MAX)
		return err_field(cx, "tag", "A case has at most 20 tags. Remove one first.");
	TRY(say(cx, id, STR(""), tag));

	return tx_commit(&tx);
}

error casefile_untag(struct ctx *cx, casefile_id id, struct str typed)
{
	struct casefile c;
	struct str tag;
	int64_t removed;

	AUTO_TX tx = tx_begin(cx);

	TRY(casefile_load(cx, id, &c));
	TRY(casefile_may_change(cx, &c, MAY_WORK_CASE));
	TRY(tag_normalise(cx, typed, &tag));
	TRY(q_tag_drop(cx, id, tag, &removed));
	if (removed == 0)
		return err_new(cx, ERR_NOT_FOUND, "no such tag");
	TRY(say(cx, id, tag, STR("")));

	return tx_commit(&tx);
}

error casefile_tags(struct ctx *cx, const struct casefile *c, struct tag_list *out)
{
	*out = (struct tag_list){ 0 };
	if (!may(cx->actor, MAY_WORK_CASE))
		return OK;
	return q_tag_list(cx, c->id, out);
}
