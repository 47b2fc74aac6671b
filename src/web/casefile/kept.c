#include "web/casefile/kept.h"

#include "domain/upkeep/upkeep.h"

/* A day before the clean-up may take what nothing names. */
enum { KEPT_SECONDS = (UPKEEP_FILE_DAYS - 1) * 24 * 3600 };

/* "MARK.HASH.SIZE.SECONDS.NAME" */
static struct str token_of(struct web *w, const struct attachment_new *f)
{
	struct ctx *cx = web_ctx(w);
	struct file_hash hash;

	check(file_hash_from(f->sha256, &hash));
	struct str what = str_printf(cx->arena, "%.*s.%" PRId64 ".%" PRId64 ".%.*s",
		STR_ARG(file_hash_hex(cx->arena, &hash)), f->size, cx->now.us / US_PER_SECOND,
		STR_ARG(f->name));
	return str_printf(cx->arena, "%.*s.%.*s", STR_ARG(web_mark(w, what)), STR_ARG(what));
}

static bool read_token(struct web *w, struct str token, struct attachment_new *out)
{
	struct ctx *cx = web_ctx(w);
	struct str rest = token, mark, hex, size, since;
	struct file_hash *hash = arena_new(cx->arena, struct file_hash);
	int64_t stored;

	if (!str_cut(&rest, '.', &mark) || !web_is_marked(w, rest, mark))
		return false;
	if (!str_cut(&rest, '.', &hex) || !str_cut(&rest, '.', &size) || !str_cut(&rest, '.', &since))
		return false;
	if (!file_hash_of_hex(hex, hash) || !str_int(size, &out->size) || !str_int(since, &stored))
		return false;
	out->name = rest;
	out->sha256 = str_of(hash->bytes, sizeof hash->bytes);
	return cx->now.us / US_PER_SECOND - stored < KEPT_SECONDS;
}

error kept_take(struct web *w, const str_list *tokens, case_files *out)
{
	struct ctx *cx = web_ctx(w);
	bool lost = false;

	for (size_t i = 0; i < tokens->len; i++) {
		struct attachment_new f = { 0 };
		if (read_token(w, tokens->at[i], &f))
			*arena_push(cx->arena, out) = f;
		else
			lost = true;
	}
	if (lost)
		return err_field(cx, "file", "Files that you chose before are no longer here. Choose them again.");
	if (out->len > UPLOAD_FILES)
		return err_field(cx, "file", "At most 20 files go with the form. Add the others to the open case.");
	return OK;
}

void kept_show(struct web *w, const case_files *files, kept_files *out)
{
	struct ctx *cx = web_ctx(w);

	for (size_t i = 0; i < files->len; i++) {
		struct attachment_new f = files->at[i];
		f.name = attachment_name(cx, f.name); /* without what a field of a form cannot hold */
		*arena_push(cx->arena, out) = (struct kept_file){ token_of(w, &f), f.name, f.size };
	}
}
