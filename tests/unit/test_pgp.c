/* OpenPGP asked of a vault; GnuPG as the other side is tests/mail/pgp.sh. */
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "domain/pgp/pgp.h"
#include "mail/sign.h"
#include "os/file.h"
#include "os/ipc.h"
#include "tests/unit/fixture.h"
#include "vault/vault.h"

#define MAIL "From: Support <support@desk.example>\r\nTo: ana@acme.example\r\nSubject: Hello\r\n" \
	"MIME-Version: 1.0\r\nContent-Type: text/plain;\r\n\tcharset=utf-8\r\n" \
	"Content-Transfer-Encoding: quoted-printable\r\n\r\nFrom here on.\r\nAll is well.\r\n"

struct keeper {
	struct ctx *cx;
	int fd;
	pid_t pid;
	struct str key;
};

static struct keeper keeper(struct test *t)
{
	struct keeper k = { .cx = test_ctx(t) };
	struct str folder = path_join(k.cx, fixture_dir(t), STR("vault"));
	int fds[2];

	ASSERT_OK(ipc_pair(k.cx, fds));
	k.pid = fork();
	if (k.pid == 0) {
		close(fds[0]);
		_exit(vault_serve(k.cx, fds[1], folder) == OK ? 0 : 100);
	}
	close(fds[1]);
	k.fd = fds[0];
	ASSERT_OK(pgp_generate(k.cx, k.fd, STR("Support"), STR("support@desk.example"), &k.key));
	return k;
}

