#include "mail/in/letter.h"

#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "domain/account/person.h"
#include "domain/notify/notify.h"
#include "os/file.h"

enum { PIECE = 64 * 1024 };

/* --- files --- */

static error copy_part(struct ctx *cx, int contents, const struct mail_part *p,
	struct files_upload *to)
{
	char *piece = arena_bytes(cx->arena, PIECE);
	int64_t at = p->offset, end = p->offset + p->size;

	while (at < end) {
		size_t want = end - at < PIECE ? (size_t)(end - at) : PIECE;
		ssize_t got = pread(contents, piece, want, (off_t)at);
		if (got <= 0)
			return err_os(cx, "read", STR("an attachment"));
		TRY(files_upload_append(cx, to, str_of(piece, (size_t)got)));
		at += got;
	}
	return OK;
}

static error store_part(struct ctx *cx, const struct files *files, int contents,
	const struct mail_part *p, struct mailin_file *out)
{
	struct file_hash hash;
	struct arena_mark mark = arena_mark(cx->arena);
	AUTO_UPLOAD up = { .fd = -1 };

	TRY(files_upload_open(cx, files, str_printf(cx->arena, "mail-%d-%" PRId64, (int)getpid(),
		monotonic_us()), LIMIT_MAIL, &up));
	TRY(copy_part(cx, contents, p, &up));
	TRY(files_upload_finish(cx, &up, &hash));
	arena_release(cx->arena, mark);
	*out = (struct mailin_file){ .name = p->name, .size = p->size,
		.sha256 = str_copy(cx->arena, str_of(hash.bytes, sizeof hash.bytes)) };
	return OK;
}

/* Types whose second word is not what a file of them is called by. */
static const struct {
	struct str type, name, ending;
} nameless[] = {
	{ STR_INIT("message/rfc822"), STR_INIT("message"), STR_INIT("eml") },
	{ STR_INIT("text/calendar"), STR_INIT("calendar"), STR_INIT("ics") },
	{ STR_INIT("text/vcard"), STR_INIT("contact"), STR_INIT("vcf") },
	{ STR_INIT("text/x-vcard"), STR_INIT("contact"), STR_INIT("vcf") },
	{ STR_INIT("text/directory"), STR_INIT("contact"), STR_INIT("vcf") },
	{ STR_INIT("text/plain"), STR_INIT("part"), STR_INIT("txt") },
};

/* "part-2.png", "calendar-3.ics" for one without a name. */
static struct str name_of(struct ctx *cx, const struct mail_part *p, size_t number)
{
	struct str name = STR("part"), ending = p->type, main;

	if (p->name.len > 0)
		return p->name;
	str_cut(&ending, '/', &main);
	if (ending.len == 0 || ending.len >= 8)
		ending = STR("bin");
	for (size_t i = 0; i < sizeof nameless / sizeof *nameless; i++)
		if (str_eq(p->type, nameless[i].type)) {
			name = nameless[i].name;
			ending = nameless[i].ending;
		}
	return str_printf(cx->arena, "%.*s-%zu.%.*s", STR_ARG(name), number, STR_ARG(ending));
}

static error store_files(struct ctx *cx, const struct files *files, const struct mail *m,
	int contents, int64_t *numbers, struct mailin_letter *out)
{
	for (size_t i = 0; i < m->parts.len; i++) {
		const struct mail_part *p = &m->parts.at[i];
		numbers[i] = -1;
		if (!p->attached || p->offset < 0)
			continue;
		struct mailin_file *f = arena_push(cx->arena, &out->files);
		TRY(store_part(cx, files, contents, p, f));
		f->name = name_of(cx, p, i + 1);
		numbers[i] = (int64_t)out->files.len - 1;
	}
	return OK;
}

/*
 * A picture is named by its number in the mail; what is kept are the files alone. One that
 * became no file is shown by nobody: its number leads nowhere.
 */
static struct str renumber(struct arena *a, struct str html, const int64_t *numbers, size_t count)
{
	struct buf out = buf_new(a, html.len + LIMIT_MAIL_HTML);
	ptrdiff_t at;

