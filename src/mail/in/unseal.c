#include "mail/in/unseal.h"

#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "mail/parse_job.h"
#include "os/file.h"

enum { PIECE = 64 * 1024 };

/* A file without a name: gone with its descriptor. */
static error open_scratch(struct ctx *cx, const struct reading_config *c, int *ret_fd)
{
	struct str dir = path_join(cx, c->files->dir, STR("tmp"));

	return file_open(cx, dir, O_RDWR | O_TMPFILE, 0600, ret_fd);
}

static error scratch_of(struct ctx *cx, const struct reading_config *c, struct str bytes, int *ret_fd)
{
	TRY(open_scratch(cx, c, ret_fd));
	return fd_write_all(cx, *ret_fd, STR("scratch"), bytes);
}

/*
 * A piece of a file into another. With `lines`, LF alone becomes CRLF: that is what was
 * signed (RFC 3156, 5), and a pipe may have brought it without.
 */
static error copy_range(struct ctx *cx, int from, int64_t at, int64_t size, bool lines, int to)
{
	char *piece = arena_bytes(cx->arena, PIECE);
	struct buf out = buf_new(cx->arena, 2 * PIECE);
	char last = 0;

	for (int64_t end = at + size; at < end;) {
		size_t want = end - at < PIECE ? (size_t)(end - at) : PIECE;
		ssize_t got = pread(from, piece, want, (off_t)at);
		if (got <= 0)
			return err_os(cx, "read", STR("a message"));
		out.len = 0;
		for (ssize_t i = 0; i < got; i++) {
			if (lines && piece[i] == '\n' && last != '\r')
				buf_char(&out, '\r');
			buf_char(&out, piece[i]);
			last = piece[i];
		}
		TRY(fd_write_all(cx, to, STR("scratch"), buf_str(&out)));
		at += got;
	}
	return OK;
}

static struct str sender_of(const struct mail *m)
{
	return m->from.len > 0 ? m->from.at[0].address : STR("");
}

static void note_signature(struct mailin_seal *seal, const struct pgp_signed *s)
{
	seal->signature = s->state;
	seal->signer_key = s->key;
	seal->signer = s->user;
}

/* A vault that does not answer is no reason to keep a mail from its case. */
static error verify(struct ctx *cx, const struct reading_config *c, int message,
	const struct mail *m, struct mailin_seal *seal)
{
	struct pgp_signed found = { .state = PGP_UNCLEAR };
	AUTO_FD data = -1;
	AUTO_FD signature = -1;

	if (m->seal.signature.len == 0)
		return OK;
	if (c->vault > 0) {
		TRY(open_scratch(cx, c, &data));
		TRY(copy_range(cx, message, m->seal.signed_at, m->seal.signed_size, true, data));
		TRY(scratch_of(cx, c, m->seal.signature, &signature));
		error e = pgp_verify(cx, c->vault, sender_of(m), data, signature, &found);
		if (e != OK && !err_is(e, ERR_UNAVAILABLE) && !err_is(e, ERR_INVALID))
			return e;
	}
	note_signature(seal, &found);
	return OK;
}

/* Who and whereto are of the outside; a subject may be sealed as well (RFC 9788). */
static void take_inside(struct mail *outer, const struct mail *inner)
{
	struct mail m = *inner;

	m.from = outer->from;
	m.to = outer->to;
	m.cc = outer->cc;
	m.reply_to = outer->reply_to;
	m.return_path = outer->return_path;
	m.subject = str_is_blank(inner->subject) ? outer->subject : inner->subject;
	m.date = outer->date;
	m.message_id = outer->message_id;
	m.in_reply_to = outer->in_reply_to;
	m.references = outer->references;
	m.auto_reason = outer->auto_reason;
	m.reports = outer->reports;
	m.reported_id = outer->reported_id;
	*outer = m;
}

static error read_inside(struct ctx *cx, const struct reading_config *c, int plain,
	struct unsealed *u)
{
	struct mail inner;
	AUTO_FD contents = -1;