static void leave(struct keeper *k)
{
	int status;

	close(k->fd);
	ASSERT(waitpid(k->pid, &status, 0) == k->pid);
	ASSERT(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static int file_of(struct keeper *k, struct str bytes)
{
	int fd = memfd_create("pgp", MFD_CLOEXEC);

	ASSERT(fd >= 0);
	ASSERT_OK(fd_write_all(k->cx, fd, STR("pgp"), bytes));
	return fd;
}

static enum pgp_signature verify(struct keeper *k, const char *sender, struct str data,
	struct str signature)
{
	struct pgp_signed s;
	AUTO_FD d = file_of(k, data);
	AUTO_FD g = file_of(k, signature);

	ASSERT_OK(pgp_verify(k->cx, k->fd, str_from(sender), d, g, &s));
	return s.state;
}

TEST(a_signature_is_the_senders_and_of_these_bytes_or_it_is_not_good)
{
	struct keeper k = keeper(t);
	AUTO_FD data = file_of(&k, STR("words"));
	struct str signature;

	ASSERT_OK(pgp_sign(k.cx, k.fd, k.key, data, &signature));
	ASSERT_HAS(signature, "-----BEGIN PGP SIGNATURE-----");
	ASSERT_EQ(verify(&k, "Support@desk.example", STR("words"), signature), PGP_GOOD);
	ASSERT_EQ(verify(&k, "eve@desk.example", STR("words"), signature), PGP_GOOD_OTHER);
	ASSERT_EQ(verify(&k, "", STR("words"), signature), PGP_GOOD_OTHER);
	ASSERT_EQ(verify(&k, "support@desk.example", STR("other words"), signature), PGP_BAD);
	ASSERT_EQ(verify(&k, "support@desk.example", STR("words"), STR("nonsense")), PGP_UNCLEAR);
	ASSERT_EQ(verify(&k, "support@desk.example", STR("words"), STR("")), PGP_UNCLEAR);
	/* Two signatures may say two things. */
	ASSERT_EQ(verify(&k, "support@desk.example", STR("words"),
		str_concat(t->arena, signature, signature)), PGP_UNCLEAR);
	ASSERT_OK(pgp_remove(k.cx, k.fd, k.key));
	ASSERT_EQ(verify(&k, "support@desk.example", STR("words"), signature), PGP_UNKNOWN_KEY);
	leave(&k);
}

TEST(keys_are_listed_exported_imported_and_removed)
{
	struct keeper k = keeper(t);
	struct str armored, taken;
	pgp_key_list list;

	ASSERT_OK(pgp_keys(k.cx, k.fd, &list));
	ASSERT_EQ(list.len, 1);
	ASSERT_STR(list.at[0].user, "Support <support@desk.example>");
	ASSERT_STR(list.at[0].state, "valid");
	ASSERT(list.at[0].secret && list.at[0].expires.us > list.at[0].created.us);
	ASSERT_OK(pgp_export(k.cx, k.fd, k.key, &armored));
	ASSERT_HAS(armored, "-----BEGIN PGP PUBLIC KEY BLOCK-----");
	ASSERT_LACKS(armored, "PRIVATE");
	ASSERT_OK(pgp_remove(k.cx, k.fd, k.key));
	ASSERT_OK(pgp_keys(k.cx, k.fd, &list));
	ASSERT_EQ(list.len, 0);
	ASSERT_OK(pgp_import(k.cx, k.fd, armored, false, &taken));
	ASSERT_HAS(taken, str_c(t->arena, k.key));
	ASSERT_OK(pgp_keys(k.cx, k.fd, &list));
	ASSERT_EQ(list.len, 1);
	ASSERT(!list.at[0].secret);
	leave(&k);
}

TEST(what_is_no_key_is_refused_with_a_reason)
{
	struct keeper k = keeper(t);
	struct str taken, armored;
	char *large = arena_bytes(t->arena, PGP_KEY_MAX + 1);

	memset(large, 'x', PGP_KEY_MAX + 1);
	ASSERT_OK(pgp_export(k.cx, k.fd, k.key, &armored));
	ASSERT_ERR(ERR_INVALID, pgp_import(k.cx, k.fd, STR(" \n"), false, &taken));
	ASSERT_ERR(ERR_INVALID, pgp_import(k.cx, k.fd, STR("no key"), false, &taken));
	ASSERT_ERR(ERR_INVALID, pgp_import(k.cx, k.fd, armored, true, &taken));
	ASSERT_ERR(ERR_INVALID, pgp_import(k.cx, k.fd, str_sub(armored, 0, armored.len / 2), false, &taken));
	ASSERT_ERR(ERR_INVALID, pgp_import(k.cx, k.fd, str_of(large, PGP_KEY_MAX + 1), false, &taken));
	ASSERT_ERR(ERR_INVALID, pgp_generate(k.cx, k.fd, STR("A <b>"), STR("a@desk.example"), &taken));
	ASSERT_ERR(ERR_INVALID, pgp_generate(k.cx, k.fd, STR("A"), STR("nobody"), &taken));
	ASSERT_ERR(ERR_INVALID, pgp_remove(k.cx, k.fd, STR("../../etc")));
	ASSERT_ERR(ERR_INVALID, pgp_export(k.cx, k.fd, STR("0123456789012345678901234567890123456789"), &taken));
	leave(&k);
}

TEST(what_is_sealed_for_nobody_here_leaves_no_plaintext)
{
	struct keeper k = keeper(t);
	AUTO_FD sealed = file_of(&k, STR("-----BEGIN PGP MESSAGE-----\n\nnonsense\n-----END PGP MESSAGE-----\n"));
	AUTO_FD plain = file_of(&k, STR(""));
	struct pgp_opened o;

	ASSERT_OK(pgp_open(k.cx, k.fd, STR("ana@acme.example"), sealed, plain, &o));
	ASSERT_EQ(o.state, PGP_BROKEN);
	ASSERT_EQ(lseek(plain, 0, SEEK_END), 0);
	leave(&k);
}

TEST(a_signed_mail_has_its_content_inside_and_verifies)
{
	struct keeper k = keeper(t);
	struct str mail = STR(MAIL), rest, boundary, inside, signature;

	ASSERT_OK(mail_sign(k.cx, k.fd, k.key, &mail));
	ASSERT(str_starts(mail, STR("From: Support <support@desk.example>\r\n")));
	ASSERT_HAS(mail, "Content-Type: multipart/signed; micalg=pgp-sha256;");
	ASSERT_HAS(mail, "\r\n=46rom here on.\r\n");
	rest = str_skip(mail, (size_t)str_find(mail, STR("boundary=\"")) + 10);
	str_cut(&rest, '"', &boundary);
	struct str line = str_printf(t->arena, "\r\n--%.*s", STR_ARG(boundary));
	rest = str_skip(rest, (size_t)str_find(rest, line) + line.len + 2);
	inside = str_sub(rest, 0, (size_t)str_find(rest, line));
	ASSERT(str_starts(inside, STR("Content-Type: text/plain;\r\n\tcharset=utf-8\r\n")));
	ASSERT(str_ends(inside, STR("All is well.\r\n")));
	signature = str_skip(rest, (size_t)str_find(rest, STR("-----BEGIN")));
	signature.len = (size_t)str_find(signature, line);
	ASSERT_EQ(verify(&k, "support@desk.example", inside, signature), PGP_GOOD);
	leave(&k);
}
