#include "web/form_files.h"

#include "domain/account/secret.h"

error form_file_begin(struct web *w, struct upload_file *f, int64_t limit)
{
	struct ctx *cx = web_ctx(w);
	struct files_upload *u = arena_new(cx->arena, struct files_upload);

	check(cx->files != NULL);
	u->fd = -1;
	f->state = u;
	return files_upload_open(cx, cx->files, secret_new(cx->arena), limit, u);
}

error form_file_append(struct web *w, struct upload_file *f, struct str bytes)
{
	return files_upload_append(web_ctx(w), f->state, bytes);
}

void form_file_abandon(struct upload_file *f)
{
	struct files_upload *u = f->state;
	AUTO_ARENA arena = arena_create();
	struct ctx cx = { .arena = arena, .now = instant_now() };

	if (u == NULL || u->fd < 0)
		return;
	error e = files_upload_discard(&cx, u);
	(void)e; /* what is left is collected later */
}

error form_files_finish(struct web *w, struct form_file_list *out)
{
	struct ctx *cx = web_ctx(w);
	const struct upload_file *f;

	for (size_t n = 0; (f = web_upload(w, n)) != NULL; n++) {
		struct files_upload *u = f->state;
		if (f->filename.len == 0 && u->size == 0) {
			TRY(files_upload_discard(cx, u));
			continue;
		}
		struct form_file *made = arena_push(cx->arena, out);
		made->name = f->filename;
		made->size = u->size;
		TRY(files_upload_finish(cx, u, &made->hash));
	}
	return OK;
}
