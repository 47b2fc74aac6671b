/* cmd_backup.c - mainstay backup and restore: the database and the files beside it */
#include "cli/commands.h"

#include "os/file.h"
#include "store/files.h"

struct copying {
	struct cli *cli;
	struct files from, to;
	int64_t count;
};

static error copy_one(struct ctx *cx, void *arg, const struct file_hash *hash, int64_t size)
{
	struct copying *copy = arg;
	struct str to = files_path(cx, &copy->to, hash);
	int64_t there;

	(void)size;
	TRY(files_verify(cx, &copy->from, hash));
	copy->count++;
	if (file_size(cx, to, &there) == OK)
		return OK;
	return file_copy(cx, files_path(cx, &copy->from, hash), to, 0600);
}

static error copy_files(struct cli *c, struct str from, struct str to, int64_t *ret_count)
{
	struct copying copy = { .cli = c };

	TRY(files_open(c->cx, path_join(c->cx, from, STR("files")), &copy.from));
	TRY(files_open(c->cx, path_join(c->cx, to, STR("files")), &copy.to));
	TRY(files_each(c->cx, &copy.from, copy_one, &copy));
	*ret_count = copy.count;
	return OK;
}

static struct str database_of(struct cli *c, struct str dir)
{
	return path_join(c->cx, dir, STR("mainstay.db"));
}

error cmd_backup(struct cli *c)
{
	struct str to = cli_path(c, cli_value(c, "to")), database = database_of(c, to);
	int64_t count, size;

	if (cli_value(c, "to").len == 0)
		return cli_usage(c, "say where the copy goes: --to DIR");
	if (c->data.len == 0)
		return cli_usage(c, "say what to copy: --data DIR");
	TRY(cli_store(c, false));
	TRY(dir_make(c->cx, to, 0700));
	if (file_size(c->cx, database, &size) == OK)
		return err_new(c->cx, ERR_CONFLICT, "%.*s has a backup: choose a new folder",
			STR_ARG(to));
	/* The database first: whatever its rows name is in the folder of files by then. */
	TRY(store_backup(c->cx, c->store, database));
	TRY(copy_files(c, cli_path(c, c->data), to, &count));
	cli_print(c, "Copied and checked the database and %" PRId64 " files.\n", count);
	return OK;
}

static error check_restored(struct cli *c)
{
	struct store_findings found;

	TRY(cli_store(c, false));
	TRY(store_check(c->cx, c->store, &found));
	if (found.len > 0)
		return err_new(c->cx, ERR_INTERNAL, "the database of the backup is damaged. %.*s",
			STR_ARG(found.at[0]));
	return OK;
}

error cmd_restore(struct cli *c)
{
	struct str from = cli_path(c, cli_value(c, "from")), to = cli_path(c, c->data);
	struct str source = database_of(c, from), database = database_of(c, to);
	int64_t count, size;

	if (cli_value(c, "from").len == 0 || c->data.len == 0)
		return cli_usage(c, "say from where to where: --from DIR --data DIR");
	if (file_size(c->cx, database, &size) == OK)
		return err_new(c->cx, ERR_CONFLICT,
			"%.*s has a database: restore into a new folder", STR_ARG(to));
	TRY(file_size(c->cx, source, &size));
	TRY(dir_make(c->cx, to, 0700));
	/* The database last: a folder without one is seen to be half-way. */
	TRY(copy_files(c, from, to, &count));
	TRY(file_copy(c->cx, source, database, 0600));
	error wrong = check_restored(c);
	if (wrong != OK) {
		error left = file_remove(c->cx, database);
		(void)left; /* what was wrong before counts */
		return wrong;
	}
	cli_print(c, "Restored the database and %" PRId64 " files.\n", count);
	return OK;
}
