/*
 * mails.c - mail that customers wrote: demo/mails
 *
 * What a mail has besides its words: HTML as the cleaner writes it, a picture, or armour of
 * OpenPGP. A message is made of both as it would have come, kept as the original, and taken
 * as the mail channel takes what it has read. No key is needed: what OpenPGP would say is
 * in the text.
 */
#include "demo/center.h"

#include <sodium.h>

#include "base/buf.h"
#include "demo/script.h"
#include "domain/account/permission.h"
#include "domain/mailin/mailin.h"
#include "store/files.h"

enum { MESSAGE_MAX = 64 * 1024, PICTURE_MAX = 32 * 1024 };

#define SUPPORT "support@northbeam.example"
#define FOLD STR("<details class=\"mail-quote\"><summary>…</summary>")

struct letter {
	struct script script;
	struct str text, html, armour, picture; /* the picture in base64 */
	struct str from_name, from, subject, id, date;
};

static struct str part_of(const struct script *s, const char *heading)
{
	for (size_t i = 0; i < s->parts.len; i++)
		if (str_eq(s->parts.at[i].heading, str_from(heading)))
			return s->parts.at[i].text;
	return STR("");
}

static struct str file_of(struct arena *a, struct str name)
{
	return script_file(str_c(a, str_concat(a, STR("mails/"), name)));
}

static error load(struct ctx *cx, const struct center_mail *m, struct letter *out)
{
	struct str picture;
	const struct actor *from = &m->from->actor;
	struct casefile c;

	out->script = script_read(cx->arena, m->name,
		file_of(cx->arena, str_concat(cx->arena, m->name, STR(".txt"))));
	out->text = m->text;
	out->html = part_of(&out->script, "html");
	out->armour = part_of(&out->script, "armour");
	picture = script_value(&out->script, "picture");
	out->picture = picture.len > 0 ? file_of(cx->arena, picture) : STR("");
	TRY(casefile_load(cx, m->casefile, &c));
	out->from_name = from->name;
	out->from = from->email;
	out->subject = str_printf(cx->arena, "Re: [%.*s] %.*s", STR_ARG(c.number), STR_ARG(c.summary));
	out->id = str_printf(cx->arena, "%.*s.%.*s%.*s", STR_ARG(m->name), STR_ARG(c.number),
		STR_ARG(str_skip(from->email, (size_t)str_find_char(from->email, '@'))));
	out->date = instant_mail(cx->arena, cx->now);
	return OK;
}

/* --- the message as it came --- */

static void put_replaced(struct buf *b, struct str text, struct str what, struct str by)
{
	ptrdiff_t at;

	while ((at = str_find(text, what)) >= 0) {
		buf_put(b, str_sub(text, 0, (size_t)at));
		buf_put(b, by);
		text = str_skip(text, (size_t)at + what.len);
	}
	buf_put(b, text);
}

static void put_words(struct buf *b, const struct letter *l)
{
	buf_printf(b, "Content-Type: text/plain; charset=utf-8\n\n%.*s", STR_ARG(l->text));
}

/* With the picture by its Content-ID, and the quote as mail programs write it. */
static void put_page(struct arena *a, struct buf *b, const struct letter *l)
{
	struct buf cid = buf_new(a, MESSAGE_MAX), open = buf_new(a, MESSAGE_MAX);

	put_replaced(&cid, l->html, STR("\"part:0\""), STR("\"cid:picture\""));
	put_replaced(&open, buf_str(&cid), FOLD, STR(""));
	buf_put(b, STR("Content-Type: text/html; charset=utf-8\n\n<html><body>\n"));
	put_replaced(b, buf_str(&open), STR("</details>"), STR(""));
	buf_put(b, STR("\n</body></html>"));
}

static void put_related(struct arena *a, struct buf *b, const struct letter *l)
{
	if (l->picture.len == 0) {
		put_page(a, b, l);
		return;
	}
	buf_put(b, STR("Content-Type: multipart/related; boundary=\"rel\"\n\n--rel\n"));
	put_page(a, b, l);
	buf_printf(b, "\n--rel\nContent-Type: image/png; name=\"picture.png\"\n"
		"Content-ID: <picture>\nContent-Transfer-Encoding: base64\n\n%.*s\n--rel--",
		STR_ARG(str_trim(l->picture)));
}

