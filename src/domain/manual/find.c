#include "domain/manual/find.h"

#include "base/buf.h"
#include "base/limits.h"
#include "domain/manual/find.sql.h"
#include "domain/manual/manual.sql.h"

enum { MOVES_MAX = 8 }; /* of a page from release to release */

static error add_words(struct ctx *cx, const struct q_manual_find_section_row *s,
	manual_section_id id, struct search_document *out)
{
	struct q_manual_find_words_row row;
	struct buf body = buf_new(cx->arena, LIMIT_MARKDOWN_OUT);

	TRY(q_manual_find_words(cx, id, &row));
	if (s->heading.len > 0) {
		buf_put(&body, s->heading);
		buf_char(&body, '\n');
	} else if (s->description.len > 0) {
		buf_put(&body, s->description);
		buf_char(&body, '\n');
	}
	buf_put(&body, row.words);
	out->body = buf_str(&body);
	return OK;
}

/* What the page is called in the latest release, through redirects; else its own path. */
static error lasting_path(struct ctx *cx, manual_id manual, struct str path, struct str *out)
{
	struct q_manual_redirect_of_row rule = { .target = path };
	struct q_manual_find_in_latest_row page;
	bool there = false, moved = true;

	*out = path;
	for (int n = 0; moved && !there && n < MOVES_MAX; n++) {
		struct str at = rule.target;
		TRY(q_manual_find_in_latest(cx, manual, at, &page, &there));
		if (there)
			*out = at;
		else
			TRY(q_manual_redirect_of(cx, manual, at, STR(""), &rule, &moved));
	}
	return OK;
}

/*
 * A page over all releases is one group, also when its path has changed. What older releases say counts as older by a day
 * for each newer one, so that of equal sections the latest release's is shown.
 */
static error load(struct ctx *cx, int64_t number, bool brief, struct search_document *out,
	bool *ret_found)
{
	manual_section_id id = { number };
	struct q_manual_find_section_row s;
	struct str lasting;

	TRY(q_manual_find_section(cx, id, &s, ret_found));
	*ret_found = *ret_found && ((unsigned)s.audience & cx->actor->audiences) != 0;
	if (!*ret_found)
		return OK;
	TRY(lasting_path(cx, s.manual, s.path, &lasting));
	*out = (struct search_document){
		.kind = SEARCH_MANUAL, .id = number, .title = s.title, .language = s.language,
		.path = str_printf(cx->arena, "/docs/%.*s/%.*s%s%.*s", STR_ARG(s.slug),
			STR_ARG(s.release), s.path.len > 0 ? "/" : "", STR_ARG(s.path)),
		.place = str_printf(cx->arena, "%.*s %.*s", STR_ARG(s.set_title), STR_ARG(s.release)),
		.group = str_printf(cx->arena, "manual/%.*s/%.*s", STR_ARG(s.slug), STR_ARG(lasting)),
		.date = instant_add(s.changed_at, (seconds){ -s.newer * SECONDS_PER_DAY }),
		.audience = (enum audience)s.audience,
	};
	*arena_push(cx->arena, &out->releases) = s.release;
	if (s.product_code.len > 0)
		*arena_push(cx->arena, &out->products) = s.product_code;
	*arena_push(cx->arena, &out->sections) = (struct search_section){
		s.heading.len > 0 ? s.heading : s.title, s.anchor, 0 };
	return brief ? OK : add_words(cx, &s, id, out);
}

static error list(struct ctx *cx, int64_t after, int64_t limit, search_ids *out)
{
	struct q_manual_find_ids_list rows;

	TRY(q_manual_find_ids(cx, after, limit, &rows));
	*out = (search_ids){ arena_array(cx->arena, int64_t, rows.len), rows.len };
	for (size_t i = 0; i < rows.len; i++)
		out->at[i] = rows.at[i].id;
	return OK;
}

static error count(struct ctx *cx, int64_t *out)
{
	struct q_manual_find_count_row row;

	TRY(q_manual_find_count(cx, &row));
	*out = row.n;
	return OK;
}

const struct search_source manual_source = {
	.kind = SEARCH_MANUAL, .load = load, .list = list, .count = count,
};
