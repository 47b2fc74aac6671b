#include "domain/casefile/content_type.h"

#include <fcntl.h>

#include "base/utf8.h"
#include "domain/casefile/attachment.h"
#include "os/file.h"
#include "os/ipc.h"
#include "os/log.h"

enum { LOOKED_AT = 64 * 1024, TYPE_MAX = 100, WAIT_MS = 5000 };

#define ONLY_BYTES STR("application/octet-stream")

static error read_head(struct ctx *cx, struct str path, struct str *out)
{
	char *at = arena_bytes(cx->arena, LOOKED_AT);
	AUTO_FD fd = -1;
	size_t got;

	TRY(file_open(cx, path, O_RDONLY, 0, &fd));
	TRY(fd_read_full(cx, fd, path, at, LOOKED_AT, &got));
	*out = str_of(at, got);
	return OK;
}

/* What a role says goes into headers: it must look like a type. */
static bool is_type(struct str s)
{
	size_t slashes = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		slashes += c == '/';
		if (!str_is_alpha(c) && !str_is_digit(c) && (c == 0 || !strchr("/.+-", c)))
			return false;
	}
	return s.len <= TYPE_MAX && slashes == 1;
}

/* The name knows more of text, and of formats that nobody has described. */
static struct str settle(struct str told, struct str head, struct str name)
{
	struct str named = attachment_type(name);
	bool text = str_starts(told, STR("text/plain"));

	if (text && str_starts(named, STR("text/")))
		return named;
	if (text)
		return utf8_is_valid(head) ? STR("text/plain; charset=utf-8") : STR("text/plain");
	return str_eq(told, ONLY_BYTES) ? named : told;
}

struct str content_type(struct ctx *cx, int role, struct str path, struct str name)
{
	struct str head, told;

	if (role <= 0 || read_head(cx, path, &head) != OK || head.len == 0)
		return attachment_type(name);
	error e = ipc_call(cx, role, IPC_PARSE_TYPE, head, WAIT_MS, &told);
	if (e != OK && !err_is(e, ERR_INVALID))
		e = ipc_call(cx, role, IPC_PARSE_TYPE, head, WAIT_MS, &told);
	if (e != OK) {
		log_warn("parse", cx->trace, STR("the type of a file could not be told"));
		return ONLY_BYTES;
	}
	return is_type(told) ? settle(told, head, name) : ONLY_BYTES;
}
