#include "domain/inspection/runner.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "domain/inspection/inspection.h"
#include "os/file.h"
#include "os/ipc.h"
#include "os/log.h"

/* A little more than the role gives itself: its answer never comes to a later question. */
enum { WAIT_MS = 65 * 1000, LOOK_US = 1000 * 1000, PASS_MAX = 50, FINDINGS_MAX = 1 << 20,
	PIECE = 1 << 20 };

struct work {
	struct inspection_job job;
	bool found, for_good, archive;
	struct str findings, sha256;
	int64_t size;
};

static error claim(struct ctx *cx, void *arg)
{
	struct work *w = arg;
	return inspection_claim(cx, &w->job, &w->found);
}

static error say(struct ctx *cx, void *arg)
{
	struct work *w = arg;

	if (w->sha256.len > 0)
		return inspection_copied(cx, &w->job, w->sha256, w->size, w->archive);
	if (w->findings.len > 0)
		return inspection_found(cx, &w->job, w->findings);
	return inspection_failed(cx, &w->job, w->for_good);
}

static error read_findings(struct ctx *cx, int fd, struct str *out)
{
	struct stat st;
	size_t got;

	if (fstat(fd, &st) != 0 || st.st_size > FINDINGS_MAX || lseek(fd, 0, SEEK_SET) != 0)
		return err_new(cx, ERR_MALFORMED, "the parse role answers nonsense");
	char *at = arena_bytes(cx->arena, (size_t)st.st_size + 1);
	TRY(fd_read_full(cx, fd, STR("findings"), at, (size_t)st.st_size, &got));
	*out = str_of(at, got);
	return OK;
}

/* The copy goes to its place by its hash. */
static error store_copy(struct ctx *cx, const struct files *files, int fd, struct work *w)
{
	struct str name = str_printf(cx->arena, "redacted-%" PRId64, w->job.attachment.v);
	char *piece = arena_bytes(cx->arena, PIECE);
	AUTO_UPLOAD u = { .fd = -1 };
	struct file_hash hash;
	size_t got = PIECE;

	TRY(files_upload_open(cx, files, name, 2 * LIMIT_BUNDLE, &u));
	if (u.size > 0) { /* of a try that broke off */
		TRY(files_upload_discard(cx, &u));
		TRY(files_upload_open(cx, files, name, 2 * LIMIT_BUNDLE, &u));
	}
	if (lseek(fd, 0, SEEK_SET) != 0)
		return err_os(cx, "read", STR("a copy"));
	while (got == PIECE) {
		TRY(fd_read_full(cx, fd, STR("copy"), piece, PIECE, &got));
		if (got > 0)
			TRY(files_upload_append(cx, &u, str_of(piece, got)));
	}
	w->size = u.size;
	TRY(files_upload_finish(cx, &u, &hash));
	w->sha256 = str_copy(cx->arena, str_of(hash.bytes, sizeof hash.bytes));
	return OK;
}

static error ask(struct ctx *cx, const struct inspection_config *c, struct work *w)
{
	bool redact = w->job.state == INSPECTION_REDACTING;
	struct file_hash hash;
	AUTO_FD in = -1;
	AUTO_FD out = -1;
	struct str answer;
	int64_t size;

	if (!file_hash_from(w->job.sha256, &hash))
		return err_new(cx, ERR_INVALID, "attachment %" PRId64 " has no hash", w->job.attachment.v);
	TRY(files_read(cx, c->files, &hash, &in, &size));
	TRY(file_open(cx, path_join(cx, c->files->dir, STR("tmp")), O_RDWR | O_TMPFILE, 0600, &out));
	struct ipc_message question = { .kind = redact ? IPC_PARSE_REDACT : IPC_PARSE_BUNDLE,
		.body = w->job.ignored, .fds = { in, out }, .fd_count = 2 };
	TRY(ipc_ask(cx, c->role, &question, WAIT_MS, &answer));
	w->archive = str_eq(answer, STR("archive"));
	return redact ? store_copy(cx, c->files, out, w) : read_findings(cx, out, &w->findings);
}

static bool is_of_file(error e)
{
	return err_is(e, ERR_INVALID) || err_is(e, ERR_MALFORMED) || err_is(e, ERR_LIMIT) ||
		err_is(e, ERR_NOT_FOUND);
}

static error one(struct ctx *cx, const struct inspection_config *c, bool *ret_found)
{
	struct work w = { 0 };

	TRY(store_write(c->store, cx, claim, &w));
	*ret_found = w.found;
	if (!w.found)
		return OK;
	error e = ask(cx, c, &w);
	if (e != OK)
		log_error("inspection", cx->trace, err_text(cx->arena, e));
	w.for_good = e != OK && is_of_file(e);
	return store_write(c->store, cx, say, &w);
}

error inspection_pass(struct ctx *cx, const struct inspection_config *c, int64_t *ret_done)
{
	bool found = true;

	for (*ret_done = 0; found && *ret_done < PASS_MAX; *ret_done += found) {
		struct arena_mark mark = arena_mark(cx->arena);
		TRY(one(cx, c, &found));
		arena_release(cx->arena, mark);
	}
	return OK;
}

static error look(struct ctx *cx, struct store *store, void *arg)
{
	struct inspection_job next;
	int64_t done;
	bool found;

	(void)store;
	TRY(q_inspection_next(cx, &next, &found));
	return found ? inspection_pass(cx, arg, &done) : OK;
}

struct periodic inspection_periodic(struct inspection_config *c)
{
	return (struct periodic){ "inspection", LOOK_US, look, c };
}