	TRY(open_scratch(cx, c, &contents));
	TRY(parse_job_mail(cx, c->parse, plain, contents, &inner));
	inner.from = u->mail.from;
	TRY(verify(cx, c, plain, &inner, &u->seal));
	take_inside(&u->mail, &inner);
	close(u->contents);
	u->contents = contents;
	contents = -1;
	return OK;
}

static error read_text(struct ctx *cx, int plain, struct unsealed *u)
{
	char *at = arena_bytes(cx->arena, LIMIT_MAIL_TEXT);
	size_t got;

	if (lseek(plain, 0, SEEK_SET) != 0)
		return err_os(cx, "read", STR("a message"));
	TRY(fd_read_full(cx, plain, STR("message"), at, LIMIT_MAIL_TEXT, &got));
	u->mail.text = u->mail.reply = utf8_clean(cx->arena, str_of(at, got));
	u->mail.clean_html = STR("");
	return OK;
}

/* What an entry says of what stays closed; which keys it is for is shown beside it. */
static void say_closed(struct unsealed *u)
{
	static const struct str words[PGP_SEALS] = {
		[PGP_NO_KEY] = STR_INIT("This mail is encrypted for keys that are not here. "
			"It is attached as it came."),
		[PGP_PASSWORD] = STR_INIT("This mail is encrypted with a password. It is attached as it came."),
		[PGP_UNSAFE] = STR_INIT("This mail is encrypted without a seal against changes, and was "
			"not opened. It is attached as it came."),
		[PGP_BROKEN] = STR_INIT("This mail is encrypted, and could not be opened. It is attached "
			"as it came."),
	};
	struct str say = words[u->seal.state];

	if (say.len > 0 && !u->mail.seal.sealed_text)
		u->mail.text = u->mail.reply = say;
}

static error open_sealed(struct ctx *cx, const struct reading_config *c, struct unsealed *u)
{
	const struct mail_seal *s = &u->mail.seal;
	const struct mail_part *p = s->sealed ? &u->mail.parts.at[s->part] : NULL;
	struct pgp_opened opened = { .state = s->signed_text ? PGP_PLAIN : PGP_NO_KEY,
		.inside.state = s->signed_text ? PGP_UNCLEAR : PGP_UNSIGNED };
	AUTO_FD sealed = -1;
	AUTO_FD plain = -1;

	TRY(open_scratch(cx, c, &sealed));
	TRY(open_scratch(cx, c, &plain));
	if (p != NULL)
		TRY(copy_range(cx, u->contents, p->offset, p->size, false, sealed));
	else
		TRY(fd_write_all(cx, sealed, STR("scratch"), str_trim(u->mail.text)));
	if (c->vault > 0)
		TRY(pgp_open(cx, c->vault, sender_of(&u->mail), sealed, plain, &opened));
	u->seal.state = opened.state;
	u->seal.keys = opened.keys;
	if (opened.state == PGP_OPENED && s->sealed)
		TRY(read_inside(cx, c, plain, u));
	else if (opened.state == PGP_OPENED || opened.signed_text)
		TRY(read_text(cx, plain, u));
	if (opened.inside.state != PGP_UNSIGNED)
		note_signature(&u->seal, &opened.inside);
	say_closed(u);
	return OK;
}

static error look(struct ctx *cx, const struct reading_config *c, int message, struct unsealed *u)
{
	TRY(open_scratch(cx, c, &u->contents));
	TRY(parse_job_mail(cx, c->parse, message, u->contents, &u->mail));
	TRY(verify(cx, c, message, &u->mail, &u->seal));
	const struct mail_seal *s = &u->mail.seal;
	return s->sealed || s->sealed_text || s->signed_text ? open_sealed(cx, c, u) : OK;
}

error unseal(struct ctx *cx, const struct reading_config *c, int message, struct unsealed *out)
{
	struct unsealed u = { .contents = -1 };
	error e = look(cx, c, message, &u);

	if (e != OK) {
		fd_close(&u.contents);
		return e;
	}
	*out = u;
	return OK;
}
