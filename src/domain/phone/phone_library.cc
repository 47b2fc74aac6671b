/* See phone_library.h. */
#include <phonenumbers/phonenumberutil.h>

#include <cstring>
#include <string>

/* The headers are C; here they are read as C++ after the library's own. */
#define _Noreturn [[noreturn]]
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
extern "C" {
#include "domain/phone/phone_library.h"
}
#pragma GCC diagnostic pop
#undef check

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

static struct str keep(struct arena *a, const std::string &s)
{
	char *at = static_cast<char *>(arena_bytes(a, s.size() + 1));
	memcpy(at, s.c_str(), s.size() + 1);
	return { at, s.size() };
}

bool phone_library_read(struct arena *a, struct str typed, struct str country,
	struct str *ret_number, struct str *ret_shown)
{
	const PhoneNumberUtil *util = PhoneNumberUtil::GetInstance();
	PhoneNumber n;
	std::string number, shown;

	if (util->Parse(std::string(typed.at, typed.len), std::string(country.at, country.len), &n) !=
			PhoneNumberUtil::NO_PARSING_ERROR ||
		util->IsPossibleNumberWithReason(n) != PhoneNumberUtil::IS_POSSIBLE)
		return false; /* also what can be dialled within a town alone */
	util->Format(n, PhoneNumberUtil::E164, &number);
	util->Format(n, PhoneNumberUtil::INTERNATIONAL, &shown);
	*ret_number = keep(a, number);
	*ret_shown = keep(a, shown);
	return true;
}
