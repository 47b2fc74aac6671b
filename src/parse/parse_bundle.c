#include "parse/parse_bundle.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <stdlib.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "bundle/bundle.h"
#include "os/file.h"

enum {
	PIECE = 1 << 16,
	HEAD = 8192,            /* is looked at to tell text from other bytes */
	FREE_BYTES = 16 << 20,  /* unpacked, before the ratio counts */
	RETRIES_MAX = 8,
	IGNORED_MAX = BUNDLE_SECRETS_MAX,
};

struct job {
	struct ctx *cx;
	struct bundle_scan scan;
	int64_t packed;         /* bytes of the input */
	bool redact;
	int out;                /* a text's copy goes here */
	struct archive *copy;   /* an archive's; NULL: none */
	bool full;              /* a limit was met: no further entry is read */
};

static struct bundle_rules *rules; /* made once, before the wall */

error parse_bundle_prepare(struct ctx *cx)
{
	/* Else the library asks iconv for names, and for the time zone: both ask for files. */
	setlocale(LC_CTYPE, "C.UTF-8");
	setenv("TZ", "UTC0", 1);
	tzset();
	return bundle_rules_load(cx, &rules);
}

static void note(struct job *j, const char *text)
{
	struct bundle_findings *f = &j->scan.found;

	for (size_t i = 0; i < f->notes.len; i++)
		if (str_eq(f->notes.at[i], str_from(text)))
			return;
	if (f->notes.len < BUNDLE_FACTS_MAX)
		*arena_push(j->scan.arena, &f->notes) = str_from(text);
}

static bool is_text(struct str bytes)
{
	size_t odd = 0, n = bytes.len < HEAD ? bytes.len : HEAD;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)bytes.at[i];
		if (c == 0)
			return false;
		odd += c < ' ' && !str_is_space((char)c) && c != 0x1b && c != '\b';
	}
	return n > 0 && odd * 20 <= n;
}

/* Line by line; the copy is as long as the text, or longer by its masks. */
static struct str scan_text(struct job *j, struct arena *a, struct str text)
{
	AUTO_ARENA scratch = arena_create();
	struct buf out = buf_new(a, 2 * (size_t)LIMIT_BUNDLE_TEXT);
	struct str line, redacted;

	while (text.len > 0) {
		bool ended = str_find_char(text, '\n') >= 0;
		struct arena_mark mark = arena_mark(scratch);
		str_cut(&text, '\n', &line);
		bundle_line(&j->scan, scratch, line, &redacted);
		if (j->redact)
			buf_put(&out, redacted);
		if (j->redact && ended)
			buf_char(&out, '\n');
		arena_release(scratch, mark);
	}
	return buf_str(&out);
}

/* --- archives --- */

/* Where it would lie: no root, no way up. */
static struct str tame(struct arena *a, struct str name)
{
	struct buf b = buf_new(a, LIMIT_NAME + HEAD);
	struct str part, rest = utf8_cut(utf8_clean(a, name), LIMIT_NAME);

	while (str_cut(&rest, '/', &part)) {
		if (part.len == 0 || str_eq(part, STR(".")) || str_eq(part, STR("..")))
			continue;
		if (buf_str(&b).len > 0)
			buf_char(&b, '/');
		buf_put(&b, part);
	}
	return buf_str(&b).len > 0 ? buf_str(&b) : STR("file");
}

static error put_entry(struct job *j, struct arena *a, struct str name, struct str bytes)
{
	if (j->copy == NULL)
		return OK;
	struct archive_entry *e = archive_entry_new();
	archive_entry_set_pathname(e, str_c(a, tame(a, name)));
	archive_entry_set_size(e, (int64_t)bytes.len);
	archive_entry_set_filetype(e, AE_IFREG);
	archive_entry_set_perm(e, 0644);
	bool written = archive_write_header(j->copy, e) >= ARCHIVE_WARN &&
		archive_write_data(j->copy, bytes.at, bytes.len) == (la_ssize_t)bytes.len;
	archive_entry_free(e);
	return written ? OK : err_new(j->cx, ERR_UNAVAILABLE, "the copy cannot be written");
}

