#include "mail/sign.h"

#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "domain/account/secret.h"
#include "domain/pgp/pgp.h"
#include "os/file.h"

enum { ROOM = 64 * 1024 };

static bool is_of_content(struct str line)
{
	return str_eq_nocase(str_sub(line, 0, 8), STR("Content-"));
}

/* The fields of the content into `inside`, the others into `outside`. */
static void part_head(struct str head, struct buf *inside, struct buf *outside)
{
	struct buf *to = outside;
	struct str line;

	while (str_cut(&head, '\n', &line)) {
		bool folded = line.len > 0 && (line.at[0] == ' ' || line.at[0] == '\t');
		if (!folded)
			to = is_of_content(line) ? inside : outside;
		buf_put(to, line);
		buf_char(to, '\n');
	}
}

/* "From " at the beginning of a line gets a ">" from some mail servers. */
static void put_body(struct buf *out, struct str body)
{
	struct str line;
	bool ends = str_ends(body, STR("\n"));

	while (str_cut(&body, '\n', &line)) {
		bool from = str_starts(line, STR("From "));
		buf_put(out, from ? STR("=46rom ") : STR(""));
		buf_put(out, from ? str_skip(line, 5) : line);
		if (body.len > 0 || ends)
			buf_char(out, '\n');
	}
}

static error sign_bytes(struct ctx *cx, int vault, struct str fingerprint, struct str bytes,
	struct str *out)
{
	AUTO_FD fd = memfd_create("mail", MFD_CLOEXEC);

	if (fd < 0)
		return err_os(cx, "make", STR("a file in memory"));
	TRY(fd_write_all(cx, fd, STR("mail"), bytes));
	return pgp_sign(cx, vault, fingerprint, fd, out);
}

static void put_lines(struct buf *out, struct str text)
{
	struct str line;

	while (str_cut(&text, '\n', &line)) {
		buf_put(out, str_ends(line, STR("\r")) ? str_sub(line, 0, line.len - 1) : line);
		buf_put(out, STR("\r\n"));
	}
}

error mail_sign(struct ctx *cx, int vault, struct str fingerprint, struct str *message)
{
	ptrdiff_t end = str_find(*message, STR("\r\n\r\n"));
	struct buf inside = buf_new(cx->arena, 2 * message->len + ROOM);
	struct buf out = buf_new(cx->arena, 3 * message->len + ROOM);
	struct str boundary = str_printf(cx->arena, "sig-%.*s", STR_ARG(secret_new(cx->arena)));
	struct str signature;

	if (end < 0)
		return err_new(cx, ERR_INTERNAL, "a mail without content cannot be signed");
	part_head(str_sub(*message, 0, (size_t)end + 2), &inside, &out);
	buf_put(&inside, STR("\r\n"));
	put_body(&inside, str_skip(*message, (size_t)end + 4));
	TRY(sign_bytes(cx, vault, fingerprint, buf_str(&inside), &signature));
	buf_printf(&out, "Content-Type: multipart/signed; micalg=pgp-sha256;\r\n"
		"\tprotocol=\"application/pgp-signature\"; boundary=\"%.*s\"\r\n\r\n--%.*s\r\n",
		STR_ARG(boundary), STR_ARG(boundary));
	buf_put(&out, buf_str(&inside));
	buf_printf(&out, "\r\n--%.*s\r\nContent-Type: application/pgp-signature; name=\"signature.asc\"\r\n"
		"Content-Description: OpenPGP signature\r\n\r\n", STR_ARG(boundary));
	put_lines(&out, signature);
	buf_printf(&out, "--%.*s--\r\n", STR_ARG(boundary));
	if (out.overflow || inside.overflow)
		return err_new(cx, ERR_LIMIT, "a mail grows too large when it is signed");
	*message = buf_str(&out);
	return OK;
}
