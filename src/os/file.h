/*
 * file.h - files and folders, with errors
 *
 * What is written here is on the disk, not only in the page cache, when the call
 * returns OK, unless it says otherwise. Paths are absolute or relative to the working
 * folder; they come from the configuration or are made by the program, never from a
 * person. A full or read-only disk is ERR_UNAVAILABLE, a missing file ERR_NOT_FOUND.
 */
#pragma once

#include "base/ctx.h"

void fd_close(int *fd);
/* A descriptor that is closed at the end of its scope; -1 is none. */
#define AUTO_FD CLEANUP(fd_close) int

/* The error of errno after `verb` ("open", "write") failed on `path`. */
NODISCARD error err_os(struct ctx *, const char *verb, struct str path);

/* Close-on-exec is always added; `mode` counts with O_CREAT. */
NODISCARD error file_open(struct ctx *, struct str path, int flags, unsigned mode, int *ret_fd);
NODISCARD error file_size(struct ctx *, struct str path, int64_t *ret_size);
bool file_exists(struct ctx *, struct str path);
/* OK also when it is absent. */
NODISCARD error file_remove(struct ctx *, struct str path);

/* Whole file into the arena, NUL-terminated; ERR_LIMIT beyond `limit` bytes. */
NODISCARD error file_read_all(struct ctx *, struct str path, size_t limit, struct str *out);

/*
 * The file has the old content or the new one at any moment, also after a power
 * cut: written beside it, synced, renamed, folder synced.
 */
NODISCARD error file_write_atomic(struct ctx *, struct str path, struct str content, unsigned mode);

/* Not synced: made by the next fd_sync. `path` is for the message. */
NODISCARD error fd_write_all(struct ctx *, int fd, struct str path, struct str bytes);
NODISCARD error fd_sync(struct ctx *, int fd, struct str path);
/* Reads until `size` bytes or the end of the file. */
NODISCARD error fd_read_full(struct ctx *, int fd, struct str path, void *at, size_t size,
	size_t *ret_len);

/* Copies a file's bytes and syncs the copy, which must not exist. */
NODISCARD error file_copy(struct ctx *, struct str from, struct str to, unsigned mode);

/* Onto a name in the same folder; the folder is synced. */
NODISCARD error file_rename(struct ctx *, struct str from, struct str to);

/* With its parents; OK when it is there. */
NODISCARD error dir_make(struct ctx *, struct str path, unsigned mode);
/* After a create, rename or remove in it. */
NODISCARD error dir_sync(struct ctx *, struct str path);
/* Names in byte order, without "." and ".."; ERR_LIMIT beyond `limit` names. */
NODISCARD error dir_list(struct ctx *, struct str path, size_t limit, str_list *out);
/* The part before the last '/', "." when there is none. */
struct str path_dir(struct str path);
struct str path_join(struct ctx *, struct str dir, struct str name);

/*
 * Locks a file (made when absent) for this process until the descriptor closes.
 * Waits at most `wait_ms`; *ret_fd is -1 when another process has it.
 */
NODISCARD error file_lock(struct ctx *, struct str path, bool shared, int wait_ms, int *ret_fd);