/* All of the entry; false when it is larger than what is read, or broken. */
static bool read_entry(struct job *j, struct archive *from, struct arena *a, struct str *out)
{
	struct buf b = buf_new(a, (size_t)LIMIT_BUNDLE_TEXT);
	struct bundle_findings *f = &j->scan.found;
	char piece[HEAD];
	la_ssize_t n;

	while ((n = archive_read_data(from, piece, sizeof piece)) > 0) {
		buf_put(&b, str_of(piece, (size_t)n));
		f->bytes += n;
		bool grows = f->bytes > FREE_BYTES && f->bytes / LIMIT_BUNDLE_RATIO > j->packed;
		if (grows || f->bytes > LIMIT_BUNDLE_UNPACKED) {
			note(j, "It unpacks to too much: the rest was not looked at.");
			j->full = true;
			return false;
		}
		if (b.overflow) {
			note(j, "A file of more than 64 MB was not looked at.");
			return false;
		}
	}
	if (n < 0)
		note(j, "A file is damaged or encrypted, and was not looked at.");
	*out = buf_str(&b);
	return n == 0;
}

static error walk(struct job *, struct archive *, struct str within, int depth);
static struct archive *reader_new(void);

/* An archive in an archive is taken apart into the same copy. */
static error nested(struct job *j, struct str name, struct str bytes, int depth, bool *ret_is)
{
	struct archive *a = reader_new();
	error e = OK;

	*ret_is = archive_read_open_memory(a, bytes.at, bytes.len) == ARCHIVE_OK;
	if (*ret_is)
		e = walk(j, a, name, depth + 1);
	*ret_is = *ret_is && archive_format(a) != 0 &&
		!(archive_format(a) == ARCHIVE_FORMAT_RAW && archive_filter_count(a) <= 1);
	archive_read_free(a);
	return e;
}

static error take_bytes(struct job *j, struct arena *a, struct str name, struct str bytes, int depth)
{
	bool is = false;

	if (is_text(bytes)) {
		bundle_file(&j->scan, name);
		return put_entry(j, a, name, scan_text(j, a, bytes));
	}
	if (depth < LIMIT_BUNDLE_DEPTH && bytes.len > 0)
		TRY(nested(j, name, bytes, depth, &is));
	else if (bytes.len > 0)
		note(j, "Archives in archives in archives were not looked at.");
	return is ? OK : put_entry(j, a, name, bytes);
}

static error take_entry(struct job *j, struct archive *from, struct archive_entry *e,
	struct str within, int depth)
{
	AUTO_ARENA a = arena_create();
	struct bundle_findings *f = &j->scan.found;
	const char *said = archive_entry_pathname_utf8(e);
	struct str name = str_from(said != NULL ? said : "file"), bytes;

	if (archive_format(from) == ARCHIVE_FORMAT_RAW && within.len > 0)
		name = within; /* one file that is packed by itself */
	else if (within.len > 0)
		name = str_printf(a, "%.*s/%.*s", STR_ARG(within), STR_ARG(name));
	if (archive_entry_filetype(e) != AE_IFREG || archive_entry_hardlink(e) != NULL) {
		if (archive_entry_filetype(e) != AE_IFDIR)
			note(j, "Links and devices were passed over.");
		return OK;
	}
	if (++f->entries > LIMIT_BUNDLE_ENTRIES) {
		note(j, "Of more than 5,000 files only the first were looked at.");
		j->full = true;
		return OK;
	}
	if (!read_entry(j, from, a, &bytes))
		return OK;
	return take_bytes(j, a, name, bytes, depth);
}

static struct archive *reader_new(void)
{
	struct archive *a = archive_read_new();

	check(a != NULL);
	archive_read_support_filter_gzip(a);
	archive_read_support_filter_bzip2(a);
	archive_read_support_filter_xz(a);
	archive_read_support_filter_zstd(a);
	archive_read_support_format_tar(a);
	archive_read_support_format_zip(a);
	archive_read_support_format_7zip(a);
	archive_read_support_format_raw(a);
	return a;
}

static error walk(struct job *j, struct archive *from, struct str within, int depth)
{
	struct archive_entry *e;
	int retries = 0, got;

	while (!j->full && (got = archive_read_next_header(from, &e)) != ARCHIVE_EOF) {
		bool bare = archive_format(from) == ARCHIVE_FORMAT_RAW &&
			archive_filter_count(from) <= 1;
		if (got == ARCHIVE_FATAL || (got == ARCHIVE_RETRY && ++retries > RETRIES_MAX)) {
			note(j, "The archive is damaged or encrypted: the rest was not looked at.");
			return OK;
		}
		if (bare) /* no archive at all */
			return OK;
		if (got >= ARCHIVE_WARN)
			TRY(take_entry(j, from, e, within, depth));
	}
	return OK;
}

/* --- the job --- */

/* The library's own ways to read and write ask for what the wall refuses. */
struct source {
	int fd;
	char piece[PIECE];
};

static la_ssize_t source_read(struct archive *a, void *arg, const void **ret)
{
	struct source *s = arg;

	*ret = s->piece;
	return read(s->fd, s->piece, sizeof s->piece);
}

