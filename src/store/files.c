#include "store/files.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "os/file.h"

/*
 * Between seeing that a file is old and removing it nobody may find it and count on it.
 * One process alone stores and collects (store.h), so a lock in memory will do.
 */
static pthread_mutex_t collecting = PTHREAD_MUTEX_INITIALIZER;

enum { PIECE = 256 * 1024, FOLDERS = 256, NAMES_MAX = 1000 * 1000, HOLD_MS = 2000 };

error files_open(struct ctx *cx, struct str dir, struct files *out)
{
	TRY(dir_make(cx, path_join(cx, dir, STR("tmp")), 0700));
	struct arena *arena = arena_create();
	*out = (struct files){ .arena = arena, .dir = str_copy(arena, dir) };
	return OK;
}

void files_close(struct files *files)
{
	arena_destroy(files->arena);
	files->arena = NULL;
}

bool file_hash_from(struct str bytes, struct file_hash *out)
{
	if (bytes.len != FILE_HASH_BYTES)
		return false;
	memcpy(out->bytes, bytes.at, FILE_HASH_BYTES);
	return true;
}

struct str file_hash_hex(struct arena *arena, const struct file_hash *hash)
{
	struct buf b = buf_new(arena, FILE_HASH_BYTES * 2);
	buf_hex(&b, str_of(hash->bytes, FILE_HASH_BYTES));
	return buf_str(&b);
}

bool file_hash_of_hex(struct str hex, struct file_hash *out)
{
	for (size_t i = 0; i < 2 * sizeof out->bytes; i++) {
		char c = i < hex.len ? hex.at[i] : 'x';
		if (!str_is_digit(c) && (c < 'a' || c > 'f'))
			return false;
		unsigned digit = (unsigned)(str_is_digit(c) ? c - '0' : c - 'a' + 10);
		out->bytes[i / 2] = (unsigned char)(out->bytes[i / 2] << 4 | digit);
	}
	return hex.len == 2 * sizeof out->bytes;
}

static bool hash_from_hex(struct str hex, struct file_hash *out)
{
	size_t len;
	return hex.len == FILE_HASH_BYTES * 2 &&
		sodium_hex2bin(out->bytes, FILE_HASH_BYTES, hex.at, hex.len, NULL, &len, NULL) == 0 &&
		len == FILE_HASH_BYTES;
}

struct str files_path(struct ctx *cx, const struct files *files, const struct file_hash *hash)
{
	struct str hex = file_hash_hex(cx->arena, hash);
	return str_printf(cx->arena, "%.*s/%.2s/%.*s", STR_ARG(files->dir), hex.at, STR_ARG(hex));
}

error files_read(struct ctx *cx, const struct files *files, const struct file_hash *hash,
	int *ret_fd, int64_t *ret_size)
{
	struct str path = files_path(cx, files, hash);
	AUTO_FD fd = -1;
	TRY(file_open(cx, path, O_RDONLY, 0, &fd));
	struct stat st;
	if (fstat(fd, &st) != 0)
		return err_os(cx, "look at", path);
	*ret_size = st.st_size;
	*ret_fd = fd;
	fd = -1;
	return OK;
}

/* It is there, and not to be collected in the next hours. */
static bool freshen(struct ctx *cx, struct str path)
{
	pthread_mutex_lock(&collecting);
	bool there = utimensat(AT_FDCWD, str_c(cx->arena, path), NULL, 0) == 0;
	pthread_mutex_unlock(&collecting);
	return there;
}

error files_put(struct ctx *cx, const struct files *files, struct str content,
	struct file_hash *out)
{
	crypto_hash_sha256(out->bytes, (const unsigned char *)content.at, content.len);
	struct str path = files_path(cx, files, out);
	if (freshen(cx, path))
		return dir_sync(cx, path_dir(path));
	TRY(dir_make(cx, path_dir(path), 0700));
	return file_write_atomic(cx, path, content, 0600);
}

error files_verify(struct ctx *cx, const struct files *files, const struct file_hash *hash)
{
	AUTO_FD fd = -1;
	int64_t size;
	TRY(files_read(cx, files, hash, &fd, &size));
	struct str path = files_path(cx, files, hash);
	struct arena_mark mark = arena_mark(cx->arena);
	unsigned char *piece = arena_bytes(cx->arena, PIECE);
	crypto_hash_sha256_state state;
	struct file_hash found;
	crypto_hash_sha256_init(&state);
	for (size_t len = PIECE; len == PIECE;) {
		TRY(fd_read_full(cx, fd, path, piece, PIECE, &len));
		crypto_hash_sha256_update(&state, piece, len);
	}
	crypto_hash_sha256_final(&state, found.bytes);
	arena_release(cx->arena, mark);
	if (memcmp(found.bytes, hash->bytes, FILE_HASH_BYTES) != 0)
		return err_new(cx, ERR_CONFLICT, "the content of %.*s is not what its name says",
			STR_ARG(path));
	return OK;
}

