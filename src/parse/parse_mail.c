#include "parse/parse_mail.h"

#include <sys/types.h>
#include <unistd.h>

#include "base/limits.h"
#include "mail/read/codec.h"
#include "os/file.h"

struct contents {
	struct ctx *cx;
	int fd;
	int64_t size;
};

static error put(void *arg, size_t part, struct str bytes)
{
	struct contents *c = arg;

	c->size += (int64_t)bytes.len;
	return fd_write_all(c->cx, c->fd, STR("contents"), bytes);
}

static error read_all(struct ctx *cx, int fd, struct str *out)
{
	off_t size = lseek(fd, 0, SEEK_END);
	size_t got;

	if (size < 0 || lseek(fd, 0, SEEK_SET) != 0)
		return err_new(cx, ERR_MALFORMED, "the message is no file");
	if (size > LIMIT_MAIL)
		return err_new(cx, ERR_LIMIT, "the message is larger than %d bytes", LIMIT_MAIL);
	char *at = arena_bytes(cx->arena, (size_t)size + 1);
	TRY(fd_read_full(cx, fd, STR("message"), at, (size_t)size, &got));
	*out = str_of(at, got);
	return OK;
}

static error read_mail(struct ctx *cx, const struct ipc_message *asked, struct str *ret_answer)
{
	struct contents contents = { cx, asked->fds[1], 0 };
	struct mail_sink sink = { put, &contents };
	struct str bytes, encoded;
	struct mail mail;

	TRY(read_all(cx, asked->fds[0], &bytes));
	TRY(mail_read(cx, bytes, &sink, &mail));
	TRY(mail_encode(cx, &mail, &encoded));
	TRY(fd_write_all(cx, contents.fd, STR("contents"), encoded));
	*ret_answer = str_printf(cx->arena, "%" PRId64 " %zu", contents.size, encoded.len);
	return OK;
}

error parse_mail(struct ctx *cx, const struct ipc_message *asked, struct str *ret_answer)
{
	if (asked->fd_count != 2)
		return err_new(cx, ERR_MALFORMED, "a message and a file for its contents are needed");
	alarm(PARSE_MAIL_SECONDS);
	error e = read_mail(cx, asked, ret_answer);
	alarm(0);
	return e;
}
