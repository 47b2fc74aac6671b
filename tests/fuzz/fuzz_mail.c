/*
 * fuzz_mail.c - a message as a stranger sends it, all the way to what is printed
 *
 * What comes out holds: valid text within limits, sizes and hashes told to the sink as in
 * the list of parts, a reply that is no longer than the text.
 */
#include <sanitizer/lsan_interface.h>

#include "base/actor.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "mail/read/read.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* GMime keeps a few bytes from its start on. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static const uint8_t mail[] = "From: a@b.example\n\nx\n";

	__lsan_disable();
	LLVMFuzzerTestOneInput(mail, sizeof mail - 1);
	__lsan_enable();
	return 0;
}

struct told {
	int64_t sizes[LIMIT_MAIL_PARTS];
};

static error add(void *arg, size_t part, struct str bytes)
{
	struct told *t = arg;
	check(part < LIMIT_MAIL_PARTS);
	t->sizes[part] += (int64_t)bytes.len;
	return OK;
}

static void check_addresses(const mail_address_list *list)
{
	check(list->len <= LIMIT_MAIL_ADDRESSES);
	for (size_t i = 0; i < list->len; i++)
		check(utf8_is_text(list->at[i].name) && utf8_is_text(list->at[i].address));
}

static void check_parts(const struct mail *m, const struct told *t)
{
	check(m->parts.len <= LIMIT_MAIL_PARTS);
	for (size_t i = 0; i < m->parts.len; i++) {
		const struct mail_part *p = &m->parts.at[i];
		check(utf8_is_text(p->name) && utf8_is_text(p->type) && utf8_is_text(p->text));
		check(p->name.len <= LIMIT_MAIL_FILE_NAME && str_find_char(p->name, '/') < 0);
		check(!p->in_line || p->attached);
		check(t->sizes[i] == 0 || t->sizes[i] == p->size);
	}
}

static void check_reports(const struct mail *m)
{
	check(m->reports.len <= LIMIT_MAIL_REPORTS);
	for (size_t i = 0; i < m->reports.len; i++) {
		const struct mail_report *r = &m->reports.at[i];
		check(r->action != MAIL_ACTION_NONE && r->reason.len > 0);
		check(!r->hard || r->action == MAIL_FAILED);
		check(utf8_is_text(r->recipient) && utf8_is_text(r->diagnostic));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO_ARENA arena = arena_create();
	struct actor nobody = { 0 };
	struct ctx cx = { .arena = arena, .actor = &nobody };
	struct told *told = arena_new(arena, struct told);
	struct mail_sink sink = { add, told };
	struct mail m;

	if (mail_read(&cx, str_of(data, size), &sink, &m) != OK)
		return 0;
	check(utf8_is_text(m.subject) && utf8_is_text(m.text) && utf8_is_text(m.reply));
	check(utf8_is_text(m.html) && utf8_is_text(m.auto_reason));
	check_addresses(&m.from);
	check_addresses(&m.to);
	check_addresses(&m.cc);
	check(m.references.len <= LIMIT_MAIL_REFERENCES);
	check_parts(&m, told);
	check_reports(&m);
	struct buf out = buf_new(arena, 256 * 1024 * 1024);
	struct json_writer j = jw_new(&out);
	mail_json(&cx, &m, true, &j);
	check(!out.overflow && utf8_is_text(buf_str(&out)));
	return 0;
}