static error each_in(struct ctx *cx, struct str dir, files_each_call each, void *arg)
{
	str_list names;
	TRY(dir_list(cx, dir, NAMES_MAX, &names));
	for (size_t i = 0; i < names.len; i++) {
		struct file_hash hash;
		struct arena_mark mark = arena_mark(cx->arena);
		int64_t size;
		/* Not of 64 hexadecimal digits: a temporary file of files_put. */
		if (!hash_from_hex(names.at[i], &hash))
			continue;
		TRY(file_size(cx, path_join(cx, dir, names.at[i]), &size));
		TRY(each(cx, arg, &hash, size));
		arena_release(cx->arena, mark);
	}
	return OK;
}

error files_each(struct ctx *cx, const struct files *files, files_each_call each, void *arg)
{
	for (int i = 0; i < FOLDERS; i++) {
		struct arena_mark mark = arena_mark(cx->arena);
		struct str dir = str_printf(cx->arena, "%.*s/%02x", STR_ARG(files->dir), i);
		if (file_exists(cx, dir))
			TRY(each_in(cx, dir, each, arg));
		arena_release(cx->arena, mark);
	}
	return OK;
}

static struct str lock_path(struct ctx *cx, const struct files *files)
{
	return path_join(cx, files->dir, STR("lock"));
}

error files_hold(struct ctx *cx, const struct files *files, int *ret_fd)
{
	int fd = -1;
	TRY(file_lock(cx, lock_path(cx, files), true, HOLD_MS, &fd));
	if (fd < 0)
		return err_new(cx, ERR_UNAVAILABLE,
			"unused files are being removed: repeat in a minute");
	*ret_fd = fd;
	return OK;
}

struct collection {
	const struct files *files;
	instant before;
	files_wanted wanted;
	void *arg;
	int64_t count;
};

static error untouched_since(struct ctx *cx, struct str path, instant before, bool *ret_old)
{
	struct stat st;
	if (stat(str_c(cx->arena, path), &st) != 0)
		return err_os(cx, "look at", path);
	*ret_old = st.st_mtim.tv_sec * US_PER_SECOND + st.st_mtim.tv_nsec / 1000 < before.us;
	return OK;
}

static error remove_if_old(struct ctx *cx, struct collection *c, struct str path)
{
	bool old = false;
	pthread_mutex_lock(&collecting);
	error e = untouched_since(cx, path, c->before, &old);
	if (e == OK && old)
		e = file_remove(cx, path);
	pthread_mutex_unlock(&collecting);
	c->count += e == OK && old;
	return e;
}

static error collect_one(struct ctx *cx, void *arg, const struct file_hash *hash, int64_t size)
{
	struct collection *c = arg;
	struct str path = files_path(cx, c->files, hash);
	bool old = false, wanted = true;
	TRY(untouched_since(cx, path, c->before, &old));
	if (!old)
		return OK;
	TRY(c->wanted(cx, c->arg, hash, &wanted));
	return wanted ? OK : remove_if_old(cx, c, path);
}

static error collect_uploads(struct ctx *cx, struct collection *c)
{
	struct str dir = path_join(cx, c->files->dir, STR("tmp"));
	str_list names;
	TRY(dir_list(cx, dir, NAMES_MAX, &names));
	for (size_t i = 0; i < names.len; i++) {
		struct str path = path_join(cx, dir, names.at[i]);
		bool old = false;
		TRY(untouched_since(cx, path, c->before, &old));
		if (!old)
			continue;
		TRY(file_remove(cx, path));
		c->count += !str_ends(path, STR(".state"));
	}
	return OK;
}

error files_collect(struct ctx *cx, const struct files *files, instant before,
	files_wanted wanted, void *arg, int64_t *ret_count)
{
	struct collection c = { files, before, wanted, arg, 0 };
	AUTO_FD fd = -1;
	TRY(file_lock(cx, lock_path(cx, files), false, 0, &fd));
	if (fd >= 0) {
		TRY(files_each(cx, files, collect_one, &c));
		TRY(collect_uploads(cx, &c));
	}
	*ret_count = c.count;
	return OK;
}
