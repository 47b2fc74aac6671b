#include "mail/parse_job.h"

#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "mail/read/codec.h"
#include "os/file.h"
#include "os/ipc.h"

/* A little more than the role gives itself: its answer never comes to a later question. */
enum { WAIT_MS = 25000 };

static error read_answer(struct ctx *cx, int contents, struct str answer, struct mail *out)
{
	struct str offset;
	struct stat st;
	int64_t from, len;
	size_t got;

	str_cut(&answer, ' ', &offset);
	bool sound = str_int(offset, &from) && str_int(answer, &len) && fstat(contents, &st) == 0 &&
		from >= 0 && len >= 0 && from <= st.st_size && len == st.st_size - from;
	if (!sound || lseek(contents, from, SEEK_SET) != from)
		return err_new(cx, ERR_MALFORMED, "the parse role answers nonsense");
	char *at = arena_bytes(cx->arena, (size_t)len + 1);
	TRY(fd_read_full(cx, contents, STR("contents"), at, (size_t)len, &got));
	TRY(mail_decode(cx, str_of(at, got), out));
	for (size_t i = 0; i < out->parts.len; i++) {
		const struct mail_part *p = &out->parts.at[i];
		if (p->offset >= 0 && p->offset + p->size > from)
			return err_new(cx, ERR_MALFORMED, "an attachment is outside of its file");
	}
	return OK;
}

error parse_job_mail(struct ctx *cx, int role, int message, int contents, struct mail *out)
{
	struct ipc_message question = { .kind = IPC_PARSE_MAIL, .fds = { message, contents },
		.fd_count = 2 };
	struct str answer;

	TRY(ipc_ask(cx, role, &question, WAIT_MS, &answer));
	return read_answer(cx, contents, answer, out);
}
