#include <unistd.h>

#include "domain/casefile/content_type.h"
#include "os/file.h"
#include "os/ipc.h"
#include "parse/parse.h"
#include "tests/unit/fixture.h"
#include "tests/unit/fixture_role.h"

/* Files told apart by the parse role, and by what stands in for one that fails. */

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
	struct fixture_role r = fixture_role_start(t, parse_serve);

	ASSERT_STR(content_type(cx, r.fd, stored(t, STR("%PDF-1.7\n%abc\n")), STR("notes.txt")),
		"application/pdf");
	ASSERT_STR(content_type(cx, r.fd, stored(t, STR("Nov 23 02:10 link down\n")), STR("a.log")),
		"text/plain; charset=utf-8");
	ASSERT_STR(content_type(cx, r.fd, stored(t, STR("Nov 23 02:10 link down\n")), STR("a.png")),
		"text/plain; charset=utf-8");
	ASSERT_EQ(fixture_role_end(r), 0);
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
	struct fixture_role r = fixture_role_start(t, fail_once);

	ASSERT_STR(content_type(test_ctx(t), r.fd, stored(t, STR("x")), STR("x.jpg")), "image/png");
	ASSERT_EQ(fixture_role_end(r), 0);
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
	struct fixture_role r = fixture_role_start(t, fail_twice);

	ASSERT_STR(content_type(test_ctx(t), r.fd, stored(t, STR("x")), STR("x.jpg")),
		"application/octet-stream");
	ASSERT_EQ(fixture_role_end(r), 0);
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
	struct fixture_role r = fixture_role_start(t, inject);

	ASSERT_STR(content_type(test_ctx(t), r.fd, stored(t, STR("x")), STR("x.jpg")),
		"application/octet-stream");
	ASSERT_EQ(fixture_role_end(r), 0);
}
