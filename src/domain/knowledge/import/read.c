/* read.c - the tree from a folder on disk */
#include "domain/knowledge/import/tree.h"

#include <jansson.h>

#include "base/limits.h"
#include "os/file.h"
#include "os/walk.h"

enum { FILES_MAX = 200000, REDIRECT_FILE_MAX = 16 * 1024 * 1024 };

static struct str member(const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);
	return json_is_string(value) ? str_of(json_string_value(value), json_string_length(value))
				     : STR("");
}

/* DocFX: {"redirections": [{"source_path": ..., "redirect_url": ...}]} */
static void read_redirects(struct kb_tree *t, struct str path, struct str text)
{
	struct arena *a = t->cx->arena;
	json_error_t why;
	json_t *root = json_loadb(text.at, text.len, JSON_REJECT_DUPLICATES, &why);
	json_t *list = json_object_get(root, "redirections");

	if (root == NULL)
		kb_finding_add(t, KB_REFUSED, path, why.line, str_printf(a, "not JSON: %s", why.text));
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *one = json_array_get(list, i);
		struct str from = member(one, "source_path");
		if (from.len == 0)
			from = member(one, "source_path_from_root");
		struct str to = member(one, "redirect_url");
		if (from.len > 0 && to.len > 0)
			kb_tree_redirect(t, str_copy(a, from), str_copy(a, to));
	}
	json_decref(root);
}

error kb_tree_read(struct kb_tree *t, struct str folder)
{
	struct ctx *cx = t->cx;
	str_list paths;

	TRY(dir_walk(cx, folder, FILES_MAX, &paths));
	for (size_t i = 0; i < paths.len; i++) {
		struct str path = paths.at[i], full = path_join(cx, folder, path), text;
		bool redirects = str_ends(path, STR("redirection.json"));
		if (!redirects && !str_ends(str_lower(cx->arena, path), STR(".md")))
			continue;
		error e = file_read_all(cx, full, redirects ? REDIRECT_FILE_MAX : LIMIT_ARTICLE, &text);
		if (err_is(e, ERR_LIMIT)) {
			t->report.files++;
			kb_finding_add(t, KB_REFUSED, path, 0, STR("longer than 2 MB: split it"));
			continue;
		}
		TRY(e);
		if (redirects)
			read_redirects(t, path, text);
		else
			TRY(kb_tree_add(t, path, text));
	}
	if (t->report.files == 0)
		return err_new(cx, ERR_INVALID, "%.*s has no Markdown files (*.md)", STR_ARG(folder));
	for (size_t i = 0; i < t->files.len; i++) {
		const struct kb_file *f = t->files.at[i];
		for (size_t k = 0; k < f->head.aliases.len; k++)
			kb_tree_redirect(t, f->head.aliases.at[k],
				str_concat(cx->arena, STR("/"), f->path));
	}
	return OK;
}
