#include "os/ipc.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "os/file.h"

struct head {
	uint32_t version, kind, failed, len;
};

error ipc_pair(struct ctx *cx, int ret_fds[2])
{
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ret_fds) != 0)
		return err_os(cx, "make", STR("a pair of sockets"));
	return OK;
}

error ipc_send(struct ctx *cx, int fd, const struct ipc_message *m)
{
	struct head head = { IPC_VERSION, m->kind, m->failed, (uint32_t)m->body.len };
	struct iovec parts[] = { { &head, sizeof head },
		{ (void *)(uintptr_t)m->body.at, m->body.len } };
	struct msghdr packet = { .msg_iov = parts, .msg_iovlen = m->body.len > 0 ? 2 : 1 };
	ssize_t sent;

	if (m->body.len > IPC_BODY_MAX)
		return err_new(cx, ERR_LIMIT, "a message of %zu bytes between roles", m->body.len);
	do
		sent = sendmsg(fd, &packet, MSG_NOSIGNAL);
	while (sent < 0 && errno == EINTR);
	if (sent < 0)
		return err_new(cx, ERR_UNAVAILABLE, "a role takes no message: errno %d", errno);
	return OK;
}

static error wait_for(struct ctx *cx, int fd, int wait_ms)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	int ready;

	do
		ready = poll(&p, 1, wait_ms);
	while (ready < 0 && errno == EINTR);
	if (ready <= 0)
		return err_new(cx, ERR_UNAVAILABLE, "a role has not answered");
	return OK;
}

error ipc_receive(struct ctx *cx, int fd, int wait_ms, struct ipc_message *out)
{
	char *body = arena_bytes(cx->arena, IPC_BODY_MAX);
	struct head head;
	struct iovec parts[] = { { &head, sizeof head }, { body, IPC_BODY_MAX } };
	struct msghdr packet = { .msg_iov = parts, .msg_iovlen = 2 };
	ssize_t got;

	TRY(wait_for(cx, fd, wait_ms));
	do
		got = recvmsg(fd, &packet, MSG_CMSG_CLOEXEC);
	while (got < 0 && errno == EINTR);
	if (got <= 0)
		return err_new(cx, ERR_UNAVAILABLE, "the other role is gone");
	bool sound = (size_t)got >= sizeof head && (packet.msg_flags & MSG_TRUNC) == 0 &&
		head.version == IPC_VERSION && head.kind > 0 && head.kind < IPC_KINDS &&
		head.len == (size_t)got - sizeof head;
	if (!sound)
		return err_new(cx, ERR_MALFORMED, "a message between roles is not sound");
	*out = (struct ipc_message){ (enum ipc_kind)head.kind, head.failed != 0,
		str_of(body, head.len) };
	return OK;
}

error ipc_call(struct ctx *cx, int fd, enum ipc_kind kind, struct str body, int wait_ms,
	struct str *ret_body)
{
	struct ipc_message m = { .kind = kind, .body = body };

	TRY(ipc_send(cx, fd, &m));
	TRY(ipc_receive(cx, fd, wait_ms, &m));
	if (m.kind != kind)
		return err_new(cx, ERR_MALFORMED, "an answer to another question");
	if (m.failed)
		return err_new(cx, ERR_INVALID, "%.*s", STR_ARG(m.body));
	*ret_body = m.body;
	return OK;
}
