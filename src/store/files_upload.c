#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/file.h"
#include "store/files.h"

/* The hash of the first `size` bytes, as it lies beside the upload. */
struct saved {
	int64_t size;
	crypto_hash_sha256_state hash;
};

static bool is_name(struct str name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];
		if (!str_is_alpha(c) && !str_is_digit(c) && c != '-' && c != '_')
			return false;
	}
	return name.len > 0 && name.len <= FILES_UPLOAD_NAME_MAX;
}

/* Leaves the upload at its start when there is none that fits. */
static void saved_load(struct ctx *cx, struct files_upload *up, int64_t size)
{
	struct str text;
	struct saved saved;
	if (file_read_all(cx, up->state_path, sizeof saved, &text) != OK || text.len != sizeof saved)
		return;
	memcpy(&saved, text.at, sizeof saved);
	if (saved.size > size)
		return;
	up->hash = saved.hash;
	up->size = saved.size;
}

/*
 * Bytes that were never synced may be anything after a power cut: they go, and the
 * upload stands where it was last acknowledged.
 */
static error take_up(struct ctx *cx, struct files_upload *up)
{
	struct stat st;
	if (fstat(up->fd, &st) != 0)
		return err_os(cx, "look at", up->path);
	crypto_hash_sha256_init(&up->hash);
	saved_load(cx, up, st.st_size);
	if (ftruncate(up->fd, up->size) != 0 || lseek(up->fd, up->size, SEEK_SET) < 0)
		return err_os(cx, "take up", up->path);
	return OK;
}

error files_upload_open(struct ctx *cx, const struct files *files, struct str name,
	int64_t limit, struct files_upload *out)
{
	if (!is_name(name))
		return err_new(cx, ERR_INVALID, "not the name of an upload");
	struct str dir = path_join(cx, files->dir, STR("tmp"));
	AUTO_UPLOAD up = { .files = files, .fd = -1, .limit = limit,
		.path = path_join(cx, dir, name) };
	up.state_path = str_concat(cx->arena, up.path, STR(".state"));
	TRY(file_open(cx, up.path, O_RDWR | O_CREAT, 0600, &up.fd));
	/* Two requests that write to one upload would spoil it; the lock goes with the fd. */
	if (flock(up.fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
		return err_person(cx, ERR_CONFLICT,
			"This upload is being sent by another request. Wait for its end.");
	TRY(take_up(cx, &up));
	*out = up;
	up.fd = -1;
	return OK;
}

error files_upload_append(struct ctx *cx, struct files_upload *up, struct str bytes)
{
	check(up->fd >= 0);
	if ((int64_t)bytes.len > up->limit - up->size)
		return err_new(cx, ERR_LIMIT, "the upload is larger than %" PRId64 " bytes", up->limit);
	error e = fd_write_all(cx, up->fd, up->path, bytes);
	if (e != OK) {
		/* What was written of it is taken back, so that size and hash stay true. */
		if (ftruncate(up->fd, up->size) != 0 || lseek(up->fd, up->size, SEEK_SET) < 0)
			files_upload_close(up);
		return e;
	}
	crypto_hash_sha256_update(&up->hash, (const unsigned char *)bytes.at, bytes.len);
	up->size += (int64_t)bytes.len;
	return OK;
}

error files_upload_sync(struct ctx *cx, struct files_upload *up)
{
	check(up->fd >= 0);
	struct saved saved;
	memset(&saved, 0, sizeof saved);
	saved.size = up->size;
	saved.hash = up->hash;
	TRY(fd_sync(cx, up->fd, up->path));
	/* Syncs the folder too, and with it the name of the upload. */
	return file_write_atomic(cx, up->state_path, str_of(&saved, sizeof saved), 0600);
}

error files_upload_finish(struct ctx *cx, struct files_upload *up, struct file_hash *out)
{
	check(up->fd >= 0);
	struct file_hash hash;
	crypto_hash_sha256_state state = up->hash;
	crypto_hash_sha256_final(&state, hash.bytes);
	struct str path = files_path(cx, up->files, &hash), dir = path_dir(path);

	/* Fresh from now on: nothing collects it before its row is there. */
	if (futimens(up->fd, NULL) != 0)
		return err_os(cx, "touch", up->path);
	TRY(fd_sync(cx, up->fd, up->path));
	TRY(dir_make(cx, dir, 0700));
	if (rename(str_c(cx->arena, up->path), str_c(cx->arena, path)) != 0)
		return err_os(cx, "store", path);
	files_upload_close(up);
	TRY(dir_sync(cx, dir));
	TRY(file_remove(cx, up->state_path));
	*out = hash;
	return OK;
}

error files_upload_discard(struct ctx *cx, struct files_upload *up)
{
	files_upload_close(up);
	TRY(file_remove(cx, up->state_path));
	return file_remove(cx, up->path);
}

void files_upload_close(struct files_upload *up)
{
	fd_close(&up->fd);
}
