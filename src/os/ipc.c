#include "os/ipc.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "os/file.h"

enum { ASKERS = 8 };

struct head {
	uint32_t version, kind, failed, serial, len;
};

/* One question at a time on a descriptor, whichever thread asks. */
static pthread_mutex_t asking[ASKERS] = {
	PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
	PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
	PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
};
static atomic_uint last_serial;

error ipc_pair(struct ctx *cx, int ret_fds[2])
{
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ret_fds) != 0)
		return err_os(cx, "make", STR("a pair of sockets"));
	return OK;
}

/* Room for the descriptors of one message. */
union rights {
	struct cmsghdr align;
	char room[CMSG_SPACE(sizeof(int) * IPC_FDS_MAX)];
};

void ipc_close_fds(struct ipc_message *m)
{
	for (size_t i = 0; i < m->fd_count; i++)
		close(m->fds[i]);
	m->fd_count = 0;
}

static void attach_fds(struct msghdr *packet, union rights *rights, const struct ipc_message *m)
{
	size_t size = m->fd_count * sizeof *m->fds;

	if (m->fd_count == 0)
		return;
	memset(rights, 0, sizeof *rights);
	packet->msg_control = rights->room;
	packet->msg_controllen = CMSG_SPACE(size);
	struct cmsghdr *c = CMSG_FIRSTHDR(packet);
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(size);
	memcpy(CMSG_DATA(c), m->fds, size);
}

static void take_fds(struct msghdr *packet, struct ipc_message *m)
{
	struct cmsghdr *c = CMSG_FIRSTHDR(packet);

	if (c == NULL || c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
		return;
	m->fd_count = (c->cmsg_len - CMSG_LEN(0)) / sizeof *m->fds;
	check(m->fd_count <= IPC_FDS_MAX);
	memcpy(m->fds, CMSG_DATA(c), m->fd_count * sizeof *m->fds);
}

error ipc_send(struct ctx *cx, int fd, const struct ipc_message *m)
{
	struct head head = { IPC_VERSION, m->kind, m->failed, m->serial, (uint32_t)m->body.len };
	struct iovec parts[] = { { &head, sizeof head },
		{ (void *)(uintptr_t)m->body.at, m->body.len } };
	struct msghdr packet = { .msg_iov = parts, .msg_iovlen = m->body.len > 0 ? 2 : 1 };
	union rights rights;
	ssize_t sent;

	check(m->fd_count <= IPC_FDS_MAX);
	attach_fds(&packet, &rights, m);
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
	union rights rights;
	struct msghdr packet = { .msg_iov = parts, .msg_iovlen = 2, .msg_control = rights.room,
		.msg_controllen = sizeof rights.room };
	struct ipc_message came = { 0 };
	ssize_t got;

	TRY(wait_for(cx, fd, wait_ms));
	do
		got = recvmsg(fd, &packet, MSG_CMSG_CLOEXEC);
	while (got < 0 && errno == EINTR);
	if (got <= 0)
		return err_new(cx, ERR_UNAVAILABLE, "the other role is gone");
	take_fds(&packet, &came);
	bool sound = (size_t)got >= sizeof head &&
		(packet.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) == 0 &&
		head.version == IPC_VERSION && head.kind > 0 && head.kind < IPC_KINDS &&
		head.len == (size_t)got - sizeof head;
	if (!sound) {
		ipc_close_fds(&came);
		return err_new(cx, ERR_MALFORMED, "a message between roles is not sound");
	}
	came.kind = (enum ipc_kind)head.kind;
	came.failed = head.failed != 0;
	came.serial = head.serial;
	came.body = str_of(body, head.len);
	*out = came;
	return OK;
}

void ipc_tell_gone(int fd)
{
	struct head head = { IPC_VERSION, IPC_GONE, 1, 0, 0 };
	struct head waiting;

	if (recv(fd, &waiting, sizeof waiting, MSG_PEEK | MSG_DONTWAIT) > 0)
		return;
	/* Where nobody asks it is passed over by the next question. */
	(void)!send(fd, &head, sizeof head, MSG_DONTWAIT | MSG_NOSIGNAL);
}

/* What came for questions that were given up, and news of a role that ended with nothing to do. */
static void drop_stale(struct ctx *cx, int fd)
{
	struct arena_mark mark = arena_mark(cx->arena);
	struct ipc_message m;

	while (ipc_receive(cx, fd, 0, &m) == OK) {
		ipc_close_fds(&m);
		arena_release(cx->arena, mark);
	}
	arena_release(cx->arena, mark);
}

/* The answer to this question: one that came too late for an earlier one is passed over. */
static error receive_answer(struct ctx *cx, int fd, uint32_t serial, int wait_ms,
	struct ipc_message *out)
{
	int64_t until = monotonic_us() + (int64_t)wait_ms * US_PER_MS;

	for (;;) {
		int64_t left = (until - monotonic_us()) / US_PER_MS;
		TRY(ipc_receive(cx, fd, wait_ms < 0 ? -1 : left > 0 ? (int)left : 0, out));
		if (out->serial == serial)
			return OK;
		ipc_close_fds(out);
		if (out->kind == IPC_GONE)
			return err_new(cx, ERR_UNAVAILABLE, "a role has ended over a question");
	}
}

error ipc_ask(struct ctx *cx, int fd, const struct ipc_message *question, int wait_ms,
	struct str *ret_body)
{
	struct ipc_message asked = *question, m;
	pthread_mutex_t *turn = &asking[fd % ASKERS];

	asked.serial = atomic_fetch_add(&last_serial, 1) + 1;
	pthread_mutex_lock(turn);
	drop_stale(cx, fd);
	error e = ipc_send(cx, fd, &asked);
	if (e == OK)
		e = receive_answer(cx, fd, asked.serial, wait_ms, &m);
	pthread_mutex_unlock(turn);
	TRY(e);
	ipc_close_fds(&m);
	if (m.kind != question->kind)
		return err_new(cx, ERR_MALFORMED, "an answer to another question");
	if (m.failed)
		return err_new(cx, ERR_INVALID, "%.*s", STR_ARG(m.body));
	*ret_body = m.body;
	return OK;
}

error ipc_call(struct ctx *cx, int fd, enum ipc_kind kind, struct str body, int wait_ms,
	struct str *ret_body)
{
	struct ipc_message question = { .kind = kind, .body = body };

	return ipc_ask(cx, fd, &question, wait_ms, ret_body);
}
