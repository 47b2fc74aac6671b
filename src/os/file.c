#include "os/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

void fd_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

error err_os(struct ctx *cx, const char *verb, struct str path)
{
	int code = errno;
	enum err_kind kind = ERR_UNAVAILABLE;
	const char *fix = "";
	if (code == ENOENT || code == ENOTDIR)
		kind = ERR_NOT_FOUND;
	else if (code == EISDIR)
		kind = ERR_INVALID;
	else if (code == EEXIST)
		kind = ERR_CONFLICT;
	else if (code == EFBIG || code == ENAMETOOLONG)
		kind = ERR_LIMIT;
	else if (code == ENOSPC || code == EDQUOT)
		fix = "; make room on this disk";
	else if (code == EROFS || code == EACCES || code == EPERM)
		fix = "; let the program's user write there";
	return err_new(cx, kind, "cannot %s %.*s: %s%s", verb, STR_ARG(path),
		strerrordesc_np(code), fix);
}

error file_open(struct ctx *cx, struct str path, int flags, unsigned mode, int *ret_fd)
{
	int fd;
	do
		fd = open(str_c(cx->arena, path), flags | O_CLOEXEC, mode);
	while (fd < 0 && errno == EINTR);
	if (fd < 0)
		return err_os(cx, flags & O_CREAT ? "create" : "open", path);
	*ret_fd = fd;
	return OK;
}

error file_size(struct ctx *cx, struct str path, int64_t *ret_size)
{
	struct stat st;
	if (stat(str_c(cx->arena, path), &st) != 0)
		return err_os(cx, "look at", path);
	*ret_size = st.st_size;
	return OK;
}

bool file_exists(struct ctx *cx, struct str path)
{
	return access(str_c(cx->arena, path), F_OK) == 0;
}

error file_remove(struct ctx *cx, struct str path)
{
	if (unlink(str_c(cx->arena, path)) != 0 && errno != ENOENT)
		return err_os(cx, "remove", path);
	return OK;
}

