/*
 * files.h - bytes by their hash, beside the database
 *
 * A stored file is named by the SHA-256 of its content and never changes:
 * FOLDER/ab/abcdef... A row may name it only after it is stored, since files_*_finish
 * and files_put return when it is on the disk. Two uploads of the same content are one
 * file. What no row names any more is collected later (files_collect).
 *
 * An upload grows in FOLDER/tmp/NAME and can be resumed there, also after a restart,
 * from where it was last synced. Beside it lies the state of the hash, so that resuming
 * does not read gigabytes again.
 *
 * A file is not the person's before it is asked for by a row: who may read it is the
 * domain's to decide.
 */
#pragma once

#include <sodium.h>

#include "base/ctx.h"

enum { FILE_HASH_BYTES = 32, FILES_UPLOAD_NAME_MAX = 64 };

struct files {
	struct arena *arena;
	struct str dir;
};

struct file_hash {
	unsigned char bytes[FILE_HASH_BYTES];
};

/* Makes the folders when they are absent. Closed by files_close. */
NODISCARD error files_open(struct ctx *, struct str dir, struct files *out);
void files_close(struct files *);

/* False unless it has 32 bytes, as a blob column should. */
bool file_hash_from(struct str bytes, struct file_hash *out);
struct str file_hash_hex(struct arena *, const struct file_hash *);
/* Its 64 digits back; false for anything else. */
bool file_hash_of_hex(struct str hex, struct file_hash *out);

/* Where it lies; whether or not it is there. */
struct str files_path(struct ctx *, const struct files *, const struct file_hash *);

/* A descriptor for reading; ERR_NOT_FOUND when it is not stored. */
NODISCARD error files_read(struct ctx *, const struct files *, const struct file_hash *,
	int *ret_fd, int64_t *ret_size);

/* Stores a small content at once. */
NODISCARD error files_put(struct ctx *, const struct files *, struct str content,
	struct file_hash *out);

/* One request per upload at a time: a second is ERR_CONFLICT. */
struct files_upload {
	const struct files *files;
	struct str path, state_path;
	int fd;        /* -1: closed */
	int64_t size;  /* bytes so far */
	int64_t limit; /* ERR_LIMIT beyond */
	crypto_hash_sha256_state hash;
};

/*
 * Begins the upload, or takes it up where it was last synced, at out->size bytes. `name`
 * is made by the program: letters, digits, '-' and '_'. ERR_INVALID otherwise.
 */
NODISCARD error files_upload_open(struct ctx *, const struct files *, struct str name,
	int64_t limit, struct files_upload *out);
/* When the disk is full nothing of `bytes` counts, and the upload can go on later. */
NODISCARD error files_upload_append(struct ctx *, struct files_upload *, struct str bytes);
/*
 * What was appended is durable when this returns OK; then it may be acknowledged. Call
 * it at the end of each request, also of one that broke off, and each 64 MB or so.
 */
NODISCARD error files_upload_sync(struct ctx *, struct files_upload *);
/* Syncs and moves it to its place. The upload is closed. */
NODISCARD error files_upload_finish(struct ctx *, struct files_upload *, struct file_hash *out);
/* Removes it. */
NODISCARD error files_upload_discard(struct ctx *, struct files_upload *);
/* Lets it lie for a later request. Always safe; AUTO_UPLOAD does it. */
void files_upload_close(struct files_upload *);
#define AUTO_UPLOAD CLEANUP(files_upload_close) struct files_upload

/* Calls `each` for all stored files, in order of hash, until it returns an error. */
typedef error (*files_each_call)(struct ctx *, void *arg, const struct file_hash *,
	int64_t size);
NODISCARD error files_each(struct ctx *, const struct files *, files_each_call, void *arg);

/* Reads it whole; ERR_CONFLICT when its content is not what its name says. */
NODISCARD error files_verify(struct ctx *, const struct files *, const struct file_hash *);

/*
 * Removes stored files for which `wanted` says false, and uploads, that nobody touched
 * since `before`: a file is stored a moment before its row is, so `before` must lie
 * well back. Not while a backup copies them: then *ret_count is 0.
 */
typedef error (*files_wanted)(struct ctx *, void *arg, const struct file_hash *,
	bool *ret_wanted);
NODISCARD error files_collect(struct ctx *, const struct files *, instant before,
	files_wanted, void *arg, int64_t *ret_count);

/* Keeps files_collect of every process away until the descriptor is closed. */
NODISCARD error files_hold(struct ctx *, const struct files *, int *ret_fd);