static la_int64_t source_seek(struct archive *a, void *arg, la_int64_t by, int whence)
{
	struct source *s = arg;
	off_t at = lseek(s->fd, by, whence);

	return at < 0 ? ARCHIVE_FATAL : at;
}

static la_ssize_t copy_write(struct archive *a, void *arg, const void *bytes, size_t len)
{
	struct job *j = arg;
	error e = fd_write_all(j->cx, j->out, STR("copy"), str_of(bytes, len));

	return e == OK ? (la_ssize_t)len : -1;
}

static error begin_copy(struct job *j)
{
	j->copy = archive_write_new();
	check(j->copy != NULL);
	archive_write_set_format_pax_restricted(j->copy);
	archive_write_add_filter_gzip(j->copy);
	archive_write_set_bytes_in_last_block(j->copy, 1);
	if (archive_write_open(j->copy, j, NULL, copy_write, NULL) != ARCHIVE_OK)
		return err_new(j->cx, ERR_UNAVAILABLE, "the copy cannot be written");
	return OK;
}

static error read_archive(struct job *j, int in)
{
	struct source *source = arena_new(j->cx->arena, struct source);
	struct archive *a = reader_new();
	error e = OK;

	source->fd = in;
	archive_read_set_read_callback(a, source_read);
	archive_read_set_seek_callback(a, source_seek);
	archive_read_set_callback_data(a, source);
	if (j->redact)
		e = begin_copy(j);
	if (e == OK && archive_read_open1(a) == ARCHIVE_OK)
		e = walk(j, a, STR(""), 0);
	archive_read_free(a);
	if (j->copy != NULL && archive_write_close(j->copy) != ARCHIVE_OK && e == OK)
		e = err_new(j->cx, ERR_UNAVAILABLE, "the copy cannot be written");
	if (j->copy != NULL)
		archive_write_free(j->copy);
	return e;
}

static error read_text(struct job *j, int in)
{
	AUTO_ARENA a = arena_create();
	size_t got;

	if (j->packed > LIMIT_BUNDLE_TEXT) {
		note(j, "A text of more than 64 MB was not looked at.");
		return j->redact ? err_new(j->cx, ERR_LIMIT, "a text of %" PRId64 " bytes", j->packed) : OK;
	}
	char *at = arena_bytes(a, (size_t)j->packed + 1);
	TRY(fd_read_full(j->cx, in, STR("bundle"), at, (size_t)j->packed, &got));
	struct str copy = scan_text(j, a, str_of(at, got));
	return j->redact ? fd_write_all(j->cx, j->out, STR("copy"), copy) : OK;
}

static error read_any(struct job *j, int in)
{
	char head[HEAD];
	size_t got;

	TRY(fd_read_full(j->cx, in, STR("bundle"), head, j->packed < HEAD ? (size_t)j->packed : HEAD,
		&got));
	if (lseek(in, 0, SEEK_SET) != 0)
		return err_new(j->cx, ERR_MALFORMED, "the bundle is no file");
	return is_text(str_of(head, got)) ? read_text(j, in) : read_archive(j, in);
}

static size_t read_numbers(struct str text, int64_t *out)
{
	struct str part;
	size_t n = 0;

	while (n < IGNORED_MAX && str_cut(&text, ',', &part))
		if (str_int(part, &out[n]))
			n++;
	return n;
}

error parse_bundle(struct ctx *cx, const struct ipc_message *asked, struct str *ret_answer)
{
	int64_t ignored[IGNORED_MAX];

	if (asked->fd_count != 2)
		return err_new(cx, ERR_MALFORMED, "a bundle and a file for the answer are needed");
	off_t size = lseek(asked->fds[0], 0, SEEK_END);
	if (size < 0 || lseek(asked->fds[0], 0, SEEK_SET) != 0)
		return err_new(cx, ERR_MALFORMED, "the bundle is no file");
	struct job j = { .cx = cx, .packed = size, .out = asked->fds[1],
		.redact = asked->kind == IPC_PARSE_REDACT };
	bundle_begin(&j.scan, rules, cx->arena);
	j.scan.ignored = ignored;
	j.scan.ignored_count = read_numbers(asked->body, ignored);
	alarm(PARSE_BUNDLE_SECONDS);
	error e = read_any(&j, asked->fds[0]);
	if (e == OK && !j.redact)
		e = fd_write_all(cx, j.out, STR("findings"), bundle_encode(cx->arena, &j.scan.found));
	alarm(0);
	*ret_answer = j.copy != NULL ? STR("archive") : STR("text");
	return e;
}