error fd_read_full(struct ctx *cx, int fd, struct str path, void *at, size_t size,
	size_t *ret_len)
{
	size_t len = 0;
	while (len < size) {
		ssize_t n = read(fd, (char *)at + len, size - len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_os(cx, "read", path);
		if (n == 0)
			break;
		len += (size_t)n;
	}
	*ret_len = len;
	return OK;
}

error file_read_all(struct ctx *cx, struct str path, size_t limit, struct str *out)
{
	AUTO_FD fd = -1;
	TRY(file_open(cx, path, O_RDONLY, 0, &fd));
	struct stat st;
	if (fstat(fd, &st) != 0)
		return err_os(cx, "look at", path);
	if (st.st_size < 0 || (uint64_t)st.st_size > limit)
		return err_new(cx, ERR_LIMIT, "%.*s is larger than %zu bytes", STR_ARG(path), limit);

	/* Files of /proc say 0 bytes: read until the end, whatever stat said. */
	size_t cap = st.st_size > 0 ? (size_t)st.st_size + 1 : 4096, len = 0, got;
	char *at = arena_bytes(cx->arena, cap);
	for (;;) {
		TRY(fd_read_full(cx, fd, path, at + len, cap - len, &got));
		len += got;
		if (len < cap)
			break;
		if (len > limit)
			return err_new(cx, ERR_LIMIT, "%.*s is larger than %zu bytes",
				STR_ARG(path), limit);
		at = arena_grow(cx->arena, at, cap, cap * 2);
		cap *= 2;
	}
	at[len] = '\0';
	*out = str_of(at, len);
	return OK;
}

error fd_write_all(struct ctx *cx, int fd, struct str path, struct str bytes)
{
	while (bytes.len > 0) {
		ssize_t n = write(fd, bytes.at, bytes.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_os(cx, "write", path);
		bytes = str_skip(bytes, (size_t)n);
	}
	return OK;
}

error fd_sync(struct ctx *cx, int fd, struct str path)
{
	if (fsync(fd) != 0)
		return err_os(cx, "sync", path);
	return OK;
}

error file_rename(struct ctx *cx, struct str from, struct str to)
{
	if (rename(str_c(cx->arena, from), str_c(cx->arena, to)) != 0)
		return err_os(cx, "replace", to);
	return dir_sync(cx, path_dir(to));
}

error file_write_atomic(struct ctx *cx, struct str path, struct str content, unsigned mode)
{
	struct str beside = str_printf(cx->arena, "%.*s.%d.new", STR_ARG(path), getpid());
	AUTO_FD fd = -1;
	TRY(file_open(cx, beside, O_WRONLY | O_CREAT | O_TRUNC, mode, &fd));
	error e = fd_write_all(cx, fd, beside, content);
	if (e == OK)
		e = fd_sync(cx, fd, beside);
	if (e == OK)
		e = file_rename(cx, beside, path);
	if (e != OK)
		unlink(str_c(cx->arena, beside));
	return e;
}

static error copy_bytes(struct ctx *cx, int in, int out, struct str from, struct str to)
{
	enum { PIECE = 256 * 1024 };
	char *piece = arena_bytes(cx->arena, PIECE);
	for (size_t len = PIECE; len == PIECE;) {
		TRY(fd_read_full(cx, in, from, piece, PIECE, &len));
		TRY(fd_write_all(cx, out, to, str_of(piece, len)));
	}
	return fd_sync(cx, out, to);
}

error file_copy(struct ctx *cx, struct str from, struct str to, unsigned mode)
{
	AUTO_FD in = -1, out = -1;
	TRY(file_open(cx, from, O_RDONLY, 0, &in));
	TRY(file_open(cx, to, O_WRONLY | O_CREAT | O_EXCL, mode, &out));
	struct arena_mark mark = arena_mark(cx->arena);
	error e = copy_bytes(cx, in, out, from, to);
	if (e != OK) {
		unlink(str_c(cx->arena, to));
		return e;
	}
	arena_release(cx->arena, mark);
	return OK;
}

error dir_make(struct ctx *cx, struct str path, unsigned mode)
{
	char *c = str_c(cx->arena, path);
	for (size_t i = 1; i <= path.len; i++) {
		if (c[i] != '/' && c[i] != '\0')
			continue;
		char was = c[i];
		c[i] = '\0';
		bool made = mkdir(c, mode) == 0;
		if (!made && errno != EEXIST && !(errno == EACCES && access(c, F_OK) == 0))
			return err_os(cx, "create", path);
		if (made)
			TRY(dir_sync(cx, path_dir(str_of(c, i))));
		c[i] = was;
	}
	struct stat st;
	if (stat(c, &st) == 0 && !S_ISDIR(st.st_mode))
		return err_new(cx, ERR_INVALID, "%.*s is a file, not a folder", STR_ARG(path));
	return OK;
}

error dir_sync(struct ctx *cx, struct str path)
{
	AUTO_FD fd = -1;
	TRY(file_open(cx, path, O_RDONLY | O_DIRECTORY, 0, &fd));
	/* Some file systems cannot sync a folder, and need not. */
	if (fsync(fd) != 0 && errno != EINVAL)
		return err_os(cx, "sync", path);
	return OK;
}

static int by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static void dir_close(DIR **dir)
{
	if (*dir != NULL)
		closedir(*dir);
}

error dir_list(struct ctx *cx, struct str path, size_t limit, str_list *out)
{
	CLEANUP(dir_close) DIR *dir = opendir(str_c(cx->arena, path));
	if (dir == NULL)
		return err_os(cx, "list", path);
	str_list names = { 0 };
	struct dirent *entry;
	while (errno = 0, (entry = readdir(dir)) != NULL) {
		struct str name = str_from(entry->d_name);
		if (str_eq(name, STR(".")) || str_eq(name, STR("..")))
			continue;
		if (names.len == limit)
			return err_new(cx, ERR_LIMIT, "%.*s has more than %zu entries",
				STR_ARG(path), limit);
		*arena_push(cx->arena, &names) = str_copy(cx->arena, name);
	}
	if (errno != 0)
		return err_os(cx, "list", path);
	if (names.len > 1)
		qsort(names.at, names.len, sizeof *names.at, by_bytes);
	*out = names;
	return OK;
}

struct str path_dir(struct str path)
{
	ptrdiff_t slash = str_rfind_char(path, '/');
	if (slash < 0)
		return STR(".");
	return slash == 0 ? STR("/") : str_sub(path, 0, (size_t)slash);
}

struct str path_join(struct ctx *cx, struct str dir, struct str name)
{
	bool slash = str_ends(dir, STR("/"));
	return str_printf(cx->arena, "%.*s%s%.*s", STR_ARG(dir), slash ? "" : "/", STR_ARG(name));
}

error file_lock(struct ctx *cx, struct str path, bool shared, int wait_ms, int *ret_fd)
{
	AUTO_FD fd = -1;
	TRY(file_open(cx, path, O_RDWR | O_CREAT, 0600, &fd));
	int64_t until = monotonic_us() + wait_ms * US_PER_MS;
	while (flock(fd, (shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0) {
		if (errno == EINTR)
			continue;
		if (errno != EWOULDBLOCK)
			return err_os(cx, "lock", path);
		if (monotonic_us() >= until) {
			*ret_fd = -1;
			return OK;
		}
		poll(NULL, 0, 20);
	}
	*ret_fd = fd;
	fd = -1;
	return OK;
}
