/* cmd_export_kb.c - mainstay export kb: articles as files that import kb reads back */
#include "cli/commands.h"

#include "base/map.h"
#include "domain/knowledge/export/export.h"
#include "os/file.h"
#include "store/files.h"

struct work {
	struct cli *c;
	struct str folder;
	struct files files;
	struct map written;  /* pictures: two articles may show the same */
	int64_t articles, pictures;
};

/* An export never mixes with what is there. */
static error make_folder(struct cli *c, struct str folder)
{
	str_list names;

	TRY(dir_make(c->cx, folder, 0755));
	error e = dir_list(c->cx, folder, 1, &names);
	if (err_is(e, ERR_LIMIT) || (e == OK && names.len > 0))
		return err_new(c->cx, ERR_INVALID, "%.*s has files already: name a new folder",
			STR_ARG(folder));
	TRY(e);
	return dir_make(c->cx, path_join(c->cx, folder, STR("pictures")), 0755);
}

static error write_picture(struct ctx *cx, struct work *k, const struct article_picture *p)
{
	struct str path = article_export_picture(cx->arena, p);
	struct file_hash hash;

	if (map_get(&k->written, path) != NULL)
		return OK;
	if (!file_hash_from(p->sha256, &hash))
		return err_new(cx, ERR_INTERNAL, "a picture has no hash");
	TRY(file_copy(cx, files_path(cx, &k->files, &hash), path_join(cx, k->folder, path), 0644));
	map_put(&k->written, str_copy(k->c->cx->arena, path), k);
	k->pictures++;
	return OK;
}

static error write_one(struct work *k, struct str number)
{
	AUTO_ARENA arena = arena_create();
	struct ctx cx = *k->c->cx;
	struct article_export e;

	cx.arena = arena;
	TRY_KEEP(k->c->cx->arena, article_export(&cx, number, &e));
	for (size_t i = 0; i < e.pictures.len; i++)
		TRY_KEEP(k->c->cx->arena, write_picture(&cx, k, &e.pictures.at[i]));
	TRY_KEEP(k->c->cx->arena, file_write_atomic(&cx, path_join(&cx, k->folder, e.name), e.text, 0644));
	k->articles++;
	return OK;
}

static error write_all(struct work *k)
{
	article_id after = { 0 };
	bool more = true;

	while (more) {
		struct q_article_export_numbers_list list;
		TRY(article_export_numbers(k->c->cx, after, &list));
		for (size_t i = 0; i < list.len; i++)
			TRY(write_one(k, list.at[i].number));
		more = list.len > 0;
		if (more)
			after = list.at[list.len - 1].id;
	}
	return OK;
}

error cmd_export_kb(struct cli *c)
{
	struct work k = { .c = c, .written = map_new(c->cx->arena) };
	struct str number = cli_value(c, "number");

	TRY(cli_arg(c, 0, "DIR", &k.folder));
	k.folder = cli_path(c, k.folder);
	TRY(cli_store_read(c));
	TRY(make_folder(c, k.folder));
	TRY(files_open(c->cx, path_join(c->cx, cli_path(c, c->data), STR("files")), &k.files));
	error e = number.len > 0 ? write_one(&k, number) : write_all(&k);
	files_close(&k.files);
	TRY(e);
	cli_print(c, "%" PRId64 " articles, %" PRId64 " pictures\n", k.articles, k.pictures);
	return OK;
}