static void put_body(struct arena *a, struct buf *b, const struct letter *l)
{
	bool sealed = script_value(&l->script, "seal").len > 0;

	if (sealed) {
		buf_printf(b, "Content-Type: multipart/encrypted; boundary=\"pgp\"; "
			"protocol=\"application/pgp-encrypted\"\n\n--pgp\n"
			"Content-Type: application/pgp-encrypted\n\nVersion: 1\n\n--pgp\n"
			"Content-Type: application/octet-stream; name=\"encrypted.asc\"\n\n"
			"%.*s\n\n--pgp--\n", STR_ARG(l->armour));
	} else if (l->armour.len > 0) {
		buf_put(b, STR("Content-Type: multipart/signed; boundary=\"pgp\"; "
			"micalg=pgp-sha256; protocol=\"application/pgp-signature\"\n\n--pgp\n"));
		put_words(b, l);
		buf_printf(b, "\n--pgp\nContent-Type: application/pgp-signature; "
			"name=\"signature.asc\"\n\n%.*s\n\n--pgp--\n", STR_ARG(l->armour));
	} else {
		buf_put(b, STR("Content-Type: multipart/alternative; boundary=\"alt\"\n\n--alt\n"));
		put_words(b, l);
		buf_put(b, STR("\n--alt\n"));
		put_related(a, b, l);
		buf_put(b, STR("\n--alt--\n"));
	}
}

static struct str message(struct arena *a, const struct letter *l)
{
	struct buf b = buf_new(a, MESSAGE_MAX), crlf = buf_new(a, MESSAGE_MAX);

	buf_printf(&b, "From: %.*s <%.*s>\nTo: Northbeam support <" SUPPORT ">\nSubject: %.*s\n"
		"Date: %.*s\nMessage-ID: <%.*s>\nMIME-Version: 1.0\n", STR_ARG(l->from_name),
		STR_ARG(l->from), STR_ARG(l->subject), STR_ARG(l->date), STR_ARG(l->id));
	put_body(a, &b, l);
	put_replaced(&crlf, buf_str(&b), STR("\n"), STR("\r\n"));
	return buf_str(&crlf);
}

/* --- what the channel found in it --- */

static struct str kept(struct ctx *cx, const struct file_hash *hash)
{
	return str_copy(cx->arena, str_of(hash->bytes, sizeof hash->bytes));
}

static error add_picture(struct ctx *cx, const struct files *files, const struct letter *l,
	struct mailin_letter *out)
{
	unsigned char *bytes = (unsigned char *)arena_bytes(cx->arena, PICTURE_MAX);
	struct file_hash hash;
	size_t len;

	if (l->picture.len == 0)
		return OK;
	if (sodium_base642bin(bytes, PICTURE_MAX, l->picture.at, l->picture.len, "\n", &len, NULL,
		sodium_base64_VARIANT_ORIGINAL) != 0)
		return err_new(cx, ERR_INTERNAL, "a picture of demo/mails is no base64");
	TRY(files_put(cx, files, str_of((char *)bytes, len), &hash));
	*arena_push(cx->arena, &out->files) = (struct mailin_file){ .name = STR("picture.png"),
		.sha256 = kept(cx, &hash), .size = (int64_t)len };
	return OK;
}

static struct mailin_seal seal_of(struct arena *a, const struct letter *l)
{
	struct str key = script_value(&l->script, "key"), seal = script_value(&l->script, "seal");

	if (key.len == 0)
		return (struct mailin_seal){ .state = PGP_PLAIN };
	return (struct mailin_seal){ .state = seal.len > 0 ? PGP_OPENED : PGP_PLAIN, .keys = seal,
		.signature = PGP_GOOD, .signer_key = key,
		.signer = str_printf(a, "%.*s <%.*s>", STR_ARG(l->from_name), STR_ARG(l->from)) };
}

error center_mail_take(struct ctx *cx, const struct files *files, const struct center_mail *m)
{
	struct letter l = { .html = STR("") };
	struct file_hash hash;
	mail_in_id id;

	cx->actor = &actor_system;
	TRY(load(cx, m, &l));
	struct str raw = message(cx->arena, &l);
	struct mailin_letter found = { .from_name = l.from_name, .from_address = l.from,
		.to = STR(SUPPORT), .subject = l.subject, .message_id = l.id, .text = l.text,
		.reply = l.text, .html = l.html, .seal = seal_of(cx->arena, &l) };

	TRY(add_picture(cx, files, &l, &found));
	TRY(files_put(cx, files, raw, &hash));
	TRY(mailin_receive(cx, &(struct mailin_arrival){ .source = STR("smtp"),
		.sha256 = kept(cx, &hash), .size = (int64_t)raw.len, .envelope_from = l.from,
		.envelope_to = STR(SUPPORT) }, &id));
	return mailin_take(cx, id, &found);
}
