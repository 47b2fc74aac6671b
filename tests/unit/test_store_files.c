#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/file.h"
#include "store/files.h"
#include "tests/unit/fixture.h"

static const char hello_hash[] = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

static struct files open_files(struct test *t)
{
	struct files files;
	struct ctx *cx = test_ctx(t);
	ASSERT_OK(files_open(cx, path_join(cx, fixture_dir(t), STR("files")), &files));
	return files;
}

static struct str content(struct ctx *cx, const struct files *files, const struct file_hash *hash)
{
	struct str text;
	ASSERT_OK(file_read_all(cx, files_path(cx, files, hash), 1 << 20, &text));
	return text;
}

TEST(a_stored_file_is_named_by_its_hash)
{
	struct ctx *cx = test_ctx(t);
	CLEANUP(files_close) struct files files = open_files(t);
	struct file_hash hash;
	int fd;
	int64_t size;

	ASSERT_OK(files_put(cx, &files, STR("hello"), &hash));

	ASSERT_STR(file_hash_hex(cx->arena, &hash), hello_hash);
	ASSERT_STR(content(cx, &files, &hash), "hello");
	ASSERT_OK(files_read(cx, &files, &hash, &fd, &size));
	close(fd);
	ASSERT_EQ(size, 5);
	ASSERT_OK(files_verify(cx, &files, &hash));
	hash.bytes[0] ^= 1;
	ASSERT_ERR(ERR_NOT_FOUND, files_read(cx, &files, &hash, &fd, &size));
}

TEST(an_upload_goes_on_where_it_was_last_synced)
{
	struct ctx *cx = test_ctx(t);
	CLEANUP(files_close) struct files files = open_files(t);
	struct file_hash hash;
	{
		AUTO_UPLOAD up;
		ASSERT_OK(files_upload_open(cx, &files, STR("up-1"), 100, &up));
		ASSERT_OK(files_upload_append(cx, &up, STR("hel")));
		ASSERT_OK(files_upload_sync(cx, &up));
		ASSERT_OK(files_upload_append(cx, &up, STR("XXXX")));
	}
	AUTO_UPLOAD up;
	ASSERT_OK(files_upload_open(cx, &files, STR("up-1"), 100, &up));
	ASSERT_EQ(up.size, 3);
	ASSERT_OK(files_upload_append(cx, &up, STR("lo")));

	ASSERT_OK(files_upload_finish(cx, &up, &hash));

	ASSERT_STR(file_hash_hex(cx->arena, &hash), hello_hash);
	ASSERT_STR(content(cx, &files, &hash), "hello");
	str_list left;
	ASSERT_OK(dir_list(cx, path_join(cx, files.dir, STR("tmp")), 10, &left));
	ASSERT_EQ(left.len, 0);
}

TEST(an_upload_beyond_its_limit_is_refused_and_stays_usable)
{
	struct ctx *cx = test_ctx(t);
	CLEANUP(files_close) struct files files = open_files(t);
	struct file_hash hash;
	AUTO_UPLOAD up;
	ASSERT_OK(files_upload_open(cx, &files, STR("up-1"), 5, &up));

	ASSERT_ERR(ERR_LIMIT, files_upload_append(cx, &up, STR("hello!")));
	ASSERT_OK(files_upload_append(cx, &up, STR("hello")));
	ASSERT_ERR(ERR_LIMIT, files_upload_append(cx, &up, STR("!")));

	ASSERT_OK(files_upload_finish(cx, &up, &hash));
	ASSERT_STR(content(cx, &files, &hash), "hello");
}

TEST(the_name_of_an_upload_cannot_leave_its_folder)
{
	struct ctx *cx = test_ctx(t);
	CLEANUP(files_close) struct files files = open_files(t);
	AUTO_UPLOAD up = { .fd = -1 };

	ASSERT_ERR(ERR_INVALID, files_upload_open(cx, &files, STR("../x"), 5, &up));
	ASSERT_ERR(ERR_INVALID, files_upload_open(cx, &files, STR("a.state"), 5, &up));
	ASSERT_ERR(ERR_INVALID, files_upload_open(cx, &files, STR(""), 5, &up));
}

TEST(a_file_whose_content_changed_is_found)
{
	struct ctx *cx = test_ctx(t);
	CLEANUP(files_close) struct files files = open_files(t);
	struct file_hash hash;
	ASSERT_OK(files_put(cx, &files, STR("hello"), &hash));

	ASSERT_OK(file_write_atomic(cx, files_path(cx, &files, &hash), STR("hellO"), 0600));

	ASSERT_ERR(ERR_CONFLICT, files_verify(cx, &files, &hash));
}

static error wanted_is(struct ctx *cx, void *arg, const struct file_hash *hash, bool *ret_wanted)
{
	*ret_wanted = memcmp(arg, hash->bytes, FILE_HASH_BYTES) == 0;
	return OK;
}

static void make_old(struct ctx *cx, struct str path)
{
	struct timespec times[2] = { { 1000, 0 }, { 1000, 0 } };
	ASSERT_EQ(utimensat(AT_FDCWD, str_c(cx->arena, path), times, 0), 0);
}

TEST(only_old_files_that_nobody_wants_are_collected)
{
	struct ctx *cx = test_ctx(t);
	CLEANUP(files_close) struct files files = open_files(t);
	struct file_hash wanted, unwanted, young, kept_by_second_put;
	instant before = { 2000 * US_PER_SECOND };
	int64_t count;
	ASSERT_OK(files_put(cx, &files, STR("wanted"), &wanted));
	ASSERT_OK(files_put(cx, &files, STR("unwanted"), &unwanted));
	ASSERT_OK(files_put(cx, &files, STR("young"), &young));
	ASSERT_OK(files_put(cx, &files, STR("twice"), &kept_by_second_put));
	make_old(cx, files_path(cx, &files, &wanted));
	make_old(cx, files_path(cx, &files, &unwanted));
	make_old(cx, files_path(cx, &files, &kept_by_second_put));
	ASSERT_OK(files_put(cx, &files, STR("twice"), &kept_by_second_put));

	int held;
	ASSERT_OK(files_hold(cx, &files, &held));
	ASSERT_OK(files_collect(cx, &files, before, wanted_is, &wanted, &count));
	ASSERT_EQ(count, 0);
	close(held);
	ASSERT_OK(files_collect(cx, &files, before, wanted_is, &wanted, &count));

	ASSERT_EQ(count, 1);
	ASSERT(file_exists(cx, files_path(cx, &files, &wanted)));
	ASSERT(!file_exists(cx, files_path(cx, &files, &unwanted)));
	ASSERT(file_exists(cx, files_path(cx, &files, &young)));
	ASSERT(file_exists(cx, files_path(cx, &files, &kept_by_second_put)));
}

TEST(a_file_is_replaced_whole_or_not_at_all)
{
	struct ctx *cx = test_ctx(t);
	struct str path = path_join(cx, fixture_dir(t), STR("config")), text;
	str_list names;

	ASSERT_OK(file_write_atomic(cx, path, STR("one"), 0600));
	ASSERT_OK(file_write_atomic(cx, path, STR("two"), 0600));

	ASSERT_OK(file_read_all(cx, path, 10, &text));
	ASSERT_STR(text, "two");
	ASSERT_ERR(ERR_LIMIT, file_read_all(cx, path, 2, &text));
	ASSERT_OK(dir_list(cx, fixture_dir(t), 10, &names));
	ASSERT_EQ(names.len, 1);
	ASSERT_ERR(ERR_NOT_FOUND,
		file_read_all(cx, path_join(cx, fixture_dir(t), STR("none")), 10, &text));
}
