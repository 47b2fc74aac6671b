#include "domain/phone/phone.h"

#include "base/utf8.h"
#include "domain/phone/phone_library.h"
#include "domain/setting/setting.h"

enum { DIGITS_MIN = 3 };

static bool read_number(struct ctx *cx, struct str typed, struct phone *out)
{
	struct str country = cx->settings != NULL ? cx->settings->phone_country : STR("");

	return typed.len <= PHONE_TYPED_MAX &&
		phone_library_read(cx->arena, typed, country, &out->number, &out->shown);
}

error phone_normalise(struct ctx *cx, struct str typed, const char *field, struct phone *out)
{
	*out = (struct phone){ 0 };
	if (str_is_blank(typed))
		return OK;
	if (!read_number(cx, str_trim(typed), out))
		return err_field(cx, field,
			"Give the phone number in international form, like +49 30 1234567.");
	return OK;
}

bool phone_is_like(struct str typed)
{
	size_t digits = 0;

	for (size_t i = 0; i < typed.len; i++) {
		char c = typed.at[i];
		if (str_is_digit(c))
			digits++;
		else if (c == 0 || !strchr("+-./() ", c))
			return false;
	}
	return digits >= DIGITS_MIN;
}

struct phone phone_of_line(struct ctx *cx, struct str said)
{
	struct phone p = { 0 };
	struct str text = str_trim(said);

	if (text.len > 0 && !read_number(cx, text, &p))
		p = (struct phone){ .shown = utf8_cut(utf8_clean(cx->arena, text), PHONE_TYPED_MAX) };
	return p;
}
