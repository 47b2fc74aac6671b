/* cmd_backup.c - mainstay backup and restore: the database, the files and the keys beside it */
#include "cli/commands.h"

#include "os/file.h"
#include "os/walk.h"
#include "store/files.h"

enum { KEY_FILES_MAX = 100000 };

struct copying {
	const struct files *from, *to;
	int64_t count;
};

static error copy_one(struct ctx *cx, void *arg, const struct file_hash *hash, int64_t size)
{
	struct copying *copy = arg;
	struct str to = files_path(cx, copy->to, hash);
	int64_t there;

	(void)size;
	TRY(files_verify(cx, copy->from, hash));
	copy->count++;
	if (file_size(cx, to, &there) == OK)
		return OK;
	TRY(dir_make(cx, path_dir(to), 0700));
	return file_copy(cx, files_path(cx, copy->from, hash), to, 0600);
}

static error copy_files(struct cli *c, const struct files *from, struct str to,
	int64_t *ret_count)
{
	CLEANUP(files_close) struct files target = { 0 };

	TRY(files_open(c->cx, path_join(c->cx, to, STR("files")), &target));
	struct copying copy = { .from = from, .to = &target };
	TRY(files_each(c->cx, from, copy_one, &copy));
	*ret_count = copy.count;
	return OK;
}

static struct str database_of(struct cli *c, struct str dir)
{
	return path_join(c->cx, dir, STR("mainstay.db"));
}

static struct str keys_of(struct cli *c, struct str dir)
{
	return path_join(c->cx, dir, STR("vault"));
}

/* A lock of GnuPG, the list as it was before, a file on its way into place. */
static bool is_passing(struct str name)
{
	return str_ends(name, STR(".lock")) || str_ends(name, STR("~")) ||
		str_ends(name, STR(".tmp")) || str_ends(name, STR(".new"));
}

/*
 * The vault works meanwhile. From the last name to the first: GnuPG makes a private key
 * before it lists it, so what the copied list has is in the copied folder of private keys.
 */
static error copy_keys(struct cli *c, struct str from, struct str to, int64_t *ret_count)
{
	struct ctx *cx = c->cx;
	str_list names = { 0 };

	*ret_count = 0;
	if (!file_exists(cx, from))
		return OK; /* no server has run here */
	TRY(dir_make(cx, to, 0700));
	TRY(dir_walk(cx, from, KEY_FILES_MAX, &names));
	for (size_t i = names.len; i-- > 0;) {
		struct str path = path_join(cx, to, names.at[i]);
		if (is_passing(names.at[i]))
			continue;
		TRY(dir_make(cx, path_dir(path), 0700));
		TRY(file_copy(cx, path_join(cx, from, names.at[i]), path, 0600));
		++*ret_count;
	}
	return OK;
}

/* Its name says that the backup is not whole before all is there. */
static error copy_center(struct cli *c, struct str to, int64_t *ret_files, int64_t *ret_keys)
{
	struct str from = cli_path(c, c->data), database = database_of(c, to);
	struct str part = str_printf(c->cx->arena, "%.*s.part", STR_ARG(database));
	CLEANUP(files_close) struct files files = { 0 };
	AUTO_FD hold = -1;

	TRY(files_open(c->cx, path_join(c->cx, from, STR("files")), &files));
	TRY(files_hold(c->cx, &files, &hold));
	TRY(file_remove(c->cx, part));
	/* The database first: whatever its rows name is in the folder of files by then. */
	TRY(store_backup(c->cx, c->store, part));
	TRY(copy_files(c, &files, to, ret_files));
	*ret_keys = 0;
	if (!cli_flag(c, "without-keys"))
		TRY(copy_keys(c, keys_of(c, from), keys_of(c, to), ret_keys));
	return file_rename(c->cx, part, database);
}

error cmd_backup(struct cli *c)
{
	struct str to = cli_path(c, cli_value(c, "to"));
	int64_t count, size, keys;

	if (cli_value(c, "to").len == 0)
		return cli_usage(c, "say where the copy goes: --to DIR");
	if (c->data.len == 0)
		return cli_usage(c, "say what to copy: --data DIR");
	TRY(cli_store(c, false));
	TRY(dir_make(c->cx, to, 0700));
	if (file_size(c->cx, database_of(c, to), &size) == OK)
		return err_new(c->cx, ERR_CONFLICT, "%.*s has a backup: choose a new folder",
			STR_ARG(to));
	TRY(copy_center(c, to, &count, &keys));
	cli_print(c, "Copied and checked the database and %" PRId64 " files.\n", count);
	if (keys > 0)
		cli_print(c, "Copied the vault: guard %.*s, it has the center's private keys.\n",
			STR_ARG(keys_of(c, to)));
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
	CLEANUP(files_close) struct files files = { 0 };
	int64_t count, size, keys;

	if (cli_value(c, "from").len == 0 || c->data.len == 0)
		return cli_usage(c, "say from where to where: --from DIR --data DIR");
	if (file_size(c->cx, database, &size) == OK)
		return err_new(c->cx, ERR_CONFLICT,
			"%.*s has a database: restore into a new folder", STR_ARG(to));
	if (file_exists(c->cx, keys_of(c, to)))
		return err_new(c->cx, ERR_CONFLICT,
			"%.*s has keys: restore into a new folder", STR_ARG(to));
	TRY(file_size(c->cx, source, &size));
	TRY(dir_make(c->cx, to, 0700));
	/* The database last: a folder without one is seen to be half-way. */
	TRY(files_open(c->cx, path_join(c->cx, from, STR("files")), &files));
	TRY(copy_files(c, &files, to, &count));
	TRY(copy_keys(c, keys_of(c, from), keys_of(c, to), &keys));
	TRY(file_copy(c->cx, source, database, 0600));
	error wrong = check_restored(c);
	if (wrong != OK) {
		error left = file_remove(c->cx, database);
		(void)left; /* what was wrong before counts */
		return wrong;
	}
	cli_print(c, "Restored the database and %" PRId64 " files%s.\n", count,
		keys > 0 ? ", and the vault with the keys" : "");
	return OK;
}
