#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "mail/parse_job.h"
#include "mail/read/codec.h"
#include "os/file.h"
#include "os/ipc.h"
#include "parse/parse.h"
#include "tests/unit/fixture_role.h"

#define MAIL "Return-Path: <>\r\nFrom: =?koi8-r?B?8NLJ18XU?= <MAILER-DAEMON@mx.example>\r\n" \
	"To: desk@desk.example\r\nSubject: failure notice\r\nDate: Mon, 23 Nov 2026 10:00:00 +0100\r\n" \
	"References: <a@b> <c@d>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" \
	"--b\r\nContent-Type: text/plain; charset=windows-1251\r\n\r\n" \
	"<ines@acme.example>: could not be delivered\r\n550 5.1.1 \xcf\xf0\xe8\r\n" \
	"--b\r\nContent-Type: a/b; name=one\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n" \
	"--b\r\nContent-Type: a/b; name=two\r\n\r\nworld!\r\n--b--\r\n"

static int file_of(struct test *t, struct str bytes)
{
	int fd = memfd_create("mail", MFD_CLOEXEC);

	ASSERT(fd >= 0);
	ASSERT_OK(fd_write_all(test_ctx(t), fd, STR("mail"), bytes));
	return fd;
}

TEST(a_mail_is_read_behind_the_wall_of_the_parse_role)
{
	struct fixture_role r = fixture_role_start(t, parse_serve);
	int message = file_of(t, STR(MAIL)), contents = file_of(t, STR(""));
	struct mail m;
	char at[16] = "";

	ASSERT_OK(parse_job_mail(test_ctx(t), r.fd, message, contents, &m));
	ASSERT_STR(m.from.at[0].name, "Привет");
	ASSERT_HAS(m.text, "550 5.1.1 При");
	ASSERT_INSTANT(m.date, "2026-11-23T09:00:00Z");
	ASSERT_EQ(m.references.len, 2);
	ASSERT_STR(m.reports.at[0].recipient, "ines@acme.example");
	ASSERT_EQ(m.parts.len, 3);
	ASSERT_EQ(m.parts.at[0].offset, -1);
	ASSERT_STR(m.parts.at[2].name, "two");
	ASSERT_EQ(pread(contents, at, 11, m.parts.at[1].offset), 11);
	ASSERT_STR(str_from(at), "helloworld!");
	close(message);
	close(contents);
	ASSERT_EQ(fixture_role_end(r), 0);
}

TEST(a_rare_charset_is_not_looked_for_behind_the_wall)
{
	static const char *const rare[] = { "ibm1390", "tscii", "klingon", "utf-7", "ebcdic-it" };
	struct fixture_role r = fixture_role_start(t, parse_serve);
	struct mail m;

	for (size_t i = 0; i < sizeof rare / sizeof *rare; i++) {
		int contents = file_of(t, STR("")), message = file_of(t, str_printf(t->arena,
			"From: =?%s?Q?=C1=C2?= <a@b.example>\nContent-Type: text/plain; charset=%s\n\n"
			"\xc1\xc2\n", rare[i], rare[i]));
		ASSERT_OK(parse_job_mail(test_ctx(t), r.fd, message, contents, &m));
		close(message);
		close(contents);
	}
	ASSERT_EQ(fixture_role_end(r), 0);
}

TEST(a_message_beyond_limits_is_refused_and_the_role_goes_on)
{
	struct fixture_role r = fixture_role_start(t, parse_serve);
	struct buf big = buf_new(t->arena, 16 * 1024 * 1024);
	struct mail m;

	for (int i = 0; i < LIMIT_MAIL_HEADER_LINES + 10; i++)
		buf_put(&big, STR("From: a\n"));
	int message = file_of(t, buf_str(&big)), contents = file_of(t, STR(""));
	ASSERT_ERR(ERR_INVALID, parse_job_mail(test_ctx(t), r.fd, message, contents, &m));
	int other = file_of(t, STR("From: a@b.example\n\nx\n"));
	ASSERT_OK(parse_job_mail(test_ctx(t), r.fd, other, contents, &m));
	ASSERT_STR(m.text, "x\n");
	close(message);
	close(other);
	close(contents);
	ASSERT_EQ(fixture_role_end(r), 0);
}

TEST(a_role_that_is_gone_leaves_the_message_unread)
{
	struct fixture_role r = fixture_role_start(t, parse_serve);
	int message = file_of(t, STR(MAIL)), contents = file_of(t, STR("")), status;
	struct mail m;

	ASSERT(kill(r.pid, SIGKILL) == 0 && waitpid(r.pid, &status, 0) == r.pid);
	ASSERT_ERR(ERR_UNAVAILABLE, parse_job_mail(test_ctx(t), r.fd, message, contents, &m));
	close(message);
	close(contents);
	close(r.fd);
}

TEST(a_mail_that_is_not_sound_is_not_believed)
{
	struct ctx *cx = test_ctx(t);
	struct str bytes;
	struct mail m;

	ASSERT_OK(mail_read(cx, STR(MAIL), NULL, &m));
	ASSERT_OK(mail_encode(cx, &m, &bytes));
	ASSERT_OK(mail_decode(cx, bytes, &m));
	ASSERT_STR(m.subject, "failure notice");
	for (size_t cut = 0; cut < bytes.len; cut++)
		ASSERT_ERR(ERR_MALFORMED, mail_decode(cx, str_sub(bytes, 0, cut), &m));
	ASSERT_ERR(ERR_MALFORMED, mail_decode(cx, str_concat(t->arena, bytes, STR("x")), &m));
	struct str wrong = str_copy(t->arena, bytes);
	((char *)wrong.at)[7] = 1; /* the count of addresses */
	ASSERT_ERR(ERR_MALFORMED, mail_decode(cx, wrong, &m));
}
