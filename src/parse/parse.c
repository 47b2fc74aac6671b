#include "parse/parse.h"

#include <magic.h>
#include <unistd.h>

#include "base/utf8.h"
#include "mail/read/read.h"
#include "os/ipc.h"
#include "os/log.h"
#include "os/wall.h"
#include "parse/parse_bundle.h"
#include "parse/parse_mail.h"

enum { ANSWER_MAX = 1000, TYPE_SECONDS = 4 };

static void type_of(magic_t magic, const struct ipc_message *asked, struct ipc_message *answer)
{
	alarm(TYPE_SECONDS); /* which ends the role: nobody waits longer */
	const char *type = magic_buffer(magic, asked->body.at, asked->body.len);
	alarm(0);

	answer->body = str_from(type != NULL ? type : "application/octet-stream");
}

static error answer_one(struct ctx *cx, int fd, magic_t magic)
{
	struct ipc_message asked;

	TRY(ipc_receive(cx, fd, -1, &asked));
	struct ipc_message answer = { .kind = asked.kind, .serial = asked.serial };
	if (asked.kind == IPC_PARSE_TYPE) {
		type_of(magic, &asked, &answer);
	} else if (asked.kind == IPC_PARSE_MAIL) {
		error e = parse_mail(cx, &asked, &answer.body);
		answer.failed = e != OK;
		if (e != OK)
			answer.body = utf8_cut(e->text, ANSWER_MAX);
	} else if (asked.kind == IPC_PARSE_BUNDLE || asked.kind == IPC_PARSE_REDACT) {
		error e = parse_bundle(cx, &asked, &answer.body);
		answer.failed = e != OK;
		if (e != OK)
			answer.body = utf8_cut(e->text, ANSWER_MAX);
	} else if (asked.kind != IPC_PING) {
		answer.failed = true;
		answer.body = STR("parse does not know this kind of message");
	}
	ipc_close_fds(&asked);
	return ipc_send(cx, fd, &answer);
}

error parse_serve(struct ctx *cx, int fd)
{
	bool whole;
	error e = OK;
	/* Loaded before the wall: afterwards there are no files. */
	magic_t magic = magic_open(MAGIC_MIME_TYPE);

	if (magic == NULL || magic_load(magic, NULL) != 0)
		return err_new(cx, ERR_UNAVAILABLE, "libmagic does not load its table");
	mail_read_prepare();
	TRY(parse_bundle_prepare(cx));
	TRY(wall_enter(cx, WALL_PARSE, STR(""), &whole));
	if (!whole)
		log_warn("parse", 0, STR("this kernel has no Landlock: held by seccomp alone"));
	while (e == OK || err_is(e, ERR_MALFORMED)) {
		AUTO_ARENA arena = arena_create();
		struct ctx own = *cx;
		own.arena = arena;
		e = answer_one(&own, fd, magic);
		e = e != OK ? err_copy(cx->arena, e) : OK;
	}
	magic_close(magic);
	return OK;
}
