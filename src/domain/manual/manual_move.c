/* manual_move.c - a page under another name, in another release, at an old address */
#include "domain/manual/manual.h"

#include "domain/source/path.h"

enum { STEPS_MAX = 8 };

static error missing(struct ctx *cx)
{
	return err_new(cx, ERR_NOT_FOUND, "no release of the manual has this page");
}

static error has(struct ctx *cx, const struct manual_release *r, struct str path, bool *ret)
{
	struct manual_page page;

	return q_manual_page_by_path(cx, r->id, path, &page, ret);
}

/* "old/a/b" by the rule "old/[star]" to "new/:splat". */
static error by_prefix(struct ctx *cx, const struct manual_place *p, struct str path,
	struct str *ret_target, bool *ret_found)
{
	struct arena *a = cx->arena;
	struct q_manual_redirect_of_row row;
	struct str folder = path;

	*ret_found = false;
	while (!*ret_found && folder.len > 0) {
		folder = source_folder(folder);
		struct str rule = folder.len > 0 ? str_concat(a, folder, STR("/*")) : STR("*");
		TRY(q_manual_redirect_of(cx, p->manual.id, rule, p->release->name, &row, ret_found));
	}
	if (!*ret_found)
		return OK;
	struct str splat = str_skip(path, folder.len > 0 ? folder.len + 1 : 0);
	ptrdiff_t at = str_find(row.target, STR(":splat"));
	*ret_target = at < 0 ? row.target
		: str_printf(a, "%.*s%.*s%.*s", (int)at, row.target.at, STR_ARG(splat),
			STR_ARG(str_skip(row.target, (size_t)at + 6)));
	return OK;
}

static error rule_for(struct ctx *cx, const struct manual_place *p, struct str path,
	struct str *ret_target, bool *ret_found)
{
	struct q_manual_redirect_of_row row;

	TRY(q_manual_redirect_of(cx, p->manual.id, path, p->release->name, &row, ret_found));
	*ret_target = row.target;
	return *ret_found ? OK : by_prefix(cx, p, path, ret_target, ret_found);
}

/* Along the redirects, to a page that the release has or out of the site. */
static error forward(struct ctx *cx, const struct manual_place *p, struct str path,
	struct manual_move *out, bool *ret_found)
{
	bool there;

	for (int n = 0; n < STEPS_MAX; n++) {
		TRY(has(cx, p->release, path, &there));
		if (there) {
			*out = (struct manual_move){ .path = path };
			*ret_found = true;
			return OK;
		}
		TRY(rule_for(cx, p, path, &path, &there));
		if (!there)
			break;
		if (source_has_scheme(path)) {
			*out = (struct manual_move){ .url = path };
			*ret_found = true;
			return OK;
		}
	}
	*ret_found = false;
	return OK;
}

/* A page that later moved here, in a release where it had not moved yet. */
static error backward(struct ctx *cx, const struct manual_place *p, struct str path,
	struct manual_move *out, bool *ret_found)
{
	struct q_manual_redirect_to_list from;

	*ret_found = false;
	TRY(q_manual_redirect_to(cx, p->manual.id, path, &from));
	for (size_t i = 0; i < from.len && !*ret_found; i++) {
		TRY(has(cx, p->release, from.at[i].path, ret_found));
		*out = (struct manual_move){ .path = from.at[i].path };
	}
	return OK;
}

static error nearest(struct ctx *cx, const struct manual_place *p, struct str path,
	struct manual_move *out)
{
	struct q_manual_first_page_row first;
	bool found = false;

	while (path.len > 0 && !found) {
		path = source_folder(path);
		if (path.len > 0)
			TRY(has(cx, p->release, path, &found));
	}
	if (!found) {
		TRY(q_manual_first_page(cx, p->release->id, &first, &found));
		path = first.path;
	}
	*out = (struct manual_move){ .path = path, .nearest = true };
	return found ? OK : missing(cx);
}

error manual_find_moved(struct ctx *cx, const struct manual_place *p, struct str path,
	struct manual_move *out)
{
	struct q_manual_page_elsewhere_list others;
	struct q_manual_redirect_to_list known;
	bool found;

	TRY(forward(cx, p, path, out, &found));
	if (!found)
		TRY(backward(cx, p, path, out, &found));
	if (found)
		return OK;
	TRY(q_manual_page_elsewhere(cx, p->manual.id, path, &others));
	TRY(q_manual_redirect_to(cx, p->manual.id, path, &known));
	if (path.len > 0 && others.len == 0 && known.len == 0)
		return missing(cx);
	return nearest(cx, p, path, out);
}

/* --- old addresses --- */

static error in_set(struct ctx *cx, manual_id id, struct str within, struct str *out)
{
	struct manual m;
	struct manual_place place;
	struct manual_move to;
	struct str release = source_first_part(within), path = str_skip(within, release.len + 1);
	bool found;

	TRY(q_manual_by_id(cx, id, &m, &found));
	if (release.len == 0)
		release = STR(MANUAL_LATEST);
	error e = found ? manual_find(cx, m.slug, release, &place) : missing(cx);
	if (err_is(e, ERR_NOT_FOUND) && found) {
		TRY(manual_find(cx, m.slug, STR(MANUAL_LATEST), &place));
		e = OK;
	}
	TRY(e);
	TRY(manual_find_moved(cx, &place, path, &to));
	*out = to.url.len > 0 ? to.url : manual_address(cx->arena, &place, to.path);
	return OK;
}

error manual_old_address(struct ctx *cx, struct str path, struct str *out)
{
	struct q_manual_bases_list bases;

	if (str_ends(path, STR("/")))
		path = str_sub(path, 0, path.len - 1);
	if (str_ends(path, STR(".html")))
		path = str_sub(path, 0, path.len - 5);
	TRY(q_manual_bases(cx, &bases));
	for (size_t i = 0; i < bases.len; i++) {
		struct str base = bases.at[i].base;
		if (str_starts(path, base) && (path.len == base.len || path.at[base.len] == '/'))
			return in_set(cx, bases.at[i].id, str_skip(path, base.len + 1), out);
	}
	return missing(cx);
}
