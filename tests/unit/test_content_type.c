#include <sys/wait.h>
#include <unistd.h>

#include "domain/casefile/content_type.h"
#include "os/file.h"
#include "os/ipc.h"
#include "parse/parse.h"
#include "tests/unit/fixture.h"

/* Files told apart by the parse role, and by what stands in for one that fails. */

struct walled {
	int fd;
	pid_t pid;
};

static struct walled role_start(struct test *t, error (*run)(struct ctx *, int fd))
{
	struct walled r;
	int fds[2];

	ASSERT_OK(ipc_pair(test_ctx(t), fds));
	r.pid = fork();
	if (r.pid == 0) {
		close(fds[0]);
		_exit(run(test_ctx(t), fds[1]) == OK ? 0 : 100);
	}
	close(fds[1]);
	r.fd = fds[0];
	return r;
}

static void role_end(struct walled r)
{
	int status;

	close(r.fd);
	ASSERT(waitpid(r.pid, &status, 0) == r.pid);
	ASSERT(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static struct str stored(struct test *t, struct str bytes)
{
	struct ctx *cx = test_ctx(t);
	struct str path = path_join(cx, fixture_dir(t), STR("stored"));

	ASSERT_OK(file_write_atomic(cx, path, bytes, 0600));
	return path;
}

TEST(a_file_is_what_its_bytes_say_whatever_its_name)
{
	struct ctx *cx = test_ctx(t);
	struct walled r = role_start(t, parse_serve);

	ASSERT_STR(content_type(cx, r.fd, stored(t, STR("%PDF-1.7\n%abc\n")), STR("notes.txt")),
		"application/pdf");
	ASSERT_STR(content_type(cx, r.fd, stored(t, STR("Nov 23 02:10 link down\n")), STR("a.log")),
		"text/plain; charset=utf-8");
	ASSERT_STR(content_type(cx, r.fd, stored(t, STR("Nov 23 02:10 link down\n")), STR("a.png")),
		"text/plain; charset=utf-8");
	role_end(r);
}

TEST(without_a_parse_role_the_name_decides)
{
	struct ctx *cx = test_ctx(t);

	ASSERT_STR(content_type(cx, 0, stored(t, STR("x")), STR("photo.JPG")), "image/jpeg");
	ASSERT_STR(content_type(cx, 0, stored(t, STR("x")), STR("core.dump")),
		"application/octet-stream");
}

static error fail_once(struct ctx *cx, int fd)
{
	struct ipc_message asked;

	TRY(ipc_receive(cx, fd, -1, &asked));
	if (write(fd, "nonsense", 8) != 8)
		return err_new(cx, ERR_UNAVAILABLE, "write");
	TRY(ipc_receive(cx, fd, -1, &asked));
	/* An answer that came too late for another question. */
	TRY(ipc_send(cx, fd, &(struct ipc_message){ .kind = IPC_PARSE_TYPE,
		.serial = asked.serial - 1, .body = STR("image/gif") }));
	return ipc_send(cx, fd, &(struct ipc_message){ .kind = IPC_PARSE_TYPE,
		.serial = asked.serial, .body = STR("image/png") });
}

TEST(a_parse_role_that_fails_is_asked_once_more)
{
	struct walled r = role_start(t, fail_once);

	ASSERT_STR(content_type(test_ctx(t), r.fd, stored(t, STR("x")), STR("x.jpg")), "image/png");
	role_end(r);
}

static error fail_twice(struct ctx *cx, int fd)
{
	struct ipc_message asked;

	for (int i = 0; i < 2; i++) {
		TRY(ipc_receive(cx, fd, -1, &asked));
		if (write(fd, "nonsense", 8) != 8)
			return err_new(cx, ERR_UNAVAILABLE, "write");
	}
	return OK;
}

TEST(a_file_that_the_parse_role_fails_on_twice_is_only_bytes)
{
	struct walled r = role_start(t, fail_twice);

	ASSERT_STR(content_type(test_ctx(t), r.fd, stored(t, STR("x")), STR("x.jpg")),
		"application/octet-stream");
	role_end(r);
}

static error inject(struct ctx *cx, int fd)
{
	struct ipc_message asked;

	TRY(ipc_receive(cx, fd, -1, &asked));
	return ipc_send(cx, fd, &(struct ipc_message){ .kind = IPC_PARSE_TYPE,
		.serial = asked.serial, .body = STR("text/html\r\nSet-Cookie: a=b") });
}

TEST(a_type_that_is_none_is_not_believed)
{
	struct walled r = role_start(t, inject);

	ASSERT_STR(content_type(test_ctx(t), r.fd, stored(t, STR("x")), STR("x.jpg")),
		"application/octet-stream");
	role_end(r);
}
