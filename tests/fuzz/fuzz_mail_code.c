/*
 * fuzz_mail_code.c - a mail as the parse role hands it over, when that role is not itself
 *
 * What is believed is written again as the same bytes.
 */
#include "base/actor.h"
#include "base/utf8.h"
#include "mail/read/codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO_ARENA arena = arena_create();
	struct actor nobody = { 0 };
	struct ctx cx = { .arena = arena, .actor = &nobody };
	struct str bytes = str_of(data, size), again;
	struct mail m;

	if (mail_decode(&cx, bytes, &m) != OK)
		return 0;
	check(utf8_is_text(m.subject) && utf8_is_text(m.text));
	check(mail_encode(&cx, &m, &again) == OK);
	check(str_eq(bytes, again));
	return 0;
}
