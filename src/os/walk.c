#include "os/walk.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "os/file.h"

enum { DEPTH_MAX = 32 };

struct walk {
	struct ctx *cx;
	struct str root;
	size_t limit;
	str_list *out;
};

static error visit(struct walk *w, struct str folder, int depth)
{
	struct ctx *cx = w->cx;
	str_list names = { 0 };

	if (depth > DEPTH_MAX)
		return err_new(cx, ERR_LIMIT, "%.*s: more than %d folders deep", STR_ARG(folder),
			DEPTH_MAX);
	TRY(dir_list(cx, folder.len ? path_join(cx, w->root, folder) : w->root, w->limit, &names));
	for (size_t i = 0; i < names.len; i++) {
		struct str path = folder.len ? path_join(cx, folder, names.at[i]) : names.at[i];
		struct str full = path_join(cx, w->root, path);
		struct stat st;
		if (str_starts(names.at[i], STR(".")))
			continue;
		if (fstatat(AT_FDCWD, str_c(cx->arena, full), &st, AT_SYMLINK_NOFOLLOW) != 0)
			return err_os(cx, "look at", full);
		if (S_ISDIR(st.st_mode))
			TRY(visit(w, path, depth + 1));
		if (!S_ISREG(st.st_mode))
			continue;
		if (w->out->len == w->limit)
			return err_new(cx, ERR_LIMIT, "%.*s has more than %zu files",
				STR_ARG(w->root), w->limit);
		*arena_push(cx->arena, w->out) = path;
	}
	return OK;
}

error dir_walk(struct ctx *cx, struct str root, size_t limit, str_list *out)
{
	struct walk w = { .cx = cx, .root = root, .limit = limit, .out = out };

	*out = (str_list){ 0 };
	return visit(&w, STR(""), 0);
}
