/*
 * file.c - stored files as replies
 *
 * The kernel copies them to the socket (sendfile), except through TLS. A file that people
 * uploaded never runs as part of the site: it is a download, or one of the types below,
 * and in a sandbox either way.
 */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "os/file.h"
#include "web/http/etag.h"
#include "web/http/range.h"
#include "web/http/url.h"
#include "web/engine/worker.h"

enum { BLOCK = 128 * 1024 };

static bool is_passive(struct str type)
{
	static const struct str types[] = { STR_INIT("image/png"), STR_INIT("image/jpeg"),
		STR_INIT("image/gif"), STR_INIT("image/webp"), STR_INIT("application/pdf"),
		STR_INIT("text/plain"), STR_INIT("text/plain; charset=utf-8") };
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_eq_nocase(type, types[i]))
			return true;
	return false;
}

/* RFC 6266: a name in ASCII for old clients, and the real one. */
static struct str disposition(struct ctx *cx, struct str name, bool show_inline)
{
	struct buf b = buf_new(cx->arena, 2000);
	struct str clean = utf8_cut(utf8_clean(cx->arena, name), 255);
	buf_put(&b, show_inline ? STR("inline; filename=\"") : STR("attachment; filename=\""));
	for (size_t i = 0; i < clean.len; i++) {
		unsigned char c = (unsigned char)clean.at[i];
		bool safe = c >= 0x20 && c < 0x7f && c != '"' && c != '\\' && c != '/' && c != '%';
		buf_char(&b, safe ? (char)c : '_');
	}
	buf_put(&b, STR("\"; filename*=UTF-8''"));
	buf_put(&b, url_encode(cx->arena, clean));
	return buf_str(&b);
}

error web_file(struct web *w, struct str path, struct str name, struct str content_type,
	bool show_inline)
{
	struct ctx *cx = &w->cx;
	AUTO_FD fd = -1;
	struct stat st;
	TRY(file_open(cx, path, O_RDONLY | O_NOFOLLOW, 0, &fd));
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return err_new(cx, ERR_NOT_FOUND, "not a file");
	int64_t is[] = { (int64_t)st.st_ino, st.st_size, st.st_mtim.tv_sec, st.st_mtim.tv_nsec };
	struct etag tag = etag_of(str_of(is, sizeof is), str_hash(path));
	bool passive = show_inline && is_passive(content_type);
	w->reply.kind = REPLY_FILE;
	w->reply.status = HTTP_OK;
	w->reply.fd = fd;
	fd = -1;
	w->reply.file_size = st.st_size;
	w->reply.etag = str_copy(cx->arena, str_from(tag.text));
	w->reply.content_type = content_type;
	web_set_header(w, "Content-Disposition", disposition(cx, name, passive));
	web_set_header(w, "Content-Security-Policy", STR("default-src 'none'; sandbox"));
	return OK;
}

/* --- through TLS: read in large blocks; the library's own are 4 KB --- */

static ssize_t read_block(void *arg, uint64_t at, char *to, size_t max)
{
	struct file_source *s = arg;
	ssize_t n = pread(s->fd, to, max, s->from + (int64_t)at);
	return n > 0 ? n : MHD_CONTENT_READER_END_WITH_ERROR;
}

static void close_source(void *arg)
{
	struct file_source *s = arg;
	close(s->fd);
}

static struct MHD_Response *open_part(struct web *w, struct range part)
{
	if (w->worker->server->config.tls_cert.len == 0)
		return MHD_create_response_from_fd_at_offset64((uint64_t)part.len, w->reply.fd,
			(uint64_t)part.from);
	struct file_source *s = &w->connection->source;
	*s = (struct file_source){ w->reply.fd, part.from };
	return MHD_create_response_from_callback((uint64_t)part.len, BLOCK, read_block, s,
		close_source);
}

static void describe(struct web *w, struct range part, bool in_part)
{
	if (in_part)
		web_set_header(w, "Content-Range",
			str_printf(w->cx.arena, "bytes %" PRId64 "-%" PRId64 "/%" PRId64, part.from,
				part.from + part.len - 1, w->reply.file_size));
	else if (w->reply.status == 416)
		web_set_header(w, "Content-Range",
			str_printf(w->cx.arena, "bytes */%" PRId64, w->reply.file_size));
	web_set_header(w, "Accept-Ranges", STR("bytes"));
}

struct MHD_Response *file_response(struct web *w)
{
	struct reply *r = &w->reply;
	struct range part = { 0, r->file_size };
	struct str wanted = w->known[HEADER_RANGE], condition = w->known[HEADER_IF_RANGE];
	bool in_part = false;
	struct MHD_Response *m = NULL;
	if (etag_matches(w->known[HEADER_IF_NONE_MATCH], r->etag)) {
		r->status = 304;
	} else if (wanted.len > 0 && (condition.len == 0 || etag_is(condition, r->etag))) {
		enum range_outcome outcome = range_parse(wanted, r->file_size, &part);
		in_part = outcome == RANGE_PART;
		r->status = in_part ? 206 : outcome == RANGE_UNSATISFIABLE ? 416 : HTTP_OK;
	}
	if ((r->status == HTTP_OK || r->status == 206) && part.len > 0) {
		m = open_part(w, part);
		w->sent_bytes = w->head ? 0 : (uint64_t)part.len;
	} else {
		close(r->fd);
		m = MHD_create_response_from_buffer(0, (void *)(uintptr_t)"", MHD_RESPMEM_PERSISTENT);
	}
	r->fd = -1;
	check(m != NULL);
	describe(w, part, in_part);
	return m;
}