	while ((at = str_find(html, STR("<img src=\"part:"))) >= 0) {
		size_t from = (size_t)at + 15;
		struct str digits;
		int64_t n;
		buf_put(&out, str_sub(html, 0, from));
		html = str_skip(html, from);
		str_cut(&html, '"', &digits);
		bool sound = str_int(digits, &n) && n >= 0 && n < (int64_t)count;
		buf_printf(&out, "%" PRId64 "\"", sound && numbers[n] >= 0 ? numbers[n] : LIMIT_MAIL_PARTS);
	}
	buf_put(&out, html);
	return out.overflow ? STR("") : buf_str(&out);
}

/* --- the rest --- */

static void put_people(struct ctx *cx, struct buf *line, const mail_address_list *list,
	struct mailin_letter *out)
{
	for (size_t i = 0; i < list->len; i++) {
		*arena_push(cx->arena, &out->recipients) = list->at[i].address;
		if (line->len > 0)
			buf_put(line, STR(", "));
		buf_put(line, list->at[i].address);
	}
}

/* The nearest first: In-Reply-To, then References from the end. */
static void put_answers(struct ctx *cx, const struct mail *m, struct mailin_letter *out)
{
	for (size_t i = 0; i < m->in_reply_to.len; i++)
		*arena_push(cx->arena, &out->answers) = m->in_reply_to.at[i];
	for (size_t i = m->references.len; i > 0; i--)
		*arena_push(cx->arena, &out->answers) = m->references.at[i - 1];
}

static void put_reports(struct ctx *cx, const struct mail *m, struct mailin_letter *out)
{
	out->is_report = m->reports.len > 0;
	out->reported_id = m->reported_id;
	for (size_t i = 0; i < m->reports.len; i++) {
		const struct mail_report *r = &m->reports.at[i];
		enum mailin_outcome outcome = r->action == MAIL_FAILED ? MAILIN_FAILED
			: r->action == MAIL_DELAYED		       ? MAILIN_DELAYED
			: r->action == MAIL_COMPLAINT		       ? MAILIN_COMPLAINT
									: 0;
		if (outcome != 0)
			*arena_push(cx->arena, &out->reports) = (struct mailin_report){ outcome,
				r->recipient, r->status, r->diagnostic };
	}
}

error letter_of(struct ctx *cx, const struct files *files, const struct mail *m, int contents,
	struct mailin_letter *out)
{
	struct buf to = buf_new(cx->arena, LIMIT_REASON);
	/* Several authors have one address to answer to: the first is the sender. */
	struct mail_address from = m->from.len > 0 ? m->from.at[0] : (struct mail_address){ .name = STR("") };
	struct mailin_letter l = { .from_name = from.name, .subject = m->subject,
		.message_id = m->message_id, .text = m->text, .reply = m->reply,
		.robot = m->auto_reason };

	if (from.address.len > 0 && email_normalise(cx, from.address, "from", &l.from_address) != OK)
		l.from_address = STR("");
	put_people(cx, &to, &m->to, &l);
	put_people(cx, &to, &m->cc, &l);
	l.to = buf_str(&to);
	put_answers(cx, m, &l);
	put_reports(cx, m, &l);
	int64_t *numbers = (int64_t *)arena_alloc(cx->arena, (m->parts.len + 1) * sizeof *numbers);
	TRY(store_files(cx, files, m, contents, numbers, &l));
	l.html = renumber(cx->arena, m->clean_html, numbers, m->parts.len);
	*out = l;
	return OK;
}

/* --- without a reader --- */

/* The value of the first header of that name, one line of it. */
static struct str header(struct str head, struct str name)
{
	struct str line, key;

	while (str_cut(&head, '\n', &line) && !str_is_blank(line))
		if (str_cut(&line, ':', &key) && str_eq_nocase(str_trim(key), name))
			return str_trim(line);
	return STR("");
}

struct mailin_letter letter_guess(struct ctx *cx, struct str head)
{
	struct mailin_letter l = { .subject = utf8_clean(cx->arena, header(head, STR("Subject"))) };
	struct str from = header(head, STR("From"));
	ptrdiff_t open = str_rfind_char(from, '<'), close = str_rfind_char(from, '>');

	if (open >= 0 && close > open)
		from = str_sub(from, (size_t)open + 1, (size_t)(close - open) - 1);
	if (email_normalise(cx, from, "from", &l.from_address) != OK)
		l.from_address = STR("");
	return l;
}

bool letter_is_own(struct ctx *cx, struct str head)
{
	return str_eq_nocase(header(head, STR("X-Mainstay-Loop")), notify_host(cx));
}
