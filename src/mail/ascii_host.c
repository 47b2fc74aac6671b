#include "mail/ascii_host.h"

#include <unicode/uidna.h>

enum { HOST_MAX = 256 };

struct str with_ascii_host(struct arena *a, struct str address)
{
	ptrdiff_t at = str_rfind_char(address, '@');
	UErrorCode e = U_ZERO_ERROR;
	UIDNAInfo info = UIDNA_INFO_INITIALIZER;
	char host[HOST_MAX];

	if (at < 0)
		return address;
	struct str given = str_skip(address, (size_t)at + 1);
	UIDNA *idna = uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII, &e);
	int32_t len = uidna_nameToASCII_UTF8(idna, given.at, (int32_t)given.len, host, sizeof host, &info, &e);
	uidna_close(idna);
	if (U_FAILURE(e) || info.errors != 0)
		return address;
	return str_printf(a, "%.*s@%.*s", (int)at, address.at, (int)len, host);
}
