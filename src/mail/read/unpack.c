#include "mail/read/unpack.h"

#include <sodium.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "mail/read/charset.h"
#include "mail/read/part.h"

bool unpack_is_packed(const struct mail_part *p)
{
	return str_eq(p->type, STR("application/ms-tnef")) ||
		str_eq(p->type, STR("application/vnd.ms-tnef")) ||
		str_eq_nocase(p->name, STR("winmail.dat"));
}

static struct str header(struct ctx *cx, struct str s)
{
	return charset_header(cx->arena, str_c(cx->arena, s), LIMIT_MAIL_HEADER);
}

static struct str type_of(struct ctx *cx, struct str type)
{
	struct str clean = header(cx, type);

	return str_find_char(clean, '/') > 0 ? str_lower(cx->arena, clean)
					     : STR("application/octet-stream");
}

error unpack_files(struct ctx *cx, const struct tnef *tnef, const struct mail_sink *sink,
	int64_t *sunk, struct mail *mail)
{
	for (size_t i = 0; i < tnef->files.len; i++) {
		const struct tnef_file *f = &tnef->files.at[i];
		size_t n = mail->parts.len;
		if (n == LIMIT_MAIL_PARTS)
			return err_new(cx, ERR_LIMIT, "the message has more than %d parts",
				LIMIT_MAIL_PARTS);
		struct mail_part *p = arena_push(cx->arena, &mail->parts);
		*p = (struct mail_part){ .name = part_name(header(cx, f->name)), .type = type_of(cx, f->type),
			.content_id = header(cx, f->content_id),
			.size = (int64_t)f->bytes.len, .offset = sink != NULL ? *sunk : -1,
			.attached = true };
		p->in_line = p->content_id.len > 0;
		crypto_hash_sha256(p->sha256, (const unsigned char *)f->bytes.at, f->bytes.len);
		if (sink == NULL || f->bytes.len == 0)
			continue;
		TRY(sink->bytes(sink->arg, n, f->bytes));
		*sunk += p->size;
	}
	return OK;
}

static void add_text(struct ctx *cx, struct mail *mail, struct str type, struct str text)
{
	struct str kept = utf8_cut(text, LIMIT_MAIL_TEXT / 4);

	if (kept.len == 0 || mail->parts.len == LIMIT_MAIL_PARTS)
		return;
	struct mail_part *p = arena_push(cx->arena, &mail->parts);
	*p = (struct mail_part){ .type = type, .text = kept, .is_text = true, .offset = -1,
		.size = (int64_t)kept.len };
	crypto_hash_sha256(p->sha256, (const unsigned char *)kept.at, kept.len);
}

void unpack_texts(struct ctx *cx, const struct tnef *tnef, struct mail *mail)
{
	add_text(cx, mail, STR("text/plain"), tnef->text);
	add_text(cx, mail, STR("text/html"), tnef->html);
}
